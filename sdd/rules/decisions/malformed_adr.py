"""ADR101."""

from collections.abc import Iterator
from datetime import date

from sdd.plugin import (
    Context,
    Decision,
    DecisionStatus,
    Finding,
    Meta,
    Offending,
    Place,
    Rule,
    Severity,
    Sound,
)

_PATH = "history/adr/0001-tokens.md"
_WORDS = ", ".join(DecisionStatus)
_ADR = """\
# ADR-0001: Tokens

- **Status**: Accepted
- **Date**: 2026-02-03
- **Context**: Two services need to know who calls.

## Decision

Signed tokens.

## Consequences

Keys are rotated.
"""
_MADR = """\
# Signed tokens

## Context and Problem Statement

Two services need to know who calls.

## Decision Outcome

Chosen option: "signed tokens", because both services can check them.
"""
_NYGARD = """\
# 1. Tokens

Date: 2026-02-03

## Status

Accepted

## Context

Two services need to know who calls.

## Decision

Signed tokens.

## Consequences

Keys are rotated.
"""
_NEEDED = {
    "decision": "no decision: the section is missing or empty",
    "context": "no context: nothing says what problem the decision answers",
    "consequences": "no consequences: the section is missing or empty",
}


class MalformedAdr(Rule[Decision]):
    """A decision record that cannot be relied on as a record.

    What it finds:
        A title whose number is not that of the file name, a numbered folder with a file that
        has no number, a missing or impossible date, a missing or unknown status, a decision,
        context or consequences that are not there, and a record that is accepted although it
        still holds the prompts of its template. The layouts of spec-kit-plus, Nygard and MADR
        are known; MADR asks for no status, no date and no consequences.

    Why it matters:
        People and agents act upon the status line and quote the number. Both must be right.

    What to do:
        Complete the record; `sdd adr status`, `sdd adr renumber` and `sdd adr show` help.

    Fix safety:
        No fix is offered: what was decided, and when, is for people to say.
    """

    meta = Meta(
        code="ADR101",
        name="malformed-adr",
        summary="a decision record with a wrong number, date or status, or without its sections",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Complete the record: number, date, status, context, decision and consequences.",
    )
    subject = Decision
    examples = (
        Offending(_ADR.replace("ADR-0001", "ADR-0002"), 1, "the title says 2", path=_PATH),
        Offending(_ADR.replace("2026-02-03", "2026-02-31"), 4, "2026-02-31", path=_PATH),
        Offending(_ADR.replace("Accepted", "Decidedly"), 3, "unknown status", path=_PATH),
        Offending(_ADR.replace("Signed tokens.", ""), 1, "no decision", path=_PATH),
        Offending(
            _ADR.replace("Signed tokens.", "[What is decided, in one sentence]"),
            9,
            "accepted, and 1 prompt",
            path=_PATH,
        ),
        Offending(_NYGARD.replace("Date: 2026-02-03\n", ""), 1, "no date", path=_PATH),
        Offending(
            _NYGARD.replace("1. ", ""),
            1,
            "no number",
            path="docs/adr/tokens.md",
            beside={"docs/adr/0001-tokens.md": _NYGARD},
        ),
        Sound(_ADR, path=_PATH),
        Sound(_NYGARD, path="doc/adr/0001-tokens.md"),
        Sound(_MADR, path="docs/decisions/0001-tokens.md"),
        Sound(_MADR, path="docs/adr/20260203-tokens.md"),
        Sound(
            _ADR.replace("Accepted", "Proposed").replace("Signed tokens.", "[What is decided?]"),
            path=_PATH,
        ),
        Sound("# Decisions\n\nAll of them.\n", path="docs/adr/README.md"),
    )

    def check(self, subject: Decision, context: Context) -> Iterator[Finding]:
        yield from self._number(subject, context.project.decisions)
        yield from self._date(subject)
        yield from self._status(subject)
        yield from self._chapters(subject)
        if subject.status is DecisionStatus.ACCEPTED and (left := subject.residue):
            message = f"accepted, and {_counted(left)}: {_shorten(left[0].text)}"
            yield self.finding(left[0].place, message, key="prompts", scope=subject.path)

    def _number(self, subject: Decision, known: tuple[Decision, ...]) -> Iterator[Finding]:
        title, name = subject.heading_number, subject.number
        if name >= 0 and title >= 0 and title != name:
            message = f"the title says {title}, the file name says {name}"
            yield self._told(subject.place, message, "number")
        others = [each for each in known if each.folder == subject.folder and each.number >= 0]
        if name < 0 and not _is_dated(subject) and 2 * len(others) >= _in_folder(subject, known):
            yield self._told(
                subject.place, "no number, although the others here have one", "number"
            )

    def _date(self, subject: Decision) -> Iterator[Finding]:
        field = subject.date_field
        if field is None or not field.value:
            if subject.layout != "madr" and not _is_dated(subject):
                yield self._told(field.place if field else subject.place, "no date", "date")
        elif not _is_day(subject.date) and "{" not in field.value:
            message = f"no date of the form YYYY-MM-DD: {_shorten(field.value)}"
            yield self._told(field.place, message, "date", lower=int(not subject.date))

    def _status(self, subject: Decision) -> Iterator[Finding]:
        field = subject.status_field
        if field is None or not field.value:
            if subject.layout != "madr":
                yield self._told(field.place if field else subject.place, "no status", "status")
        elif subject.status is None:
            message = f"unknown status {_shorten(field.value)}; known are {_WORDS}"
            yield self._told(field.place, message, "status", lower=1)

    def _chapters(self, subject: Decision) -> Iterator[Finding]:
        for chapter, message in _NEEDED.items():
            optional = subject.layout == "madr" and chapter == "consequences"
            if chapter not in subject.chapters and not optional:
                lower = int(chapter != "decision")
                yield self._told(subject.place, message, chapter, lower=lower)

    def _told(self, place: Place, message: str, key: str, lower: int = 0) -> Finding:
        return self.finding(place, message, key=key, lower=lower)


def _is_dated(subject: Decision) -> bool:
    return subject.path.rpartition("/")[2][:8].replace("-", "").isdecimal()


def _in_folder(subject: Decision, known: tuple[Decision, ...]) -> int:
    return sum(each.folder == subject.folder for each in known)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _counted(left: tuple[object, ...]) -> str:
    return "1 prompt is left" if len(left) == 1 else f"{len(left)} prompts are left"


def _shorten(text: str) -> str:
    written = " ".join(text.split())
    return written if len(written) <= 80 else written[:80] + "..."
