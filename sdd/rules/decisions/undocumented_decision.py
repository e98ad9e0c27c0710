"""ADR104."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Project,
    Related,
    Rule,
    Severity,
    Sound,
)

_PATH = "specs/001-orders/research.md"
_RESEARCH = """\
# Research

## 1. Authentication of services

**Decision**: Signed tokens.

**Alternatives considered**:
- **Sessions**: need a shared store.
"""
_RECORD = """\
# ADR-0001: Auth strategy

- **Status**: Proposed
- **Date**: 2026-02-03
- **Context**: Two services.

## Decision

Signed tokens.

## Consequences

One login.
"""


class UndocumentedDecision(Rule[Project]):
    """A significant decision without a record: a suggestion, never an error.

    What it finds:
        Choices in a feature's `research.md` or plan, and what came since the merge base (new
        dependencies, security schemes and ways of deployment, paths that a contract no longer
        has), that pass the three-part test and that no decision record speaks of: they are of a
        kind with long-term consequences (authentication, data store, interface, messaging,
        platform, ...), alternatives were weighed, and they concern more than one place. Choices
        of one kind are one finding. `sdd adr suggest` asks the same of the active feature.

    Why it matters:
        Who asks in a year why it is so finds the answer in a record, or nowhere.

    What to do:
        Decide whether it deserves a record; `sdd adr TITLE` writes one, filled in with what the
        research says. Nothing is ever written without being asked for.

    Fix safety:
        No fix is offered: a record is written only when a person asks.
    """

    meta = Meta(
        code="ADR104",
        name="undocumented-decision",
        summary="a significant decision in research or in the change that no record speaks of",
        severity=Severity.INFO,
        since="0.1.0",
        remedy="Write it down if it deserves it: sdd adr TITLE.",
    )
    subject = Project
    examples = (
        Offending(_RESEARCH, 3, "Authentication of services", path=_PATH),
        Sound(_RESEARCH, path=_PATH, beside={"history/adr/0001-auth.md": _RECORD}),
        Sound(_RESEARCH.partition("**Alternatives")[0], path=_PATH),
        Sound(_RESEARCH.replace("Authentication of services", "Button colours"), path=_PATH),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        for each in subject.undocumented:
            place, *others = each.places
            yield self.finding(
                place,
                f"a decision without a record: {each.description}; {each.impact}",
                key=each.kind,
                related=tuple(Related("the same cluster", other) for other in others),
                remedy=f'Write it down if it deserves it: sdd adr "{each.title}".',
            )
