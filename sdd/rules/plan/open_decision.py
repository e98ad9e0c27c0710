"""PLN105."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Plan, Rule, Severity, Sound

_PATH = "specs/001-login/plan.md"
_PLAN = (
    "# Implementation Plan: Login\n\n## Constitution Check\n\n- [x] I. Contracts: kept\n\n"
    "## Technical Context\n\n"
)
_LONGEST = 100


class OpenDecision(Rule[Plan]):
    """A decision that the plan leaves open.

    What it finds:
        `NEEDS CLARIFICATION` in brackets or as a value, a field of the technical context that
        still holds the template's sample or TBD, and the template's alternatives ("Option 2:
        Web application") left in the source tree; samples and alternatives are one finding
        each, with their count. Prose that only talks about clarifications
        or names the option that was chosen does not count.

    Why it matters:
        Tasks are generated from the plan: what is open here is decided by accident there.

    What to do:
        Decide, write the decision down, and delete the alternatives that were not chosen.

    Fix safety:
        No fix is offered: only a person can decide.
    """

    meta = Meta(
        code="PLN105",
        name="open-decision",
        summary="an undecided value or a leftover option in a plan",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Decide, write the decision down and delete the other alternatives.",
    )
    subject = Plan
    examples = (
        Offending(f"{_PLAN}**Storage**: NEEDS CLARIFICATION\n", 9, "CLARIFICATION", path=_PATH),
        Offending(
            f"{_PLAN}**Testing**: [e.g., pytest, XCTest or NEEDS CLARIFICATION]\n",
            9,
            "1 value of the technical context is the template's: [e.g., pytest",
            path=_PATH,
        ),
        Offending(
            f"{_PLAN}**Storage**: none\n\n## Project Structure\n\n```text\n"
            "# Option 1: Single project\nsrc/\n```\n",
            14,
            "1 option of the template is left in the source tree: # Option 1",
            path=_PATH,
        ),
        Sound(
            f"{_PLAN}**Storage**: PostgreSQL (all NEEDS CLARIFICATION items resolved)\n\n"
            "## Project Structure\n\n```text\nsrc/\n```\n\n"
            "**Structure Decision**: Option 1 of the template.\n",
            path=_PATH,
        ),
    )

    def check(self, subject: Plan, context: Context) -> Iterator[Finding]:
        for mention in subject.decisions:
            shown = _shorten(mention.text)
            yield self.finding(mention.place, f"not decided: {shown}", key=shown)
        if samples := subject.samples:
            words = "value of the technical context is" if len(samples) == 1 else (
                "values of the technical context are"
            )  # fmt: skip
            message = f"{len(samples)} {words} the template's: {_shorten(samples[0].text)}"
            yield self.finding(samples[0].place, message, key="samples")
        if options := subject.options:
            words = "option of the template is" if len(options) == 1 else (
                "options of the template are"
            )  # fmt: skip
            shown = _shorten(options[0].text)
            message = f"{len(options)} {words} left in the source tree: {shown}"
            yield self.finding(options[0].place, message, key="options")


def _shorten(text: str) -> str:
    written = " ".join(text.split())
    return written if len(written) <= _LONGEST else written[:_LONGEST] + "..."
