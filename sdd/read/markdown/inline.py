"""Inline text of one block: what is code, what is a comment, and where each offset stands."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from sdd.model.documents import Mention
from sdd.model.finding import Place

_TOKEN = re.compile(r"\\[\\`]|`+|<!--")
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_EMPHASIS = re.compile(r"\*+|~~|(?<!\w)_+|_+(?!\w)|`+")
# A star that is alone in its text has no partner to emphasize anything with: `*args`, `7*7`.
_BUT_STARS = re.compile(_EMPHASIS.pattern.removeprefix(r"\*+|"))
_SPACE = re.compile(r"\s+")
_NOT_NEWLINE = re.compile(r"[^\n]")


class Text(Struct, frozen=True):
    """Inline source of a block.

    path: of the document. raw: as written, lines joined with a line feed.
    shown: the same length with HTML comments blanked. prose: code spans blanked too.
    offsets: where each line begins in `raw`; starts: its 1-based (line, column) in the file.
    codes, comments: (start, end) offsets of code spans and comments, delimiters included.
    """

    path: str
    raw: str
    shown: str
    prose: str
    offsets: tuple[int, ...]
    starts: tuple[tuple[int, int], ...]
    codes: tuple[tuple[int, int], ...] = ()
    comments: tuple[tuple[int, int], ...] = ()

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset into `raw`."""
        index = bisect_right(self.offsets, offset) - 1
        line, column = self.starts[index]
        return line, column + offset - self.offsets[index]

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """The place of `raw[start:end]`."""
        finish = len(self.raw) if end is None else end
        return Place(self.path, *self.position(start), *self.position(finish))

    def mention(self, start: int, end: int) -> Mention:
        """What is written at `raw[start:end]`, and where."""
        return Mention(self.raw[start:end], self.place(start, end))

    def words(self, start: int = 0, end: int | None = None) -> tuple[str, ...]:
        """What stands in inline code between two offsets, without the backticks."""
        finish = len(self.raw) if end is None else end
        return tuple(
            self.raw[first:last].strip("`").strip()
            for first, last in self.codes
            if start <= first and last <= finish
        )


def make_text(path: str, raw: str, starts: tuple[tuple[int, int], ...]) -> Text:
    """A block's inline source with its code spans and comments found.

    starts: the 1-based (line, column) of each line of `raw`; as many as `raw` has lines.
    """
    codes: list[tuple[int, int]] = []
    comments: list[tuple[int, int]] = []
    for kind, start, end in _spans(raw):
        (codes if kind == "code" else comments).append((start, end))
    shown = _blank(raw, comments)
    offsets = [0]
    offsets.extend(match.end() for match in re.finditer("\n", raw))
    return Text(
        path,
        raw,
        shown,
        _blank(shown, codes),
        tuple(offsets),
        starts,
        tuple(codes),
        tuple(comments),
    )


def plain(text: str) -> str:
    """Text without emphasis, backticks and link targets, on one line."""
    marks = _BUT_STARS if text.count("*") == 1 else _EMPHASIS
    return _SPACE.sub(" ", marks.sub("", _LINK.sub(r"\1", text))).strip()


def _spans(raw: str) -> Iterator[tuple[str, int, int]]:
    runs: dict[int, list[int]] = defaultdict(list)
    for run in re.finditer("`+", raw):
        runs[len(run[0])].append(run.start())
    position, last_comment = 0, raw.rfind("-->")
    while match := _TOKEN.search(raw, position):
        position = match.end()
        if match[0] == "<!--" and position <= last_comment:
            position = raw.find("-->", position) + 3
            yield "comment", match.start(), position
        elif match[0][0] == "`" and (closing := _next(runs[len(match[0])], position)) >= 0:
            position = closing + len(match[0])
            yield "code", match.start(), position


def _next(positions: list[int], after: int) -> int:
    index = bisect_left(positions, after)
    return positions[index] if index < len(positions) else -1


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    parts, position = [], 0
    for start, end in spans:
        parts += [text[position:start], _NOT_NEWLINE.sub(" ", text[start:end])]
        position = end
    return "".join([*parts, text[position:]])
