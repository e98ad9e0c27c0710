"""SPC102."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, Spec

_PATH = "specs/001-login/spec.md"
_STORIES = (
    "# Feature Specification: Login\n\n## User Scenarios & Testing\n\n"
    "### User Story 1 - Log in (Priority: P1)\n\n"
    "1. **Given** a user, **When** they log in, **Then** it works\n\n"
    "## Requirements\n\n"
)
_CRITERIA = "\n## Success Criteria\n\n- **SC-001**: 95 % of logins take under 1 s.\n"
_LONGEST = 120


class OpenClarification(Rule[Spec]):
    """A question that the specification leaves open.

    What it finds:
        A `[NEEDS CLARIFICATION: ...]` marker, or the bare words as the value of a field, table
        cell or list item. Text that only talks about markers ("no NEEDS CLARIFICATION remain"),
        struck text, comments, inline code and code blocks do not count.

    Why it matters:
        Whoever builds the feature answers the question anyway, by guessing.

    What to do:
        Answer it, write the answer where the marker stands, and record the question under
        Clarifications.

    Fix safety:
        No fix is offered: only a person can decide.
    """

    meta = Meta(
        code="SPC102",
        name="open-clarification",
        summary="a NEEDS CLARIFICATION marker is left",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Answer the question and replace the marker with the answer.",
    )
    subject = Spec
    examples = (
        Offending(
            f"{_STORIES}- **FR-001**: Users log in via [NEEDS CLARIFICATION: SSO or password?]\n"
            f"{_CRITERIA}",
            11,
            "SSO or password?",
            path=_PATH,
        ),
        Offending(
            f"{_STORIES}- **Retention**: NEEDS CLARIFICATION\n- **FR-001**: It MUST.\n{_CRITERIA}",
            11,
            "NEEDS CLARIFICATION",
            path=_PATH,
        ),
        Sound(
            f"{_STORIES}- **FR-001**: It MUST issue tokens.\n- [x] No [NEEDS CLARIFICATION] "
            f"markers remain\n- Mark gaps with `[NEEDS CLARIFICATION: which]`\n{_CRITERIA}",
            path=_PATH,
        ),
    )

    def check(self, subject: Spec, context: Context) -> Iterator[Finding]:
        for mention in subject.clarifications:
            question = " ".join(mention.text.split())
            shown = question if len(question) <= _LONGEST else question[:_LONGEST] + "..."
            yield self.finding(mention.place, f"still open: {shown}", key=question)
