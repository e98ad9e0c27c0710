"""Files beside the code as a user meets them: environment files and git, hooks, comments, input
that is wild."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import SOUND, sdd
from tests.git import commit, git, repository
from tests.language import finds, places, write_project

WORDS = "correct-horse-" + "7-battery"
SECRET = f"DB_PASSWORD={WORDS}\n"


def test_an_environment_file_that_git_tracks_is_a_finding_although_it_is_ignored_now(
    tmp_path: Path,
) -> None:
    root = repository(tmp_path, {"app.py": SOUND, ".env": "DEBUG=1\n"})
    commit(root, {".gitignore": ".env\n"}, "Ignore it, too late")
    found = finds(root, {}, select=("SEC102",))
    assert places(found) == [(".env", 1, "SEC102")]
    assert found[0].message == "git tracks .env, a file for the secrets of one machine"
    git(root, "rm", "-q", "--cached", ".env")
    assert finds(root, {}, select=("SEC102",)) == ()


def test_files_that_tools_want_in_git_are_judged_by_what_they_hold(tmp_path: Path) -> None:
    files = {"app.py": SOUND, ".env.development": "API_URL=/api\n", ".env.test": SECRET}
    root = repository(tmp_path, {**files, ".env.local": "X=1\n"})
    assert places(finds(root, {}, select=("SEC102",))) == [
        (".env.local", 1, "SEC102"),
        (".env.test", 1, "SEC102"),
    ]


def test_an_ignored_environment_file_is_the_right_place_for_secrets(tmp_path: Path) -> None:
    root = repository(tmp_path, {"app.py": SOUND, ".gitignore": ".env\n"})
    write_project(root, {".env": SECRET})
    assert finds(root, {}, select=("SEC102",)) == ()


def test_one_that_is_neither_tracked_nor_ignored_is_searched(tmp_path: Path) -> None:
    root = repository(tmp_path, {"app.py": SOUND})
    found = finds(root, {".env": SECRET, ".env.example": SECRET}, select=("SEC102",))
    assert places(found) == [(".env", 1, "SEC102")]
    assert (found[0].place.column, found[0].place.end_column) == (13, 13 + len(WORDS))


def test_no_output_shows_the_value(tmp_path: Path) -> None:
    root = write_project(
        tmp_path, {"app.py": SOUND, "prod.env": SECRET, "c.yml": f"password: {WORDS}"}
    )
    for form in ("console", "concise", "json", "sarif", "github"):
        ran = sdd(root, "check", "--format", form)
        assert ran.code == 1
        assert b"SEC102" in ran.out
        assert WORDS.encode() not in ran.out + ran.err.encode()


def test_comments_suppress_in_the_language_of_the_file(tmp_path: Path) -> None:
    files = {
        "app.py": SOUND,
        "a.yaml": f"password: {WORDS}  # sdd: ignore[SEC102] of the local database\n",
        "b.ini": f"[db]\n; sdd: ignore[secret-in-file] of the local database\npassword = {WORDS}\n",
        "c.jsonc": f'{{"password": "{WORDS}"}} // sdd: ignore[SEC102] of the local database\n',
        "pyproject.toml": '[tool.sdd.per-path]\n"d.json" = ["SEC102"]\n',
        "d.json": f'{{"password": "{WORDS}"}}\n',
    }
    others = {"ignore": ("CON001",)}
    assert finds(tmp_path, files, **others) == ()
    unused = finds(tmp_path, {"e.yaml": "port: 1  # sdd: ignore[SEC102] nothing here\n"}, **others)
    assert places(unused) == [("e.yaml", 1, "SDD003")]


def test_wild_files_are_counted_and_never_hang(tmp_path: Path) -> None:
    large = b'{"rows": ["' + b"x" * 50_000_000 + b'"]}'
    files = {
        "app.py": SOUND,
        "large.json": large,
        "latin.ini": f"; caf\xe9\npassword = {WORDS}\n".encode("latin-1"),
        "binary.yaml": b"\x89PNG\0\0",
        "broken.ipynb": '{"cells": [',
        "broken.yaml": "password: [\n",
        "binary.py": b"\x7fELF\0",
    }
    write_project(tmp_path, files)
    (tmp_path / "out.yaml").symlink_to("/etc/hostname")
    report = json.loads(sdd(tmp_path, "check", "--format", "json").out)
    found = [(each["path"], each["code"], each["line"]) for each in report["findings"]]
    assert found == [("binary.py", "SDD001", 1), ("latin.ini", "SEC102", 2)]
    reasons = {each["path"]: each["reason"] for each in report["unchecked"]}
    assert reasons["large.json"] == "larger than 10 MB"
    assert reasons["binary.yaml"] == "is binary"
    assert "searched line by line" in reasons["broken.yaml"]
    assert reasons["broken.ipynb"].startswith("is no notebook")
    assert "leads out of the project" in reasons["out.yaml"]


def test_documentation_and_templates_are_held_to_the_same_where_that_is_wanted(
    tmp_path: Path,
) -> None:
    files = {"app.py": SOUND, "docs/a.yaml": f"password: {WORDS}\n", ".env.example": SECRET}
    assert finds(tmp_path, files, select=("SEC102",)) == ()
    settings = {"pyproject.toml": "[tool.sdd.rules.SEC102]\neverywhere = true\n"}
    assert places(finds(tmp_path, settings, select=("SEC102",))) == [
        (".env.example", 1, "SEC102"),
        ("docs/a.yaml", 1, "SEC102"),
    ]


def test_lock_files_and_minified_files_are_left_out(tmp_path: Path) -> None:
    content = f'{{"password": "{WORDS}"}}\n'
    names = ("package-lock.json", "web/data.min.json", "pnpm-lock.yaml")
    files = {"app.py": SOUND, **dict.fromkeys(names, content)}
    assert finds(tmp_path, files, select=("SEC102",)) == ()


def test_git_that_cannot_be_asked_is_told_and_stops_nothing(tmp_path: Path) -> None:
    write_project(tmp_path, {".git": "gitdir: nowhere\n", "app.py": SOUND, ".env": SECRET})
    ran = sdd(tmp_path, "check", "--format", "concise")
    assert "sdd: whether git tracks .env is not known" in ran.err
    assert ran.lines[0].startswith(".env:1:13: SEC102")


def test_python_is_not_read_where_only_files_beside_it_are_asked_for(tmp_path: Path) -> None:
    root = write_project(tmp_path, {"app.py": SOUND, "broken.py": "def (\n", "c.yml": "a: 1\n"})
    alone = json.loads(sdd(root, "check", "--select", "SEC102", "--format", "json").out)
    assert alone["checked"]["python_files"] == 0
    assert alone["findings"] == []
    both = json.loads(sdd(root, "check", "--select", "SEC101,SEC102", "--format", "json").out)
    assert both["checked"]["python_files"] == 1
    assert [each["code"] for each in both["findings"]] == ["SDD001"]


def test_any_encoding_and_kind_of_file_is_read_or_counted(tmp_path: Path) -> None:
    code = f'db_password = "{WORDS}"\n'
    rows = ", ".join(f'{{"id": {number}}}' for number in range(200_000))
    files: dict[str, str | bytes] = {
        "declared.py": f"# -*- coding: latin-1 -*-\n# caf\xe9\n{code}".encode("latin-1"),
        "undeclared.py": f"# caf\xe9\n{code}".encode("latin-1"),
        "utf16.py": code.encode("utf-16"),
        "utf16.env": SECRET.encode("utf-16"),
        "marked.json": b"\xef\xbb\xbf" + f'{{"password": "{WORDS}"}}'.encode(),
        "unmarked.env": SECRET.encode("utf-16-le"),
        "nul.ini": f"[db]\npassword = {WORDS}\n\0".encode(),
        "line.json": f'{{"rows": [{rows}], "password": "{WORDS}"}}',
        "deep.json": "[" * 300_000,
        "deep.yaml": "- " * 100_000 + "a\n",
    }
    write_project(tmp_path, files)
    report = json.loads(sdd(tmp_path, "check", "--select", "SEC", "--format", "json").out)
    found = [(each["path"], each["code"], each["line"]) for each in report["findings"]]
    assert found == [
        ("declared.py", "SEC101", 3),
        ("line.json", "SEC102", 1),
        ("marked.json", "SEC102", 1),
        ("undeclared.py", "SDD001", 1),
        ("utf16.env", "SEC102", 1),
        ("utf16.py", "SDD001", 1),
    ]
    reasons = {each["path"]: each["reason"] for each in report["unchecked"]}
    assert reasons["unmarked.env"] == reasons["nul.ini"] == "is binary"
    assert "not utf-8" in reasons["undeclared.py"]
    assert "binary or UTF-16" in reasons["utf16.py"]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are those of POSIX")
def test_pipes_and_links_that_lead_out_are_counted_and_not_opened(tmp_path: Path) -> None:
    root = write_project(tmp_path / "root", {"app.py": SOUND})
    write_project(tmp_path, {"outside.env": SECRET})
    os.mkfifo(root / "pipe.env")
    (root / ".env").symlink_to("../outside.env")
    report = json.loads(sdd(root, "check", "--root", ".", "--format", "json").out)
    reasons = {each["path"]: each["reason"] for each in report["unchecked"]}
    assert reasons["pipe.env"] == "is not a regular file"
    assert "leads out of the project" in reasons[".env"]
    assert [each["code"] for each in report["findings"]] == []
