"""Markdown text to a neutral outline. The only file that knows the parser.

Inline parsing stays off: our own linear scan (`sdd.read.markdown.inline`) finds code spans and
comments, and keeps offsets, which the parser does not. Link reference definitions stay off as
well: a line like `[NEEDS CLARIFICATION]: which` is text to us.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from sdd.model.finding import Place
from sdd.read.markdown.inline import Text, make_text, plain
from sdd.read.markdown.limits import DEEPEST_NESTING, DocumentTooWild, measure

__all__ = [
    "Block",
    "Comment",
    "DocumentTooWild",
    "Fence",
    "Heading",
    "Item",
    "Outline",
    "Paragraph",
    "Row",
    "outline",
]

_PARSER = MarkdownIt("commonmark", {"maxNesting": DEEPEST_NESTING}).enable("table")
_PARSER.core.ruler.enableOnly(["normalize", "block"])
_PARSER.block.ruler.disable("reference")

_LINE_END = re.compile(r"\r\n?|\n")
_YAML_LINE = re.compile(r"\s*(?:#|-\s|[\w\"'.-]+\s*:|$)|\s+\S")
_HASHES = re.compile(r"#{1,6}")
_LONGEST_PADDING = 1000


class Heading(Struct, frozen=True):
    """A heading. level: 1 to 6."""

    text: Text
    level: int
    line: int
    end_line: int

    @property
    def title(self) -> str:
        """The heading's plain text."""
        return plain(self.text.shown)


class Paragraph(Struct, frozen=True):
    """A paragraph. depth: how many lists it stands in."""

    text: Text
    depth: int
    line: int
    end_line: int


class Item(Struct, frozen=True):
    """The first paragraph of a list item. number: of an ordered item, else -1; depth: 1-based."""

    text: Text
    depth: int
    number: int
    line: int
    end_line: int


class Row(Struct, frozen=True):
    """A table row. header: it names the columns; table: first and last line of its table."""

    cells: tuple[Text, ...]
    header: bool
    table: tuple[int, int]
    line: int
    end_line: int


class Fence(Struct, frozen=True):
    """A block of code. content: its lines; first: the 1-based line of the first of them."""

    info: str
    content: str
    first: int
    line: int
    end_line: int


class Comment(Struct, frozen=True):
    """An HTML comment that is a block. text: with its delimiters; alone: nothing else beside it."""

    text: str
    place: Place
    alone: bool
    line: int
    end_line: int


Block: TypeAlias = Heading | Paragraph | Item | Row | Fence | Comment


class Outline(Struct, frozen=True):
    """The blocks of a document in order; lines: its raw lines without line ends or BOM."""

    path: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]


def outline(text: str, path: str) -> Outline:
    """The outline of any text; path: posix, relative to the root, as it appears in places.

    Front matter is left out; line ends may be LF, CRLF or CR; a BOM is no part of line 1.
    Raises DocumentTooWild for text whose reading would take too long or too deep a stack.
    """
    # The parser shows a NUL as a replacement character; lines and blocks must agree.
    lines = _LINE_END.split(text.removeprefix("\ufeff").replace("\0", "\ufffd"))
    measure(lines)
    body = _without_front_matter(lines)
    tokens = _PARSER.parse("\n".join(body))
    return Outline(path, tuple(lines), tuple(_blocks(tokens, path, body)))


def _without_front_matter(lines: list[str]) -> list[str]:
    """The lines with a leading YAML block emptied, so that line numbers stay."""
    if lines[0].rstrip() != "---":
        return lines
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return [""] * (index + 1) + lines[index + 1 :]
        if not _YAML_LINE.match(line):
            return lines
    return lines


def _blocks(tokens: list[Token], path: str, lines: list[str]) -> Iterator[Block]:
    depth, number, table = 0, None, (1, 1)
    for index, token in enumerate(tokens):
        begin, end = token.map or (0, 0)
        if token.level >= DEEPEST_NESTING - 1:
            raise DocumentTooWild("lists and quotes are nested too deep", begin + 1)
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                depth += 1
            case "bullet_list_close" | "ordered_list_close":
                depth -= 1
            case "list_item_open":
                number = int(token.info) if token.info.isdecimal() else -1
                if tokens[index + 1].type != "paragraph_open":
                    number = None
            case "table_open":
                table = (begin + 1, end)
            case "tr_open":
                yield _row(tokens, index, path, lines, table)
            case "heading_open":
                text = _inline(tokens[index + 1], path, lines, heading=True)
                yield Heading(text, int(token.tag[1]), begin + 1, end)
            case "paragraph_open":
                text = _inline(tokens[index + 1], path, lines)
                if number is None:
                    yield Paragraph(text, depth, begin + 1, end)
                else:
                    yield Item(text, depth, number, begin + 1, end)
                number = None
            case "fence" | "code_block":
                first = begin + 1 + (token.type == "fence")
                yield Fence(token.info, token.content, first, begin + 1, end)
            case "html_block":
                yield from _comments(token, path, lines)


def _inline(token: Token, path: str, lines: list[str], heading: bool = False) -> Text:
    begin, end = token.map or (0, len(lines))
    pieces = token.content.split("\n")
    # The parser drops leading lines that hold only exotic space, such as a form feed.
    wanted = pieces[0].strip()
    first = next((number for number in range(begin, end) if wanted in lines[number]), begin)
    starts = [
        (number + 1, _column(lines[number], piece, heading))
        for number, piece in enumerate(pieces, first)
        if number < len(lines)
    ]
    return make_text(path, "\n".join(pieces[: len(starts)]), tuple(starts))


def _column(line: str, piece: str, heading: bool) -> int:
    """The 1-based column of a block's text in its raw line."""
    raw, wanted = line.rstrip(), piece.rstrip()
    if raw.endswith(wanted):
        return len(raw) - len(wanted) + 1
    marker = _HASHES.search(line) if heading else None
    return line.find(wanted.strip(), marker.end() if marker else 0) + 1 or 1


def _row(
    tokens: list[Token], index: int, path: str, lines: list[str], table: tuple[int, int]
) -> Row:
    begin = (tokens[index].map or (0, 0))[0]
    cells, cursor, line = [], 0, lines[begin]
    header = tokens[index - 1].type == "thead_open"
    while tokens[index].type != "tr_close":
        index += 1
        if tokens[index].type != "inline":
            continue
        content = tokens[index].content
        found = line.find(content, cursor, cursor + len(content) + _LONGEST_PADDING)
        start = found if found >= 0 else min(cursor, max(0, len(line) - len(content)))
        cells.append(make_text(path, content, ((begin + 1, start + 1),)))
        cursor = start + len(content)
    return Row(tuple(cells), header, table, begin + 1, begin + 1)


def _comments(token: Token, path: str, lines: list[str]) -> Iterator[Comment]:
    begin = token.map[0] if token.map else 0
    text = _inline(token, path, lines)
    for start, end in text.comments:
        place = text.place(start, end)
        before = text.raw[text.raw.rfind("\n", 0, start) + 1 : start]
        after = text.raw[end:].partition("\n")[0]
        alone = not before.strip() and not after.strip()
        yield Comment(text.raw[start:end], place, alone, place.line, place.end_line)
    if text.shown.lstrip().startswith("<!--"):
        last = begin + len(text.starts)
        yield Comment(text.raw, text.place(), True, begin + 1, last)
