"""The files of the catalogue, held against each other."""

from collections.abc import Iterator

import pytest

from sdd.link.catalogue import Catalogue
from sdd.link.library import EVERY, Class, Function, TypeName
from sdd.link.library_files import Library, library_files, load_library

PACKAGES = sorted(library_files())
CATALOGUE = Catalogue()
# Classes of the language itself that types may name without an entry.
LANGUAGE = ("Self", "builtins.", "collections.abc.", "contextlib.Abstract")

each_library = pytest.mark.parametrize("package", PACKAGES)


def classes(library: Library) -> Iterator[Class]:
    for name in library.text.classes:
        found = library.find_class(name)
        assert found is not None
        yield found


def functions(library: Library) -> Iterator[Function]:
    for name in library.text.module:
        module = library.find_module(name)
        assert module is not None
        yield from module.functions.values()
    for each in classes(library):
        yield from each.methods.values()
        if each.others:
            yield each.others


def held(library: Library) -> Iterator[TypeName]:
    for name in library.text.module:
        module = library.find_module(name)
        assert module is not None
        yield from module.attributes.values()
    for each in classes(library):
        yield from each.attributes.values()


def unknown_classes(kind: TypeName) -> list[str]:
    known = kind.name.startswith(LANGUAGE) or CATALOGUE.find_class(kind.name)
    inner = [name for each in kind.arguments for name in unknown_classes(each)]
    return inner if known else [kind.name, *inner]


@each_library
def test_names_stand_below_their_package(package: str) -> None:
    library = load_library(package)
    names = [*library.text.module, *library.text.classes, *library.aliases]
    assert names
    assert [name for name in names if name.partition(".")[0] != package] == []


@each_library
def test_every_type_is_a_known_class_by_its_canonical_name(package: str) -> None:
    library = load_library(package)
    types = [each.returns for each in functions(library) if each.returns]
    types += list(held(library))
    types += [TypeName(base) for each in classes(library) for base in each.bases]
    assert [name for kind in types for name in unknown_classes(kind)] == []
    assert [kind.name for kind in types if CATALOGUE.canonical(kind.name) != kind.name] == []


@each_library
def test_other_names_lead_to_something_known(package: str) -> None:
    library = load_library(package)
    for alias, name in library.aliases.items():
        canonical = CATALOGUE.canonical(alias)
        home = load_library(canonical.partition(".")[0])
        found = CATALOGUE.find_function(canonical) or home.find_module(canonical)
        assert found, f"{alias} is said to be {name}"


@each_library
def test_no_function_both_blocks_and_is_awaited(package: str) -> None:
    both = [
        each.name for each in functions(load_library(package)) if each.blocking and each.awaitable
    ]
    assert both == []


@each_library
def test_blocking_functions_say_how(package: str) -> None:
    for each in functions(load_library(package)):
        if each.blocking:
            assert each.blocking.family.isidentifier(), each.name
            assert each.blocking.instead, each.name
        if each.blocking and each.blocking.rewrite:
            rewrite = CATALOGUE.find_function(each.blocking.rewrite)
            assert rewrite is not None
            assert rewrite.awaitable


@each_library
def test_what_a_table_says_of_a_function_is_said_of_one_that_it_names(package: str) -> None:
    text = load_library(package).text
    for name, entry in {**text.module, **text.classes}.items():
        blocks = {*entry.blocks.split(), EVERY}
        for table in (entry.family, entry.severity, entry.instead, entry.fix, entry.unless):
            words = {word for words in table.values() for word in words.split()}
            assert words <= blocks, f"{name}: {sorted(words - blocks)} do not block"


@each_library
def test_no_word_is_written_twice(package: str) -> None:
    text = load_library(package).text
    for name, entry in {**text.module, **text.classes}.items():
        groups = [entry.blocks, entry.awaits, entry.plain, *entry.holds.values()]
        words = [word for group in groups for word in group.split()]
        twice = sorted({word for word in words if words.count(word) > 1})
        assert twice == [], f"{name} says two things of {twice}"
        returned = [word for words in entry.returns.values() for word in words.split()]
        assert len(returned) == len(set(returned)), f"{name} returns two things"
