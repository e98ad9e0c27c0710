"""CON005."""

import re
from collections.abc import Iterator

from sdd.plugin import (
    Clause,
    Constitution,
    Context,
    Finding,
    Meta,
    Offending,
    Principle,
    Rule,
    Severity,
    Sound,
)

_PATH = ".specify/memory/constitution.md"
_FOOTER = "\n**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
_HEAD = "# Library Constitution\n\n## Core Principles\n\n"
# A way out that anybody can take: the clause forbids nothing any more.
_HEDGE = re.compile(
    r"\b(?:(?:try|tries|attempt|strive|aim) to|as appropriate|(?:where|when|if|wherever|whenever)"
    r"(?: it is| it's)? (?:appropriate|possible|feasible|practical|practicable|reasonable)"
    r"|as (?:much|far) as possible|ideally|preferably|best effort|within reason)\b",
    re.IGNORECASE,
)
# What should happen, and something that should, are spoken of and not wished.
_WISH = re.compile(r"(?<!\bthat )(?<!\bwhat )(?<!\bhow )\bshould(?: not|n't)?\b")
_DEMANDS = ("MUST", "MUST NOT", "SHALL", "SHALL NOT", "REQUIRED", "NEVER")
_SENTENCE = re.compile(r"(?:\w+\W+){3}")
_LONGEST = 90


class ToothlessClause(Rule[Constitution]):
    """A clause that claims to bind and leaves a way out.

    What it finds:
        In an article that is non-negotiable or holds a MUST: a sentence whose only verdict is a
        small "should" or "try to", and a MUST that ends in "where possible" or "as appropriate".
        SHOULD in capitals is a level of its own and fine; so are rationales, examples and
        questions.

    Why it matters:
        A clause with a way out decides nothing: the author, the reviewer and the agent each read
        their own wish in it, and no rule can be bound to it.

    What to do:
        Write MUST where it binds and name the exception, SHOULD where it is advice, or delete it.

    Fix safety:
        No fix is offered: how strong a principle is meant to be is for the team to say.
    """

    meta = Meta(
        code="CON005",
        name="toothless-clause",
        summary="a binding principle with a small should, or a MUST with a way out",
        severity=Severity.INFO,
        since="0.2.0",
        remedy="Write MUST and name the exception, or SHOULD where it is advice.",
    )
    subject = Constitution
    examples = (
        Offending(
            f"{_HEAD}### I. Contracts (NON-NEGOTIABLE)\n\n- Routes should declare what they "
            f"return.\n{_FOOTER}",
            7,
            "'should' binds nobody",
            path=_PATH,
        ),
        Offending(
            f"{_HEAD}### I. Contracts\n\n- Routes MUST declare what they return where possible.\n"
            f"{_FOOTER}",
            7,
            "'where possible' takes the MUST back",
            path=_PATH,
        ),
        Sound(
            f"{_HEAD}### I. Contracts (NON-NEGOTIABLE)\n\n- Routes SHOULD have a summary.\n"
            "- Routes MUST have a response model.\n\n**Rationale**: a client should not guess.\n"
            f"\n## Background\n\nTeams should talk to each other.\n{_FOOTER}",
            path=_PATH,
        ),
    )

    def check(self, subject: Constitution, context: Context) -> Iterator[Finding]:
        for article in subject.articles:
            if not _claims_to_bind(article):
                continue
            for clause in article.clauses:
                if fault := _fault(clause):
                    yield self.finding(
                        clause.place,
                        f"{fault}: {_shorten(clause.text)}",
                        key=clause.text,
                        scope=article.title,
                    )


def _claims_to_bind(article: Principle) -> bool:
    return article.non_negotiable or any(each.keyword in _DEMANDS for each in article.clauses)


def _fault(clause: Clause) -> str:
    if clause.aside or "?" in clause.text[-2:] or not _SENTENCE.match(clause.text):
        return ""
    hedge = _HEDGE.search(clause.text)
    if clause.keyword in _DEMANDS and hedge:
        return f"{hedge[0]!r} takes the {clause.keyword} back"
    wish = _WISH.search(clause.text) or hedge
    return f"{wish[0]!r} binds nobody" if wish and not clause.keyword else ""


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}..."
