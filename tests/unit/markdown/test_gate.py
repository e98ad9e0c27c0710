"""The constitution check: what failed, what was justified, what is only spoken of."""

import pytest

from sdd.model.documents import GateCheck
from sdd.read.markdown.plan import read_plan


def checks(body: str) -> tuple[GateCheck, ...]:
    return read_plan(f"# Plan\n\n## Constitution Check\n\n{body}\n", "plan.md").checks


def failed(body: str) -> list[bool]:
    return [check.failed and not check.justified for check in checks(body)]


@pytest.mark.parametrize(
    "line",
    [
        "- II. Async: ❌ FAIL",
        "- ❌ FAIL II. Async",
        "- **II. Async** - VIOLATION: a sync driver",
        "- II. Async ❌",
        "- II. Async (NOT MET)",
        "| II. Async | ❌ | a sync driver |",
        "| II. Async | Fail | a sync driver |",
        "| II. Async | ⚠️ VIOLATION | requires justification |",
        "| II. 非同期 | 違反 | |",
    ],
)
def test_a_failure_is_read_in_its_spellings(line: str) -> None:
    table = "| Principle | Verdict | Notes |\n|---|---|---|\n" if line.startswith("|") else ""
    assert failed(table + line) == [True]


@pytest.mark.parametrize(
    "line",
    [
        "- ✅ II. Async: no violations",
        "- ⚠️ II. Async: deferred",
        "- ❌ Do not block the loop",
        "- FAIL_COUNT stays 0",
        "- Failure handling: kept",
        "- II. Async: VIOLATION, justified: the driver is sync",
    ],
)
def test_what_only_looks_like_a_failure_is_none(line: str) -> None:
    assert failed(line) == [False]


def test_a_justification_below_its_own_heading_counts() -> None:
    assert failed("- II. Async: FAIL\n\n### Justification\n\nThe driver.") == [False] * 3


def test_a_line_that_is_taken_up_again_and_passes_has_not_failed() -> None:
    body = "- II. Async driver: VIOLATION\n\n### Async driver in detail\n\nIt is async: **PASS**."
    assert failed(body) == [False] * 3


def test_a_failed_heading_is_not_settled_by_what_passes_below_it() -> None:
    body = "### II. Async handlers: FAIL\n\n- ✅ handlers are async\n- the driver is not"
    assert failed(body) == [True, False, False]


def test_code_and_comments_are_no_lines_of_the_check() -> None:
    assert checks("```sh\necho FAIL\n```\n\n<!-- FAIL -->") == ()


def test_a_second_check_after_design_is_read_too() -> None:
    text = "# Plan\n\n## Constitution Check\n\nI: PASS\n\n## Constitution Re-Check\n\nI: FAIL\n"
    assert [check.failed for check in read_plan(text, "plan.md").checks] == [False, True]


@pytest.mark.parametrize("title", ["Lesson 1: Setup + Constitution", "Why a constitution"])
def test_a_chapter_that_only_names_the_constitution_is_no_check(title: str) -> None:
    assert read_plan(f"# Plan\n\n## {title}\n\nText.\n", "plan.md").gate is None
