"""ADR102."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Decision,
    Finding,
    Meta,
    NumberElsewhere,
    Offending,
    Project,
    Related,
    Rule,
    Severity,
    Sound,
)

_FIRST = "history/adr/0001-cache.md"


def _adr(title: str) -> str:
    return (
        f"# ADR-0001: {title}\n\n- **Status**: Accepted\n- **Date**: 2026-02-03\n"
        "- **Context**: Answers are slow.\n\n## Decision\n\nDo it.\n\n"
        "## Consequences\n\nFaster answers.\n"
    )


class DuplicateAdrNumber(Rule[Project]):
    """Two decisions with one number.

    What it finds:
        A number that two records of one folder have, whatever its width (`1-`, `001-` and
        `0001-` are one number), and a number that another local branch, or the merge base with
        it, gives to a different record. A record that was only renamed is no second one.

    Why it matters:
        "See ADR-0007" must mean one decision. Git merges two files with one number without a
        conflict, so that nobody notices.

    What to do:
        Give the younger record the next free number: `sdd adr renumber FILE` renames it and
        rewrites what refers to it.

    Fix safety:
        No fix is offered: which of the two keeps the number is for people to say.
    """

    meta = Meta(
        code="ADR102",
        name="duplicate-adr-number",
        summary="one number for two decision records, here or on another local branch",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Give the younger record the next free number: sdd adr renumber FILE.",
    )
    subject = Project
    examples = (
        Offending(
            _adr("Queue"),
            1,
            "number 1 is that of history/adr/0001-cache.md",
            path="history/adr/001-queue.md",
            beside={_FIRST: _adr("Cache")},
        ),
        Sound(
            _adr("Queue").replace("0001", "0002"),
            path="history/adr/0002-queue.md",
            beside={_FIRST: _adr("Cache")},
        ),
        Sound(_adr("Queue"), path="services/orders/docs/adr/0001-queue.md"),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        elsewhere = {(each.folder, each.number): each for each in subject.numbers_elsewhere}
        first: dict[tuple[str, int], Decision] = {}
        for decision in sorted(subject.decisions, key=_seniority):
            if decision.number < 0:
                continue
            key = (decision.folder, decision.number)
            known = first.setdefault(key, decision)
            if known is not decision:
                yield self._twice(decision, known)
            elif key in elsewhere:
                yield self._elsewhere(decision, elsewhere[key])

    def _twice(self, decision: Decision, known: Decision) -> Finding:
        return self.finding(
            decision.place,
            f"number {decision.number} is that of {known.path}",
            key=str(decision.number),
            related=(Related("the other record", known.place),),
        )

    def _elsewhere(self, decision: Decision, other: NumberElsewhere) -> Finding:
        message = f"number {other.number} is that of {other.path} in {other.where}"
        return self.finding(decision.place, message, key=f"{other.number} elsewhere")


def _seniority(decision: Decision) -> tuple[bool, str, str]:
    """Older records first, those without a date last: the younger one is to give way."""
    return not decision.date, decision.date, decision.path
