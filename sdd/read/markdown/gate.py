"""The constitution check of a plan, line by line: what is kept, what is not, and why."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sdd.model.documents import GateCheck, Section
from sdd.model.finding import Place
from sdd.read.markdown.inline import plain
from sdd.read.markdown.outline import Block, Comment, Fence, Outline, Row
from sdd.read.markdown.parts import outermost, texts, under

_GATE = re.compile(
    r"^constitution|\bconstitution(?:al)? (?:& \w+ )?(?:check|compliance|align|gate|review|verif"
    r"|valid|assess|conform|adher|re-?check|evaluat)|\bcheck against (?:the )?constitution"
)
_MARK = r"(?:❌|✗|✘|✖️?|⛔|🔴|🚫)"
_WORD = (
    r"(?:FAIL(?:ED|S|URE)?|VIOLATION|VIOLATED|VIOLATES|NOT MET|NOT SATISFIED|NON-COMPLIANT"
    r"|NOT COMPLIANT|NOT KEPT|不合格|違反|违反|INCUMPLE|NO CUMPLE)"
)
# A verdict fills or begins a cell, begins or ends a line, or follows the name of what is judged.
_VERDICT = re.compile(rf"\W{{0,4}}{_MARK}?\W{{0,4}}{_WORD}(?![\w-])")
_CELL = re.compile(rf"\W{{0,4}}(?:{_MARK}\W{{0,4}}(?:{_WORD}|no)?|{_WORD})\W{{0,4}}", re.IGNORECASE)
_VERDICT_BEHIND = re.compile(rf"[:\uff1a\u2013—|→-]\W{{0,6}}{_WORD}(?![\w-])")
_VERDICT_LAST = re.compile(rf"(?:{_MARK}|\({_WORD}\))[\s.)]*\Z")
_JUSTIFIED = re.compile(
    r"justifi|accepted because|rationale\s*[:\uff1a]|mitigat|正当|正當|理由"
    r"|exception (?:approved|granted|accepted)",
    re.IGNORECASE,
)
_BOX = re.compile(r"\A\[[ xX]\]\s*")
_PASSED = re.compile(r"\b(?:PASS|PASSED|RESOLVED)\b|✅|合格")
_WORD_OF_TITLE = re.compile(r"[a-z]{4,}|[\u3040-\u30ff\u3400-\u9fff]{3}")
_OPEN_DEMAND = re.compile(r"(?:requires?|needs?|without|missing) justification", re.IGNORECASE)


def gate_sections(sections: tuple[Section, ...]) -> list[Section]:
    """The chapters of a plan that hold it against the constitution, outermost only."""
    return outermost(
        section for section in sections if section.level > 1 and _GATE.search(section.key)
    )


def read_checks(document: Outline, sections: tuple[Section, ...]) -> tuple[GateCheck, ...]:
    """Every line of every constitution check, in order; code and comments are none.

    A heading below the check that announces a justification speaks for what failed in it, and
    one that takes up a failed line and ends in a pass for that line.
    """
    found: list[GateCheck] = []
    for gate in gate_sections(sections):
        justified, passed = _settled(document, sections, gate)
        for check in (each for block in under(document, gate) for each in _checks(block)):
            line = check.place.line
            settled = justified or any(
                passed.get(word, 0) > line for word in _title_words(check.text)
            )
            found.append(replace(check, justified=True) if check.failed and settled else check)
    return tuple(found)


def _settled(
    document: Outline, sections: tuple[Section, ...], gate: Section
) -> tuple[bool, dict[str, int]]:
    """Whether a heading justifies what failed; the last line of each word of a passing one."""
    inside = [
        each
        for each in sections
        if gate.holds(each.place.line) and each.place != gate.place and not each.empty
    ]
    passed: dict[str, int] = {}
    for section in outermost(inside):
        below = (text.shown for block in under(document, section) for text in texts(block))
        if any(_PASSED.search(text) for text in below):
            passed |= dict.fromkeys(_title_words(section.title), section.place.line)
    return any(_JUSTIFIED.search(section.title) for section in inside), passed


def _title_words(text: str) -> set[str]:
    return set(_WORD_OF_TITLE.findall(text.casefold()))


def _checks(block: Block) -> Iterator[GateCheck]:
    if isinstance(block, Fence | Comment):
        return
    if isinstance(block, Row):
        if block.cells and not block.header:
            yield _of_row(block)
        return
    text = _BOX.sub("", plain(block.text.shown))
    if text:
        failed = bool(
            _VERDICT.match(text) or _VERDICT_BEHIND.search(text) or _VERDICT_LAST.search(text)
        )
        yield _check(text, block.text.place(), failed)


def _of_row(row: Row) -> GateCheck:
    cells = [plain(cell.shown) for cell in row.cells]
    first, last = row.cells[0].place(), row.cells[-1].place()
    place = Place(first.path, first.line, first.column, last.end_line, last.end_column)
    failed = any(_VERDICT.match(cell) or _CELL.fullmatch(cell) for cell in cells[1:])
    return _check(" | ".join(cells), place, failed)


def _check(text: str, place: Place, failed: bool) -> GateCheck:
    reasoned = _JUSTIFIED.search(_OPEN_DEMAND.sub("", text))
    return GateCheck(text, place, failed, failed and bool(reasoned))
