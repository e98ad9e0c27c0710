"""CON007."""

from collections.abc import Iterator

from sdd.plugin import (
    BindingMistake,
    Context,
    Finding,
    Meta,
    Offending,
    Rule,
    Severity,
    Sound,
)

_PATH = ".specify/memory/constitution.md"
_HEAD = "# Library Constitution\n\n## Core Principles\n\n### I. Contracts\n\n"
_FOOTER = "\n**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
_CLAUSE = "- Every route MUST declare what it returns."


class UnknownBinding(Rule[BindingMistake]):
    """A clause that binds itself to a rule or an option that does not exist.

    What it finds:
        A rule code in inline code, a word in a binding comment (`sdd: bind API201`) or in a fenced
        `sdd` block that is no code and no name of a rule; an option that the rule does not have,
        or a value that it cannot take; a binding or block that cannot be read. Rules that are
        known and not built yet are none of these: `sdd constitution` lists them.

    Why it matters:
        The clause looks enforced and nothing watches over it.

    What to do:
        Write the code or name as `sdd rules` lists it; `sdd explain CODE` lists the options.

    Fix safety:
        No fix is offered: which rule was meant is for the team to say.
    """

    meta = Meta(
        code="CON007",
        name="unknown-binding",
        summary="a clause names a rule or option that does not exist",
        severity=Severity.ERROR,
        since="0.2.0",
        remedy="Write a code or name that `sdd rules` lists, with options that it has.",
    )
    subject = BindingMistake
    examples = (
        Offending(
            f"{_HEAD}{_CLAUSE} <!-- sdd: bind mising-response-model -->\n{_FOOTER}",
            7,
            "did you mean missing-response-model?",
            path=_PATH,
        ),
        Offending(
            f"{_HEAD}{_CLAUSE} <!-- sdd: bind API201 colour=red -->\n{_FOOTER}",
            7,
            "unknown option",
            path=_PATH,
        ),
        Sound(f"{_HEAD}{_CLAUSE} <!-- sdd: bind API201 severity=error -->\n{_FOOTER}", path=_PATH),
        Sound(f"{_HEAD}- Every container MUST run without root (`OPS502`).\n{_FOOTER}", path=_PATH),
    )

    def check(self, subject: BindingMistake, context: Context) -> Iterator[Finding]:
        yield self.finding(subject.place, subject.message, key=f"{subject.word} {subject.message}")
