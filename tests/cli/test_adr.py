"""`sdd adr` as a user runs it: bytes on disk, messages, exit codes."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import REPOSITORY, clean_environment, run_python, sdd
from tests.language import write_project

RESEARCH = """\
# Research: Orders

## 1. Authentication approach

### Question
How do services know who calls?

**Decision**: Signed tokens, fifteen minutes.

**Rationale**:
- Both services can check them.

**Alternatives considered**:
- **Sessions**: need a shared store.
- **API keys**: say nothing about a person.

## 2. Message queue

**Decision**: None yet.
"""
PLAN = """\
# Implementation Plan: Orders

## Technical Context

**Language/Version**: Python 3.12
**Storage**: PostgreSQL 16; files on disk
**Constraints**: Authentication answers within 50 ms
**Testing**: NEEDS CLARIFICATION: auth tests?

## Constitution Check

- [x] I. Contracts: kept

## Authentication between services

Two services share one gateway.

### Details

Not this.
"""
FEATURE = {
    ".specify/memory/notes.txt": "",
    "specs/003-orders/research.md": RESEARCH,
    "specs/003-orders/plan.md": PLAN,
    "specs/003-orders/spec.md": "# Feature Specification: Orders\n",
    "specs/001-login/spec.md": "# Feature Specification: Login\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_project(tmp_path, FEATURE)


def listed(root: Path, *words: str) -> list[dict[str, Any]]:
    ran = sdd(root, "adr", "list", "--format", "json", *words)
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def adr(root: Path, *words: str) -> str:
    """Run a command that must succeed; returns what it printed."""
    ran = sdd(root, "adr", *words)
    assert ran.code == 0, ran.err
    return ran.out.decode()


def git(root: Path, *words: str) -> None:
    name = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com")
    subprocess.run(["git", *name, *words], cwd=root, check=True, capture_output=True)


def test_a_title_becomes_a_record_that_is_filled_in_from_the_feature(root: Path) -> None:
    ran = sdd(root, "adr", "auth strategy")
    assert (ran.code, ran.lines) == (0, ["history/adr/0001-auth-strategy.md"])
    assert "feature 003-orders (by the highest number)" in ran.err
    text = (root / "history/adr/0001-auth-strategy.md").read_text()
    assert text.startswith("# ADR-0001: auth strategy\n")
    assert "- **Status**: Proposed\n" in text
    assert f"- **Date**: {date.today().isoformat()}\n" in text
    assert "- **Feature**: 003-orders\n" in text
    assert "How do services know who calls?" in text
    assert "  Two services share one gateway.\n" in text and "Not this" not in text
    assert "Constraints: Authentication answers within 50 ms (plan)" in text
    assert "## Decision\n\nSigned tokens, fifteen minutes.\n\nWhy:\n\n- Both services" in text
    assert "- **Sessions**: need a shared store.\n- **API keys**: say nothing" in text
    assert "(../../specs/003-orders/research.md)" in text
    assert "Testing" not in text and "PostgreSQL" not in text and "None yet" not in text
    assert "\n\n\n" not in text


def test_what_is_not_known_is_a_prompt_and_never_a_sentence(root: Path) -> None:
    ran = sdd(root, "adr", "logging format", "--feature", "1")
    assert "it has no plan.md and no research.md" in ran.err
    text = (root / "history/adr/0001-logging-format.md").read_text()
    assert "- **Feature**: 001-login\n" in text
    decision = text.partition("## Decision\n\n")[2].partition("\n")[0]
    assert re.fullmatch(r"\[.+\]", decision)
    ran = sdd(root, "adr", "logging format")
    assert "nothing in specs/003-orders/plan.md and specs/003-orders/research.md speaks" in ran.err


@pytest.mark.parametrize("layout", ["madr", "nygard", "speckit"])
def test_every_layout_is_written_read_and_then_kept(root: Path, layout: str) -> None:
    adr(root, "auth strategy", "--template", layout)
    adr(root, "message queue")
    first, second = listed(root)
    assert (first["title"], second["title"]) == ("auth strategy", "message queue")
    assert [row["status"] for row in (first, second)] == ["proposed", "proposed"]
    assert [row["date"] for row in (first, second)] == [date.today().isoformat()] * 2
    marks = {"madr": "## Decision Outcome", "nygard": "# 2. message", "speckit": "# ADR-0002: "}
    text = (root / second["path"]).read_text()
    assert [mark for mark in marks.values() if mark in text] == [marks[layout]]
    assert "\n\n\n" not in text
    assert sdd(root, "check", "--select", "ADR").code == 0


def test_the_json_of_the_list_has_the_promised_keys(root: Path) -> None:
    adr(root, "auth strategy")
    adr(root, "tokens", "--supersedes", "1")
    assert listed(root) == [
        {
            "number": 1,
            "title": "auth strategy",
            "status": "superseded",
            "date": date.today().isoformat(),
            "feature": "003-orders",
            "supersedes": [],
            "superseded_by": [2],
            "path": "history/adr/0001-auth-strategy.md",
        },
        {
            "number": 2,
            "title": "tokens",
            "status": "proposed",
            "date": date.today().isoformat(),
            "feature": "003-orders",
            "supersedes": [1],
            "superseded_by": [],
            "path": "history/adr/0002-tokens.md",
        },
    ]
    assert [row["number"] for row in listed(root, "--status", "superseded")] == [1]


def test_words_without_quotes_are_a_title_and_commands_are_commands(root: Path) -> None:
    assert adr(root, "use", "signed", "tokens") == "history/adr/0001-use-signed-tokens.md\n"
    assert adr(root, "new", "lst") == "history/adr/0002-lst.md\n"
    assert adr(root, "caching") == "history/adr/0003-caching.md\n"
    ran = sdd(root, "adr", "lst")
    assert ran.code == 2
    assert 'did you mean "list"?' in ran.err and "sdd adr new lst" in ran.err
    assert adr(root, "--format", "json", "list") == adr(root, "list", "--format", "json")
    assert adr(root, "--template=madr", "--feature", "1", "logs") == "history/adr/0004-logs.md\n"
    for words in (["serach", "--format", "json"], ["--feature", "1", "lst"]):
        assert sdd(root, "adr", *words).code == 2
    assert len(listed(root)) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["!!!"], "a title with at least one word"),
        ([""], "a title with at least one word"),
        (["x" * 400], "the title has 400 characters"),
        (["auth", "--feature", "99"], 'there is no feature "99"'),
        (["auth", "--supersedes", "7"], "holds no decision"),
        (["list", "of", "queues"], "sdd adr new list of queues"),
        (["show", "7"], "holds no decision"),
        (["status", "7", "accepted"], "holds no decision"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(root: Path, words: list[str], said: str) -> None:
    ran = sdd(root, "adr", *words)
    assert (ran.code, ran.out) == (2, b"")
    assert said in ran.err and "Traceback" not in ran.err
    assert not (root / "history").exists()


@pytest.mark.parametrize("title", ["../../etc/passwd", "..\\..\\x", "/etc/passwd", "a/../../../b"])
def test_a_title_cannot_leave_the_folder(root: Path, title: str) -> None:
    path = adr(root, title).strip()
    assert re.fullmatch(r"history/adr/0001-[a-z-]+\.md", path)
    assert [each.name for each in (root / "history/adr").iterdir()] == [Path(path).name]


def test_a_folder_that_leads_out_of_the_project_is_refused(root: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (root / "history").symlink_to(outside)
    ran = sdd(root, "adr", "auth strategy")
    assert ran.code == 2 and "leads out of the project" in ran.err
    assert list(outside.iterdir()) == []


def test_secrets_of_the_research_do_not_enter_the_record(root: Path) -> None:
    token = "ghp_" + "a8Fk2" * 7 + "x"
    place = root / "specs/003-orders/research.md"
    place.write_text(RESEARCH.replace("Signed tokens,", f"Signed tokens with {token},"))
    text = (root / adr(root, "auth strategy").strip()).read_text()
    assert "Signed tokens with" in text and token not in text


def test_a_secret_by_its_name_alone_stays_out_of_the_record(root: Path) -> None:
    value = "jDi2geh5V10hhwol" + "gcnsT36wJ6OB"
    place = root / "specs/003-orders/research.md"
    place.write_text(RESEARCH.replace("Signed tokens,", f"Signed tokens, API_KEY={value},"))
    text = (root / adr(root, "auth strategy").strip()).read_text()
    assert "API_KEY=[redacted: " in text and value not in text


def test_a_secret_in_the_title_is_in_no_name_and_no_line(root: Path) -> None:
    token = "ghp_" + "a8Fk2" * 7 + "x"
    ran = sdd(root, "adr", f"keep {token} safe", "--format", "json")
    assert json.loads(ran.out)["title"] == "keep [redacted: github-token] safe"
    assert "a secret in the title was left out; rotate it" in json.loads(ran.out)["notes"]
    adr(root, "toc", "--write")
    for path in (root / "history").rglob("*"):
        assert token.lower() not in path.name.lower()
        assert path.is_dir() or token not in path.read_text()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("\N{FIRE}\N{ROCKET}", "0001-fire-rocket.md"),
        ("\u8a8d\u8a3c\u6226\u7565", "0001-renzhengzhanlue.md"),
        ("CON", "0001-about-con.md"),
        ("nul.", "0001-about-nul.md"),
        ("a\nb\x1b[31m", "0001-a-b-31m.md"),
        ("x" * 300, f"0001-{'x' * 60}.md"),
    ],
)
def test_any_title_makes_a_name_for_every_system(root: Path, title: str, name: str) -> None:
    assert adr(root, "new", title) == f"history/adr/{name}\n"


@pytest.mark.parametrize("title", ["pass *args on", "7*7 workers", "a_b and c__d", "x | y [z]"])
def test_a_title_is_read_back_as_it_was_typed(root: Path, title: str) -> None:
    adr(root, title)
    assert [row["title"] for row in listed(root)] == [title]


def test_fifty_processes_get_fifty_numbers(root: Path) -> None:
    program = (
        "import sys; from sdd.cli.main import run; sys.stdin.readline();"
        "sys.argv = ['sdd', 'adr', 'new', sys.argv[1]]; run()"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, f"decision {index}"],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=clean_environment(),
        )
        for index in range(50)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    printed = sorted(process.communicate()[0].decode().strip() for process in running)
    assert [process.returncode for process in running] == [0] * 50
    paths = sorted(path.relative_to(root).as_posix() for path in (root / "history/adr").iterdir())
    assert paths == printed
    assert [int(Path(path).name[:4]) for path in paths] == list(range(1, 51))
    titles = {row["title"] for row in listed(root)}
    assert titles == {f"decision {index}" for index in range(50)}


def test_numbers_of_other_branches_are_skipped_and_reported(root: Path) -> None:
    adr(root, "auth strategy")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "start")
    git(root, "switch", "-qc", "other")
    adr(root, "message queue")
    git(root, "add", ".")
    git(root, "commit", "-qm", "queue")
    git(root, "switch", "-q", "main")
    ran = sdd(root, "adr", "cache")
    assert ran.lines == ["history/adr/0003-cache.md"]
    assert "number 2 is taken by history/adr/0002-message-queue.md in branch other" in ran.err
    (root / "history/adr/0003-cache.md").rename(root / "history/adr/0002-cache.md")
    ran = sdd(root, "check", "--select", "ADR102", "--format", "concise")
    assert ran.code == 1
    assert "number 2 is that of history/adr/0002-message-queue.md in branch other" in ran.lines[0]
    git(root, "switch", "-q", "other")


def test_numbers_of_the_merge_base_and_of_a_fetched_branch_are_taken(root: Path) -> None:
    adr(root, "cookies")
    adr(root, "message queue")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "start")
    git(root, "switch", "-qc", "mine")
    git(root, "rm", "-q", "history/adr/0002-message-queue.md")
    git(root, "commit", "-qm", "no queue")
    ran = sdd(root, "adr", "cache")
    assert ran.lines == ["history/adr/0003-cache.md"]
    told = "number 2 is taken by history/adr/0002-message-queue.md in the merge base with main"
    assert told in ran.err
    (root / "history/adr/0003-cache.md").rename(root / "history/adr/0002-cache.md")
    ran = sdd(root, "check", "--select", "ADR102", "--format", "concise")
    assert "in the merge base with main" in ran.lines[0]
    git(root, "stash", "-qu")
    # What was fetched and not merged yet: a branch of the remote that work starts from.
    git(root, "switch", "-q", "main")
    (root / "history/adr/0003-theirs.md").write_text("# ADR-0003: Theirs\n\nText of theirs.\n")
    git(root, "add", ".")
    git(root, "commit", "-qm", "theirs")
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(root, "switch", "-q", "mine")
    git(root, "branch", "-qD", "main")
    ran = sdd(root, "adr", "log lines")
    assert ran.lines == ["history/adr/0004-log-lines.md"]
    assert "0003-theirs.md in branch origin/main" in ran.err


@pytest.mark.parametrize("layout", ["madr", "nygard", "speckit"])
def test_supersession_is_written_on_both_sides(root: Path, layout: str) -> None:
    adr(root, "cookies", "--template", layout)
    adr(root, "tokens")
    out = adr(root, "supersede", "1", "--by", "2")
    assert "0001-cookies.md: " in out and "0002-tokens.md: " in out
    first, second = listed(root)
    assert (first["status"], first["superseded_by"]) == ("superseded", [2])
    assert second["supersedes"] == [1]
    assert sdd(root, "check", "--select", "ADR", "--format", "concise").out == b""
    ran = sdd(root, "adr", "supersede", "2", "--by", "1")
    assert ran.code == 2 and "supersede each other" in ran.err
    ran = sdd(root, "adr", "supersede", "2", "1")
    assert ran.code == 2 and "ADR-0001 is older than ADR-0002" in ran.err
    assert adr(root, "supersede", "1", "2").startswith("history/adr/0001-cookies.md: ")
    ran = sdd(root, "adr", "supersede", "1")
    assert ran.code == 2 and "name the decision that takes its place" in ran.err
    ran = sdd(root, "adr", "supersede", "1", "--by", "1")
    assert ran.code == 2 and "cannot supersede itself" in ran.err


def test_supersession_edits_neither_where_one_cannot_be_written(root: Path) -> None:
    adr(root, "cookies")
    adr(root, "tokens")
    target = root / "real.md"
    second = root / "history/adr/0002-tokens.md"
    second.rename(target)
    second.symlink_to(target)
    before = (root / "history/adr/0001-cookies.md").read_bytes()
    ran = sdd(root, "adr", "supersede", "1", "--by", "2")
    assert ran.code == 2 and "symbolic link" in ran.err
    assert (root / "history/adr/0001-cookies.md").read_bytes() == before


FULL_DISK = """
import errno, os, sys
from sdd.workspace import {module}
real, calls = {module}.{name}, iter(range(9))
def failing(*given, **more):
    if next(calls) == {which}:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return real(*given, **more)
{module}.{name} = failing
sys.argv = ["sdd", "adr", "supersede", "1", "--by", "2"]
from sdd.cli.main import run
run()
"""


@pytest.mark.parametrize(
    ("module", "name", "which"),
    [
        ("together", "write_beside", 0),
        ("together", "write_beside", 1),
        ("together", "create_exclusively", 0),
        ("together", "_carry_out", 0),
        ("together", "_carry_out", 1),
    ],
)
def test_supersession_on_a_full_disk_leaves_both_records_as_they_were(
    root: Path, module: str, name: str, which: int
) -> None:
    adr(root, "cookies")
    adr(root, "tokens")
    before = {path: path.read_bytes() for path in (root / "history/adr").iterdir()}
    program = FULL_DISK.format(module=module, name=name, which=which)
    ran = run_python(root, ("-c", program))
    assert ran.code == 2
    assert "the disk is full" in ran.err
    assert {path: path.read_bytes() for path in (root / "history/adr").iterdir()} == before


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("# ADR-0001: A\n\n- **Status:** Proposed | Accepted\n", "- **Status:** Accepted\n"),
        ("# 1. A\r\n\r\n## Status\r\n\r\nProposed\r\n", "## Status\r\n\r\nAccepted\r\n"),
        ("---\nstatus: proposed # soon\ndate: x\n---\n\n# A\n", "---\nstatus: accepted\ndate"),
        ("# A\n\n* Status: [proposed]\n* Date: x\n", "* Status: Accepted\n"),
        ("# A\n\n| | |\n|---|---|\n| Status | Draft |\n", "| Status | Accepted |\n"),
        ("# 1. A\n\n## Status\n\n## Context\n\nx\n", "## Status\n\nAccepted\n\n## Context"),
        ("# 1. A\n\n## Context\n\nx\n\n## Decision\n\ny\n", "## Status\n\nAccepted\n\n## Context"),
        ("# A\n\n## Decision Outcome\n\nx\n", "---\nstatus: accepted\n---\n\n# A\n"),
        ("# ADR-0001: A\n\ntext\n", "# ADR-0001: A\n\n- **Status**: Accepted\n"),
        ("\ufeff# A\n\nStatus: Draft\n", "\ufeff# A\n\nStatus: Accepted\n"),
    ],
)
def test_a_status_is_changed_in_any_layout(root: Path, text: str, after: str) -> None:
    write_project(root, {"history/adr/0001-a.md": text})
    adr(root, "status", "1", "accepted")
    written = (root / "history/adr/0001-a.md").read_bytes().decode()
    assert after in written
    assert listed(root)[0]["status"] == "accepted"


def test_an_unknown_status_and_a_bare_superseded_are_refused(root: Path) -> None:
    adr(root, "auth strategy")
    ran = sdd(root, "adr", "status", "1", "acepted")
    assert ran.code == 2 and 'did you mean "accepted"?' in ran.err
    ran = sdd(root, "adr", "status", "1", "superseded")
    assert ran.code == 2 and "sdd adr supersede 1 --by NUMBER" in ran.err
    assert listed(root)[0]["status"] == "proposed"


def test_records_are_found_by_number_name_and_slug_and_searched(root: Path) -> None:
    adr(root, "auth strategy")
    adr(root, "cache")
    for word in ("1", "0001", "ADR-1", "adr-0001", "auth-strategy", "0001-auth-strategy.md"):
        assert adr(root, "show", word).startswith("# ADR-0001: auth strategy\n")
    ran = sdd(root, "adr", "show", "auth-stratgy")
    assert ran.code == 2 and 'did you mean "auth-strategy"?' in ran.err
    lines = adr(root, "search", "signed", "TOKENS").splitlines()
    assert lines[0] == "history/adr/0001-auth-strategy.md: auth strategy (proposed)"
    assert "Signed tokens" in lines[1]
    found = json.loads(adr(root, "search", "signed", "--format", "json"))
    assert [each["number"] for each in found] == [1]
    ran = sdd(root, "adr", "search", "zebra")
    assert (ran.code, ran.out) == (0, b"") and "no decision" in ran.err


def test_links_are_written_on_both_sides_once(root: Path) -> None:
    adr(root, "auth strategy")
    adr(root, "cache")
    adr(root, "link", "1", "2", "--kind", "amends")
    once = (root / "history/adr/0001-auth-strategy.md").read_text()
    assert "- Amends: [ADR-0002](0002-cache.md)\n" in once
    assert "Amended by: [ADR-0001]" in (root / "history/adr/0002-cache.md").read_text()
    adr(root, "link", "1", "2", "--kind", "amends")
    assert (root / "history/adr/0001-auth-strategy.md").read_text() == once


def test_a_number_is_changed_with_everything_that_refers_to_it(root: Path) -> None:
    adr(root, "auth strategy")
    adr(root, "cache", "--relates", "1")
    write_project(
        root,
        {
            "README.md": "See ADR-0001, adr 1, [it](history/adr/0001-auth-strategy.md), ADR-0010.",
            "app/main.py": "# ADR-0001 says so\n",
            "history/prompts/general/0001-x.general.prompt.md": "ADR-0001 please\n",
            "data.bin": b"ADR-0001\0",
        },
    )
    dry = sdd(root, "adr", "renumber", "1", "--dry-run")
    assert dry.lines == ["history/adr/0003-auth-strategy.md"]
    assert "would rewrite 3 in README.md" in dry.err
    assert (root / "history/adr/0001-auth-strategy.md").exists()
    ran = sdd(root, "adr", "renumber", "1", "7")
    assert ran.lines == ["history/adr/0007-auth-strategy.md"]
    assert (root / "README.md").read_text() == (
        "See ADR-0007, adr 7, [it](history/adr/0007-auth-strategy.md), ADR-0010."
    )
    assert (root / "app/main.py").read_text() == "# ADR-0007 says so\n"
    prompts = root / "history/prompts/general/0001-x.general.prompt.md"
    assert prompts.read_text() == "ADR-0001 please\n"
    assert (root / "history/adr/0007-auth-strategy.md").read_text().startswith("# ADR-0007: auth")
    assert "[ADR-0007](0007-auth-strategy.md)" in (root / "history/adr/0002-cache.md").read_text()
    assert not (root / "history/adr/0001-auth-strategy.md").exists()
    ran = sdd(root, "adr", "renumber", "2", "7")
    assert ran.code == 2 and "0007-auth-strategy.md" in ran.err
    write_project(root, {"history/adr/0009-broken.md": b"\xff"})
    ran = sdd(root, "adr", "renumber", "2", "9")
    assert ran.code == 2 and "0009-broken.md" in ran.err


def test_of_two_records_with_one_number_only_sure_references_are_rewritten(root: Path) -> None:
    for name in ("auth", "cache"):
        text = f"# ADR-0001: {name}\n\n- **Status**: Accepted\n"
        write_project(root, {f"history/adr/0001-{name}.md": text})
    text = "ADR-0001 decides.\n[ADR-0001](history/adr/0001-cache.md)\n"
    write_project(root, {"README.md": text})
    ran = sdd(root, "adr", "renumber", "1")
    assert ran.code == 2 and "name the file" in ran.err
    ran = sdd(root, "adr", "renumber", "0001-cache.md")
    assert ran.lines == ["history/adr/0002-cache.md"]
    assert "left alone, since two records have the number: README.md:1" in ran.err
    assert (root / "README.md").read_text() == (
        "ADR-0001 decides.\n[ADR-0002](history/adr/0002-cache.md)\n"
    )


def test_the_index_is_generated_between_its_markers(root: Path) -> None:
    adr(root, "auth | strategy")
    adr(root, "tokens", "--supersedes", "1")
    table = adr(root, "toc")
    assert "| 0002 | [tokens](0002-tokens.md) | Proposed |" in table
    assert "auth \\| strategy" in table
    assert not (root / "history/adr/README.md").exists()
    adr(root, "toc", "--write")
    place = root / "history/adr/README.md"
    place.write_text("Our words.\n\n" + place.read_text() + "\nMore words.\n")
    ran = sdd(root, "adr", "cache")
    reminder = "history/adr/README.md is out of date; renew it: sdd adr toc --write"
    assert reminder in ran.err
    adr(root, "toc", "--write")
    assert reminder in sdd(root, "adr", "status", "3", "accepted").err
    adr(root, "toc", "--write")
    assert reminder not in sdd(root, "adr", "status", "3", "accepted").err
    text = place.read_text()
    assert text.startswith("Our words.\n") and text.endswith("\nMore words.\n")
    assert text.count("[tokens]") == 1 and "[cache](0003-cache.md)" in text
    assert "up to date" in sdd(root, "adr", "toc", "--write").err
    assert [row["number"] for row in listed(root)] == [1, 2, 3]


def test_a_template_of_the_project_is_used_and_a_broken_one_is_named(root: Path) -> None:
    place = ".specify/templates/adr-speckit.md.j2"
    write_project(root, {place: "# ADR-{{ number }}: {{ title }}\n\n- **Status**: Proposed\n"})
    path = adr(root, "auth strategy").strip()
    assert (root / path).read_text() == "# ADR-0001: auth strategy\n\n- **Status**: Proposed\n"
    write_project(root, {place: "{% if %}"})
    ran = sdd(root, "adr", "cache")
    assert ran.code == 2 and f"{place}, line 1" in ran.err
    assert len(listed(root)) == 1


def test_the_folder_and_the_names_of_the_project_are_kept(root: Path) -> None:
    text = "# 7. Logs\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n"
    write_project(root, {"docs/adr/adr-007-logs.md": text, "docs/adr/template.md": "# x\n"})
    assert adr(root, "auth strategy") == "docs/adr/adr-008-auth-strategy.md\n"
    write_project(root, {".adr-dir": "notes/decided\n"})
    assert adr(root, "auth strategy") == "notes/decided/0001-auth-strategy.md\n"
    write_project(root, {".adr-dir": "../outside\n"})
    assert adr(root, "cache") == "docs/adr/adr-009-cache.md\n"


def test_an_editor_opens_the_record(root: Path, tmp_path: Path) -> None:
    script = root / "editor.py"
    script.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('edited')\n")
    editor = {"VISUAL": f'"{sys.executable}" "{script}"'}
    ran = sdd(root, "adr", "auth strategy", "--edit", env=editor)
    assert ran.code == 0, ran.err
    assert (root / "history/adr/0001-auth-strategy.md").read_text() == "edited"
    ran = sdd(root, "adr", "cache", "--edit", env={"VISUAL": "", "EDITOR": ""})
    assert ran.code == 2 and "set VISUAL or EDITOR" in ran.err
    assert not (root / "history/adr/0002-cache.md").exists()


def test_our_own_decisions_keep_to_the_rules() -> None:
    ran = sdd(REPOSITORY, "check", "--select", "ADR", "--format", "concise", "history/adr")
    assert (ran.code, ran.out) == (0, b"")


def test_a_suggestion_is_one_line_with_the_command_and_writes_nothing(root: Path) -> None:
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "start")
    before = sorted(path for path in root.rglob("*") if ".git" not in path.parts)
    ran = sdd(root, "adr", "suggest")
    assert ran.lines == [
        "📋 Architectural decision detected: Authentication approach: Signed tokens, fifteen "
        'minutes. Document reasoning and tradeoffs? Run `sdd adr "Authentication approach"`'
    ]
    assert sorted(path for path in root.rglob("*") if ".git" not in path.parts) == before
    (found,) = json.loads(adr(root, "suggest", "--format", "json"))
    assert found["alternatives"] == ["Sessions", "API keys"]
    assert found["impact"] and found["scope"]
    assert found["places"] == [{"path": "specs/003-orders/research.md", "line": 3}]
    adr(root, "auth strategy")
    ran = sdd(root, "adr", "suggest")
    assert ran.out == b"" and "no decision without a record" in ran.err


def test_the_change_since_the_merge_base_is_weighed(root: Path) -> None:
    manifest = '[project]\nname = "shop"\ndependencies = ["fastapi"]\n'
    contract = "paths:\n  /orders:\n    get: {}\n  /carts:\n    get: {}\n"
    write_project(
        root,
        {"pyproject.toml": manifest, "specs/003-orders/contracts/orders.yaml": contract},
    )
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "start")
    git(root, "switch", "-qc", "feature")
    adr(root, "auth strategy")
    git(root, "add", ".")
    git(root, "commit", "-qm", "auth")
    assert sdd(root, "adr", "suggest").out == b""
    write_project(
        root,
        {
            "pyproject.toml": manifest.replace('"fastapi"', '"fastapi",\n"celery>=5", "rich"'),
            "specs/003-orders/contracts/orders.yaml": contract.partition("  /carts")[0],
        },
    )
    text = adr(root, "suggest")
    assert "celery is a new dependency" in text and "rich" not in text
    assert "orders.yaml no longer has 1 path (/carts)" in text
    ran = sdd(root, "check", "--select", "ADR104", "--format", "concise")
    assert ran.code == 0
    assert ran.lines[0].startswith("pyproject.toml:4:1: ADR104 undocumented-decision")
    adr(root, "work in the background")
    assert "celery" not in adr(root, "suggest")
    ran = sdd(root, "adr", "suggest", "--base", "nowhere")
    assert ran.code == 2 and 'git knows no revision "nowhere"' in ran.err


def places_told(root: Path) -> tuple[set[str], set[str]]:
    """Where `suggest` and ADR104 see a decision without a record."""
    suggested = json.loads(adr(root, "suggest", "--format", "json"))
    ran = sdd(root, "check", "--select", "ADR104", "--format", "concise")
    assert ran.code == 0
    checked = {":".join(line.split(":")[:2]) for line in ran.lines}
    return {
        f"{each['places'][0]['path']}:{each['places'][0]['line']}" for each in suggested
    }, checked


def test_the_check_weighs_the_same_change_as_the_suggestion(root: Path) -> None:
    """A scheme, a dependency and a platform, uncommitted and on the default branch itself."""
    manifest = '[project]\nname = "shop"\ndependencies = ["fastapi"]\n'
    write_project(root, {"pyproject.toml": manifest, "specs/003-orders/research.md": ""})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-qm", "start")
    assert places_told(root) == (set(), set())
    scheme = "from fastapi.security import HTTPBearer\n\nscheme = HTTPBearer()\n"
    write_project(
        root,
        {
            "pyproject.toml": manifest.replace('"fastapi"', '"fastapi", "celery"'),
            "app/security.py": scheme,
            "Dockerfile": "FROM python\n",
        },
    )
    # What tests use, and what a text speaks of, is no scheme of the application.
    write_project(
        root, {"tests/test_app.py": scheme, "app/x.py": '"""No HTTPBasic."""  # HTTPBasic\n'}
    )
    expected = {"pyproject.toml:3", "app/security.py:1", "Dockerfile:1"}
    assert places_told(root) == (expected, expected)
    ran = sdd(root, "check", "--staged", "--select", "ADR104", "--format", "concise")
    assert ran.lines == []


def test_records_that_only_adr_dir_leads_to_are_checked(root: Path) -> None:
    text = "# 1. Cookies\n\nDate: 2026-01-02\n\n## Status\n\nSuperseded by [2](0002-x.md)\n"
    write_project(root, {".adr-dir": "notes/choices\n", "notes/choices/0001-cookies.md": text})
    assert [row["path"] for row in listed(root)] == ["notes/choices/0001-cookies.md"]
    ran = sdd(root, "check", "--select", "ADR", "--format", "concise")
    assert any(line.startswith("notes/choices/0001-cookies.md:7:") for line in ran.lines)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    staged = sdd(root, "check", "--staged", "--select", "ADR", "--format", "concise")
    assert staged.lines == ran.lines


def test_a_repository_without_a_commit_has_no_change_to_weigh(root: Path) -> None:
    git(root, "init", "-q")
    assert "there is no commit yet, so no change was weighed" in sdd(root, "adr", "suggest").err


def test_a_project_without_git_or_features_is_told_so(tmp_path: Path) -> None:
    write_project(tmp_path, {"pyproject.toml": "[tool.sdd]\n"})
    ran = sdd(tmp_path, "adr", "suggest")
    assert (ran.code, ran.out) == (0, b"")
    assert "there is no git repository" in ran.err and "no feature is active" in ran.err


def test_the_template_of_spec_kit_plus_is_filled_in(root: Path) -> None:
    template = (
        "# ADR-{{ID}}: {{TITLE}}\n\n- **Status:** Proposed | Accepted | Superseded | Rejected\n"
        "- **Date:** {{DATE_ISO}}\n- **Feature:** {{FEATURE_NAME}}\n- **Context:** {{CONTEXT}}\n\n"
        "<!-- checklist -->\n\n## Decision\n\n{{DECISION}}\n\n## Consequences\n\n"
        "{{POSITIVE_CONSEQUENCES}}\n\n## Our own chapter\n\n{% if %} {{ 7 * 7 }}\n\n"
        "## References\n\n- Plan: {{PLAN_LINK}}\n- Related ADRs: {{RELATED_ADRS}}\n"
    )
    write_project(root, {".specify/templates/adr-template.md": template})
    adr(root, "auth strategy")
    adr(root, "tokens", "--supersedes", "1")
    text = (root / "history/adr/0001-auth-strategy.md").read_text()
    assert text.startswith("# ADR-0001: auth strategy\n\n- **Status:** Superseded by [ADR-0002]")
    assert "- **Context:** How do services know who calls?\n" in text
    assert "## Decision\n\nSigned tokens, fifteen minutes." in text
    assert "[positive consequences of this decision]" in text
    assert "<!-- checklist -->" in text and "{% if %} {{ 7 * 7 }}" in text
    assert (
        "- Related ADRs: Supersedes [ADR-0001]" in (root / "history/adr/0002-tokens.md").read_text()
    )
    assert [row["status"] for row in listed(root)] == ["superseded", "proposed"]
    assert listed(root)[1]["supersedes"] == [1]
    adr(root, "cache", "--template", "speckit")
    assert "Our own chapter" not in (root / "history/adr/0003-cache.md").read_text()


def test_what_a_killed_command_left_is_completed_by_the_next(root: Path) -> None:
    adr(root, "cookies")
    adr(root, "tokens")
    program = (
        "import os, sys; from pathlib import Path;"
        "from sdd.workspace import together; carry = together._carry_out;"
        "together._carry_out = lambda root, step: (carry(root, step), os._exit(9));"
        "from sdd.cli.main import run; sys.argv = ['sdd', 'adr', 'supersede', '1', '--by', '2'];"
        "run()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=clean_environment(), check=False
    )
    assert done.returncode == 9
    assert (root / "history/adr/.sdd-unfinished.json").exists()
    ran = sdd(root, "adr", "list", "--format", "json")
    assert [row["status"] for row in json.loads(ran.out)] == ["superseded", "proposed"]
    assert listed(root)[1]["supersedes"] == [1]
    assert [path.name for path in (root / "history/adr").glob(".sdd*")] == []
