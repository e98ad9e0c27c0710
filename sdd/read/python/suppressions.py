"""`# sdd: ignore[CODE, name] reason` and `# sdd: ignore-file[...] reason`."""

import re
from bisect import bisect_right
from itertools import pairwise

from sdd.model.facts import Suppression
from sdd.read.python.scan import Scan

# The names hold no bracket, so that every character is looked at once whatever follows.
_IGNORE = re.compile(r"sdd:\s*(ignore-file|ignore)\[([^\[\]\r\n]*)\][ \t]*([^#\r\n]*)")
LAST_LINE = 1_000_000_000


def find_suppressions(text: str, scan: Scan, lines: tuple[int, ...]) -> tuple[Suppression, ...]:
    """Every ignore comment of a file with the lines that it covers.

    text: decoded source; lines: offsets of line starts. Only real comments count, never text
    inside a string.
    """
    if "sdd:" not in text:
        return ()
    statements = _Statements(text, scan, lines)
    return tuple(
        _suppression(text, match, start, lines, statements)
        for start, end in scan.comments
        for match in _IGNORE.finditer(text, start, end)
    )


class _Statements:
    """The logical lines of a file, by their 1-based first and last line."""

    def __init__(self, text: str, scan: Scan, lines: tuple[int, ...]) -> None:
        spans = scan.logical_lines
        self.firsts = [bisect_right(lines, start) for start, _ in spans]
        self.lasts = [bisect_right(lines, max(start, end - 1)) for start, end in spans]
        self.headers = list(self.lasts)
        for below, index in pairwise(range(len(spans) - 1, -1, -1)):
            if text.startswith("@", spans[index][0]):
                self.headers[index] = self.headers[below]

    def around(self, line: int) -> tuple[int, int]:
        """The logical line that a line is part of; the line itself where it is part of none."""
        index = bisect_right(self.firsts, line) - 1
        if index >= 0 and line <= self.lasts[index]:
            return self.firsts[index], self.lasts[index]
        return line, line

    def below(self, line: int) -> tuple[int, int]:
        """The header of the next statement, from its decorators to the line of its colon."""
        index = bisect_right(self.firsts, line)
        if index < len(self.firsts):
            return self.firsts[index], self.headers[index]
        return line, line


def _suppression(
    text: str, match: re.Match[str], comment: int, lines: tuple[int, ...], statements: _Statements
) -> Suppression:
    line = bisect_right(lines, match.start())
    column = match.start() - lines[line - 1] + 1
    whole_file = match[1] == "ignore-file"
    if whole_file:
        first, last = 1, LAST_LINE
    else:
        first, last = statements.around(line)
        if first == line and not text[lines[line - 1] : comment].strip():
            first, last = statements.below(line)
    return Suppression(
        rules=tuple(word for part in match[2].split(",") if (word := part.strip())),
        reason=match[3].strip(" \t-:"),
        place=(line, column, line, column + len(match[0].rstrip())),
        first=first,
        last=last,
        whole_file=whole_file,
    )
