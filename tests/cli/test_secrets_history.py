"""Secrets that commits added, told with the commit, whether or not they are still there."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import SOUND, Ran, sdd
from tests.git import commit, git, repository
from tests.language import write_project

WORDS = "correct-horse-" + "7-battery"
TOKEN = "_".join(("ghp", "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA2bC4"))


def history(root: Path, *words: str) -> Ran:
    ran = sdd(root, "secrets", "history", *words)
    for value in (WORDS, TOKEN):
        assert value not in ran.out.decode() + ran.err
    return ran


def leaks(root: Path, *words: str) -> list[dict[str, object]]:
    found = json.loads(history(root, "--format", "json", *words).out)["leaks"]
    assert isinstance(found, list)
    return found


def test_a_secret_that_was_deleted_is_found_with_its_commit(tmp_path: Path) -> None:
    root = repository(tmp_path, {"app.py": SOUND})
    leaked = commit(root, {"app.py": f'{SOUND}\n\nDB_PASSWORD = "{WORDS}"\n'}, "Connect")
    commit(root, {"app.py": SOUND}, "Remove it again")
    assert sdd(root, "check", "--select", "SEC").code == 0
    ran = history(root)
    assert ran.code == 1
    assert ran.lines[0] == (
        f'{leaked[:12]} app.py:8:16: error SEC101 hardcoded password in "DB_PASSWORD" (code)'
    )
    assert "Tester: Connect; gone from the file" in ran.lines[1]
    assert "Found 1 secret in what 2 commits added" in ran.err


def test_a_value_is_told_once_where_it_came_in_and_whether_it_is_still_there(
    tmp_path: Path,
) -> None:
    root = repository(tmp_path, {"a.yaml": f"x: 1\npassword: {WORDS}\n"})
    first = git(root, "rev-parse", "HEAD")
    commit(root, {"a.yaml": f"password: {WORDS}\nx: 2\n", "b/.env": f"TOKEN={TOKEN}\n"}, "Move")
    commit(root, {"c.txt": f"look: {TOKEN}\n"}, "Again, elsewhere")
    found = leaks(root)
    assert [(each["path"], each["line"], each["again"]) for each in found] == [
        ("a.yaml", 2, 0),
        ("b/.env", 1, 1),
    ]
    assert found[0]["commit"] == first
    assert [each["present"] for each in found] == [True, True]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("a.ipynb", json.dumps({"cells": [{"source": [f"t = '{TOKEN}'"]}]}, indent=1), 5),
        ("Dockerfile", f"FROM x\nENV DB_PASSWORD={WORDS}\n", 2),
        ("alembic.ini", f"[db]\npassword = {WORDS}\n", 2),
        ("web/app.ts", f'const dbPassword = "{WORDS}";\n', 1),
        ("README.md", f"use {TOKEN}\n", 1),
        ('sp ace "q" ü.env', f"DB_PASSWORD={WORDS}\n", 1),
    ],
)
def test_every_kind_of_file_is_read(tmp_path: Path, path: str, text: str, line: int) -> None:
    root = repository(tmp_path, {"app.py": SOUND})
    commit(root, {path: text}, "Add")
    assert [(each["path"], each["line"]) for each in leaks(root)] == [(path, line)]


def test_a_range_and_all_branches(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.env": f"DB_PASSWORD={WORDS}\n"})
    git(root, "switch", "-q", "-c", "other")
    commit(root, {"b.env": f"TOKEN={TOKEN}\n"}, "Other")
    git(root, "switch", "-q", "main")
    assert [each["path"] for each in leaks(root)] == ["a.env"]
    assert [each["path"] for each in leaks(root, "main..other")] == ["b.env"]
    assert [each["path"] for each in leaks(root, "--all")] == ["a.env", "b.env"]
    assert history(root, "main..nowhere").code == 2
    assert history(root, "main..--output=x").code == 2


def test_a_line_that_only_a_merge_added_is_seen(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.txt": "1\n"})
    git(root, "switch", "-q", "-c", "other")
    commit(root, {"b.txt": "2\n"}, "Other")
    git(root, "switch", "-q", "main")
    commit(root, {"a.txt": "3\n"}, "Main")
    git(root, "merge", "-q", "--no-commit", "other")
    write_project(root, {"a.txt": f"3\n{TOKEN}\n"})
    git(root, "commit", "-q", "-am", "Merge")
    assert [(each["path"], each["line"]) for each in leaks(root)] == [("a.txt", 2)]


def test_lines_that_look_like_the_patch_itself_do_not_confuse(tmp_path: Path) -> None:
    text = f"++ b/other.txt\n-- x\ndiff --git a/x b/x\n@@ -1 +90 @@\n{TOKEN}\n"
    root = repository(tmp_path, {"a.txt": text})
    assert [(each["path"], each["line"]) for each in leaks(root)] == [("a.txt", 5)]


def test_what_is_staged_in_tests_excluded_generated_or_ignored_is_let_through(
    tmp_path: Path,
) -> None:
    secret = f'PASSWORD = "{WORDS}"\n'
    files = {
        "tests/test_a.py": secret,
        "gen/a.py": secret,
        "uv.lock": f"{TOKEN}\n",
        "b.py": f'PASSWORD = "{WORDS}"  # sdd: ignore[SEC101] of the local database\n',
        "pyproject.toml": '[tool.sdd]\nexclude = ["gen"]\n',
    }
    root = repository(tmp_path, files)
    ran = history(root)
    assert (ran.code, ran.out) == (0, b"")
    assert "No secrets found in what 1 commit added" in ran.err


def test_a_project_below_the_top_sees_its_own_files(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a/.specify/x": "", "a/b.env": f"TOKEN={TOKEN}\n", "c.env": TOKEN})
    assert [each["path"] for each in leaks(root / "a")] == ["b.env"]


def test_a_message_with_a_secret_is_masked_and_outside_git_is_an_error(tmp_path: Path) -> None:
    root = repository(tmp_path / "in", {"a.txt": f"{TOKEN}\n"})
    git(root, "commit", "-q", "--amend", "-m", f"Use {TOKEN}")
    assert "Use [redacted: github-token]" in history(root).out.decode()
    outside = write_project(tmp_path / "out", {"a.py": SOUND})
    assert history(outside).code == 2


@pytest.mark.skipif(os.name != "posix", reason="the program is a shell script")
def test_no_text_converter_is_started(tmp_path: Path) -> None:
    root = repository(tmp_path / "project", {"a.txt": f"{TOKEN}\n"})
    mark = tmp_path / "mark"
    script = tmp_path / "program.sh"
    script.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    script.chmod(0o755)
    write_project(root, {".git/info/attributes": "*.txt diff=x\n"})
    for key in ("diff.x.textconv", "diff.x.command", "diff.external", "core.pager"):
        git(root, "config", key, str(script))
    assert len(leaks(root)) == 1
    assert not mark.exists()
