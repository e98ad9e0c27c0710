"""`sdd: ignore[...]` in the comments of files that are no Python."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from sdd.model.facts import Suppression
from sdd.read.other.text import Text

LAST_LINE = 1_000_000_000

_MARKS = {
    "dotenv": "#",
    "yaml": "#",
    "toml": "#",
    "dockerfile": "#",
    "shell": "#",
    "ini": "#|;",
    "json": "//",
    "notebook": "#",
    "markdown": "<!--",
}
# The names hold no bracket, so that every character is looked at once whatever follows.
_IGNORE = r"[ \t]*+sdd:[ \t]*+(ignore-file|ignore)\[([^\[\]\r\n]*+)\][ \t]*+([^\r\n]*+)"
_COMMENTS = {
    kind: re.compile(rf"(?:(?<![^\s\"])|(?<=\\n))(?:{mark}){_IGNORE}")
    for kind, mark in _MARKS.items()
}
_REASON_ENDS = re.compile(r"-->|\\n\"|\"")
_FENCE = re.compile(r"^ {0,3}(?P<mark>```++|~~~++)[^\r\n]*+", re.MULTILINE)


def find_suppressions(text: Text, kind: str) -> tuple[Suppression, ...]:
    """Every ignore comment of a file.

    One behind something covers its line; one that stands alone covers the next line that is
    neither blank nor such a comment, and the whole block where that line opens a fenced block of
    Markdown. In a notebook it stands in a line of a cell. What stands in a fenced block is text
    that is shown, and no comment.
    """
    if "sdd:" not in text.content:
        return ()
    fences = _fences(text) if kind == "markdown" else []
    return tuple(_suppressions(text, kind, fences))


def _suppressions(text: Text, kind: str, fences: list[tuple[int, int]]) -> Iterator[Suppression]:
    for found in _COMMENTS[kind].finditer(text.content):
        reason = _REASON_ENDS.split(found[3], maxsplit=1)[0].rstrip()
        place = text.place(found.start(), found.start(3) + len(reason))
        if _around(fences, place.line):
            continue
        whole_file = found[1] == "ignore-file"
        first, last = _covered(text, kind, place.line, found.start(), fences)
        yield Suppression(
            rules=tuple(word for part in found[2].split(",") if (word := part.strip())),
            reason=reason.strip(" \t-:"),
            place=(place.line, place.column, place.end_line, place.end_column),
            first=1 if whole_file else first,
            last=LAST_LINE if whole_file else last,
            whole_file=whole_file,
        )


def _covered(
    text: Text, kind: str, line: int, start: int, fences: list[tuple[int, int]]
) -> tuple[int, int]:
    if text.content[text.starts[line - 1] : start].strip(' \t"'):
        return line, line
    below = _next_line(text, line, kind)
    return _around(fences, below) or (below, below)


def _next_line(text: Text, line: int, kind: str) -> int:
    for number in range(line + 1, len(text.starts) + 1):
        content = text.line(number)
        if content.strip() and not _COMMENTS[kind].search(content):
            return number
    return line


def _fences(text: Text) -> list[tuple[int, int]]:
    """First and last line of each fenced block; one that is not closed ends with the file."""
    blocks: list[tuple[int, int]] = []
    opened: tuple[int, str] | None = None
    for found in _FENCE.finditer(text.content):
        line = text.place(found.start(), found.start()).line
        if opened is None:
            opened = line, found["mark"]
        elif found["mark"].startswith(opened[1]) and found[0].strip() == found["mark"]:
            blocks.append((opened[0], line))
            opened = None
    return [*blocks, (opened[0], len(text.starts))] if opened else blocks


def _around(fences: list[tuple[int, int]], line: int) -> tuple[int, int] | None:
    index = bisect_right(fences, (line, len(fences) + LAST_LINE)) - 1
    return fences[index] if index >= 0 and fences[index][1] >= line else None
