"""Binding comments in the text of a constitution, touching no other character."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sdd.model.finding import Place
from sdd.model.policy import Binding

_LINE_END = re.compile(r"\r\n?|\n")
_BARE = re.compile(r"[\w./{}*-]+")
# What would end the comment, or a cell of a table around it.
_UNSAFE = ("--", "|", "\n", "\r", "`")
_MARK = "how=inferred"
_ROOM = ("", " ", "\t", "\r", "\n", "|")


class Change(Struct, frozen=True):
    """One clause whose comments change. place: the clause; removed: comments that go.

    comments: what is put behind the clause.
    """

    place: Place
    comments: tuple[str, ...] = ()
    removed: tuple[Place, ...] = ()


def comments_for(bindings: Iterable[Binding]) -> tuple[str, ...]:
    """The comments that bind a clause to some rules; rules with the same options share one."""
    groups: dict[str, list[str]] = {}
    for binding in bindings:
        options = (_option(key, value) for key, value in binding.options)
        groups.setdefault("".join(filter(None, options)), []).append(binding.code)
    return tuple(
        f"<!-- sdd: bind {' '.join(codes)}{options} {_MARK} -->"
        for options, codes in groups.items()
    )


def with_changes(text: str, changes: Sequence[Change]) -> str:
    """The text with other comments behind some clauses; all else stays as it is.

    text: as decoded, with byte order mark and line ends.
    """
    offsets = _Offsets(text)
    edits: list[tuple[int, int, str]] = []
    for change in changes:
        if change.comments:
            at = _before_backslash(text, offsets.end(change.place))
            edits.append((at, at, "".join(f" {comment}" for comment in change.comments)))
        for place in change.removed:
            start, end = offsets.start(place), offsets.end(place)
            edits.append((start - (text[start - 1 : start] == " "), end, ""))
    parts: list[str] = []
    position = 0
    for start, end, new in sorted(edits):
        parts += [text[position:start], new]
        position = max(position, end)
    return "".join([*parts, text[position:]])


def without_room(text: str, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that would be read otherwise than as a comment of their own.

    Where a clause is not followed by a space or the end of its line, a space can decide what
    emphasis marks mean; behind a comment that is never closed, ours would close it.
    """
    offsets = _Offsets(text)
    closed = text.rfind("-->")
    open_at = text.find("<!--", closed + 1)
    ends = [(each, offsets.end(each.place)) for each in changes if each.comments]
    return tuple(
        each for each, end in ends if text[end : end + 1] not in _ROOM or (0 <= open_at < end)
    )


class _Offsets:
    """Where lines begin. Lines and columns are 1-based; a byte order mark is no part of line 1."""

    def __init__(self, text: str) -> None:
        first = int(text.startswith("\ufeff"))
        self.begins = [first, *(match.end() for match in _LINE_END.finditer(text))]

    def start(self, place: Place) -> int:
        return self.begins[place.line - 1] + place.column - 1

    def end(self, place: Place) -> int:
        return self.begins[place.end_line - 1] + place.end_column - 1


def _before_backslash(text: str, at: int) -> int:
    """A backslash at the end of a line breaks it, and must stay there."""
    return at - 1 if text[at - 1 : at] == "\\" and text[at : at + 1] in ("\r", "\n") else at


def _option(key: str, value: object) -> str:
    """An option as a comment holds it, after a space; empty where it cannot be written there."""
    if isinstance(value, str):
        shown = value if _BARE.fullmatch(value) and not _is_toml(value) else json.dumps(value)
    elif isinstance(value, list | tuple):
        shown = f"[{','.join(json.dumps(str(each)) for each in value)}]"
    elif isinstance(value, Mapping):
        return ""
    else:
        shown = json.dumps(value)
    written = f" {key}={shown}"
    return "" if any(each in written for each in _UNSAFE) else written


def _is_toml(word: str) -> bool:
    """Whether a bare word would be read as something else than text."""
    return bool(re.fullmatch(r"[\d.+_-]+\w*|true|false|inf|nan", word))
