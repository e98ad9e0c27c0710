"""ADR103."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Decision,
    DecisionStatus,
    Finding,
    Meta,
    Offending,
    Project,
    Related,
    Relation,
    Rule,
    Severity,
    Sound,
    resolve,
)

_OLD, _NEW = "history/adr/0001-sessions.md", "history/adr/0002-tokens.md"


def _adr(number: int, status: str, extra: str = "") -> str:
    return (
        f"# ADR-{number:04}: Who calls\n\n- **Status**: {status}\n- **Date**: 2026-02-03\n{extra}"
        "- **Context**: Two services.\n\n## Decision\n\nDo it.\n\n## Consequences\n\nOne login.\n"
    )


_BY_TWO = _adr(1, "Superseded by ADR-0002")
_OF_ONE = _adr(2, "Accepted", "- **Supersedes**: ADR-0001\n")


class BrokenSupersession(Rule[Project]):
    """A supersession of which one side, or the other record, is missing.

    What it finds:
        A record that supersedes one which still stands as proposed or accepted; a superseded
        record that names no successor; a successor or predecessor that does not exist; records
        that supersede each other in a circle; and, one step less bad, a successor that does not
        mention what it supersedes. Links and numbers are read in the status, in fields on top
        and in the sections about links, in every layout.

    Why it matters:
        Agents and hurried people read only the status line. A retired decision that still says
        "accepted" is acted upon.

    What to do:
        `sdd adr supersede OLD --by NEW` writes both sides.

    Fix safety:
        No fix is offered: whether the old decision still holds is for people to say.
    """

    meta = Meta(
        code="ADR103",
        name="broken-supersession",
        summary="a supersession that is one-sided, dangling or circular",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Write both sides: sdd adr supersede OLD --by NEW.",
    )
    subject = Project
    examples = (
        Offending(_OF_ONE, 5, "ADR-0001", path=_NEW, beside={_OLD: _adr(1, "Accepted")}),
        Offending(_BY_TWO, 3, "ADR-0002, which does not exist", path=_OLD),
        Offending(_adr(1, "Superseded"), 3, "names no successor", path=_OLD),
        Offending(
            _BY_TWO, 3, "ADR-0002 does not say so", path=_OLD, beside={_NEW: _adr(2, "Accepted")}
        ),
        Offending(_adr(1, "Superseded by ADR-0001"), 3, "circle", path=_OLD),
        Sound(_BY_TWO, path=_OLD, beside={_NEW: _OF_ONE}),
        Sound(_adr(2, "Accepted").replace("One login.", "Replaces cookies (ADR-0001)."), path=_NEW),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        known = subject.decisions
        for decision in known:
            yield from self._successors(decision, known)
            yield from self._predecessors(decision, known)

    def _successors(self, decision: Decision, known: tuple[Decision, ...]) -> Iterator[Finding]:
        named = decision.named(Relation.SUPERSEDED_BY)
        if decision.status is DecisionStatus.SUPERSEDED and not named:
            place = decision.status_field.place if decision.status_field else decision.place
            yield self.finding(place, "superseded, and names no successor", key="successor")
        for reference in named:
            found = resolve(reference, decision, known)
            name = _name(reference.number, reference.target)
            if not found:
                message = f"superseded by {name}, which does not exist"
                yield self.finding(reference.place, message, key=name)
            elif any(_leads_to(each, decision, known) for each in found):
                message = f"superseded by {name}: the records supersede each other in a circle"
                yield self.finding(reference.place, message, key=name)
            elif not any(_names(each, Relation.SUPERSEDES, decision, known) for each in found):
                yield self.finding(
                    reference.place,
                    f"superseded by {name}, and {found[0].label} does not say so",
                    key=name,
                    lower=1,
                    related=(Related("the successor", found[0].place),),
                )

    def _predecessors(self, decision: Decision, known: tuple[Decision, ...]) -> Iterator[Finding]:
        for reference in decision.named(Relation.SUPERSEDES):
            found = resolve(reference, decision, known)
            name = _name(reference.number, reference.target)
            if not found:
                message = f"supersedes {name}, which does not exist"
                yield self.finding(reference.place, message, key=name)
            elif decision in found:
                continue
            elif decision.status is not DecisionStatus.PROPOSED and all(map(_stands, found)):
                status = found[0].status or "without a status"
                yield self.finding(
                    reference.place,
                    f"supersedes {name}, which still says {status}",
                    key=name,
                    related=(Related("the record that is superseded", found[0].place),),
                )


def _stands(decision: Decision) -> bool:
    retired = (DecisionStatus.SUPERSEDED, DecisionStatus.DEPRECATED, DecisionStatus.REJECTED)
    return decision.status not in retired and not decision.named(Relation.SUPERSEDED_BY)


def _names(
    decision: Decision, relation: Relation, other: Decision, known: tuple[Decision, ...]
) -> bool:
    return any(other in resolve(each, decision, known) for each in decision.named(relation))


def _leads_to(start: Decision, goal: Decision, known: tuple[Decision, ...]) -> bool:
    """Whether following successors from one record leads to another."""
    waiting, seen = [start], {start.path}
    while waiting:
        decision = waiting.pop()
        if decision == goal:
            return True
        for reference in decision.named(Relation.SUPERSEDED_BY):
            for each in resolve(reference, decision, known):
                if each.path not in seen:
                    seen.add(each.path)
                    waiting.append(each)
    return False


def _name(number: int, target: str) -> str:
    return f"ADR-{number:04}" if number >= 0 else target
