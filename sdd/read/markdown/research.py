"""Research notes to values: items of Decision, Rationale and Alternatives considered.

The labels stand in bold before their text, with or without a list marker, or are headings below
the item's own. Everything is taken over as written.
"""

import re
from collections.abc import Iterator
from textwrap import dedent

from msgspec import Struct

from sdd.model.research import Research, ResearchItem
from sdd.read.markdown.alternatives import read_alternatives
from sdd.read.markdown.outline import Fence, Heading, Outline, outline
from sdd.read.markdown.parts import read_suppressions, texts
from sdd.read.markdown.titles import fold

_PARTS = {
    "decision": "decision", "chosen": "decision", "selected": "decision", "choice": "decision",
    "chosen approach": "decision", "chosen option": "decision", "decision outcome": "decision",
    "selected approach": "decision", "final decision": "decision", "decisions": "decision",
    "decisión": "decision", "決定": "decision", "决策": "decision", "决定": "decision",
    "rationale": "rationale", "reasoning": "rationale", "reason": "rationale", "why": "rationale",
    "justification": "rationale", "justificación": "rationale", "理由": "rationale",
    "alternatives considered": "alternatives", "alternatives": "alternatives",
    "options considered": "alternatives", "options evaluated": "alternatives",
    "considered options": "alternatives", "considered alternatives": "alternatives",
    "alternatives evaluated": "alternatives", "alternativas consideradas": "alternatives",
    "alternatives rejected": "alternatives", "検討した代替案": "alternatives",
    "考虑的替代方案": "alternatives", "替代方案": "alternatives",
    "question": "question", "research question": "question", "problem": "question",
    "unknown": "question", "context": "question", "pregunta": "question",
}  # fmt: skip
# Headings that only divide an item.
_DIVISIONS = (
    "research findings", "findings", "research", "analysis", "implementation", "notes",
    "implementation pattern", "implementation notes", "implementation details", "best practices",
    "summary", "references", "consequences", "trade-offs", "pros & cons", "example", "examples",
)  # fmt: skip
_LABEL = re.compile(
    r"(?P<lead>[ \t]*(?:[-*+][ \t]+)?)(?:\*\*|__)(?P<label>[^*_\n]{2,60}?)[:\uff1a]?(?:\*\*|__)"
    r"[ \t]*[:\uff1a]?[ \t]*"
)


class _Mark(Struct, frozen=True):
    """Where something begins. line: 1-based. part: "item", a part of an item, or "other".

    level: of a heading, else 0. text: of an item its title, of a label the rest of its line.
    """

    line: int
    part: str
    level: int
    text: str
    lead: str = ""


def read_research(text: str, path: str) -> Research:
    """Research notes from their text. path: posix, relative to the root.

    Any text gives notes, if without an item; raises DocumentTooWild and nothing else.
    """
    document = outline(text, path)
    return Research(path, read_items(document), read_suppressions(document))


def read_items(document: Outline) -> tuple[ResearchItem, ...]:
    """Every item of any document that decides something, in order."""
    return tuple(_items(document, list(_marks(document))))


def _marks(document: Outline) -> Iterator[_Mark]:
    for block in document.blocks:
        if isinstance(block, Heading):
            title = fold(block.title)
            part = _PARTS.get(title, "other" if title in _DIVISIONS else "item")
            yield _Mark(block.line, part, block.level, block.title)
            continue
        for each in texts(block) if not isinstance(block, Fence) else ():
            first = each.position(0)[0]
            for offset, _ in enumerate(each.shown.split("\n")):
                line = document.lines[first - 1 + offset]
                if match := _LABEL.match(line):
                    part = _PARTS.get(fold(match["label"]), "other")
                    yield _Mark(first + offset, part, 0, line[match.end() :], match["lead"])


def _items(document: Outline, marks: list[_Mark]) -> Iterator[ResearchItem]:
    headings = {block.line: block for block in document.blocks if isinstance(block, Heading)}
    for start in (index for index, mark in enumerate(marks) if mark.part == "item"):
        end = _end(document, marks, start)
        parts = dict(_parts(document, marks[start + 1 :], marks[start].level, end))
        if parts.get("decision"):
            yield ResearchItem(
                title=marks[start].text,
                place=headings[marks[start].line].text.place(),
                question=parts.get("question", ""),
                decision=parts["decision"],
                rationale=parts.get("rationale", ""),
                alternatives=read_alternatives(parts.get("alternatives", "")),
            )


def _end(document: Outline, marks: list[_Mark], start: int) -> int:
    """The last line of an item: before the next item that is not below one of its parts."""
    part_level = 0
    for mark in marks[start + 1 :]:
        if not mark.level:
            continue
        if mark.part != "item":
            if mark.level <= marks[start].level:
                return mark.line - 1
            part_level = mark.level
        elif not part_level or mark.level <= part_level:
            return mark.line - 1
    return len(document.lines)


def _parts(
    document: Outline, marks: list[_Mark], level: int, end: int
) -> Iterator[tuple[str, str]]:
    """Each part of an item with its text; the first of a kind counts."""
    own = [mark for mark in marks if mark.line <= end and mark.part != "item"]
    lead = next((mark.lead for mark in own if mark.part == "decision"), "")
    known = [mark for mark in own if mark.part != "other" or mark.lead == lead]
    seen: set[str] = set()
    for index, mark in enumerate(known):
        if mark.part in seen or mark.part == "other":
            continue
        seen.add(mark.part)
        last = _last(known, index, end)
        first = "" if mark.level else mark.text
        lines = [first, *document.lines[mark.line : last]]
        yield mark.part, _trimmed(lines)


def _last(marks: list[_Mark], index: int, end: int) -> int:
    """The last line of a part: a heading part holds labels that are none of ours."""
    mark = marks[index]
    for other in marks[index + 1 :]:
        below = mark.level and not other.level and other.part == "other"
        if not below and not (mark.level and other.level > mark.level):
            return other.line - 1
    return end


def _trimmed(lines: list[str]) -> str:
    """The lines without their common indent, blank ones and rules at both ends."""
    kept = [lines[0], *dedent("\n".join(lines[1:])).split("\n")]
    while kept and kept[-1].strip() in ("", "---", "***", "___"):
        kept.pop()
    while kept and not kept[0].strip():
        kept.pop(0)
    return "\n".join(line.rstrip() for line in kept)
