"""JSON as text: an item is added or taken out, and every other byte stays."""

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from sdd.workspace.splices.entry import CannotSplice, Entry, Keys, items_at

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*")
_OPENING = "{["
_INDENT = re.compile(r"\n([ \t]+)\S")


class _Child(Struct, frozen=True):
    """A value inside another one. begin: of its key, or of itself; end: behind the value."""

    key: str
    begin: int
    start: int
    end: int


def parse(text: str) -> Any:
    """The value of a JSON text; an empty text is an empty object. Raises CannotSplice."""
    try:
        return json.loads(text.removeprefix("\ufeff")) if text.strip("\ufeff \t\r\n") else {}
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise CannotSplice(
            f"it is no JSON (line {line})",
            "mend it first; JSON has no comments and no comma at an end",
        ) from None


def add(text: str, entry: Entry) -> str:
    """The text with a value at the end of a list; missing objects and the list are made.

    Raises CannotSplice where something else stands in its way.
    """
    document = parse(text)
    wanted = [*items_at(document, entry.keys), entry.value]
    if not text.strip("\ufeff \t\r\n"):
        text = "{}\n"
    value: Any = entry.value
    found, missing = _deepest(text, entry.keys)
    if text[found] not in _OPENING:
        raise CannotSplice("it says null where hooks belong", "remove that null first")
    for key in reversed(missing):
        value = {key: [value]} if key == entry.keys[-1] else {key: value}
    if missing:
        [(name, inner)] = value.items()
        result = _append(text, found, f"{json.dumps(name)}: ", inner)
    else:
        result = _append(text, found, "", value)
    if items_at(parse(result), entry.keys) != wanted:
        raise CannotSplice("its layout is not understood")
    return result


def remove(text: str, keys: Keys, index: int) -> str:
    """The text without an item of a list; the list stays, even if it is then empty."""
    found, missing = _deepest(text, keys)
    return text if missing else _cut(text, found, index)


def remove_key(text: str, keys: Keys) -> str:
    """The text without a member of an object, whatever it holds."""
    found, missing = _deepest(text, keys[:-1])
    if missing:
        return text
    names = [child.key for child in _children(text, found)]
    return _cut(text, found, names.index(keys[-1])) if keys[-1] in names else text


def _deepest(text: str, keys: Keys) -> tuple[int, Keys]:
    """Where the deepest value on a chain of keys begins, and the keys that are missing."""
    start = _skip(text, int(text.startswith("\ufeff")))
    for depth, key in enumerate(keys):
        if text[start] not in _OPENING:
            return start, keys[depth:]
        # The last of equal keys is the one that counts.
        inside = [child for child in _children(text, start) if child.key == key]
        if not inside:
            return start, keys[depth:]
        start = inside[-1].start
    return start, ()


def _children(text: str, start: int) -> Iterator[_Child]:
    """The members of an object or the items of a list that begins here."""
    is_object, position = text[start] == "{", _skip(text, start + 1)
    while text[position] not in "}]":
        begin, key = position, ""
        if is_object:
            key, position = _DECODER.raw_decode(text, position)
            position = _skip(text, _skip(text, position) + 1)
        _, end = _DECODER.raw_decode(text, position)
        yield _Child(key, begin, position, end)
        position = _skip(text, end)
        if text[position] == ",":
            position = _skip(text, position + 1)


def _append(text: str, start: int, label: str, value: object) -> str:
    children = list(_children(text, start))
    unit = _unit(text)
    if children:
        last = children[-1]
        space = text[_line_start(text, last.begin) : last.begin]
        own_line = not space.strip()
        indent = space if own_line else ""
        shown = _dump(value, unit, indent) if own_line else json.dumps(value, ensure_ascii=False)
        separator = f",\n{indent}" if own_line else ", "
        return f"{text[: last.end]}{separator}{label}{shown}{text[last.end :]}"
    outer = _indent_of(text, start)
    indent = outer + unit
    end = _skip(text, start + 1)
    shown = _dump(value, unit, indent)
    return f"{text[: start + 1]}\n{indent}{label}{shown}\n{outer}{text[end:]}"


def _cut(text: str, start: int, index: int) -> str:
    children = list(_children(text, start))
    child = children[index]
    if len(children) == 1:
        return text[: start + 1] + text[_skip(text, child.end) :]
    if index:
        return text[: children[index - 1].end] + text[child.end :]
    return text[: child.begin] + text[children[1].begin :]


def _dump(value: object, unit: str, indent: str) -> str:
    lines = json.dumps(value, indent=unit, ensure_ascii=False).split("\n")
    return f"\n{indent}".join(lines)


def _unit(text: str) -> str:
    match = _INDENT.search(text)
    return match[1] if match else "  "


def _indent_of(text: str, position: int) -> str:
    line = text[_line_start(text, position) : position]
    return line[: len(line) - len(line.lstrip())]


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position
