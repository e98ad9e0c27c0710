"""JSON with the place of every string: parsers of JSON do not tell where a value stood.

Comments and trailing commas do no harm, and a broken file is read as far as it goes.
"""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from sdd.read.other.entry import Entry

Step: TypeAlias = str | int

_TOKEN = re.compile(
    r"\"(?P<string>(?:[^\"\\\r\n]|\\.)*+)\"?|(?P<mark>[{}\[\],:])|//[^\r\n]*+|/\*", re.DOTALL
)
_DEEPEST = 500


class JsonString(Struct, frozen=True):
    """A string that is a value. steps: the keys and indexes that lead to it; start, end: code
    point offsets of what stands between the quotes, as written."""

    steps: tuple[Step, ...]
    start: int
    end: int


class _Open(Struct):
    """An object or an array that is not closed yet, and where in it the reader is."""

    is_object: bool
    step: Step
    awaits_value: bool = False


def read_strings(text: str) -> Iterator[JsonString]:
    """Every string value in order. What is nested deeper than 500 levels is passed over."""
    stack: list[_Open] = []
    depth = 0
    for found in _TOKEN.finditer(text):
        mark = found["mark"]
        if mark is None:
            if found["string"] is not None and depth <= _DEEPEST:
                yield from _string(stack, text, *found.span("string"))
        elif mark in "{[":
            depth += 1
            if depth <= _DEEPEST:
                stack.append(_Open(mark == "{", "" if mark == "{" else 0, mark == "["))
        elif mark in "}]":
            if 0 < depth <= _DEEPEST and stack:
                stack.pop()
            depth = max(0, depth - 1)
        elif stack and depth <= _DEEPEST:
            _advance(stack[-1], mark)


def read_json(text: str) -> Iterator[Entry]:
    """Every string with the key that binds it; in `{"name": N, "value": V}` N binds V."""
    named: dict[tuple[Step, ...], str] = {}
    for found in read_strings(text):
        value = unescape(text[found.start : found.end])
        *around, last = found.steps or ("",)
        name = _last_key(found.steps)
        if last in ("name", "key", "variable"):
            named[tuple(around)] = value
        elif last == "value":
            name = named.get(tuple(around), name)
        yield Entry(name, found.start, found.end, value, dotted(around))


def unescape(raw: str) -> str:
    """What a JSON string means; the string as written where it is none."""
    if "\\" not in raw:
        return raw
    try:
        value = json.loads(f'"{raw}"', strict=False)
    except ValueError:
        return raw
    return str(value)


def dotted(steps: list[Step] | tuple[Step, ...]) -> str:
    """The keys of a way, joined by dots; indexes are left out, for they move."""
    return ".".join(step for step in steps if isinstance(step, str))


def _string(stack: list[_Open], text: str, start: int, end: int) -> Iterator[JsonString]:
    if not stack:
        yield JsonString((), start, end)
        return
    top = stack[-1]
    if top.is_object and not top.awaits_value:
        top.step = unescape(text[start:end])
    else:
        yield JsonString(tuple(each.step for each in stack), start, end)


def _advance(top: _Open, mark: str) -> None:
    if mark == ":":
        top.awaits_value = True
    elif top.is_object:
        top.awaits_value = False
    elif isinstance(top.step, int):
        top.step += 1


def _last_key(steps: tuple[Step, ...]) -> str:
    for step in reversed(steps):
        if isinstance(step, str):
            return step
    return ""
