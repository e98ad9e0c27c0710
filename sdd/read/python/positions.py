"""Where the nodes of a tree stand in the text: code points instead of lines and UTF-8 bytes."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Protocol, TypeAlias

# Start and end, the end exclusive.
Span: TypeAlias = tuple[int, int]

_KEYWORD = re.compile(r"(?:async|def|class)(?:[ \t\f]|\\(?:\r\n?|\n))+")
_WORD = re.compile(r"\w+")


class Placed(Protocol):
    """A node of `ast` that knows where it stands. Lines are 1-based, columns UTF-8 bytes."""

    @property
    def lineno(self) -> int: ...
    @property
    def col_offset(self) -> int: ...
    @property
    def end_lineno(self) -> int | None: ...
    @property
    def end_col_offset(self) -> int | None: ...


class Positions:
    """The offsets of nodes in one text. lines: code point offset of each line's start."""

    def __init__(self, text: str, lines: Sequence[int]) -> None:
        self.text = text
        self.lines = lines
        self.plain = text.isascii()
        self.widths: dict[int, list[int]] = {}

    def span(self, node: Placed) -> Span:
        """Where a node stands."""
        start = self.offset(node.lineno, node.col_offset)
        if node.end_lineno is None or node.end_col_offset is None:
            return start, start
        return start, self.offset(node.end_lineno, node.end_col_offset)

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based line and a column in UTF-8 bytes."""
        start = self.lines[line - 1]
        return start + (column if self.plain else self._code_points(line, column))

    def _code_points(self, line: int, column: int) -> int:
        # Each line once: a hostile one has all its nodes in a single long line.
        widths = self.widths.get(line)
        if widths is None:
            end = self.lines[line] if line < len(self.lines) else len(self.text)
            content = self.text[self.lines[line - 1] : end]
            sizes = () if content.isascii() else (len(each.encode()) for each in content)
            widths = self.widths[line] = list(accumulate(sizes, initial=0))
        return bisect_left(widths, column) if len(widths) > 1 else column

    def name_of(self, definition: Placed) -> Span:
        """Where the name of a function or class stands, behind its keywords."""
        start = self.offset(definition.lineno, definition.col_offset)
        while keyword := _KEYWORD.match(self.text, start):
            start = keyword.end()
        return self.word_at(start)

    def word_at(self, start: int) -> Span:
        """The whole name that begins at an offset, as it is written."""
        word = _WORD.match(self.text, start)
        return start, word.end() if word else start
