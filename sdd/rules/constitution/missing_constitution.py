"""CON001."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Place, Project, Rule, Severity, Sound

_SOUND = """\
# Library Constitution

## Core Principles

### I. Contracts

Every route MUST declare what it returns.

**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15
"""


class MissingConstitution(Rule[Project]):
    """A marked project without a constitution, or with an empty one.

    What it finds:
        A project with a `.specify/` folder or a `[tool.sdd]` table, and no
        `.specify/memory/constitution.md`, or one in which no sentence stands. Projects without
        either marker never asked for one.

    Why it matters:
        The constitution is the first authority. Without it every rule falls back to its
        default severity, and nobody can say which principle a finding rests on.

    What to do:
        Write `.specify/memory/constitution.md` with the principles that nothing may break,
        each as a sentence with MUST, SHOULD or MAY, and a version line at the end; `sdd init`
        begins one.

    Fix safety:
        No fix is offered: principles are for the team to agree on.
    """

    meta = Meta(
        code="CON001",
        name="missing-constitution",
        summary="a marked project without a constitution, or with an empty one",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Write .specify/memory/constitution.md, or let `sdd init` begin one.",
    )
    subject = Project
    examples = (
        Offending(
            '[project]\nname = "library"\n\n[tool.sdd]\n',
            1,
            "no constitution",
            path="pyproject.toml",
        ),
        Offending(
            "# Library Constitution\n\n## Core Principles\n\n**Version**: 1.0.0 | **Ratified**: "
            "2026-01-15 | **Last Amended**: 2026-01-15\n",
            1,
            "the constitution is empty",
            path=".specify/memory/constitution.md",
        ),
        Sound('[project]\nname = "library"\n', path="pyproject.toml"),
        Sound(_SOUND, path=".specify/memory/constitution.md"),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        law = subject.constitution
        if subject.marked and law is None:
            message = "the project has no constitution at .specify/memory/constitution.md"
            yield self.finding(Place(subject.anchor), message, key="constitution")
        elif law and not any(article.clauses for article in law.articles):
            message = "the constitution is empty: no sentence in it binds anybody"
            yield self.finding(Place(law.path), message, key="empty")
