"""What stands on top of a decision, in any of the ways that tools write it."""

import re
from collections.abc import Iterable, Iterator

from sdd.model.documents import Field
from sdd.model.finding import Place
from sdd.read.markdown.front_matter import read_front_matter
from sdd.read.markdown.inline import Text, plain
from sdd.read.markdown.outline import Block, Heading, Outline, Row
from sdd.read.markdown.parts import texts
from sdd.read.markdown.titles import fold

# "**Status**: x", "- Status: x", "Date: x", "**Status:** x"; one label a line.
_LINE = re.compile(
    r"^[ \t>]*(?:\*\*|__)?(?P<label>[A-Za-z][A-Za-z /()-]{1,30}?)(?:\*\*|__)?[ \t]*[:\uff1a]"
    r"(?:\*\*|__)?[ \t]*(?P<value>[^\n]*)$",
    re.MULTILINE,
)
_ALIASES = {
    "state": "status", "estado": "status", "statut": "status",
    "decision status": "status", "状态": "status",
    "ステータス": "status", "created": "date", "decided": "date", "decision date": "date",
    "date decided": "date", "fecha": "date", "data": "date", "datum": "date", "日期": "date",
    "日付": "date", "last updated": "date", "updated": "date",
    "superceded by": "superseded by", "replaced by": "superseded by", "replaces": "supersedes",
    "supercedes": "supersedes", "related": "relates", "related adrs": "relates",
    "related decisions": "relates", "related adr": "relates", "relates to": "relates",
    "see also": "relates", "links": "relates", "feature branch": "feature",
}  # fmt: skip


def read_fields_on_top(document: Outline, text: str) -> dict[str, Field]:
    """The labelled values of the front matter and before the first chapter, by folded label.

    The first of each label counts. Lines of prose, list items and two-column tables are read.
    """
    found: dict[str, Field] = {}
    for field in (*_of_front_matter(document, text), *_of_header(document.blocks)):
        key = _ALIASES.get(field.key, field.key)
        found.setdefault(key, field)
    return found


def labelled_lines(text: Text) -> Iterator[Field]:
    """Every line of a text that is a label with a value, with the place of the value."""
    for match in _LINE.finditer(text.shown):
        value = match["value"].rstrip()
        start = match.start("value")
        span = (start, start + len(value)) if value else match.span("label")
        label = plain(match["label"])
        yield Field(fold(label), label, value, text.place(*span))


def _of_header(blocks: Iterable[Block]) -> Iterator[Field]:
    for block in blocks:
        if isinstance(block, Heading):
            if block.level > 1:
                return
        elif isinstance(block, Row):
            yield from _of_row(block)
        else:
            for text in texts(block):
                yield from labelled_lines(text)


def _of_row(row: Row) -> Iterator[Field]:
    if len(row.cells) != 2:
        return
    label, value = row.cells
    written = plain(label.shown).rstrip(":\uff1a")
    if written and len(written) <= 30:
        yield Field(fold(written), written, value.shown.strip(), value.place())


def _of_front_matter(document: Outline, text: str) -> Iterator[Field]:
    matter = read_front_matter(text)
    for key, line in matter.lines.items():
        value = matter.text(key)
        raw = document.lines[line - 1] if line <= len(document.lines) else ""
        start = raw.find(":") + 1
        written = raw[start:]
        column = start + len(written) - len(written.lstrip()) + 1
        place = Place(document.path, line, column, line, len(raw.rstrip()) + 1)
        yield Field(fold(key.replace("-", " ").replace("_", " ")), key, value, place)
