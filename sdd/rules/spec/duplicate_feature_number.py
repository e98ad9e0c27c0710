"""SPC108."""

import re
from collections import defaultdict
from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Feature,
    Finding,
    Meta,
    Offending,
    Place,
    Project,
    Related,
    Rule,
    Severity,
    Sound,
)

_SPEC = (
    "# Feature Specification: Login\n\n## User Scenarios & Testing\n\n"
    "### User Story 1 - Log in (Priority: P1)\n\n1. **Given** a user, **When** they log in, "
    "**Then** they get a token\n\n## Requirements\n\n- **FR-001**: The system MUST issue tokens.\n"
    "\n## Success Criteria\n\n- **SC-001**: 95 % of logins take under 1 s.\n"
)
# A date or a time stamp in front is no number that somebody gave.
_NUMBER = re.compile(r"(\d{1,5})(?=[-_ ])(?!\d{2,4}-\d{2}-)")


class DuplicateFeatureNumber(Rule[Project]):
    """Two features with one number.

    What it finds:
        Folders side by side whose names begin with the same number, as `001-login` and
        `001-logout`; leading zeros do not count. Folders that begin with a date or a time stamp
        are not numbered.

    Why it matters:
        People, branches and records name a feature by its number, and tools that look it up by
        number take whichever folder comes first.

    What to do:
        Give the newer folder the next free number, and its branch and records with it; for teams
        whose branches collide, `sdd new feature --timestamp`.

    Fix safety:
        No fix is offered: branches and records already name either of the two.
    """

    meta = Meta(
        code="SPC108",
        name="duplicate-feature-number",
        summary="two feature folders with one number",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Give the newer folder the next free number, or use time stamps.",
    )
    subject = Project
    examples = (
        Offending(
            _SPEC,
            1,
            "number 001 is also that of specs/001-login",
            path="specs/001-logout/spec.md",
            beside={"specs/001-login/spec.md": _SPEC},
        ),
        Sound(
            _SPEC,
            path="specs/002-logout/spec.md",
            beside={
                "specs/001-login/spec.md": _SPEC,
                "specs/archived/001-login/spec.md": _SPEC,
                "specs/20260101-101500-mail/spec.md": _SPEC,
                "specs/20260101-101500-letters/spec.md": _SPEC,
            },
        ),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        numbered: dict[tuple[str, int], list[Feature]] = defaultdict(list)
        for feature in subject.features:
            if match := _NUMBER.match(feature.name):
                numbered[feature.path.rpartition("/")[0], int(match[1])].append(feature)
        for features in numbered.values():
            first, *others = features
            for other in others:
                number = other.name[: len(other.name) - len(other.name.lstrip("0123456789"))]
                yield self.finding(
                    _document(other),
                    f"number {number} is also that of {first.path}",
                    key=other.name,
                    related=(Related("the other feature", _document(first)),),
                )


def _document(feature: Feature) -> Place:
    """The first document of a feature."""
    document = feature.spec or feature.plan or feature.tasks
    return Place(document.path if document else feature.path)
