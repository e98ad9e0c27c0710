"""Text on standard input stands in for a file, as editors need it."""

import json
from pathlib import Path

import pytest

from tests.cli.running import BLOCKING, MARK, SOUND, sdd
from tests.language import write_project


def test_the_text_on_standard_input_is_checked_under_its_name(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "app/a.py": SOUND, "app/b.py": BLOCKING})
    words = ("check", "--format", "concise", "--stdin-filename", "app/a.py", "-")
    ran = sdd(tmp_path, *words, stdin=b"\n" + BLOCKING.encode())
    assert ran.code == 1
    assert [line.split(" ")[0] for line in ran.lines] == ["app/a.py:6:5:"]
    assert (tmp_path / "app" / "a.py").read_text() == SOUND


def test_a_file_that_was_never_saved_can_be_checked(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "app/a.py": SOUND})
    words = ("check", "--format", "concise", "--stdin-filename", "app/new.py", "-")
    ran = sdd(tmp_path, *words, stdin=BLOCKING.encode())
    assert [line.split(" ")[0] for line in ran.lines] == ["app/new.py:5:5:"]
    assert not (tmp_path / "app" / "new.py").exists()


def test_facts_come_from_the_whole_project_around_it(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "clock.py": "from time import sleep as nap\n", "a.py": SOUND})
    text = "from clock import nap\n\n\nasync def wait():\n    nap(1)\n"
    words = ("check", "--format", "json", "--stdin-filename", "a.py", "-")
    ran = sdd(tmp_path, *words, stdin=text.encode())
    (finding,) = json.loads(ran.out)["findings"]
    assert (finding["code"], finding["path"], finding["line"]) == ("ASY301", "a.py", 5)


def test_a_document_can_stand_on_standard_input(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "specs/001-books/spec.md": "# Feature Specification: Books\n"})
    text = "# Feature Specification: Books\n\n- **FR-001**: A [NEEDS CLARIFICATION: b?]\n"
    words = ("check", "--select", "SPC102", "--format", "concise")
    name = ("--stdin-filename", "specs/001-books/spec.md", "-")
    ran = sdd(tmp_path, *words, *name, stdin=text.encode())
    assert [line.split(" ")[:2] for line in ran.lines] == [
        ["specs/001-books/spec.md:3:17:", "SPC102"]
    ]


def test_bytes_that_are_no_python_are_a_finding(tmp_path: Path) -> None:
    write_project(tmp_path, MARK)
    words = ("check", "--format", "concise", "--stdin-filename", "a.py", "-")
    ran = sdd(tmp_path, *words, stdin=b"x = '\xff'\n")
    assert ran.code == 1
    assert "a.py:1:1: SDD001" in ran.out.decode()


def test_a_name_that_is_no_kind_of_file_we_check_is_refused(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "a.py": SOUND})
    ran = sdd(tmp_path, "check", "--stdin-filename", "notes.txt", "-", stdin=b"hello\n")
    assert (ran.code, ran.out) == (2, b"")
    assert "notes.txt is of no kind that is checked" in ran.err


def test_a_markdown_file_that_is_no_document_blocks_no_editor(tmp_path: Path) -> None:
    write_project(tmp_path, {**MARK, "a.py": SOUND})
    ran = sdd(tmp_path, "check", "--stdin-filename", "README.md", "-", stdin=b"# Title\n")
    assert (ran.code, ran.out) == (0, b"")
    assert "No problems found." in ran.err


@pytest.mark.parametrize("name", ["generated/a.py", "x_pb2.py"])
def test_an_excluded_name_is_not_checked(tmp_path: Path, name: str) -> None:
    settings = '[tool.sdd]\nexclude = ["generated", "*_pb2.py"]\n'
    write_project(tmp_path, {"pyproject.toml": settings, "generated/a.py": SOUND, "b.py": SOUND})
    ran = sdd(tmp_path, "check", "--stdin-filename", name, "-", stdin=BLOCKING.encode())
    assert (ran.code, ran.out) == (0, b"")
    assert "excluded" in ran.err
