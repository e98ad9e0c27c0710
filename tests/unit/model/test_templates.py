"""Path templates: the framework's own patterns judge what we say that one matches."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import compile_path

from sdd.model.template_tree import TemplateTree
from sdd.model.templates import PathParameter, path_parameters, path_symbols

SAMPLES = {
    "str": ("me", "7", "a.b", "1.5", "x-y"),
    "path": ("", "a/b", "7", "/", "a/"),
    "int": ("0", "42"),
    "float": ("1", "2.50"),
    "uuid": ("3fa85f64-5717-4562-b3fc-2c963f66afa6", "3fa85f6457174562b3fc2c963f66afa6"),
}
literals = st.sampled_from(["", "a", "me", "7", "1.5", "-", "/", "/a", "/me/"])
pieces = st.one_of(literals, st.sampled_from(sorted(SAMPLES)).map(lambda name: (name,)))


def template(parts: list[str | tuple[str]]) -> str:
    """A path whose parameters have names of their own."""
    named = enumerate(parts)
    texts = (f"{{p{i}:{part[0]}}}" if isinstance(part, tuple) else part for i, part in named)
    return "/" + "".join(texts)


templates = st.lists(pieces, max_size=6).map(template)


def covers(earlier: str, later: str) -> bool:
    tree: TemplateTree[list[str]] = TemplateTree(list)
    tree.at(path_symbols(earlier)).append(earlier)
    return tree.covering(path_symbols(later)) == [[earlier]]


def served(path: str, pick: int) -> str:
    """A path that a template matches."""

    def sample(match: re.Match[str]) -> str:
        choices = SAMPLES[match[1]]
        return choices[pick % len(choices)]

    return re.sub(r"\{p\d+:(\w+)\}", sample, path)


@given(templates, templates, st.integers(0, 9))
def test_what_is_said_to_be_covered_is_matched_by_the_framework(
    earlier: str, later: str, pick: int
) -> None:
    path = served(later, pick)
    assert compile_path(later)[0].match(path)
    if covers(earlier, later):
        assert compile_path(earlier)[0].match(path)


@given(templates)
def test_a_template_covers_itself_and_everything_is_covered_by_a_path_parameter(
    path: str,
) -> None:
    assert covers(path, path)
    assert covers("/{rest:path}", path)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("/u/{name}", "/u/me"),
        ("/u/{name}", "/u/{id:int}"),
        ("/u/{name}", "/u/{id:uuid}"),
        ("/u/{name}", "/u/{a}.{b}"),
        ("/{a}/{b}", "/u/{id}"),
        ("/u/{x:float}", "/u/{id:int}"),
        ("/u/{id:int}", "/u/42"),
        ("/f/{rest:path}", "/f/{a}/{b}"),
        ("/f/{rest:path}", "/f/"),
        ("/{rest:path}/edit", "/f/{a}/edit"),
        ("/u/{name}.json", "/u/me.json"),
        ("/u/{a:slug}", "/u/{b:slug}"),
        ("/{rest:path}", "/u/{b:slug}"),
    ],
)
def test_a_general_template_covers_a_special_one(earlier: str, later: str) -> None:
    assert covers(earlier, later)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("/u/me", "/u/{name}"),
        ("/u/{id:int}", "/u/me"),
        ("/u/{id:int}", "/u/{name}"),
        ("/u/{id:int}", "/u/{x:float}"),
        ("/u/{id:uuid}", "/u/{name}"),
        ("/u/{name}", "/u/"),
        ("/u/{name}", "/u/{name}/"),
        ("/u/{name}", "/u/{rest:path}"),
        ("/u/{name}", "/u/a/b"),
        ("/f/{rest:path}", "/f"),
        ("/u/{user-id}", "/u/me"),
        ("/u/{a:slug}", "/u/{b:other}"),
        ("/u/{name}", "/u/{b:slug}"),
    ],
)
def test_a_template_that_leaves_something_over_is_not_covered(earlier: str, later: str) -> None:
    assert not covers(earlier, later)


def test_parameters_are_what_the_framework_takes_for_them() -> None:
    path = "/{a}/{b:int}/{user-id}/{ c }/{d:}/{é}/{_e2:path}"
    expected = {name: type(kind).__name__ for name, kind in compile_path(path)[2].items()}
    assert expected == {"a": "StringConvertor", "b": "IntegerConvertor", "_e2": "PathConvertor"}
    assert path_parameters(path) == (
        PathParameter("a", "str"),
        PathParameter("b", "int"),
        PathParameter("_e2", "path"),
    )


def test_names_do_not_count_and_converters_do() -> None:
    assert path_symbols("/u/{a}") == path_symbols("/u/{b:str}")
    assert path_symbols("/u/{a}") != path_symbols("/u/{a:int}")
    assert path_symbols("/{a:path}{b:path}") == path_symbols("/{a:path}")


def test_a_hostile_table_neither_costs_more_than_its_length_nor_hides_what_is_plain() -> None:
    tree: TemplateTree[list[str]] = TemplateTree(list)
    for hostile in ("{a:path}" * 5_000, "/" + "{a:path}a" * 1_000, "/" + "a{b}" * 1_000):
        tree.at(path_symbols(hostile)).append(hostile)
    tree.at(path_symbols("/{rest:path}")).append("plain")
    assert ["plain"] in tree.covering(path_symbols("/" + "a" * 2_000))
