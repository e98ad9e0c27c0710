"""What every kind of document has: sections, labelled fields, texts and suppressions."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from sdd.model.documents import Field, Section
from sdd.model.facts import Suppression
from sdd.model.finding import Place
from sdd.read.markdown.inline import Text, plain
from sdd.read.markdown.outline import Block, Comment, Fence, Heading, Outline, Row
from sdd.read.markdown.titles import fold, key_of

LAST_LINE = 1_000_000_000
_LABEL = re.compile(r"\*\*([^*\n]{1,80}?)(?:[:\uff1a][ \t]*\*\*|\*\*[ \t]*[:\uff1a])[ \t]*")
_IGNORE = re.compile(r"<!--\s*sdd:\s*(ignore-file|ignore)\[([^\]]*)\]")


def texts(block: Block) -> tuple[Text, ...]:
    """The inline texts of a block: one, or the cells of a row; none of code and comments."""
    if isinstance(block, Fence | Comment):
        return ()
    return block.cells if isinstance(block, Row) else (block.text,)


def read_sections(document: Outline) -> tuple[Section, ...]:
    """Every heading with what it covers, in order."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    marks = [(heading.line, heading.level) for heading in headings]
    ends = last_lines(marks, len(document.lines))
    contents = [block.line for block in document.blocks if not isinstance(block, Heading | Comment)]
    return tuple(
        Section(
            title=heading.title,
            key=key_of(heading.text.shown),
            level=heading.level,
            place=heading.text.place(),
            last_line=end,
            empty=not _any_between(contents, heading.line, end),
        )
        for heading, end in zip(headings, ends, strict=True)
    )


def read_title(sections: tuple[Section, ...]) -> str:
    """The first heading of level 1, or an empty string."""
    return next((section.title for section in sections if section.level == 1), "")


def within(document: Outline, first: int, last: int) -> Iterator[Block]:
    """The blocks that begin between two 1-based lines, both included."""
    blocks = document.blocks
    for index in range(bisect_left(blocks, first, key=_line), len(blocks)):
        if blocks[index].line > last:
            return
        yield blocks[index]


def under(document: Outline, section: Section) -> Iterator[Block]:
    """The blocks below a heading, those of its sub-headings included."""
    return within(document, section.place.line + 1, section.last_line)


def outermost(sections: Iterable[Section]) -> list[Section]:
    """Sections in order, without those that stand inside another of them."""
    found: list[Section] = []
    for section in sections:
        if not found or section.place.line > found[-1].last_line:
            found.append(section)
    return found


def covers(sections: list[Section], line: int) -> bool:
    """True where one of some `outermost` sections holds a 1-based line."""
    index = bisect_right(sections, line, key=lambda section: section.place.line) - 1
    return index >= 0 and sections[index].holds(line)


def read_header(document: Outline) -> tuple[Field, ...]:
    """The labelled values before the first heading of level 2 or deeper."""
    found: list[Field] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level > 1:
            break
        found += read_fields([block])
    return tuple(found)


def read_fields(blocks: Iterable[Block]) -> tuple[Field, ...]:
    """Every `**Label**: value` of some blocks; a value ends with its line or the next label."""
    return tuple(field for block in blocks for text in texts(block) for field in _fields(text))


def last_lines(marks: list[tuple[int, int]], last: int) -> list[int]:
    """For each (line, level), the line before the next one of its level or above, else `last`."""
    ends = [last] * len(marks)
    waiting: list[int] = []
    for index, (line, level) in enumerate(marks):
        while waiting and marks[waiting[-1]][1] >= level:
            ends[waiting.pop()] = line - 1
        waiting.append(index)
    return ends


def read_suppressions(document: Outline) -> tuple[Suppression, ...]:
    """Every `<!-- sdd: ignore[...] reason -->` with the lines that it covers."""
    return tuple(
        suppression
        for block, covered in zip(document.blocks, _covered_lines(document.blocks), strict=True)
        for text, place in _comments(block)
        if (suppression := _suppression(text, place, covered))
    )


def _comments(block: Block) -> Iterator[tuple[str, Place]]:
    if isinstance(block, Comment):
        yield block.text, block.place
    for text in texts(block):
        for start, end in text.comments:
            yield text.raw[start:end], text.place(start, end)


def field_spans(text: Text) -> tuple[tuple[int, int], ...]:
    """Offsets of the values of every `**Label**: value` in a text, in order."""
    return tuple(value for _, value in _labelled(text))


def _fields(text: Text) -> Iterator[Field]:
    for label, (start, end) in _labelled(text):
        span = (start, end) if end > start else label.span()
        yield Field(fold(label[1]), plain(label[1]), text.shown[start:end], text.place(*span))


def _labelled(text: Text) -> Iterator[tuple[re.Match[str], tuple[int, int]]]:
    labels = list(_LABEL.finditer(text.shown))
    line_end = -1
    for label, following in zip_longest(labels, labels[1:]):
        start = label.end()
        if line_end < start:
            newline = text.shown.find("\n", start)
            line_end = newline if newline >= 0 else len(text.shown)
        limit = min(line_end, following.start()) if following else line_end
        value = text.shown[start:limit].rstrip(" \t|\uff5c")
        yield label, (start, start + len(value))


def _suppression(text: str, place: Place, covered: tuple[int, int]) -> Suppression | None:
    match = _IGNORE.match(text)
    if match is None:
        return None
    whole_file = match[1] == "ignore-file"
    return Suppression(
        rules=tuple(word for part in match[2].split(",") if (word := part.strip())),
        reason=" ".join(text[match.end() :].removesuffix("-->").split()).strip(" -:"),
        place=(place.line, place.column, place.end_line, place.end_column),
        first=1 if whole_file else covered[0],
        last=LAST_LINE if whole_file else covered[1],
        whole_file=whole_file,
    )


def _covered_lines(blocks: tuple[Block, ...]) -> list[tuple[int, int]]:
    """For each block, the lines that an ignore comment on it covers.

    For a comment alone on its line that is the next block, else the lines of the block itself.
    """
    covered: list[tuple[int, int]] = []
    following: Block | None = None
    for block in reversed(blocks):
        span = _span(block)
        if not isinstance(block, Comment):
            following = block
        elif block.alone and following is not None:
            span = following.table if isinstance(following, Row) else _span(following)
        covered.append(span)
    return covered[::-1]


def _span(block: Block) -> tuple[int, int]:
    return block.line, block.end_line


def _line(block: Block) -> int:
    return block.line


def _any_between(lines: list[int], after: int, last: int) -> bool:
    index = bisect_right(lines, after)
    return index < len(lines) and lines[index] <= last
