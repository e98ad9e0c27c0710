"""The files of `libraries/`, each read when it is first asked for, entry by entry."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from sdd.link.library import EVERY, Blocking, Class, Function, Module, TypeName
from sdd.link.library_text import (
    Default,
    Entry,
    LibraryText,
    parse_callback,
    parse_exemption,
    parse_library,
    parse_type,
)

_FOLDER = Path(__file__).parent / "libraries"
_Value = TypeVar("_Value")


class Library:
    """All that is known below one top-level package.

    aliases: other public name to canonical name, of functions, classes and modules; the
    canonical name may be in another library. Entries are worked out when they are asked for.
    """

    def __init__(self, text: LibraryText) -> None:
        self.text = text
        self.aliases = dict(_aliases({**text.module, **text.classes}))
        self.modules: dict[str, Module] = {}
        self.classes: dict[str, Class] = {}

    def find_module(self, name: str) -> Module | None:
        """A module by canonical name."""
        if name not in self.modules and name in self.text.module:
            facts = _Facts(name, self.text.module[name], self.text.default)
            self.modules[name] = Module(facts.functions(), facts.attributes())
        return self.modules.get(name)

    def find_class(self, name: str) -> Class | None:
        """A class by canonical name."""
        if name not in self.classes and name in self.text.classes:
            facts = _Facts(name, self.text.classes[name], self.text.default)
            self.classes[name] = facts.as_class()
        return self.classes.get(name)


@cache
def library_files() -> dict[str, Path]:
    """The files that ship with `sdd`, by top-level package."""
    return {path.stem: path for path in sorted(_FOLDER.glob("*/*.toml"))}


@cache
def load_library(package: str) -> Library:
    """What is known below a top-level package, nothing for most; read once per process."""
    path = library_files().get(package)
    text = parse_library(path.read_text(encoding="utf-8")) if path else LibraryText()
    return Library(text)


def _aliases(entries: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    for name, entry in entries.items():
        yield from ((alias, name) for alias in entry.aliases.split())
        for source, words in entry.imports.items():
            yield from ((f"{name}.{word}", f"{source}.{word}") for word in words.split())


class _Facts:
    """What one entry says, turned around: by the name of a function."""

    def __init__(self, name: str, entry: Entry, default: Default) -> None:
        self.name = name
        self.entry = entry
        self.default = default
        self.plain = frozenset((*entry.plain.split(), *_by_word(entry.holds)))
        self.blocks = entry.blocks.split()
        self.awaits = entry.awaits.split()
        self.queries = entry.queries.split()
        self.returns = _by_word(entry.returns)
        self.family = _by_word(entry.family)
        self.severity = _by_word(entry.severity)
        self.instead = _by_word(entry.instead)
        self.fix = _by_word(entry.fix)
        self.rewrites = _by_word(entry.rewrites)
        self.unless = _all_by_word(entry.unless)
        self.callbacks = _all_by_word(entry.callbacks)

    def as_class(self) -> Class:
        """The entry of a class as its value."""
        speaks = EVERY in self.blocks or EVERY in self.awaits
        return Class(
            name=self.name,
            bases=tuple(self.entry.bases.split()),
            methods=self.functions(),
            attributes=self.attributes(),
            others=self._function(EVERY) if speaks else None,
            plain=self.plain,
        )

    def functions(self) -> dict[str, Function]:
        """Every function that the entry names."""
        lists = (self.entry.plain.split(), self.blocks, self.awaits, self.queries)
        maps = (self.returns, self.unless, self.callbacks, self.rewrites)
        words = set().union(*lists, *maps) - {EVERY}
        return {word: self._function(word) for word in words}

    def attributes(self) -> dict[str, TypeName]:
        """The types of what the entry holds."""
        return {word: parse_type(text) for word, text in _by_word(self.entry.holds).items()}

    def _function(self, word: str) -> Function:
        returns = self.returns.get(word)
        return Function(
            name=f"{self.name}.{word}",
            blocking=self._blocking(word) if self._is(word, self.blocks) else None,
            returns=parse_type(returns) if returns else None,
            awaitable=self._is(word, self.awaits),
            query=self._is(word, self.queries),
            callbacks=tuple(parse_callback(each) for each in self.callbacks.get(word, ())),
        )

    def _is(self, word: str, words: list[str]) -> bool:
        every = EVERY in words and word not in self.plain and not word.startswith("_")
        return every or word in words

    def _blocking(self, word: str) -> Blocking:
        rewrite = self.rewrites.get(word, "")
        return Blocking(
            family=_value(word, self.family, self.default.family),
            severity=_value(word, self.severity, self.default.severity),
            instead=_value(word, self.instead, self.default.instead),
            fix="S" if rewrite else _value(word, self.fix, self.default.fix),
            rewrite=rewrite,
            unless=tuple(parse_exemption(each) for each in self.unless.get(word, ())),
        )


def _value(word: str, values: Mapping[str, _Value], default: _Value) -> _Value:
    return values.get(word, values.get(EVERY, default))


def _by_word(values: Mapping[_Value, str]) -> dict[str, _Value]:
    return {word: value for value, words in values.items() for word in words.split()}


def _all_by_word(values: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value, words in values.items():
        for word in words.split():
            found.setdefault(word, []).append(value)
    return found
