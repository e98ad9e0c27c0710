"""Numbers are unique whoever creates, and creation stays where it belongs."""

import subprocess
import sys
from pathlib import Path

import pytest

from sdd.errors import OutputError, UsageError
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.numbering import create_numbered, make_folder, next_number, number_of
from tests.cli.running import clean_environment

CREATE = """
import sys
from pathlib import Path
from sdd.workspace.numbering import create_numbered
word = sys.argv[2]
sys.stdin.readline()
create_numbered(Path(sys.argv[1]), lambda n: f"{n:04}-{word}.md", lambda n: word.encode())
"""


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("0012-auth.md", 12),
        ("7-auth.md", 7),
        ("adr-003-auth.md", 3),
        ("ADR0004.md", 4),
        ("001-login", 1),
        ("1000-login", 1000),
        ("20260313-120000-login", None),
        ("20260313-auth.md", None),
        ("2026-03-13-auth.md", None),
        ("README.md", None),
        ("auth-2.md", None),
        ("", None),
    ],
)
def test_a_name_has_a_number_or_a_date(name: str, number: int | None) -> None:
    assert number_of(name) == number


def test_the_next_number_is_above_everything_known() -> None:
    assert next_number([]) == 1
    assert next_number(["0002-a.md", "1-b.md", "notes.md"]) == 3
    assert next_number(["0002-a.md"], taken=[5]) == 6


def test_processes_at_one_moment_get_different_numbers(tmp_path: Path) -> None:
    count = 12
    running = [
        subprocess.Popen(
            [sys.executable, "-c", CREATE, str(tmp_path), f"title-{index}"],
            stdin=subprocess.PIPE,
            env=clean_environment(),
        )
        for index in range(count)
    ]
    for process in running:
        process.communicate(b"\n")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert [number_of(name) for name in names] == list(range(1, count + 1))
    assert {path.read_text() for path in tmp_path.iterdir()} == {
        f"title-{index}" for index in range(count)
    }


def test_a_name_that_is_taken_by_a_folder_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "decision").mkdir()
    path = create_numbered(
        tmp_path, lambda n: "decision" if n == 1 else f"decision-{n}", lambda n: b"new"
    )
    assert path.name == "decision-2"
    assert (tmp_path / "decision").is_dir()


def test_a_lock_that_is_kept_is_reported(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path),
        pytest.raises(OutputError, match="another process"),
        alone_in(tmp_path, patience=0.05),
    ):
        pass
    with alone_in(tmp_path, patience=0.05):
        assert list(tmp_path.iterdir()) == []


def test_a_folder_is_made_inside_the_root_only(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    assert make_folder(root, "history/adr").is_dir()
    (root / "out").symlink_to(tmp_path)
    for path in ("../elsewhere", "out/adr", "out"):
        with pytest.raises(UsageError, match="leads out of the project"):
            make_folder(root, path)
    (root / "file").write_text("")
    with pytest.raises(OutputError):
        make_folder(root, "file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["project"]
