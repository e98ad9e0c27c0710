"""YAML as text: an item is added to a list of a block, or taken out; every other byte stays."""

import json
from typing import Any

import yaml
from msgspec import Struct
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sdd.workspace.splices.entry import CannotSplice, Entry

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Item(Struct, frozen=True):
    """An item of a list. first, last: 0-based lines of it."""

    value: Any
    first: int
    last: int


def parse(text: str) -> Any:
    """The value of a YAML text; an empty text is an empty table. Raises CannotSplice."""
    try:
        document = yaml.load(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CannotSplice(f"it is no YAML (line {line})", "mend it first") from None
    return {} if document is None else document


def add(text: str, entry: Entry) -> str:
    """The text with a value at the end of the list that one top-level key holds.

    Raises CannotSplice for a list in flow style (`[a, b]`) and for anything that is no list.
    """
    [key] = entry.keys
    document = parse(text)
    if not isinstance(document, dict):
        raise CannotSplice("it is no table")
    wanted = [*(document.get(key) or []), entry.value]
    node = _list(text, key)
    is_ended = not text or text.endswith("\n")
    lines = (text if is_ended else f"{text}\n").splitlines(keepends=True)
    if node is None:
        new = _with_list(key, entry, lines, has_key=key in document)
        return _checked(new if is_ended else new[:-1], key, wanted)
    if node.flow_style or not node.value:
        raise CannotSplice(f'"{key}" is not a list with one entry a line')
    last = _last_line(node.value[-1], lines) + 1
    item = _lines(entry.value, " " * node.start_mark.column)
    new = "".join([*lines[:last], *item, *lines[last:]])
    return _checked(new if is_ended else new[:-1], key, wanted)


def items(text: str, key: str) -> list[_Item]:
    """The items of the list that a top-level key holds, with their lines. Raises CannotSplice."""
    document = parse(text)
    node = _list(text, key)
    if node is None:
        return []
    lines = text.splitlines(keepends=True)
    values = document[key]
    return [
        _Item(value, each.start_mark.line, _last_line(each, lines))
        for value, each in zip(values, node.value, strict=True)
    ]


def remove(text: str, item: _Item) -> str:
    """The text without the lines of an item."""
    lines = text.splitlines(keepends=True)
    rest = "".join([*lines[: item.first], *lines[item.last + 1 :]])
    return rest if text.endswith("\n") else rest.removesuffix("\n")


def remove_key(text: str, key: str) -> str:
    """The text without the line of a top-level key that holds nothing."""
    lines = text.splitlines(keepends=True)
    rest = "".join(line for line in lines if line.rstrip() != f"{key}:")
    return rest if text.endswith("\n") else rest.removesuffix("\n")


def _with_list(key: str, entry: Entry, lines: list[str], *, has_key: bool) -> str:
    """The text with a list below its key, which is put at the end where it is missing."""
    item = _lines(entry.value, "  ")
    if not has_key:
        return "".join([*lines, f"{key}:\n", *item])
    below = [number for number, line in enumerate(lines, 1) if line.rstrip() == f"{key}:"]
    if len(below) != 1:
        raise CannotSplice(f'"{key}" holds nothing that can be added to')
    return "".join([*lines[: below[0]], *item, *lines[below[0] :]])


def _checked(text: str, key: str, wanted: list[Any]) -> str:
    if parse(text).get(key) != wanted:
        raise CannotSplice("its layout is not understood")
    return text


def _list(text: str, key: str) -> SequenceNode | None:
    node = yaml.compose(text, Loader=_LOADER)
    pairs = node.value if isinstance(node, MappingNode) else []
    found = [value for name, value in pairs if isinstance(name, ScalarNode) and name.value == key]
    return found[-1] if found and isinstance(found[-1], SequenceNode) else None


def _last_line(node: Node, lines: list[str]) -> int:
    """The last line that belongs to a node; a block ends where the next thing begins."""
    last = _deepest_last(node)
    line = last.end_mark.line
    if last.end_mark.column == 0 and line > last.start_mark.line:
        line -= 1
        while line > last.start_mark.line and not lines[line].strip():
            line -= 1
    return line


def _deepest_last(node: Node) -> Node:
    while isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _lines(value: dict[str, Any], indent: str) -> list[str]:
    """An item in block style; whatever is nested below its lists is in one line."""
    found: list[str] = []
    for key, inner in value.items():
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            found.append(f"{key}:")
            found += [f"  {line[:-1]}" for each in inner for line in _lines(each, "")]
        else:
            found.append(f"{key}: {_scalar(inner)}")
    return [f"{indent}{'- ' if not number else '  '}{line}\n" for number, line in enumerate(found)]


def _scalar(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_scalar, value))}]"
    if isinstance(value, str):
        plain = value.replace(" ", "").replace("-", "").isalnum() and value[:1].isalpha()
        return value if plain else json.dumps(value)
    return json.dumps(value)
