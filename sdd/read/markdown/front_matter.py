"""The fields on top of a document, read leniently: a broken block gives what its lines say."""

import re
from collections.abc import Iterator, Sequence

import yaml
from msgspec import Struct
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sdd.model.front_matter import FrontMatter, Value

_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[\w-]{0,20}[ \t]*")
_KEY = re.compile(r"([A-Za-z][\w-]{0,60})[ \t]*:(?:[ \t]+(.*)|[ \t]*)")
_ENTRY = re.compile(r"-[ \t]+(.*)")
_BLOCK_SCALAR = re.compile(r"[|>][+-]?\d?[+-]?")
_CLOSING = ("---", "...")
_BARE = ("id", "title")
_LARGEST = 1_000_000
_MOST_NODES = 20_000
_DEEPEST = 50
# libyaml reads forty times as fast; wheels have it, some distributions do not.
_LOADER: type = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Block(Struct, frozen=True):
    """The raw block. first: index of its first line; stop: of the line that closes it."""

    first: int
    stop: int
    opened: bool


class _TooMuch(Exception):
    """A block that is built to exhaust its reader."""


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of any text; never raises.

    A block opens with `---`, or, in old records, with its first field alone or inside a code
    fence. It ends with `---` or `...`.
    """
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    block = _find(lines)
    if block is None:
        return FrontMatter()
    inside = lines[block.first : block.stop]
    fields, places, repeated, broken, line = _read(inside)
    offset = block.first + 1
    return FrontMatter(
        fields=fields,
        lines={key: place + offset for key, place in places.items()},
        opened=block.opened,
        body=block.stop + 2,
        broken=broken,
        broken_line=line + offset,
        repeated=repeated,
        comments=tuple(_comments(inside)),
    )


def _find(lines: Sequence[str]) -> _Block | None:
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if first < len(lines) and _FENCE.fullmatch(lines[first].rstrip()):
        first += 1
    if first >= len(lines):
        return None
    if lines[first].rstrip() == "---":
        return _closed(lines, first + 1, opened=True)
    key = _KEY.fullmatch(lines[first])
    return _closed(lines, first, opened=False) if key and key[1].lower() in _BARE else None


def _closed(lines: Sequence[str], first: int, *, opened: bool) -> _Block | None:
    for index in range(first, len(lines)):
        if lines[index].rstrip() in _CLOSING:
            inside = lines[first:index]
            # Two rules around prose are no front matter.
            return _Block(first, index, opened) if _has_key(inside) else None
        if lines[index].startswith("## "):
            return None
    return None


def _has_key(lines: Sequence[str]) -> bool:
    return not any(map(str.strip, lines)) or any(
        _KEY.fullmatch(line) or (line.startswith('"') and '":' in line) for line in lines
    )


Reading = tuple[dict[str, Value], dict[str, int], tuple[str, ...], str, int]


def _read(lines: Sequence[str]) -> Reading:
    """Fields, 0-based lines, repeated keys, and what is broken where."""
    source = "\n".join(lines)
    if len(source) > _LARGEST:
        return {}, {}, (), f"it is larger than {_LARGEST // 1_000_000} MB", 0
    try:
        node = yaml.compose(source, Loader=_LOADER)
        fields, places, repeated = _from_node(node)
        return fields, places, repeated, "", 0
    except _TooMuch as error:
        reason, line = str(error), 0
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason, line = str(error.problem or error.context), mark.line if mark else 0
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        reason, line = _first_line(error), 0
    fields, places = _line_by_line(lines)
    return fields, places, (), reason, min(line, max(0, len(lines) - 1))


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


def _from_node(node: Node | None) -> tuple[dict[str, Value], dict[str, int], tuple[str, ...]]:
    if node is None:
        return {}, {}, ()
    if not isinstance(node, MappingNode):
        raise ValueError("it is no list of fields")
    convert = _Conversion()
    fields: dict[str, Value] = {}
    places: dict[str, int] = {}
    repeated: list[str] = []
    for key, value in node.value:
        name = convert.key(key)
        if name in fields:
            repeated.append(name)
        fields[name] = convert.value(value, 1)
        places[name] = key.start_mark.line
    return fields, places, tuple(dict.fromkeys(repeated))


class _Conversion:
    """Nodes to values within a budget: aliases can make a short text endless."""

    def __init__(self) -> None:
        self._left = _MOST_NODES

    def key(self, node: Node) -> str:
        return node.value if isinstance(node, ScalarNode) else "?"

    def value(self, node: Node, depth: int) -> Value:
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            raise _TooMuch("it holds too many or too deeply nested values")
        if isinstance(node, MappingNode):
            return {self.key(key): self.value(each, depth + 1) for key, each in node.value}
        if isinstance(node, SequenceNode):
            return [self.value(each, depth + 1) for each in node.value]
        return str(node.value)


def _line_by_line(lines: Sequence[str]) -> tuple[dict[str, Value], dict[str, int]]:
    """What each `key: value` says, with the lines below it, where the whole is no YAML."""
    starts = [(index, match) for index, line in enumerate(lines) if (match := _KEY.fullmatch(line))]
    fields: dict[str, Value] = {}
    places: dict[str, int] = {}
    ends = [*(index for index, _ in starts), len(lines)][1:]
    for (index, match), end in zip(starts, ends, strict=True):
        fields[match[1]] = _loose_value((match[2] or "").strip(), lines[index + 1 : end])
        places[match[1]] = index
    return fields, places


def _loose_value(first: str, below: Sequence[str]) -> Value:
    filled = [line.strip() for line in below if line.strip() and not line.startswith("#")]
    if _BLOCK_SCALAR.fullmatch(first):
        return "\n".join(line.strip() for line in below).strip("\n")
    if first or not filled:
        return _loose_scalar(" ".join([first, *filled]).strip())
    entries = [_ENTRY.fullmatch(line) for line in filled]
    if all(entries):
        return [_unquoted(entry[1].strip()) for entry in entries if entry]
    pairs = [_KEY.fullmatch(line) for line in filled]
    if all(pairs):
        return {pair[1]: _unquoted((pair[2] or "").strip()) for pair in pairs if pair}
    return "\n".join(filled)


def _loose_scalar(text: str) -> Value:
    if text.startswith("[") and text.endswith("]"):
        return [_unquoted(part) for each in text[1:-1].split(",") if (part := each.strip())]
    return _unquoted(text)


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    return text


def _comments(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    waiting: list[str] = []
    for line in lines:
        if line.startswith("#"):
            waiting.append(line)
        elif match := _KEY.fullmatch(line):
            yield from ((match[1], comment) for comment in waiting)
            waiting.clear()
    yield from (("", comment) for comment in waiting)
