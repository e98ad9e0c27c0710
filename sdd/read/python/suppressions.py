"""`# sdd: ignore[CODE, name] reason` and `# sdd: ignore-file[...] reason`."""

import re
from bisect import bisect_right

from sdd.model.facts import Suppression
from sdd.read.python.scan import Scan

_IGNORE = re.compile(r"sdd:\s*(ignore-file|ignore)\[([^\]\r\n]*)\][ \t]*([^\r\n]*)")
LAST_LINE = 1_000_000_000


def find_suppressions(text: str, scan: Scan, lines: tuple[int, ...]) -> tuple[Suppression, ...]:
    """Every ignore comment of a file with the lines that it covers.

    text: decoded source; lines: offsets of line starts. Only real comments count, never text
    inside a string.
    """
    if "sdd:" not in text:
        return ()
    logical = [
        (bisect_right(lines, start), bisect_right(lines, max(start, end - 1)))
        for start, end in scan.logical_lines
    ]
    return tuple(
        found
        for start, end in scan.comments
        for match in _IGNORE.finditer(text, start, end)
        for found in (_suppression(text, match, start, lines, logical),)
    )


def _suppression(
    text: str,
    match: re.Match[str],
    comment: int,
    lines: tuple[int, ...],
    logical: list[tuple[int, int]],
) -> Suppression:
    line = bisect_right(lines, match.start())
    column = match.start() - lines[line - 1] + 1
    whole_file = match[1] == "ignore-file"
    if whole_file:
        first, last = 1, LAST_LINE
    elif not text[lines[line - 1] : comment].strip():
        first, last = _next_header(text, line, lines, logical)
    else:
        first, last = _logical_line(line, logical)
    return Suppression(
        rules=tuple(word for part in match[2].split(",") if (word := part.strip())),
        reason=_reason(match[3]),
        place=(line, column, line, column + match.end() - match.start()),
        first=first,
        last=last,
        whole_file=whole_file,
    )


def _reason(text: str) -> str:
    # Another comment may follow on the line; it is not part of the reason.
    return text.partition("#")[0].strip(" \t-:")


def _logical_line(line: int, logical: list[tuple[int, int]]) -> tuple[int, int]:
    for first, last in logical:
        if first <= line <= last:
            return first, last
    return line, line


def _next_header(
    text: str, line: int, lines: tuple[int, ...], logical: list[tuple[int, int]]
) -> tuple[int, int]:
    """The next statement's header: from its decorators to the line of its colon."""
    enclosing = _logical_line(line, logical)
    if enclosing[0] < line:
        return enclosing
    following = [span for span in logical if span[0] > line]
    for first, last in following:
        if not _decorates(text, lines[first - 1]):
            return following[0][0], last
    return line, line


def _decorates(text: str, start: int) -> bool:
    return text[start : start + 200].lstrip(" \t\f").startswith("@")
