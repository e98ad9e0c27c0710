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
    """A marked project without a constitution.

    What it finds:
        A project with a `.specify/` folder or a `[tool.sdd]` table, and no
        `.specify/memory/constitution.md`. Projects without either marker never asked for one.

    Why it matters:
        The constitution is the first authority. Without it every rule falls back to its
        default severity, and nobody can say which principle a finding rests on.

    What to do:
        Write `.specify/memory/constitution.md` with the principles that nothing may break,
        each as a sentence with MUST, SHOULD or MAY, and a version line at the end.

    Fix safety:
        No fix is offered: principles are for the team to agree on.
    """

    meta = Meta(
        code="CON001",
        name="missing-constitution",
        summary="a marked project without a constitution",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Write .specify/memory/constitution.md with the principles of the project.",
    )
    subject = Project
    examples = (
        Offending(
            '[project]\nname = "library"\n\n[tool.sdd]\n',
            1,
            "no constitution",
            path="pyproject.toml",
        ),
        Sound('[project]\nname = "library"\n', path="pyproject.toml"),
        Sound(_SOUND, path=".specify/memory/constitution.md"),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        if subject.marked and subject.constitution is None:
            yield self.finding(
                Place(subject.anchor),
                "the project has no constitution at .specify/memory/constitution.md",
                key="constitution",
            )
