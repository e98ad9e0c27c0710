"""The values that a clause gives for the options of a rule."""

import re
from collections.abc import Iterable

from sdd.model.documents import Clause
from sdd.model.phrases import Value, ValueKind

_PREFIX = re.compile(r"(?<![\w/.:])(?:/[\w.{}-]+){1,6}")
_VERSIONED = re.compile(r"((?:/[\w.-]+){0,5}?/v\d{1,3})(?![\w.-])")
_VERSION = re.compile(r"/v\d{1,3}\Z")
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)\s?(?:%|percent\b|per cent\b)\+?")
_COUNT = r"(?<![\d.])(?:\d{1,3}\s?[-\u2013]\s?)?(\d{1,4})\s+(?:\w+\s+){0,2}?(?:%s)\b"
_FOLDER = re.compile(r"[\w.-]+(?:/[\w.*-]+)*/(?:\*{1,2})?")
_ARROW = re.compile(r"\s*(?:->|=>|\u2192|\u27a1|\u2794)\s*")
_LAYER = re.compile(r"`?([A-Za-z][A-Za-z_]*(?:/[A-Za-z_]+)?)`?")
_MOST = 8


def read_values(values: Iterable[Value], clause: Clause) -> tuple[tuple[str, object], ...] | None:
    """The options that a clause fills; None where it lacks a value that is needed."""
    found: list[tuple[str, object]] = []
    for value in values:
        read = _READERS[value.kind](clause, value)
        if read is not None:
            found.append((value.option, read))
        elif value.needed:
            return None
    return tuple(found)


def _prefix(clause: Clause, value: Value) -> object | None:
    """The path up to its version; of several versions `/api/v*`, of other paths nothing."""
    paths = {
        match[1]
        for word in (*clause.words, clause.text)
        for path in _PREFIX.findall(word)
        if (match := _VERSIONED.match(path))
    }
    if len(paths) > 1:
        paths = {_VERSION.sub("/v*", path) for path in paths}
    return paths.pop() if len(paths) == 1 else None


def _percent(clause: Clause, value: Value) -> object | None:
    match = _PERCENT.search(clause.text)
    if not match:
        return None
    number = float(match[1])
    if number > 100:
        return None
    return int(number) if number.is_integer() else number


def _count(clause: Clause, value: Value) -> object | None:
    words = "|".join(re.escape(each.strip()) for each in value.of.split("|"))
    match = re.search(_COUNT % words, clause.text, re.IGNORECASE)
    return int(match[1]) if match else None


def _folders(clause: Clause, value: Value) -> object | None:
    found = [word for word in clause.words if _FOLDER.fullmatch(word)]
    return found[:_MOST] or None


def _layers(clause: Clause, value: Value) -> object | None:
    """The longest chain of names between arrows: "routers -> services -> repositories"."""
    pieces = _ARROW.split(clause.text)
    if len(pieces) < 3 or len(pieces) > _MOST:
        return None
    names = [_first(piece) if index else _last(piece) for index, piece in enumerate(pieces)]
    return [name.lower() for name in names] if all(names) else None


def _first(piece: str) -> str:
    match = _LAYER.match(piece.strip())
    return match[1] if match else ""


def _last(piece: str) -> str:
    found = _LAYER.findall(piece.strip().rpartition(":")[2] or piece)
    return str(found[-1]) if found else ""


_READERS = {
    ValueKind.PREFIX: _prefix,
    ValueKind.PERCENT: _percent,
    ValueKind.COUNT: _count,
    ValueKind.FOLDERS: _folders,
    ValueKind.LAYERS: _layers,
}
