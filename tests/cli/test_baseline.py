"""Accepted findings: written, hidden, stale, pruned, and refused where the file is broken."""

import json
from pathlib import Path

import pytest

from tests.cli.running import BLOCKING, BLOCKING_LINE, SOUND, Ran, sdd
from tests.language import write_project

WORDS = "correct-horse-" + "7-battery"
FILE = ".sdd-baseline.json"
FILES = {"app.py": BLOCKING, "db.yaml": f"password: {WORDS}\n", "pyproject.toml": "[tool.sdd]\n"}


def check(root: Path, *words: str) -> Ran:
    return sdd(root, "check", "--ignore", "CON001", "--format", "concise", *words)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two findings, both accepted."""
    write_project(tmp_path, FILES)
    assert check(tmp_path).code == 1
    ran = check(tmp_path, "--write-baseline")
    assert (ran.code, ran.out) == (0, b"")
    assert f'findings accepted in "{FILE}": 2' in ran.err
    return tmp_path


def test_accepted_findings_are_hidden_and_counted(project: Path) -> None:
    ran = check(project)
    assert (ran.code, ran.out) == (0, b"")
    assert "2 findings known from the baseline." in ran.err
    report = json.loads(sdd(project, "check", "--ignore", "CON001", "--format", "json").out)
    assert report["summary"]["baselined"] == 2
    assert check(project, "--no-baseline").code == 1


def test_a_new_finding_is_reported_beside_accepted_ones(project: Path) -> None:
    write_project(project, {"new.py": BLOCKING})
    ran = check(project)
    assert ran.lines == [f"new.py:5:5: {BLOCKING_LINE}"]
    assert ran.code == 1


def test_moved_lines_change_nothing_and_the_file_holds_no_line_time_or_value(
    project: Path,
) -> None:
    before = (project / FILE).read_text("utf-8")
    assert WORDS not in before
    assert set(json.loads(before)["findings"][0]) == {"fingerprint", "rule", "path"}
    write_project(project, {"app.py": f"\n\n# moved\n{BLOCKING}"})
    write_project(project, {"db.yaml": f"a: 1\n{FILES['db.yaml']}"})
    assert check(project).code == 0
    check(project, "--write-baseline")
    assert (project / FILE).read_text("utf-8") == before


def test_a_solved_problem_makes_its_entry_stale_until_it_is_pruned(project: Path) -> None:
    write_project(project, {"app.py": SOUND})
    ran = check(project)
    assert ran.lines == [
        f"{FILE}:4:1: SDD005 stale-baseline-entry ASY301 in app.py is no longer found"
    ]
    assert ran.code == 0
    ran = check(project, "--prune-baseline")
    assert f'stale entries removed from "{FILE}": 1' in ran.err
    entries = json.loads((project / FILE).read_text("utf-8"))["findings"]
    assert [each["rule"] for each in entries] == ["SEC102"]
    assert check(project).lines == []


def test_what_a_run_cannot_judge_is_neither_stale_nor_lost(project: Path) -> None:
    write_project(project, {"app.py": SOUND, "db.yaml": "a: 1\n"})
    assert check(project, "--select", "API").lines == []
    check(project, "app.py", "--prune-baseline")
    entries = json.loads((project / FILE).read_text("utf-8"))["findings"]
    assert [each["rule"] for each in entries] == ["SEC102"]
    write_project(project, {"app.py": BLOCKING})
    check(project, "--write-baseline", "app.py")
    entries = json.loads((project / FILE).read_text("utf-8"))["findings"]
    assert [each["rule"] for each in entries] == ["ASY301", "SEC102"]


def test_a_file_of_ones_own_choice(tmp_path: Path) -> None:
    write_project(tmp_path, FILES)
    assert check(tmp_path, "--write-baseline", "accepted.json").code == 0
    assert not (tmp_path / FILE).exists()
    assert check(tmp_path).code == 1
    assert check(tmp_path, "--baseline", "accepted.json").code == 0
    ran = check(tmp_path, "--baseline", "none.json")
    assert ran.code == 2
    assert 'there is no baseline "none.json"' in ran.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "truncated"),
        (b"<<<<<<< ours\n", "malformed"),
        (b"\xff\xfe{}", "cannot be used"),
        (b"[" * 100_000, "cannot be used"),
        (b'{"schema": "sdd-baseline/9", "findings": []}', "sdd-baseline/9"),
        (b'{"schema": "sdd-baseline/1", "findings": [{"rule": "SEC101"}]}', "missing required"),
        (b'{"schema": "sdd-baseline/1", "findings": [], "allow": "*"}', "unknown field"),
        (
            b'{"schema":"sdd-baseline/1","findings":[{"fingerprint":"x","rule":"y","path":"z"}]}',
            "no fingerprint",
        ),
    ],
)
@pytest.mark.parametrize("words", [(), ("--write-baseline",), ("--prune-baseline",)])
def test_a_broken_file_gives_2_and_stays_as_it_is(
    tmp_path: Path, content: bytes, said: str, words: tuple[str, ...]
) -> None:
    write_project(tmp_path, {**FILES, FILE: content})
    ran = check(tmp_path, *words)
    assert (ran.code, ran.out) == (2, b"")
    assert said in ran.err
    assert (tmp_path / FILE).read_bytes() == content


def test_a_link_out_of_the_project_is_no_baseline(tmp_path: Path) -> None:
    outside = write_project(tmp_path / "outside", {"b.json": "{}"})
    root = write_project(tmp_path / "project", FILES)
    (root / FILE).symlink_to(outside / "b.json")
    ran = check(root)
    assert ran.code == 2
    assert "leads out of the project" in ran.err


def test_several_projects_have_a_baseline_each(tmp_path: Path) -> None:
    files = {f"{name}/{path}": text for name in "ab" for path, text in FILES.items()}
    marks = {f"{name}/.specify/x": "" for name in "ab"}
    write_project(tmp_path, {".git/HEAD": "", **files, **marks})
    assert check(tmp_path, "--write-baseline").code == 0
    assert check(tmp_path).code == 0
    assert (tmp_path / "a" / FILE).read_bytes() == (tmp_path / "b" / FILE).read_bytes()
    assert check(tmp_path, "--baseline", "one.json").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--no-baseline", "--write-baseline"),
        ("--write-baseline", "--prune-baseline"),
        ("--write-baseline", "a.json", "--baseline", "b.json"),
        ("--prune-baseline",),
    ],
)
def test_wishes_that_contradict_give_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    write_project(tmp_path, FILES)
    assert check(tmp_path, *words).code == 2
    assert not (tmp_path / FILE).exists()
