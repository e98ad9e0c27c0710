"""Several files change together: after an error and after a kill at any step."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sdd.errors import OutputError
from sdd.workspace.together import JOURNAL, finish_writing, write_together
from tests.cli.running import clean_environment

OLD = {"adr/0001-a.md": "old a\n", "adr/0002-b.md": "old b\n", "notes.md": "see 0002-b\n"}
FILES: dict[str, bytes | None] = {
    "adr/0001-a.md": b"new a\n",
    "adr/0002-b.md": None,
    "adr/0003-b.md": b"moved b\n",
    "notes.md": b"see 0003-b\n",
}
NEW = {"adr/0001-a.md": "new a\n", "adr/0003-b.md": "moved b\n", "notes.md": "see 0003-b\n"}

# Ends itself the hard way at the n-th thing that it asks of the file system.
KILLED = """
import os, signal, sys
from pathlib import Path
from sdd.workspace.together import write_together
root, wanted = Path(sys.argv[1]), int(sys.argv[2])
counted = 0
def count(event, arguments):
    global counted
    if event in ("open", "os.rename", "os.link", "os.remove", "os.chmod"):
        if event == "open" and str(root) not in str(arguments[0]):
            return
        counted += 1
        if counted == wanted:
            os.kill(os.getpid(), signal.SIGKILL)
files = eval(sys.argv[3])
sys.addaudithook(count)
write_together(root, "adr", files)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "adr").mkdir()
    for path, text in OLD.items():
        (tmp_path / path).write_text(text)
    return tmp_path


def content(root: Path) -> dict[str, str]:
    """Every visible file; what is hidden is unfinished work."""
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def hidden(root: Path) -> list[str]:
    return [path.name for path in root.rglob(".sdd*")]


def test_files_are_changed_made_and_removed_together(root: Path) -> None:
    write_together(root, "adr", FILES)
    assert content(root) == NEW
    assert hidden(root) == []
    assert finish_writing(root, "adr") == ()


def test_nothing_changes_where_one_file_cannot_be_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "notes.md":
            raise PermissionError(13, "no")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError):
        write_together(root, "adr", FILES)
    assert content(root) == OLD
    assert hidden(root) == []


def test_a_name_that_somebody_took_meanwhile_is_left_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sdd.workspace import together

    def take(steps: list[object]) -> list[object]:
        (root / "adr/0003-b.md").write_text("somebody else's\n")
        return ordered(steps)

    ordered = together._ordered
    monkeypatch.setattr(together, "_ordered", take)
    with pytest.raises(OutputError):
        write_together(root, "adr", FILES)
    assert content(root) == {**OLD, "adr/0003-b.md": "somebody else's\n"}


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_process_that_is_killed_at_any_step_leaves_all_or_nothing(tmp_path: Path) -> None:
    ends = set()
    for step in range(1, 60):
        root = tmp_path / str(step)
        (root / "adr").mkdir(parents=True)
        for path, text in OLD.items():
            (root / path).write_text(text)
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(root), str(step), repr(FILES)],
            env=clean_environment(),
            check=False,
        )
        finished = finish_writing(root, "adr")
        assert content(root) in (OLD, NEW), step
        assert not (root / "adr" / JOURNAL).exists()
        write_together(root, "adr", {"adr/0009-z.md": b"z"})
        (root / "adr/0009-z.md").unlink()
        assert list((root / "adr").glob(".sdd*")) == []
        ends.add((done.returncode, bool(finished), content(root) == NEW))
        if done.returncode == 0:
            break
    assert ends >= {(-9, False, False), (-9, True, True), (0, False, True)}


@pytest.mark.parametrize(
    "steps",
    [
        [["../outside.md", "", False]],
        [["notes.md", "", False]],
        [["notes.md", "plain.tmp", False]],
        [[".git/config", ".sdd-0123456789abcdef.tmp", False]],
        [["adr/0001-a.md", ".sdd-0123456789abcdef.tmp"]],
        {"adr": 1},
        "x",
    ],
)
def test_a_list_that_we_did_not_write_is_refused(root: Path, steps: object) -> None:
    (root / "adr" / JOURNAL).write_text(json.dumps(steps))
    before = content(root)
    with pytest.raises(OutputError, match="not written by sdd"):
        finish_writing(root, "adr")
    assert content(root) == before


def test_a_link_is_not_replaced(root: Path) -> None:
    (root / "adr/0001-a.md").unlink()
    (root / "adr/0001-a.md").symlink_to(root / "notes.md")
    with pytest.raises(OutputError, match="symbolic link"):
        write_together(root, "adr", FILES)
