"""`sdd init`: begins a project and leaves alone whatever is there."""

from pathlib import Path

import yaml

from tests.cli.running import sdd
from tests.language import write_project

LAW = ".specify/memory/constitution.md"
APP = (
    "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/books')\n"
    'async def list_books() -> list[str]:\n    """All books."""\n    return []\n'
)


def test_an_empty_folder_becomes_a_project_that_is_clean(tmp_path: Path) -> None:
    ran = sdd(tmp_path, "init")
    assert ran.code == 0
    assert f"sdd: new {LAW}" in ran.err
    assert (tmp_path / ".specify/templates/plan.md.j2").is_file()
    checked = sdd(tmp_path, "check")
    assert checked.code == 0
    assert "1 document" in checked.err


def test_a_folder_that_does_not_exist_is_made(tmp_path: Path) -> None:
    assert sdd(tmp_path, "init", "shop").code == 0
    assert (tmp_path / "shop" / LAW).read_text().startswith("# Shop Constitution\n")


def test_an_existing_project_keeps_every_byte_of_its_files(tmp_path: Path) -> None:
    hooks = "# ours\nrepos:\n- repo: local\n  hooks:\n  - id: x  # first\n"
    project = '[project]\nname = "book-shop"\n'
    write_project(
        tmp_path,
        {"app/main.py": APP, "pyproject.toml": project, ".pre-commit-config.yaml": hooks},
    )
    assert sdd(tmp_path, "init").code == 0
    assert (tmp_path / "pyproject.toml").read_text().startswith(project)
    amended = (tmp_path / ".pre-commit-config.yaml").read_text()
    assert amended.startswith(hooks)
    assert yaml.safe_load(amended)["repos"][1]["hooks"][0]["entry"] == "sdd check"
    assert (tmp_path / LAW).read_text().startswith("# Book Shop Constitution\n")
    assert sdd(tmp_path, "check").code == 0


def test_what_exists_is_left_alone_and_named(tmp_path: Path) -> None:
    write_project(tmp_path, {LAW: "# Ours\n", ".pre-commit-config.yaml": "repos: [\n"})
    ran = sdd(tmp_path, "init")
    assert ran.code == 0
    assert f"sdd: left alone {LAW}: it exists" in ran.err
    assert (
        "left alone .pre-commit-config.yaml: nothing can be added: it is no valid YAML" in ran.err
    )
    assert (tmp_path / LAW).read_text() == "# Ours\n"
    assert (tmp_path / ".pre-commit-config.yaml").read_text() == "repos: [\n"


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    sdd(tmp_path, "init")
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    ran = sdd(tmp_path, "init")
    assert ran.code == 0
    assert " new " not in ran.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == files


def test_diff_shows_what_would_be_added_and_writes_nothing(tmp_path: Path) -> None:
    write_project(tmp_path, {"pyproject.toml": '[project]\nname = "shop"\n'})
    ran = sdd(tmp_path, "init", "--diff")
    assert ran.code == 0
    assert b"--- a/pyproject.toml\n+++ b/pyproject.toml\n" in ran.out
    assert b"+# Shop Constitution\n" in ran.out
    assert b"--- /dev/null\n" in ran.out
    assert "nothing was written" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


def test_a_link_that_leaves_the_project_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text("[project]\n")
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop/pyproject.toml").symlink_to(outside)
    ran = sdd(tmp_path, "init", "shop")
    assert "left alone pyproject.toml" in ran.err
    assert outside.read_text() == "[project]\n"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    write_project(tmp_path, {"shop": "a file"})
    ran = sdd(tmp_path, "init", "shop")
    assert (ran.code, ran.out) == (2, b"")
    assert "is no folder" in ran.err


def test_a_projects_own_template_is_used(tmp_path: Path) -> None:
    write_project(
        tmp_path, {".specify/templates/constitution.md.j2": "# {{ project }}: {{ date }}\n"}
    )
    assert sdd(tmp_path, "init", "--diff").code == 0
    sdd(tmp_path, "init")
    assert (tmp_path / LAW).read_text().count(": 20") == 1
