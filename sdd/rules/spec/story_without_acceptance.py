"""SPC105."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, Spec, Story

_PATH = "specs/001-login/spec.md"
_HEAD = "# Feature Specification: Login\n\n## User Scenarios & Testing\n\n"
_STORY = "### User Story 1 - Log in (Priority: P1)\n\nA user logs in.\n\n"
_REST = (
    "## Requirements\n\n- **FR-001**: The system MUST issue tokens.\n\n"
    "## Success Criteria\n\n- **SC-001**: 95 % of logins take under 1 s.\n"
)


class StoryWithoutAcceptance(Rule[Spec]):
    """A user story that nobody can accept.

    What it finds:
        A story without a single Given, When, Then, in a list, a table, a paragraph or a Gherkin
        block, in English, Spanish, Japanese, Chinese and a few more. A story whose acceptance is
        written in another form is one step less severe. Specifications from before stories were
        numbered are asked once, for the whole document; those of other tools are not judged.

    Why it matters:
        Scenarios are what tests are written from, and what says that a story is done.

    What to do:
        Write at least one: `1. **Given** a state, **When** an action, **Then** an outcome`.

    Fix safety:
        No fix is offered: only the author knows the outcome.
    """

    meta = Meta(
        code="SPC105",
        name="story-without-acceptance",
        summary="a user story with no Given/When/Then",
        severity=Severity.ERROR,
        since="0.2.0",
        remedy="Write at least one scenario with Given, When and Then.",
    )
    subject = Spec
    examples = (
        Offending(_HEAD + _STORY + _REST, 5, "US1 has no acceptance scenario", path=_PATH),
        Offending(
            f"{_HEAD}{_STORY}**Acceptance Criteria**:\n\n- [ ] the user gets a token\n\n{_REST}",
            5,
            "US1 has no Given/When/Then; its acceptance is written in another form",
            path=_PATH,
        ),
        Sound(
            f"{_HEAD}{_STORY}1. **Given** a user, **When** they log in, **Then** they get a token\n"
            f"\n{_REST}",
            path=_PATH,
        ),
        Sound(
            f"{_HEAD}{_STORY}```gherkin\nScenario: log in\n  Given a user\n  When they log in\n"
            f"  Then they get a token\n```\n\n{_REST}",
            path=_PATH,
        ),
        Sound(
            f"{_HEAD}### Primary User Story\n\nA user logs in.\n\n### Acceptance Scenarios\n\n"
            f"1. **Given** a user, **When** they log in, **Then** they get a token\n\n{_REST}",
            path=_PATH,
        ),
    )

    def check(self, subject: Spec, context: Context) -> Iterator[Finding]:
        if subject.dialect == "other":
            return
        for story in subject.stories:
            if not story.scenarios:
                yield self._of(story)

    def _of(self, story: Story) -> Finding:
        name = story.label or "the user story"
        if story.accepted:
            message = f"{name} has no Given/When/Then; its acceptance is written in another form"
        else:
            message = f"{name} has no acceptance scenario"
        return self.finding(
            story.place, message, key=story.label or "story", lower=1 if story.accepted else 0
        )
