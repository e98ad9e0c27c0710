"""SPC107."""

import re
from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, Spec

_PATH = "specs/001-login/spec.md"
_HEAD = (
    "# Feature Specification: Login\n\n## User Scenarios & Testing\n\n"
    "### User Story 1 - Log in (Priority: P1)\n\n1. **Given** a user, **When** they log in, "
    "**Then** they get a token\n\n## Requirements\n\n- **FR-001**: The system MUST issue tokens.\n"
    "\n## Success Criteria\n\n- **SC-001**: 95 % of logins take under 1 s.\n"
)
# A figure, a number in words, or a word that stands for one: none, all, each, twice, only.
_MEASURE = re.compile(
    r"\d|%|[\"'“][A-F][+-]?[\"'”]|\b(?:grade|level|rating) [A-F]\b|\bAA+\b"
    r"|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|once"
    r"|twice|half|double|single|not?|none|never|nothing|cannot|can't|doesn't|don't|without|any|all"
    r"|every|each|both|only|always|exactly|identical|same|unchanged|entire|whole|complete(?:ly)?"
    r"|full(?:y)?|successful(?:ly)?|pass(?:es)?|fail(?:s)?|cero|ningún|ninguna?|tod[oa]s|cada"
    r"|jamais|aucun|tous|chaque|kein|alle|jede[rs]?)\b|すべて|全て|全ての|全部|所有|每|各|零|ゼロ|なし"
    r"|無し|没有|不|百分|半|一|二|三|しない|れない|られない|せず",
    re.IGNORECASE,
)
_LONGEST = 90


class UnmeasurableOutcome(Rule[Spec]):
    """A success criterion without a figure.

    What it finds:
        A criterion in which no figure stands, no number in words, and no word that stands for
        one ("no", "all", "each", "only", "passes"), nor anything in inline code that could be
        run or looked at. Details below the criterion count; template text is left to SPC106.

    Why it matters:
        Without a measure nobody can say whether the feature succeeded, and everybody says so.

    What to do:
        Name a figure and how it is measured: "95 % of logins take under 1 s".

    Fix safety:
        No fix is offered: the figure is a promise of the team.
    """

    meta = Meta(
        code="SPC107",
        name="unmeasurable-outcome",
        summary="a success criterion without a figure",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Name a figure and how it is measured.",
    )
    subject = Spec
    examples = (
        Offending(
            f"{_HEAD}- **SC-002**: Users find the login pleasant.\n",
            16,
            "SC-002 has no figure",
            path=_PATH,
        ),
        Sound(
            f"{_HEAD}- **SC-002**: No login is ever lost.\n"
            "- **SC-003**: Support requests about logins are halved:\n  - from 40 to 20 a month\n"
            "- **SC-004**: すべてのログインが成功する\n",
            path=_PATH,
        ),
    )

    def check(self, subject: Spec, context: Context) -> Iterator[Finding]:
        if subject.dialect == "other":
            return
        unwritten = {mention.place.line for mention in subject.residue}
        for each in subject.criteria:
            if (
                each.text
                and each.place.line not in unwritten
                and not each.words
                and not _MEASURE.search(" ".join((each.text, *each.details)))
            ):
                text = each.text if len(each.text) <= _LONGEST else f"{each.text[:_LONGEST]}..."
                message = f"{each.id} has no figure: {text}"
                yield self.finding(each.place, message, key=each.id, scope=each.id)
