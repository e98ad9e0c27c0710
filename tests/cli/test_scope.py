"""Which files are reported, which are known, and what the configuration changes about it."""

import json
from pathlib import Path

import pytest

from sdd.errors import NothingToCheckError
from sdd.model.finding import Confidence, Severity
from tests.cli.running import BLOCKING, BLOCKING_LINE, sdd
from tests.language import Files, finds, places, run, write_project

ALIASED: Files = {
    "shop/__init__.py": "",
    "shop/naps.py": "from time import sleep as nap\n",
    "shop/job.py": "from shop.naps import nap\n\n\nasync def wait() -> None:\n    nap(1)\n",
    "shop/books.py": (
        "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n"
        '@router.get("/{isbn}")\ndef read(isbn: str): ...\n'
    ),
    "shop/main.py": (
        "from fastapi import FastAPI\n\nfrom shop.books import router\n\n"
        'app = FastAPI()\napp.include_router(router, prefix="/api/books")\n'
    ),
}
CONSTITUTION = (
    "# Library Constitution\n\n## Core Principles\n\n### I. Contracts\n\n"
    "Every route MUST declare what it returns.\n\n"
    "**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
)
ROOTS = ("billing", "catalogue")


def found(root: Path, files: Files, **request: object) -> list[str]:
    """The paths of all ASY301 findings."""
    findings = finds(root, files, **request)
    return [each.place.path for each in findings if each.code == "ASY301"]


def configured(table: str, files: Files) -> dict[str, str | bytes]:
    """The files with a constitution and a `[tool.sdd]` table."""
    marked = {".specify/memory/constitution.md": CONSTITUTION, "pyproject.toml": table}
    return {**files, **marked}


def test_a_named_file_is_judged_with_what_other_files_say(tmp_path: Path) -> None:
    write_project(tmp_path, {".git/HEAD": "", **ALIASED})
    job = finds(tmp_path, {}, paths=(tmp_path / "shop/job.py",))
    assert places(job) == [("shop/job.py", 5, "ASY301")]
    assert job[0].message == "time.sleep() blocks the event loop in async wait"
    books = finds(tmp_path, {}, paths=(tmp_path / "shop/books.py",), select=("API201",))
    assert [each.message for each in books] == ["GET /api/books/{isbn} has no response contract"]


def test_the_counts_are_those_of_the_named_files(tmp_path: Path) -> None:
    write_project(tmp_path, {".git/HEAD": "", **ALIASED})
    report = json.loads(sdd(tmp_path, "check", "shop/job.py", "--format", "json").out)
    assert report["checked"]["python_files"] == 1
    assert [each["path"] for each in report["findings"]] == ["shop/job.py"]


def test_each_specify_root_below_the_git_root_is_a_project(tmp_path: Path) -> None:
    files = {f"{name}/.specify/memory/constitution.md": CONSTITUTION for name in ROOTS}
    files |= {f"{name}/app.py": BLOCKING for name in ROOTS}
    write_project(tmp_path, {".git/HEAD": "", "tools.py": BLOCKING, **files})
    lines = [f"{path}:5:5: {BLOCKING_LINE}" for path in ("billing/app.py", "catalogue/app.py")]
    ran = sdd(tmp_path, "check", "--format", "concise")
    assert ran.out.decode().splitlines() == [*lines, f"tools.py:5:5: {BLOCKING_LINE}"]
    report = json.loads(sdd(tmp_path, "check", "--format", "json").out)
    assert report["checked"]["documents"] == 2
    inside = sdd(tmp_path / "billing", "check", "--format", "json")
    assert [each["path"] for each in json.loads(inside.out)["findings"]] == ["app.py"]


def test_a_named_folder_wins_over_an_ignore_file_above_it(tmp_path: Path) -> None:
    files = {".git/HEAD": "", ".gitignore": "drafts/\n", "drafts/a.py": BLOCKING, "b.py": BLOCKING}
    assert found(tmp_path, files) == ["b.py"]
    assert found(tmp_path, {}, paths=(tmp_path / "drafts",)) == ["drafts/a.py"]


def test_committed_environments_and_packages_of_tools_are_left_alone(tmp_path: Path) -> None:
    files = {
        ".git/HEAD": "",
        ".venv/lib/python3.11/site-packages/a.py": BLOCKING,
        "runtime/pyvenv.cfg": "home = /usr\n",
        "runtime/lib/b.py": BLOCKING,
        "web/node_modules/gyp/c.py": BLOCKING,
        "app/d.py": BLOCKING,
    }
    assert found(tmp_path, files) == ["app/d.py"]


def test_an_inner_ignore_file_takes_back_what_an_outer_one_says(tmp_path: Path) -> None:
    files = {
        ".git/HEAD": "",
        ".gitignore": "*_gen.py\n",
        "app/.gitignore": "!kept_gen.py\n",
        "app/kept_gen.py": BLOCKING,
        "app/other_gen.py": BLOCKING,
        "kept_gen.py": BLOCKING,
    }
    assert found(tmp_path, files) == ["app/kept_gen.py"]


def test_standard_input_stands_for_the_file_that_it_names(tmp_path: Path) -> None:
    write_project(tmp_path, {".git/HEAD": "", **ALIASED})
    unsaved = str(ALIASED["shop/job.py"]).replace("nap(1)", "nap(1)\n    nap(2)").encode()
    words = ("check", "--format", "concise", "--stdin-filename", "shop/job.py", "-")
    ran = sdd(tmp_path, *words, stdin=unsaved)
    assert ran.code == 1
    assert [line.partition(": ")[0] for line in ran.out.decode().splitlines()] == [
        "shop/job.py:5:5",
        "shop/job.py:6:5",
    ]
    assert (tmp_path / "shop/job.py").read_text("utf-8") == ALIASED["shop/job.py"]


def test_standard_input_may_be_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    write_project(tmp_path, {".git/HEAD": "", "other.py": BLOCKING})
    words = ("check", "--format", "concise", "--stdin-filename", "new.py", "-")
    ran = sdd(tmp_path, *words, stdin=BLOCKING.encode())
    assert ran.out.decode() == f"new.py:5:5: {BLOCKING_LINE}\n"
    assert not (tmp_path / "new.py").exists()


def test_less_sure_findings_are_neither_shown_nor_counted_until_asked_for(tmp_path: Path) -> None:
    files = {"app.py": 'password = "changeme"\n'}
    shown = {
        level: [each.confidence for each in finds(tmp_path, files, min_confidence=level)]
        for level in Confidence
    }
    assert shown[Confidence.LOW] == shown[Confidence.MEDIUM] == [Confidence.MEDIUM]
    assert shown[Confidence.HIGH] == []
    assert sdd(tmp_path, "check", "--min-confidence", "high", "--fail-on", "info").code == 0
    assert sdd(tmp_path, "check", "--fail-on", "info").code == 1


def test_rules_are_ignored_below_the_paths_that_the_configuration_names(tmp_path: Path) -> None:
    table = '[tool.sdd.per-path]\n"scripts/*" = ["ASY301"]\n"*_old.py" = ["ASY"]\n'
    code = dict.fromkeys(("app/a.py", "scripts/b.py", "app/c_old.py"), BLOCKING)
    assert found(tmp_path, configured(table, code)) == ["app/a.py"]


def test_the_configuration_sets_the_severity_and_with_it_the_exit_code(tmp_path: Path) -> None:
    table = '[tool.sdd.severity]\nASY301 = "info"\n'
    result = run(tmp_path, configured(table, {"app.py": BLOCKING}))
    (finding,) = result.outcomes[0].findings
    assert finding.severity is Severity.INFO
    assert not result.failed


def test_what_the_configuration_excludes_is_not_even_read(tmp_path: Path) -> None:
    table = '[tool.sdd]\nexclude = ["generated"]\n'
    files = configured(table, {"generated/a.py": b"\xff(", "app.py": BLOCKING})
    result = run(tmp_path, files)
    assert places(result.outcomes[0].findings) == [("app.py", 5, "ASY301")]
    assert result.outcomes[0].unchecked == ()


@pytest.mark.parametrize(
    ("table", "words", "codes"),
    [
        ('[tool.sdd]\nselect = ["SEC"]\n', {}, ["SEC101"]),
        ('[tool.sdd]\nselect = ["blocking-call-in-async"]\n', {}, ["ASY301"]),
        ('[tool.sdd]\nignore = ["SEC101"]\n', {}, ["ASY301"]),
        ('[tool.sdd]\nselect = ["SEC"]\n', {"select": ("ASY",)}, ["ASY301"]),
        ('[tool.sdd]\nignore = ["SEC"]\n', {"ignore": ("ASY301",)}, []),
        ("[tool.sdd]\n", {}, ["SEC101", "ASY301"]),
    ],
)
def test_select_and_ignore_decide_which_rules_run(
    tmp_path: Path, table: str, words: dict[str, object], codes: list[str]
) -> None:
    source = f'DB_PASSWORD = "vT9#kQ2m!xZ7"\n{BLOCKING}'
    files = configured(table, {"app.py": source})
    assert [each.code for each in finds(tmp_path, files, **words)] == codes


def test_a_missing_constitution_is_a_finding_only_where_the_project_is_marked(
    tmp_path: Path,
) -> None:
    marked = write_project(tmp_path / "marked", {"app.py": "", "pyproject.toml": "[tool.sdd]\n"})
    folder = write_project(tmp_path / "folder", {"app.py": "", ".specify/notes.txt": ""})
    for project in (marked, folder):
        ran = sdd(project, "check", "--format", "concise")
        assert b"CON001 missing-constitution" in ran.out
        assert "sdd: no constitution" not in ran.err
    plain = write_project(tmp_path / "plain", {".git/HEAD": "", "app.py": ""})
    ran = sdd(plain, "check", "--format", "concise")
    assert (ran.code, ran.out) == (0, b"")
    notes = [line for line in ran.err.splitlines() if line.startswith("sdd: ")]
    assert notes == ["sdd: no constitution was found: every rule has its default severity"]


def test_a_named_file_of_a_project_with_a_constitution_needs_no_word_about_it(
    tmp_path: Path,
) -> None:
    write_project(tmp_path, configured("", {"app.py": BLOCKING}))
    assert "constitution" not in sdd(tmp_path, "check", "app.py").err


def test_a_folder_without_anything_to_check_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingToCheckError):
        run(tmp_path, {"a.txt": ""})
