"""`sdd new`: features, plans and tasks from their templates."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.cli.running import CONSTITUTION, MARK, sdd
from tests.language import write_project

SPEC = (
    "# Feature Specification: Log in\n\n## User Scenarios & Testing\n\n"
    "### User Story 1 - By password (Priority: P1)\n\n1. **Given** a, **When** b, **Then** c\n"
    "2. **Given** d, **When** e, **Then** f\n\n### User Story 2 - By mail (Priority: P2)\n\n"
    "1. **Given** a, **When** b, **Then** c\n"
)
ONE = "specs/001-log-in/spec.md"


def test_a_feature_gets_the_next_free_number(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "specs/009-old/spec.md": "", "specs/notes/a.md": ""})
    ran = sdd(tmp_path, "new", "feature", "Users can log in!")
    assert (ran.code, ran.out) == (0, b"specs/010-users-can-log-in/spec.md\n")
    text = (tmp_path / "specs/010-users-can-log-in/spec.md").read_text()
    assert text.startswith("# Feature Specification: Users can log in!\n")
    assert "**Feature Branch**: `010-users-can-log-in`" in text


def test_a_feature_may_be_named_by_the_time(tmp_path: Path) -> None:
    write_project(tmp_path, MARK)
    ran = sdd(tmp_path, "new", "feature", "Log in", "--timestamp")
    (folder,) = (tmp_path / "specs").iterdir()
    stamp, _, tail = folder.name.partition("-log")
    assert (ran.code, tail) == (0, "-in")
    assert len(stamp) == len("20260101-101500")
    assert sdd(tmp_path, "new", "plan").out.decode() == f"specs/{folder.name}/plan.md\n"


def test_a_name_that_says_nothing_is_refused(tmp_path: Path) -> None:
    ran = sdd(write_project(tmp_path, MARK), "new", "feature", " \n")
    assert ran.code == 2
    assert "a feature needs a name" in ran.err
    assert not (tmp_path / "specs").exists()


def test_a_plan_asks_about_each_principle_and_knows_the_project(tmp_path: Path) -> None:
    project = (
        '[project]\nname = "x"\nrequires-python = ">=3.12"\n'
        'dependencies = ["fastapi", "sqlmodel", "asyncpg", "pytest"]\n'
    )
    write_project(
        tmp_path, {**MARK, ONE: SPEC, "pyproject.toml": project, "server/main.py": "x = 1\n"}
    )
    ran = sdd(tmp_path, "new", "plan", "1")
    assert (ran.code, ran.out) == (0, b"specs/001-log-in/plan.md\n")
    text = (tmp_path / "specs/001-log-in/plan.md").read_text()
    assert text.startswith("# Implementation Plan: Log in\n")
    assert "- [ ] I. The loop never waits: [how this plan keeps to it]\n" in text
    assert "**Language/Version**: Python >=3.12\n" in text
    assert "**Primary Dependencies**: FastAPI, SQLModel\n" in text
    assert "**Storage**: PostgreSQL\n" in text
    assert "\nserver/\n```" in text


def test_tasks_have_a_phase_for_each_story_and_a_test_for_each_scenario(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, ONE: SPEC})
    assert sdd(tmp_path, "new", "tasks").code == 0
    text = (tmp_path / "specs/001-log-in/tasks.md").read_text()
    assert "## Phase 3: User Story 1 - By password (Priority: P1)\n" in text
    assert "- [ ] T004 [US1] Prove scenario 2 by a test in [path]\n" in text
    assert "## Phase 4: User Story 2 - By mail (Priority: P2)\n" in text
    ids = [word for word in text.split() if word.startswith("T0") and word[1:].isdecimal()]
    assert ids[1:] == [f"T{number:03d}" for number in range(1, 9)]


def test_what_exists_is_never_overwritten(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, ONE: SPEC, "specs/001-log-in/plan.md": "mine\n"})
    ran = sdd(tmp_path, "new", "plan")
    assert ran.code == 2
    assert "exists and was left alone" in ran.err
    assert (tmp_path / "specs/001-log-in/plan.md").read_text() == "mine\n"


def test_a_plan_without_a_specification_is_refused(tmp_path: Path) -> None:
    write_project(tmp_path, MARK)
    assert "holds no feature" in sdd(tmp_path, "new", "plan").err
    write_project(tmp_path, {"specs/001-log-in/notes.md": ""})
    ran = sdd(tmp_path, "new", "plan")
    assert ran.code == 2
    assert "has no spec.md" in ran.err


def test_a_projects_own_template_is_used_and_its_mistakes_are_named(tmp_path: Path) -> None:
    own = ".specify/templates/plan.md.j2"
    write_project(tmp_path, {**MARK, ONE: SPEC, own: "{{ principles | join }} of {{ feature }}\n"})
    assert sdd(tmp_path, "new", "plan").code == 0
    text = (tmp_path / "specs/001-log-in/plan.md").read_text()
    assert text == "I. The loop never waits of 001-log-in\n"
    write_project(tmp_path, {own: "{% for %}"})
    (tmp_path / "specs/001-log-in/plan.md").unlink()
    ran = sdd(tmp_path, "new", "plan")
    assert ran.code == 2
    assert f"the template {own}, line 1" in ran.err


def test_an_unanswered_plan_is_found_by_the_check(tmp_path: Path) -> None:
    write_project(tmp_path, {".specify/memory/constitution.md": CONSTITUTION, ONE: SPEC})
    sdd(tmp_path, "new", "plan")
    ran = sdd(tmp_path, "check", "--format", "concise", "--select", "PLN")
    assert ran.code == 1
    assert [line.split()[2] for line in ran.out.decode().splitlines()] == [
        "open-decision",
        "missing-constitution-check",
    ]


def test_two_at_once_get_two_numbers(tmp_path: Path) -> None:
    write_project(tmp_path, MARK)
    with ThreadPoolExecutor() as pool:
        names = [f"feature {number}" for number in range(6)]
        ran = list(pool.map(lambda name: sdd(tmp_path, "new", "feature", name), names))
    assert [each.code for each in ran] == [0] * 6
    numbers = sorted(path.name[:3] for path in (tmp_path / "specs").iterdir())
    assert numbers == ["001", "002", "003", "004", "005", "006"]


def test_numbers_of_branches_are_taken(tmp_path: Path) -> None:
    write_project(tmp_path, MARK)
    git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
    subprocess.run([*git, "init", "-q", "-b", "main"], cwd=tmp_path, check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], cwd=tmp_path, check=True)
    subprocess.run([*git, "branch", "004-mail"], cwd=tmp_path, check=True)
    assert sdd(tmp_path, "new", "feature", "x").out == b"specs/005-x/spec.md\n"
