"""SDD004."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Override,
    Place,
    Related,
    Rule,
    Severity,
    Sound,
)

_LAW = ".specify/memory/constitution.md"
_CONSTITUTION = (
    "# Library Constitution\n\n## Core Principles\n\n### I. Contracts\n\n"
    "- Every route MUST declare what it returns (`API201`).\n"
    "\n**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
)


class OverriddenArticle(Rule[Override]):
    """A setting that turns off or lowers a rule that a MUST demands.

    What it finds:
        A rule that a clause with MUST or MUST NOT binds and that `ignore` or `select` in the
        configuration leaves out, or for which `severity` asks for less than an error. A rule that
        `per-path` turns off for some paths is a warning. Options of the command line hold for one
        run and are no settings.

    Why it matters:
        The constitution says one thing and the project does another; whoever reads the clause
        believes that it is kept.

    What to do:
        Remove the setting, or amend the constitution: a SHOULD, or a MAY that names its scope.

    Fix safety:
        No fix is offered: which of the two is right is for the team to say.
    """

    meta = Meta(
        code="SDD004",
        name="overridden-article",
        summary="a setting turns off or lowers a rule that a MUST demands",
        severity=Severity.ERROR,
        since="0.2.0",
        remedy="Remove the setting, or amend the clause.",
    )
    subject = Override
    examples = (
        Offending(
            '[tool.sdd]\nignore = ["API201"]\n',
            2,
            "`ignore` turns it off",
            path="pyproject.toml",
            beside={_LAW: _CONSTITUTION},
        ),
        Offending(
            '[tool.sdd.severity]\nAPI201 = "info"\n',
            2,
            "lowers it to info",
            path="pyproject.toml",
            beside={_LAW: _CONSTITUTION},
        ),
        Sound(
            '[tool.sdd.severity]\nAPI201 = "error"\n',
            path="pyproject.toml",
            beside={_LAW: _CONSTITUTION},
        ),
    )

    def check(self, subject: Override, context: Context) -> Iterator[Finding]:
        article = subject.article
        clause = Place(article.path, article.line, 1, article.line, 1)
        yield self.finding(
            subject.place,
            f'"{article.title}" demands {subject.code}, and {subject.how}',
            key=f"{subject.code} {subject.how}",
            lower=int(subject.partial),
            related=(Related(article.text, clause),),
        )
