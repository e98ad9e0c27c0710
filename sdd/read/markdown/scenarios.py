"""Given, When, Then: in list items, paragraphs, table rows and Gherkin blocks."""

import re
from collections.abc import Iterator

from sdd.model.finding import Place
from sdd.read.markdown.inline import Text, plain
from sdd.read.markdown.outline import Block, Comment, Fence, Heading, Outline, Row
from sdd.read.markdown.parts import texts

_GIVEN = (
    r"(?:given|假设|假設|假如|给定|給定|前提|もし|dado|dada|dados|dadas|étant donné|soit|angenommen"
    r"|gegeben|조건|дано)"
)
_THEN = (
    r"(?:when|then|当|當|那么|那麼|则|則|かつ|とき|場合|ならば|すると|cuando|entonces|quand|lorsque"
    r"|alors|quando|então|wenn|dann|когда|тогда)"
)
_BEGINS = re.compile(rf"\W{{0,6}}{_GIVEN}(?![a-z])", re.IGNORECASE)
_WHOLE = re.compile(rf"(?<![a-z]){_GIVEN}(?![a-z]).{{0,2000}}?{_THEN}", re.IGNORECASE | re.DOTALL)
_ACCEPTANCE = re.compile(
    r"accept(?:ance|ed)|受け入れ|受入|验收|驗收|aceptación|aceptacion|akzeptanz|definition of done",
    re.IGNORECASE,
)


def read_given(document: Outline, block: Block) -> Iterator[tuple[str, Place]]:
    """The scenarios that begin in a block: text and place of each."""
    if isinstance(block, Heading | Comment):
        return
    if isinstance(block, Fence):
        yield from _gherkin(document, block)
    elif isinstance(block, Row):
        yield from _row(block)
    elif _is_scenario(block.text):
        yield plain(block.text.shown), block.text.place()


def speaks_of_acceptance(block: Block) -> bool:
    """True where a line announces acceptance, as a label or as a heading."""
    return any(_ACCEPTANCE.search(text.shown[:80]) for text in texts(block))


def _is_scenario(text: Text) -> bool:
    shown = plain(text.shown)
    return bool(_BEGINS.match(shown) or _WHOLE.search(shown))


def _row(row: Row) -> Iterator[tuple[str, Place]]:
    shown = [plain(cell.shown) for cell in row.cells]
    # A table whose columns are named Given, When and Then is one scenario, told by its head.
    if any(map(_BEGINS.match, shown)) or _WHOLE.search(" ".join(shown)):
        yield " | ".join(shown), row.cells[0].place()


def _gherkin(document: Outline, fence: Fence) -> Iterator[tuple[str, Place]]:
    for number in range(fence.first, min(fence.end_line, len(document.lines)) + 1):
        line = document.lines[number - 1]
        if _BEGINS.match(line):
            written = line.strip()
            column = line.index(written) + 1
            yield written, Place(document.path, number, column, number, column + len(written))
