"""CON006."""

from collections.abc import Iterator

from sdd.plugin import (
    Constitution,
    Context,
    Finding,
    Meta,
    Offending,
    Related,
    Rule,
    Severity,
    Sound,
)

_PATH = ".specify/memory/constitution.md"
_HEAD = "# Library Constitution\n\n## Core Principles\n\n### I. Contracts\n\n"
_FOOTER = "\n**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
_BOUND = "- Every route MUST declare what it returns (`missing-response-model`).\n"
_UNBOUND = "- Every decision MUST be discussed by two people."
_LONGEST, _MOST = 60, 10


class UnenforcedClause(Rule[Constitution]):
    """MUSTs that no rule checks.

    What it finds:
        One finding for a constitution with clauses that say MUST or MUST NOT, that name no rule,
        and whose words ask for none. It counts them and shows where the first ones stand;
        `sdd constitution` lists them all. A clause followed by `<!-- sdd: bind none -->`
        says itself that people watch over it, and is left out.

    Why it matters:
        What nothing checks is kept by memory, and forgotten first under pressure.

    What to do:
        Name a rule in the clause, reword it so that a rule can be found, or write
        `<!-- sdd: bind none -->` behind it where only people can judge.

    Fix safety:
        No fix is offered: `sdd constitution bind` writes down what can be inferred.
    """

    meta = Meta(
        code="CON006",
        name="unenforced-clause",
        summary="MUSTs that no rule checks, listed with their count",
        severity=Severity.INFO,
        since="0.2.0",
        remedy="Name a rule in each, or write `<!-- sdd: bind none -->` where people judge.",
    )
    subject = Constitution
    examples = (
        Offending(
            f"{_HEAD}{_BOUND}{_UNBOUND}\n{_FOOTER}",
            8,
            "1 of 2 MUSTs is checked by no rule",
            path=_PATH,
        ),
        Sound(f"{_HEAD}{_BOUND}{_UNBOUND} <!-- sdd: bind none -->\n{_FOOTER}", path=_PATH),
        Sound(f"{_HEAD}- Every route MUST declare a response model.\n{_FOOTER}", path=_PATH),
    )

    def check(self, subject: Constitution, context: Context) -> Iterator[Finding]:
        policy = context.project.policy
        left = policy.unenforced
        if not left:
            return
        verb = "is" if len(left) == 1 else "are"
        message = f"{len(left)} of {len(policy.musts)} MUSTs {verb} checked by no rule"
        later = sum(bool(each.planned) and not each.bindings for each in policy.musts)
        if later:
            message += f"; for {later} more the rule is not built yet"
        yield self.finding(
            left[0].clause.place,
            message,
            key="unenforced",
            related=tuple(
                Related(f"unenforced: {_shorten(each.clause.text)}", each.clause.place)
                for each in left[1:_MOST]
            ),
        )


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}..."
