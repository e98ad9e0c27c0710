"""The technical context and the planned source tree of a plan."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from sdd.model.documents import Field, Mention
from sdd.model.finding import Place
from sdd.read.markdown.inline import plain
from sdd.read.markdown.outline import Block, Fence, Heading, Item, Outline
from sdd.read.markdown.parts import read_fields, texts

_BRANCH = re.compile(r"(?P<indent>[\s│|├└─+`-]*)(?P<name>[\w.@-]{1,80})/(?=[\w.@/-]*(?:\s|\Z|#))")
_LONGEST_VALUE = 600


def read_context(blocks: Iterable[Block]) -> tuple[Field, ...]:
    """Every `**Label**: value`; a label with nothing behind it has the items below it as value."""
    found: list[Field] = []
    owner = -1
    for block in blocks:
        fields = read_fields([block])
        if isinstance(block, Heading) or (fields and not isinstance(block, Item)):
            owner = -1
        elif owner >= 0:
            below = "; ".join(plain(text.shown) for text in texts(block))
            value = "; ".join(part for part in (found[owner].value, below) if part)
            found[owner] = replace(found[owner], value=value[:_LONGEST_VALUE])
        found += fields
        if fields and owner < 0 and not fields[-1].value:
            owner = len(found) - 1
    return tuple(found)


def read_folders(document: Outline, structure: Iterable[Block]) -> tuple[Mention, ...]:
    """The outermost folders of each planned source tree; trees of `specs/` are documentation."""
    return tuple(
        mention
        for block in structure
        if isinstance(block, Fence)
        for mention in _outermost(document, block)
    )


def _outermost(document: Outline, fence: Fence) -> Iterator[Mention]:
    """Folders of the smallest indentation, and of the next one where that is one root folder."""
    rows: list[tuple[int, Mention]] = []
    for number in range(fence.first, min(fence.end_line, len(document.lines)) + 1):
        line = document.lines[number - 1]
        match = _BRANCH.match(line)
        if match:
            start, end = match.span("name")
            place = Place(document.path, number, start + 1, number, end + 1)
            rows.append((start, Mention(match["name"], place)))
    if not rows or rows[0][1].text in ("specs", ".specify"):
        return
    indents = sorted({indent for indent, _ in rows})
    top = [mention for indent, mention in rows if indent == indents[0]]
    yield from top
    if len(top) == 1 and len(indents) > 1:
        yield from (mention for indent, mention in rows if indent == indents[1])
