"""Ignore comments: what they cover, and what is said of those that should not be there."""

from pathlib import Path

import pytest

from tests.language import finds, places, run

HEAD = "import time\n\n\nasync def wait() -> None:\n"
ROUTE = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
SPEC = (
    "# Feature Specification: Books\n\n## User Scenarios & Testing\n\n### User Story 1 - Read\n\n"
    "Somebody reads.\n\n## Requirements\n\n- **FR-001**: System MUST keep books.\n\n"
    "## Success Criteria\n\n- **SC-001**: All books are kept.\n\n"
)
OPEN = "Kept for [NEEDS CLARIFICATION: how long?]"

COVERED = {
    "on the line": HEAD + "    time.sleep(1)  # sdd: ignore[ASY301] starts once\n",
    "by name": HEAD + "    time.sleep(1)  # sdd: ignore[blocking-call-in-async] starts once\n",
    "above the statement": HEAD + "    # sdd: ignore[ASY301] starts once\n    time.sleep(1)\n",
    "at the end of a statement of several lines": HEAD
    + "    time.sleep(\n        1\n    )  # sdd: ignore[ASY301] starts once\n",
    "at the start of a statement of several lines": HEAD
    + "    time.sleep(  # sdd: ignore[ASY301] starts once\n        1\n    )\n",
    "above decorators": ROUTE
    + "# sdd: ignore[API201, API210] answers with nothing\n"
    + '@app.get("/books")\n@app.get("/all")\ndef read(): ...\n',
    "between decorators": ROUTE
    + '@app.get("/books")\n# sdd: ignore[API201, API210] answers with nothing\ndef read(): ...\n',
    "for the whole file": HEAD
    + "    time.sleep(1)\n    time.sleep(2)\n\n\n# sdd: ignore-file[ASY301] a script\n",
}


@pytest.mark.parametrize("source", COVERED.values(), ids=COVERED)
def test_an_ignore_with_a_reason_hides_what_it_covers(tmp_path: Path, source: str) -> None:
    result = run(tmp_path, {"app.py": source})
    (outcome,) = result.outcomes
    assert places(outcome.findings) == []
    assert outcome.suppressed >= 1


UNCOVERED = {
    "the body below an ignored header": (
        "import time\n\n\n# sdd: ignore[ASY301] starts once\n" + HEAD[14:] + "    time.sleep(1)\n",
        [("app.py", 4, "SDD003"), ("app.py", 6, "ASY301")],
    ),
    "the line below an ignored line": (
        HEAD + "    time.sleep(1)  # sdd: ignore[ASY301] starts once\n    time.sleep(2)\n",
        [("app.py", 6, "ASY301")],
    ),
    "a comment inside a string": (
        HEAD + '    time.sleep("# sdd: ignore[ASY301] no comment")\n',
        [("app.py", 5, "ASY301")],
    ),
    "a docstring": (
        HEAD + '    """# sdd: ignore-file[ASY301] no comment."""\n    time.sleep(1)\n',
        [("app.py", 6, "ASY301")],
    ),
    "another rule": (
        HEAD + "    time.sleep(1)  # sdd: ignore[SEC101] another\n",
        [("app.py", 5, "ASY301"), ("app.py", 5, "SDD003")],
    ),
    "an unknown rule": (
        HEAD + "    time.sleep(1)  # sdd: ignore[XYZ999] unknown\n",
        [("app.py", 5, "ASY301"), ("app.py", 5, "SDD003")],
    ),
    "the one of two that is needless": (
        HEAD + "    time.sleep(1)  # sdd: ignore[ASY301, SEC101] both\n",
        [("app.py", 5, "SDD003")],
    ),
    "no reason": (
        HEAD + "    time.sleep(1)  # sdd: ignore[ASY301]\n",
        [("app.py", 5, "SDD002")],
    ),
}


@pytest.mark.parametrize(("source", "expected"), UNCOVERED.values(), ids=UNCOVERED)
def test_what_an_ignore_does_not_cover_is_found(
    tmp_path: Path, source: str, expected: list[tuple[str, int, str]]
) -> None:
    assert places(finds(tmp_path, {"app.py": source})) == expected


def test_a_needless_ignore_names_the_word_that_hides_nothing(tmp_path: Path) -> None:
    source = HEAD + "    time.sleep(1)  # sdd: ignore[ASY301, hardcoded-secret] both\n"
    (finding,) = finds(tmp_path, {"app.py": source})
    assert finding.message == "the ignore of hardcoded-secret hides nothing"


def test_an_ignore_of_a_rule_that_did_not_run_is_not_judged(tmp_path: Path) -> None:
    source = "LIMIT = 3  # sdd: ignore[ASY301] not asked now\n"
    select = ("SEC101", "SDD003")
    assert finds(tmp_path, {"app.py": source}, select=select) == ()
    assert places(finds(tmp_path, {"app.py": source})) == [("app.py", 1, "SDD003")]


@pytest.mark.parametrize(
    "text",
    [
        f"{OPEN} <!-- sdd: ignore[SPC102] asked on Monday -->\n",
        f"<!-- sdd: ignore[open-clarification] asked on Monday -->\n{OPEN}\n",
        f"{OPEN}\n\n<!-- sdd: ignore-file[SPC102] asked on Monday -->\n",
    ],
)
def test_a_markdown_comment_hides_a_finding(tmp_path: Path, text: str) -> None:
    files = {"specs/001-books/spec.md": SPEC + text}
    assert finds(tmp_path, files, select=("SPC102", "SDD002", "SDD003")) == ()


def test_a_markdown_comment_inside_a_fence_is_none(tmp_path: Path) -> None:
    text = f"{SPEC}```\n<!-- sdd: ignore-file[SPC102] shown -->\n```\n\n{OPEN}\n"
    found = finds(tmp_path, {"specs/001-books/spec.md": text}, select=("SPC102", "SDD003"))
    assert [each.code for each in found] == ["SPC102"]


def test_a_markdown_comment_without_a_reason_is_told(tmp_path: Path) -> None:
    text = f"{SPEC}{OPEN} <!-- sdd: ignore[SPC102] -->\n"
    found = finds(tmp_path, {"specs/001-books/spec.md": text}, select=("SPC102", "SDD002"))
    assert [(each.code, each.message) for each in found] == [
        ("SDD002", "ignores SPC102 with no reason")
    ]
