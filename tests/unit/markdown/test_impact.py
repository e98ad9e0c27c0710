"""The sync impact report at the top of a constitution."""

import pytest

from sdd.model.documents import ImpactReport
from sdd.read.markdown.constitution import read_constitution


def report(body: str) -> ImpactReport | None:
    return read_constitution(f"<!--\nSync Impact Report\n{body}\n-->\n\n# Law\n", "c.md").report


@pytest.mark.parametrize(
    ("line", "versions"),
    [
        ("Version change: 1.0.0 → 1.1.0", ("1.0.0", "1.1.0")),
        ("- Version change: 1.0.0 -> 1.1.0 (MINOR)", None),
        ("Version Change: `1.0.0` → `1.1.0`", ("1.0.0", "1.1.0")),
        ("Version: N/A → 1.0.0", ("", "1.0.0")),
        ("Version change: [CONSTITUTION_VERSION] → 1.0.0", ("", "1.0.0")),
        ("New version: 2.0.0", ("", "2.0.0")),
        ("Version Change: template → 1.0.0 → 1.1.0", ("1.0.0", "1.1.0")),
    ],
)
def test_versions_are_read_in_their_spellings(line: str, versions: tuple[str, str] | None) -> None:
    found = report(line)
    expected = versions or ("1.0.0", "1.1.0")
    assert found is not None
    assert (found.old, found.new) == expected
    assert found.place.line == 3


def test_lists_are_read_and_none_is_nothing() -> None:
    found = report(
        "Version change: 1.0.0 → 2.0.0\nModified principles:\n  - I. Old → I. New\n"
        "Added sections:\n  - Reviews\n  - **Tests** (new)\nRemoved sections: N/A\n"
        "Templates requiring updates:\n  - plan-template.md"
    )
    assert found is not None
    assert [each.text for each in found.added] == ["Reviews", "Tests (new)"]
    assert found.added[0].place.line == 7
    assert found.removed == ()


def test_of_several_reports_in_one_comment_the_highest_counts() -> None:
    found = report(
        "Version change: N/A → 1.0.0\nAdded sections:\n- All\n\n"
        "Version change: 1.0.0 → 1.0.1\nAdded sections: None\n"
    )
    assert found is not None
    assert (found.old, found.new, found.added) == ("1.0.0", "1.0.1", ())


def test_a_list_ends_with_its_indentation() -> None:
    found = report(
        "- Version change: 1.0.0 -> 1.1.0\n- Removed sections: None\n"
        "- Templates requiring updates:\n  - OK plan-template.md"
    )
    assert found is not None
    assert found.removed == ()


def test_the_newest_of_several_comments_counts() -> None:
    text = (
        "<!--\nSync Impact Report\nVersion change: 1.1.0 → 1.2.0\n-->\n"
        "<!--\nSync Impact Report\nVersion change: 1.0.0 → 1.1.0\n-->\n\n# Law\n"
    )
    found = read_constitution(text, "c.md").report
    assert found is not None
    assert found.new == "1.2.0"


def test_other_comments_are_no_report() -> None:
    assert (
        read_constitution("<!-- Version change: 1.0.0 → 1.1.0 -->\n\n# Law\n", "c.md").report
        is None
    )
