"""`sdd status`: counts from the documents' own ids."""

import json
from pathlib import Path

from tests.cli.running import MARK, sdd
from tests.language import write_project

SPEC = (
    "# Feature Specification: Log in\r\n\r\n## User Scenarios & Testing\r\n\r\n"
    "### User Story 1 - By password (Priority: P1)\r\n\r\n1. **Given** a, **When** b, **Then** c"
    "\r\n\r\n"
    "## Requirements\r\n\r\n- **FR-001**: System MUST do a\r\n- **FR-002**: System MUST use "
    "[NEEDS CLARIFICATION: which?]\r\n\r\n## Success Criteria\r\n\r\n- **SC-001**: 95 % work\r\n"
)
TASKS = (
    "# Tasks\n\n## Phase 1: Setup\n\n- [x] T001 [P] Create a.py\n\n## Phase 2: User Story 1\n\n"
    "- [x] T002 [P] [US1] Create b.py\n- [ ] T003 [US1] Create c.py\n  - [ ] a sub-step\n"
)
FILES = {**MARK, "specs/001-log-in/spec.md": SPEC, "specs/001-log-in/tasks.md": TASKS}


def test_the_json_is_the_promised_object(tmp_path: Path) -> None:
    ran = sdd(write_project(tmp_path, FILES), "status", "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out) == {
        "schema": "sdd-status/1",
        "constitution": {
            "path": ".specify/memory/constitution.md",
            "version": "1.0.0",
            "ratified": "2025-01-01",
            "amended": "2025-01-01",
            "placeholders": 0,
        },
        "features": [
            {
                "feature": "001-log-in",
                "path": "specs/001-log-in",
                "requirements": 2,
                "success_criteria": 1,
                "stories": 1,
                "scenarios": 1,
                "open_clarifications": 1,
                "phases": 2,
                "tasks": {"total": 3, "done": 2, "parallel": 2, "labelled": 2},
            }
        ],
    }


def test_the_table_shows_a_bar_and_the_findings(tmp_path: Path) -> None:
    out = sdd(write_project(tmp_path, FILES), "status").out.decode()
    assert "Constitution 1.0.0, ratified 2025-01-01, amended 2025-01-01" in out
    (row,) = [line for line in out.splitlines() if line.startswith("001-log-in")]
    assert "spec, tasks" in row
    assert "█" * 13 + "░" * 7 + " 2/3" in row
    assert row.endswith("1 error")


def test_one_feature_may_be_asked_for(tmp_path: Path) -> None:
    write_project(tmp_path, {**FILES, "specs/002-log-out/spec.md": SPEC})
    found = json.loads(sdd(tmp_path, "status", "2", "--format", "json").out)
    assert [each["feature"] for each in found["features"]] == ["002-log-out"]
    ran = sdd(tmp_path, "status", "003-logout")
    assert ran.code == 2
    assert 'did you mean "002-log-out"?' in ran.err


def test_a_project_without_a_constitution_says_so(tmp_path: Path) -> None:
    write_project(tmp_path, {"specs/001-log-in/spec.md": SPEC})
    assert json.loads(sdd(tmp_path, "status", "--format", "json").out)["constitution"] is None
    assert b"No constitution" in sdd(tmp_path, "status").out


def test_a_folder_with_nothing_is_no_project(tmp_path: Path) -> None:
    ran = sdd(tmp_path, "status")
    assert (ran.code, ran.out) == (2, b"")
    assert "sdd init" in ran.err


def test_several_projects_below_are_named_and_not_guessed(tmp_path: Path) -> None:
    inner = {f"{name}/{path}": text for name in ("shop", "bank") for path, text in MARK.items()}
    write_project(tmp_path, {**inner, ".git/HEAD": "ref: refs/heads/main\n"})
    ran = sdd(tmp_path, "status")
    assert ran.code == 2
    assert "several projects: bank, shop" in ran.err
    assert sdd(tmp_path / "bank", "status").code == 0
    assert sdd(tmp_path, "new", "feature", "x").code == 2
    assert not (tmp_path / "specs").exists()
