"""Requirements and success criteria where they are defined, not where they are mentioned."""

import re
from itertools import islice

from msgspec.structs import replace

from sdd.model.documents import Requirement, Section
from sdd.read.markdown.inline import Text, plain
from sdd.read.markdown.outline import (
    Block,
    Comment,
    Fence,
    Heading,
    Item,
    Outline,
    Paragraph,
    Row,
)
from sdd.read.markdown.parts import covers, outermost

_DEFINITION = re.compile(
    r"(?:\[[ xX]\]\s)?[\s*_`\[]{0,6}(?P<id>[A-Z]{1,6}(?:-[A-Z]{1,12}){0,2}-\d{1,5}[a-z]?)"
    r"(?:[\s*_`\]]*\([^()\n]{0,80}\))?(?P<end>[\s*_`\]]*[:\uff1a]|[*_`\]]{1,4}[\s*_]*|\s+[-\u2013—]\s|\s*$)"
)
_RANGE = re.compile(r"[\s*_`]*(?:to|through|until|[-\u2013—/,&]|and)[\s*_`]*[A-Z]{1,6}-\d")
_ABOUT = ("traceab", "mapping", "matrix", "clarification")
_MOST_DETAILS = 40
_NOT_REQUIREMENTS = ("US-", "UC-", "ADR-", "PHR-", "CHK-", "T-")


def read_requirements(document: Outline, sections: tuple[Section, ...]) -> tuple[Requirement, ...]:
    """Every definition under the requirement chapters, or anywhere if they hold none."""
    return _definitions(document, sections, "requirement", criteria=False)


def read_criteria(document: Outline, sections: tuple[Section, ...]) -> tuple[Requirement, ...]:
    """Every `SC-` definition under the success criteria, or anywhere if they hold none."""
    return _definitions(document, sections, "success criteria", criteria=True)


def _definitions(
    document: Outline, sections: tuple[Section, ...], chapter: str, *, criteria: bool
) -> tuple[Requirement, ...]:
    chapters = outermost(
        section for section in sections if chapter in section.key and section.level > 1
    )
    about = outermost(
        section for section in sections if any(word in section.key for word in _ABOUT)
    )
    defined = [
        (block, replace(requirement, details=_details(document.blocks, index)))
        for index, block in enumerate(document.blocks)
        if (requirement := _definition(block))
        and requirement.id.startswith("SC-") == criteria
        and not covers(about, block.line)
    ]
    at_home = [found for found in defined if covers(chapters, found[0].line)]
    found = at_home or defined
    written_out = {requirement.id for block, requirement in found if not isinstance(block, Row)}
    return tuple(
        requirement
        for block, requirement in found
        if not isinstance(block, Row) or requirement.id not in written_out
    )


def _definition(block: Block) -> Requirement | None:
    if isinstance(block, Fence | Comment) or (isinstance(block, Row) and not block.cells):
        return None
    text = block.cells[0] if isinstance(block, Row) else block.text
    match = _DEFINITION.match(text.shown)
    if match is None or match["id"].startswith(_NOT_REQUIREMENTS):
        return None
    if _RANGE.match(text.shown, match.end("id")) or _only_mentions(block, match):
        return None
    span = match.span("id")
    return Requirement(
        match["id"],
        _statement(block, text, match.end()),
        text.place(*span),
        words=text.words(match.end()),
    )


def _details(blocks: tuple[Block, ...], index: int) -> tuple[str, ...]:
    """What stands below a definition: deeper items, or what follows a heading or paragraph."""
    owner = blocks[index]
    depth = 0 if isinstance(owner, Row | Fence | Comment | Heading) else owner.depth
    found: list[str] = []
    for block in islice(blocks, index + 1, index + 1 + _MOST_DETAILS):
        if isinstance(block, Heading | Row) or _definition(block):
            break
        if isinstance(block, Fence | Comment):
            continue
        if isinstance(owner, Row) or block.depth < depth:
            break
        same = block.depth == depth and not isinstance(owner, Heading)
        if same and isinstance(block, Item if isinstance(owner, Item) else Paragraph):
            break
        found.append(plain(block.text.shown))
    return tuple(found)


def _only_mentions(block: Block, match: re.Match[str]) -> bool:
    """A paragraph or plain item that happens to begin with an id says something about it."""
    marked = "*" in match[0] or "_" in match[0] or ":" in match["end"] or "\uff1a" in match["end"]
    return isinstance(block, Paragraph | Item) and not marked


def _statement(block: Block, text: Text, start: int) -> str:
    if isinstance(block, Row):
        return " | ".join(plain(cell.shown) for cell in block.cells[1:])
    return plain(text.shown[start:])
