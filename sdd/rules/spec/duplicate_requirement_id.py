"""SPC103."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Related, Rule, Severity, Sound, Spec

_PATH = "specs/001-login/spec.md"
_STORIES = (
    "# Feature Specification: Login\n\n## User Scenarios & Testing\n\n"
    "### User Story 1 - Log in (Priority: P1)\n\n"
    "1. **Given** a user, **When** they log in, **Then** it works\n\n"
)
_REQUIREMENTS = "## Requirements\n\n- **FR-001**: The system MUST issue tokens.\n"
_CRITERIA = "\n## Success Criteria\n\n- **SC-001**: 95 % of logins take under 1 s.\n"


class DuplicateRequirementId(Rule[Spec]):
    """Two requirements, success criteria or stories with one id.

    What it finds:
        An id that is defined again: in a list item, a heading or a table of the requirement or
        success sections, or as the number of a user story. Mentions elsewhere, ranges and
        traceability tables define nothing.

    Why it matters:
        Tasks, tests and records point at ids; with two owners nobody can say which one is
        covered.

    What to do:
        Give the later one the next free number.

    Fix safety:
        No fix is offered: other documents may already point at either of the two.
    """

    meta = Meta(
        code="SPC103",
        name="duplicate-requirement-id",
        summary="one id for two requirements, criteria or stories",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Give the later one the next free number.",
    )
    subject = Spec
    examples = (
        Offending(
            f"{_STORIES}{_REQUIREMENTS}- **FR-001**: The system MUST expire tokens.\n{_CRITERIA}",
            12,
            "FR-001 is defined twice",
            path=_PATH,
        ),
        Offending(
            f"{_STORIES}### User Story 1 - Log out (Priority: P2)\n\n"
            "1. **Given** a user, **When** they log out, **Then** it works\n\n"
            f"{_REQUIREMENTS}{_CRITERIA}",
            9,
            "user story 1 is defined twice",
            path=_PATH,
        ),
        Sound(
            f"{_STORIES}{_REQUIREMENTS}\nFR-001 rests on the session store.\n\n"
            f"- **FR-002**: It MUST do as **FR-001** says.\n{_CRITERIA}\n"
            "## Traceability\n\n| id | story |\n|---|---|\n| FR-001 | 1 |\n",
            path=_PATH,
        ),
    )

    def check(self, subject: Spec, context: Context) -> Iterator[Finding]:
        named = [(item.id, item.place) for item in (*subject.requirements, *subject.criteria)]
        named += [
            (f"user story {story.number}", story.place) for story in subject.stories if story.number
        ]
        first = dict(reversed(named))
        for name, place in named:
            if place != first[name]:
                yield self.finding(
                    place,
                    f"{name} is defined twice; first on line {first[name].line}",
                    key=name,
                    related=(Related("first defined here", first[name]),),
                )
