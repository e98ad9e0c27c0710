"""Specifications: dialects, stories, ids, markers and residue."""

import pytest

from sdd.read.markdown.spec import read_spec

SPEC = """\
# Feature Specification: Login

**Feature Branch**: `001-login`
**Created**: 2026-01-15
**Status**: Draft

## User Scenarios & Testing _(mandatory)_

### User Story 1 - Log in (Priority: P1) \U0001f3af

1. **Given** a user, **When** they log in, **Then** a token
2. **Given** a stranger, **When** they log in, **Then** 401

### User Story 2: Log out (P2)

- Given a session, When they leave, Then it ends

## Requirements

### Functional Requirements

- **FR-001**: It MUST issue tokens.
- **FR-012a** (new): It MUST expire them. See **FR-001**.
- **FR-001 to FR-012**: all logged.

#### FR-013: Headings count

```
- **FR-099**: sample
```
<!-- - **FR-098**: sample -->

## Success Criteria

- **SC-001**: 95 % under 1 s.

## Notes

- **FR-001**: discussed on Monday.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_specification_is_read_with_places(end: str) -> None:
    spec = read_spec(SPEC.replace("\n", end), "s.md")
    assert (spec.title, spec.dialect) == ("Feature Specification: Login", "stories")
    assert [(field.key, field.value) for field in spec.fields] == [
        ("feature branch", "`001-login`"),
        ("created", "2026-01-15"),
        ("status", "Draft"),
    ]
    assert [(story.label, story.title, story.priority) for story in spec.stories] == [
        ("US1", "Log in", "P1"),
        ("US2", "Log out", "P2"),
    ]
    assert [scenario.place.line for scenario in spec.stories[0].scenarios] == [11, 12]
    assert [(item.id, item.place.line, item.place.column) for item in spec.requirements] == [
        ("FR-001", 22, 5),
        ("FR-012a", 23, 5),
        ("FR-013", 26, 6),
    ]
    assert [(item.id, item.text) for item in spec.criteria] == [("SC-001", "95 % under 1 s.")]
    assert (spec.clarifications, spec.residue) == ((), ())


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("## 1. User Scenarios and Testing *(mandatory)*", "user scenarios & testing"),
        ("## ユーザーシナリオとテスト (必須)", "user scenarios & testing"),
        ("## 使用者情境與測試\uff08必填\uff09", "user scenarios & testing"),
        ("## 功能需求", "functional requirements"),
        ("## Criterios de éxito", "success criteria"),
        ("## ✅ Success Criteria:", "success criteria"),
    ],
)
def test_headings_are_compared_whatever_their_language_and_decoration(
    heading: str, key: str
) -> None:
    assert read_spec(heading, "s.md").sections[0].key == key


def test_stories_are_read_in_other_languages() -> None:
    for heading in (
        "### ユーザーストーリー 3 - 追加",
        "### 用户故事3\uff1a添加",
        "### 使用者故事 3 - 新增",
    ):
        (story,) = read_spec(
            f"## 用户场景\n\n{heading}\uff08優先順序\uff1aP1\uff09\n", "s.md"
        ).stories
        assert (story.number, story.priority) == (3, "P1")


def test_the_dialect_says_what_may_be_missing() -> None:
    early = "# Feature Specification: X\n\n## User Scenarios\n\n### Primary User Story\n\nx\n"
    delta = "# X\n\n## ADDED Requirements\n\n### Requirement: Y\n\n#### Scenario: Z\n"
    kiro = "# Requirements Document\n\n## Requirements\n\n### Requirement 1: Y\n"
    assert read_spec(early, "s.md").dialect == "scenarios"
    assert read_spec(delta, "s.md").dialect == "other"
    assert read_spec(kiro, "s.md").dialect == "other"
    assert read_spec("", "s.md").dialect == "stories"


@pytest.mark.parametrize(
    "text",
    [
        "- [x] No [NEEDS CLARIFICATION] markers remain",
        "There are zero [NEEDS CLARIFICATION: ...] left",
        "Use [NEEDS CLARIFICATION: specific question] for gaps",
        "**Status**: all NEEDS CLARIFICATION items resolved",
        "**Storage**: PostgreSQL, no NEEDS CLARIFICATION remains",
        "`[NEEDS CLARIFICATION: which?]`",
        "~~[NEEDS CLARIFICATION: which?]~~ answered",
        "<!-- [NEEDS CLARIFICATION: which?] -->",
        "```\n[NEEDS CLARIFICATION: which?]\n```",
    ],
)
def test_talk_about_markers_is_no_marker(text: str) -> None:
    assert read_spec(f"# X\n\n{text}\n", "s.md").clarifications == ()


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("It uses [NEEDS CLARIFICATION: which [one]?] daily", 9),
        ("[NEEDS CLARIFICATION]: which?", 1),
        ("**Storage**: NEEDS CLARIFICATION", 14),
        ("**Storage**: PostgreSQL - NEEDS CLARIFICATION (version)", 27),
        ("- NEEDS CLARIFICATION: which?", 3),
        ("| a | b |\n|---|---|\n| x | NEEDS CLARIFICATION |", 7),
        ("使用 [需要澄清\uff1a哪一个\uff1f]", 4),
    ],
)
def test_an_open_marker_is_found_once_where_it_stands(text: str, column: int) -> None:
    (marker,) = read_spec(f"# X\n\n{text}\n", "s.md").clarifications
    assert marker.place.column == column


def test_residue_is_what_the_template_wrote_and_not_what_looks_like_it() -> None:
    text = (
        "# Feature Specification: [FEATURE NAME]\n\n**Feature Branch**: `[###-feature-name]`\n"
        '**Created**: [DATE]\n**Input**: "$ARGUMENTS"\n\n1. **Given** [initial state]\n\n'
        'Say "[date]" or [action] or [DATE] in `[feature]/x`; see [Title](x.md). Really???\n'
    )
    assert [item.text for item in read_spec(text, "s.md").residue] == [
        "[FEATURE NAME]",
        "[###-feature-name]",
        "[DATE]",
        "$ARGUMENTS",
        "[initial state]",
    ]


def test_a_title_does_not_make_another_template_ours() -> None:
    chapters = "".join(f"## {name}\n\nText.\n\n" for name in ("Evals", "Topic", "Outline", "Plan"))
    assert read_spec(f"# Feature Specification: Loops\n\n{chapters}", "s.md").dialect == "other"
    goals = "## Lesson Goals *(mandatory)*\n\nText.\n\n## Success Criteria\n\n- **SC-001**: 1\n"
    assert read_spec(f"# Feature Specification: Loops\n\n{goals}", "s.md").dialect == "other"


def test_a_few_chapters_of_its_own_leave_a_specification_ours() -> None:
    text = (
        "# Feature Specification: Login\n\n## User Scenarios & Testing\n\n## Requirements\n\n"
        "## API\n\n## Rollout\n\n## Data\n\n## Security\n"
    )
    assert read_spec(text, "s.md").dialect == "stories"
