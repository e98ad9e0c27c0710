"""SPC101."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Place, Rule, Severity, Sound, Spec

_PATH = "specs/001-login/spec.md"
_STORIES = (
    "# Feature Specification: Login\n\n## User Scenarios & Testing *(mandatory)*\n\n"
    "### User Story 1 - Log in (Priority: P1)\n\n1. **Given** a user, **When** they log in, "
    "**Then** they get a token\n\n"
)
_REQUIREMENTS = "## Requirements\n\n- **FR-001**: The system MUST issue tokens.\n\n"
_CRITERIA = "## Success Criteria\n\n- **SC-001**: 95 % of logins take under 1 s.\n"
# Each mandatory section, with how its heading may begin in other words.
_MANDATORY = (
    ("User Scenarios & Testing", ("user scenario", "user stor", "journey")),
    ("Requirements", ("requirement", "functional requirement")),
    (
        "Success Criteria",
        ("success criteria", "success metric", "measurable outcome", "acceptance criteria"),
    ),
)


class MissingSection(Rule[Spec]):
    """A mandatory section that is absent or empty.

    What it finds:
        A specification without user scenarios, requirements or success criteria, or with the
        heading and nothing below it. Headings may be translated, numbered, decorated or worded
        a little differently; numbered stories or `FR-` and `SC-` ids stand for their section.
        Specifications from before success criteria existed need none, and those of other tools
        are not judged.

    Why it matters:
        Tasks, tests and acceptance are derived from these three; what is not written there is
        neither built nor checked.

    What to do:
        Write the section, or take it from the specification template.

    Fix safety:
        No fix is offered: an empty heading would only hide the gap.
    """

    meta = Meta(
        code="SPC101",
        name="missing-section",
        summary="a mandatory section is absent or empty",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Write the section; tasks and tests are derived from it.",
    )
    subject = Spec
    examples = (
        Offending(_STORIES + _REQUIREMENTS, 1, "no section 'Success Criteria'", path=_PATH),
        Offending(
            f"{_STORIES}## Requirements *(mandatory)*\n\n<!-- later -->\n\n{_CRITERIA}",
            9,
            "section 'Requirements' is empty",
            path=_PATH,
        ),
        Sound(_STORIES + _REQUIREMENTS + _CRITERIA, path=_PATH),
        Sound(
            "# Feature Specification: Login\n\n## User Scenarios & Testing\n\n"
            "### Primary User Story\n\n"
    "1. **Given** a user, **When** they log in, **Then** it works\n\n" + _REQUIREMENTS,
            path=_PATH,
        ),
        Sound("# Login\n\n## ADDED Requirements\n\n### Requirement: Tokens\n\nIt SHALL.\n",
              path=_PATH),
    )  # fmt: skip

    def check(self, subject: Spec, context: Context) -> Iterator[Finding]:
        if subject.dialect == "other":
            return
        mandatory = _MANDATORY[:2] if subject.dialect == "scenarios" else _MANDATORY
        written = (subject.stories, subject.requirements, subject.criteria)
        for (title, beginnings), parts in zip(mandatory, written, strict=False):
            found = [
                section
                for section in subject.sections
                if section.level > 1 and any(words in section.key for words in beginnings)
            ]
            if parts or any(not section.empty for section in found):
                continue
            if found:
                message = f"section {title!r} is empty"
                yield self.finding(found[0].place, message, key=title)
                continue
            top = next((section.place for section in subject.sections), Place(subject.path))
            yield self.finding(top, f"the specification has no section {title!r}", key=title)
