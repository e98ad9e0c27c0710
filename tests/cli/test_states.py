"""The index instead of the work tree, and what a change added, in real repositories."""

from pathlib import Path

import pytest

from tests.cli.running import BLOCKING, BLOCKING_LINE, CONSTITUTION, SOUND, Ran, sdd
from tests.git import commit, git, repository
from tests.language import write_project

WORDS = "correct-horse-" + "7-battery"
MARKED = {".specify/memory/constitution.md": CONSTITUTION}


def check(root: Path, *words: str) -> Ran:
    return sdd(root, "check", "--ignore", "CON001,API203", "--format", "concise", *words)


def test_staged_reads_the_index_of_partially_staged_files(tmp_path: Path) -> None:
    root = repository(tmp_path, {**MARKED, "app.py": SOUND, "db.yaml": "a: 1\n"})
    spec = "# Feature Specification: Books\n\n- **FR-001**: [NEEDS CLARIFICATION: which?]\n"
    write_project(
        root,
        {"app.py": BLOCKING, "db.yaml": f"password: {WORDS}\n", "specs/001-a/spec.md": spec},
    )
    git(root, "add", ".")
    write_project(root, {"app.py": SOUND, "db.yaml": "a: 2\n", "specs/001-a/spec.md": "# x\n"})
    write_project(root, {"untracked.py": BLOCKING})
    staged = check(root, "--staged", "--select", "ASY301,SEC102,SPC102")
    assert [line.split(" ")[:2] for line in staged.lines] == [
        ["app.py:5:5:", "ASY301"],
        ["db.yaml:1:11:", "SEC102"],
        ["specs/001-a/spec.md:3:15:", "SPC102"],
    ]
    assert staged.code == 1
    on_disk = check(root, "--select", "ASY301,SEC102,SPC102")
    assert on_disk.lines == [f"untracked.py:5:5: {BLOCKING_LINE}"]


def test_staged_shows_the_line_of_the_index_and_reads_files_that_are_gone(tmp_path: Path) -> None:
    root = repository(tmp_path, {"app.py": SOUND})
    write_project(root, {"app.py": BLOCKING})
    git(root, "add", ".")
    (root / "app.py").unlink()
    ran = sdd(root, "check", "--staged")
    assert ran.code == 1
    assert b"time.sleep(1)" in ran.out


def test_a_staged_environment_file_is_tracked(tmp_path: Path) -> None:
    root = repository(tmp_path, {"app.py": SOUND})
    write_project(root, {".env": "DEBUG=1\n"})
    assert check(root, "--staged").code == 0
    git(root, "add", "-f", ".env")
    assert check(root, "--staged").lines == [
        ".env:1:1: SEC102 secret-in-file git tracks .env, a file for the secrets of one machine"
    ]


def test_staged_leaves_out_what_is_left_out_on_disk(tmp_path: Path) -> None:
    left_out = ("node_modules/a.py", "build/b.py", "gen/c.py")
    settings = '[tool.sdd]\nexclude = ["gen"]\n'
    root = repository(tmp_path, {**dict.fromkeys(left_out, BLOCKING), "pyproject.toml": settings})
    commit(root, {"build2/e.py": BLOCKING}, "One more")
    ran = check(root, "--staged", "--root", ".")
    assert ran.lines == [f"build2/e.py:5:5: {BLOCKING_LINE}"]
    assert check(root, "--root", ".").lines == ran.lines


def test_a_link_in_the_index_is_not_followed(tmp_path: Path) -> None:
    root = repository(tmp_path, {"app.py": SOUND})
    (root / "out.py").symlink_to("../../../etc/hostname")
    git(root, "add", ".")
    ran = check(root, "--staged")
    assert ran.code == 0
    assert "out.py: is a symbolic link" in ran.err


def test_diff_reports_what_the_change_added_and_nothing_that_was_there(tmp_path: Path) -> None:
    root = repository(tmp_path, {"old.py": BLOCKING, "app.py": SOUND})
    git(root, "switch", "-q", "-c", "feature")
    commit(root, {"app.py": BLOCKING, "old.py": f"# moved\n\n{BLOCKING}"}, "Change")
    git(root, "switch", "-q", "main")
    commit(root, {"old.py": SOUND}, "Main mended it meanwhile")
    git(root, "switch", "-q", "feature")
    ran = check(root, "--diff", "main")
    assert ran.lines == [f"app.py:5:5: {BLOCKING_LINE}"]
    assert ran.code == 1
    assert "where this and main parted" in ran.err


def test_diff_sees_uncommitted_work_and_with_staged_the_index_alone(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": SOUND, "b.py": BLOCKING})
    write_project(root, {"a.py": BLOCKING})
    assert check(root, "--diff", "HEAD").lines == [f"a.py:5:5: {BLOCKING_LINE}"]
    assert check(root, "--diff", "HEAD", "--staged").lines == []
    git(root, "add", "a.py")
    assert check(root, "--diff", "HEAD", "--staged").lines == [f"a.py:5:5: {BLOCKING_LINE}"]


def test_diff_tells_of_a_finding_that_the_change_causes_in_another_file(tmp_path: Path) -> None:
    caller = "from helper import pause\n\n\nasync def wait() -> None:\n    pause(1)\n"
    root = repository(tmp_path, {"caller.py": caller, "helper.py": "def pause(n): ...\n"})
    commit(root, {"helper.py": "from time import sleep as pause\n"}, "Block")
    ran = check(root, "--diff", "HEAD~1")
    assert [line.partition(" ")[0] for line in ran.lines] == ["caller.py:5:5:"]


def test_diff_follows_a_renamed_file(tmp_path: Path) -> None:
    root = repository(tmp_path, {"old.py": BLOCKING})
    git(root, "mv", "old.py", "new.py")
    git(root, "commit", "-q", "-m", "Rename")
    assert check(root, "--diff", "HEAD~1").lines == []


def test_a_second_equal_finding_in_a_scope_is_an_added_one(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": BLOCKING})
    write_project(root, {"a.py": BLOCKING + "    time.sleep(2)\n"})
    assert [line.partition(" ")[0] for line in check(root, "--diff", "HEAD").lines] == ["a.py:6:5:"]


def test_a_comment_that_is_removed_gives_the_finding_back(tmp_path: Path) -> None:
    ignored = BLOCKING.replace("sleep(1)", "sleep(1)  # sdd: ignore[ASY301] at start-up")
    root = repository(tmp_path, {"a.py": ignored})
    write_project(root, {"a.py": BLOCKING})
    assert check(root, "--diff", "HEAD").lines == [f"a.py:5:5: {BLOCKING_LINE}"]


def test_a_project_below_the_top_of_the_repository(tmp_path: Path) -> None:
    files = {"backend/.specify/x": "", "backend/a.py": SOUND, "front/b.py": SOUND}
    root = repository(tmp_path, files)
    write_project(root, {"backend/a.py": BLOCKING, "front/b.py": BLOCKING})
    git(root, "add", ".")
    for words in (("--staged",), ("--diff", "HEAD")):
        assert check(root / "backend", *words).lines == [f"a.py:5:5: {BLOCKING_LINE}"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--diff", "nowhere"), "no revision"),
        (("--diff", "--output=x"), "no revision"),
        (("--diff", "HEAD", "--write-baseline"), "would forget everything else"),
        (("--staged", "--stdin-filename", "a.py", "-"), "standard input"),
    ],
)
def test_what_cannot_be_compared_gives_2(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    root = repository(tmp_path, {"a.py": SOUND})
    ran = check(root, *words)
    assert (ran.code, ran.out) == (2, b"")
    assert said in ran.err


@pytest.mark.parametrize("words", [("--staged",), ("--diff", "HEAD")])
def test_outside_git_there_is_nothing_to_compare_with(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    write_project(tmp_path, {"a.py": SOUND})
    ran = check(tmp_path, *words)
    assert ran.code == 2
    assert "is in no git repository" in ran.err
