"""`sdd hooks` and `sdd hook`, as people and agents call them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.running import (
    BLOCKING,
    CONSTITUTION,
    SOUND,
    Ran,
    clean_environment,
    run_python,
    sdd,
)
from tests.git import git, repository
from tests.language import write_project
from tests.transcripts import SESSION, Claude, Codex, happy_path, save

SETTINGS = """{
    "permissions": {"allow": ["Bash(ls)"]},
    "hooks": {
        "Stop": [{"hooks": [{"type": "command", "command": "echo hi"}]}]
    }
}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        ".specify/memory/constitution.md": CONSTITUTION,
        "specs/002-orders/spec.md": "# Feature Specification: Orders\n",
        "app/main.py": SOUND,
    }
    return repository(tmp_path.resolve() / "shop", files)


def commands(root: Path, path: str = ".claude/settings.json") -> list[str]:
    found = json.loads((root / path).read_text())["hooks"]
    return [
        f"{event} {hook['command']}"
        for event in found
        for each in found[event]
        for hook in each["hooks"]
    ]


OURS = ["PostToolUse sdd hook claude", "Stop sdd hook claude", "SessionEnd sdd hook claude"]


def test_hooks_of_claude_are_merged_and_taken_out_again(root: Path) -> None:
    (root / ".claude").mkdir()
    (root / ".claude/settings.json").write_text(SETTINGS)
    shown = sdd(root, "hooks", "install", "claude", "--diff")
    assert "+++ .claude/settings.json" in shown.lines
    assert (root / ".claude/settings.json").read_text() == SETTINGS
    assert not (root / ".sdd").exists()
    assert sdd(root, "hooks", "install", "claude").code == 0
    assert sorted(commands(root)) == sorted([*OURS, "Stop echo hi"])
    text = (root / ".claude/settings.json").read_text()
    assert "nothing to change" in sdd(root, "hooks", "install", "claude").err
    assert (root / ".claude/settings.json").read_text() == text
    assert sdd(root, "hooks", "uninstall", "claude").code == 0
    assert (root / ".claude/settings.json").read_text() == SETTINGS
    assert not (root / ".sdd").exists()


@pytest.mark.parametrize(
    ("name", "path", "text"),
    [
        ("claude", ".claude/settings.json", b""),
        ("claude", ".claude/settings.json", b'{"a": 1, "hooks": {}}'),
        ("claude", ".claude/settings.json", SETTINGS.replace("\n", "\r\n").encode()),
        ("claude", ".claude/settings.json", b'\xef\xbb\xbf{"hooks": {"Stop": []}}'),
        ("pre-commit", ".pre-commit-config.yaml", b""),
        ("pre-commit", ".pre-commit-config.yaml", b"repos:\r\n  - repo: a\r\n    hooks: []\r\n"),
        ("pre-commit", ".pre-commit-config.yaml", b"# mine\nexclude: x"),
        ("pre-commit", ".pre-commit-config.yaml", b"repos:\n\nexclude: x\n"),
        ("codex", ".codex/config.toml", b"[[hooks.Stop]]\r\nhooks = []\r\n"),
        ("git", ".git/hooks/pre-commit", b"#!/bin/sh\nexec lint\n"),
        ("git", ".git/hooks/pre-commit", b"exec lint"),
        ("agents", "AGENTS.md", b"# Mine"),
        ("agents", "AGENTS.md", b"# Mine\n\n\n"),
        ("agents", "AGENTS.md", b"# Mine\r\n"),
    ],
)
def test_a_file_is_as_before_byte_for_byte_after_taking_out(
    root: Path, name: str, path: str, text: bytes
) -> None:
    place = root / path
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(text)
    assert sdd(root, "hooks", "install", name).code == 0
    added = place.read_bytes()
    assert b"sdd" in added
    if b"\r\n" in text:
        assert added.count(b"\n") == added.count(b"\r\n")
    assert sdd(root, "hooks", "uninstall", name).code == 0
    assert place.read_bytes() == text


@pytest.mark.parametrize("text", ["repos: []\n", "repos:  # none yet\n", "- a\n"])
def test_a_configuration_that_cannot_be_added_to_stays_and_says_how(root: Path, text: str) -> None:
    (root / ".pre-commit-config.yaml").write_text(text)
    ran = sdd(root, "hooks", "install", "pre-commit")
    assert ran.code == 2
    assert 'add a hook with the entry "sdd check" by hand' in ran.err
    assert (root / ".pre-commit-config.yaml").read_text() == text
    assert not (root / ".sdd").exists()


def test_a_link_inside_the_project_is_written_through_and_no_other(
    root: Path, tmp_path: Path
) -> None:
    (root / ".claude").mkdir()
    (root / "settings.json").write_text("{}\n")
    (tmp_path / "other.json").write_text("{}\n")
    link = root / ".claude/settings.json"
    link.symlink_to("../settings.json")
    assert sdd(root, "hooks", "install", "claude").code == 0
    assert link.is_symlink()
    assert sorted(commands(root, "settings.json")) == sorted(OURS)
    sdd(root, "hooks", "uninstall", "claude")
    assert (root / "settings.json").read_text() == "{}\n"
    link.unlink()
    link.symlink_to(tmp_path / "other.json")
    ran = sdd(root, "hooks", "install", "claude")
    assert ran.code == 2
    assert "leads out of the project" in ran.err
    assert (tmp_path / "other.json").read_text() == "{}\n"


def test_the_hooks_of_husky_are_those_that_people_keep(root: Path) -> None:
    git(root, "config", "core.hooksPath", ".husky/_")
    (root / ".husky/_").mkdir(parents=True)
    (root / ".husky/pre-commit").write_text("npx lint-staged\n")
    assert sdd(root, "hooks", "install", "git").code == 0
    text = (root / ".husky/pre-commit").read_text()
    assert "sdd check --staged || exit $?" in text
    assert text.endswith("npx lint-staged\n")
    assert list((root / ".husky/_").iterdir()) == []


def test_what_was_put_in_place_before_a_failure_can_be_taken_out(root: Path) -> None:
    (root / ".agents").write_text("a file where a folder should be")
    ran = sdd(root, "hooks", "install", "claude", "agents")
    assert ran.code == 2
    assert sdd(root, "hooks", "uninstall", "claude").code == 0
    assert not (root / ".claude/settings.json").exists()


def test_what_a_person_changed_is_never_taken_out(root: Path) -> None:
    sdd(root, "hooks", "install", "claude")
    path = root / ".claude/settings.json"
    document = json.loads(path.read_text())
    document["hooks"]["Stop"][0]["hooks"][0]["timeout"] = 5
    path.write_text(json.dumps(document))
    assert "changed" in sdd(root, "hooks", "status").lines[0]
    ran = sdd(root, "hooks", "uninstall", "claude")
    assert "hooks.Stop was changed by somebody and stays" in ran.err
    assert commands(root) == ["Stop sdd hook claude"]
    assert "its own way" in sdd(root, "hooks", "install", "claude").err
    assert sorted(commands(root)) == sorted(OURS)


def test_files_that_were_made_go_with_what_was_put_into_them(root: Path) -> None:
    before = sorted(path.as_posix() for path in root.rglob("*"))
    names = ("claude", "codex", "git", "pre-commit", "agents")
    assert sdd(root, "hooks", "install", *names).code == 0
    states = json.loads(sdd(root, "hooks", "status", "--format", "json").out)
    assert [(each["name"], each["state"]) for each in states] == [
        (name, "installed") for name in (*names, "skill-claude", "skill-agents")
    ]
    assert os.access(root / ".git/hooks/pre-commit", os.X_OK)
    assert sdd(root, "hooks", "uninstall", *names).code == 0
    assert sorted(path.as_posix() for path in root.rglob("*")) == before
    assert "`sdd hooks install` has put nothing there" in sdd(root, "hooks", "uninstall", "git").err


def test_agents_are_told_how_to_use_it_between_markers(root: Path) -> None:
    own = "# Agents\n\nBe kind.\n"
    (root / "AGENTS.md").write_text(own)
    assert sdd(root, "hooks", "install", "agents").code == 0
    text = (root / "AGENTS.md").read_text()
    assert text.startswith(f"{own}\n<!-- sdd:agents:begin")
    assert "`sdd check` says where code or documents break the constitution" in text
    skill = (root / ".claude/skills/sdd/SKILL.md").read_text()
    assert skill.startswith("---\nname: sdd\ndescription: Check code")
    assert (root / ".agents/skills/sdd/SKILL.md").read_text() == skill
    (root / "AGENTS.md").write_text(f"{text}\nMore of mine.\n")
    assert sdd(root, "hooks", "install", "agents", "--command", "uv run sdd").code == 0
    renewed = (root / "AGENTS.md").read_text()
    assert "`uv run sdd check`" in renewed
    assert renewed.startswith(own)
    assert renewed.endswith("\nMore of mine.\n")
    (root / "AGENTS.md").write_text(renewed.replace("offline and", "always and"))
    ran = sdd(root, "hooks", "uninstall", "agents")
    assert "the block in AGENTS.md was changed and stays" in ran.err
    assert "always and" in (root / "AGENTS.md").read_text()
    assert not (root / ".claude").exists()


def test_the_block_goes_and_the_rest_of_the_file_stays(root: Path) -> None:
    own = "# Agents\n\nBe kind.\n"
    (root / "AGENTS.md").write_text(own)
    sdd(root, "hooks", "install", "agents")
    sdd(root, "hooks", "uninstall", "agents")
    assert (root / "AGENTS.md").read_text() == own
    assert not (root / ".agents").exists()


def test_codex_hooks_go_where_its_hooks_are(root: Path) -> None:
    (root / ".codex").mkdir()
    text = '# mine\n[[hooks.Stop]]\nhooks = [{ type = "command", command = "x" }] # keep\n'
    (root / ".codex/config.toml").write_text(text)
    ran = sdd(root, "hooks", "install", "codex")
    assert "trust them in Codex with /hooks" in ran.err
    changed = (root / ".codex/config.toml").read_text()
    assert changed.startswith(text.rstrip())
    assert changed.count("sdd hook codex") == 3
    sdd(root, "hooks", "uninstall", "codex")
    assert (root / ".codex/config.toml").read_text().strip() == text.strip()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("install", "claud"), 'did you mean "claude"?'),
        (("install", "claude"), "it is no JSON (line 1)"),
        (("install", "pre-commit"), "it is no YAML (line 2)"),
        (("install", "codex"), "it is no TOML"),
    ],
)
def test_what_cannot_be_installed_is_said(root: Path, words: Any, complaint: str) -> None:
    (root / ".claude").mkdir()
    (root / ".claude/settings.json").write_text("// no")
    (root / ".pre-commit-config.yaml").write_text("repos: [\n")
    (root / ".codex").mkdir()
    (root / ".codex/config.toml").write_text("[hooks\n")
    ran = sdd(root, "hooks", *words)
    assert ran.code == 2
    assert complaint in ran.err
    assert (root / ".claude/settings.json").read_text() == "// no"


def test_the_hook_of_pre_commit_runs_whatever_is_committed(root: Path) -> None:
    """A secret can stand in a file of any kind."""
    sdd(root, "hooks", "install", "pre-commit")
    [repo] = yaml.safe_load((root / ".pre-commit-config.yaml").read_text())["repos"]
    [hook] = repo["hooks"]
    assert hook["always_run"] is True
    assert not any(key.startswith(("types", "files")) for key in hook)


def test_the_hook_of_git_stops_a_bad_commit(root: Path) -> None:
    (root / ".git/hooks").mkdir(exist_ok=True)
    (root / ".git/hooks/pre-commit").write_text("#!/bin/sh\nexit 0\n")
    sdd(root, "hooks", "install", "git", "--command", f"{sys.executable} -m sdd")
    (root / "app/main.py").write_text(BLOCKING)
    git(root, "add", ".")
    with pytest.raises(subprocess.CalledProcessError) as failed:
        git(root, "commit", "-m", "x", env={"PYTHONPATH": clean_environment()["PYTHONPATH"]})
    assert b"ASY301" in failed.value.stderr


def call(root: Path, event: dict[str, Any], agent: str = "claude", home: Path | None = None) -> Ran:
    """Call a hook as an agent does: standard input stays open."""
    env = clean_environment() | {"CLAUDE_PROJECT_DIR": str(root), "HOME": str(home or root)}
    with subprocess.Popen(
        [sys.executable, "-m", "sdd", "hook", agent],
        cwd=root,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(json.dumps(event).encode())
        process.stdin.flush()
        code = process.wait(30)
        out, err = process.stdout.read(), process.stderr.read().decode()
    return Ran(code, out, err)


def edited(root: Path, path: str) -> dict[str, Any]:
    return {
        "hook_event_name": "PostToolUse",
        "session_id": SESSION,
        "cwd": str(root),
        "tool_name": "Edit",
        "tool_input": {"file_path": str(root / path), "old_string": "a", "new_string": "b"},
        "tool_response": {"filePath": str(root / path)},
    }


def test_findings_in_an_edited_file_go_to_the_agent(root: Path) -> None:
    (root / "app/main.py").write_text(BLOCKING)
    (root / "app/other.py").write_text(BLOCKING)
    ran = call(root, edited(root, "app/main.py"))
    assert (ran.code, ran.out) == (2, b"")
    assert ran.err.splitlines()[:3] == [
        "sdd found 1 problem in the file that was just edited.",
        "",
        "app/main.py, line 5: time.sleep() blocks the event loop in async wait "
        "(ASY301 blocking-call-in-async).",
    ]
    assert "The constitution asks for this in" in ran.err
    assert "What helps:" in ran.err
    assert "other.py" not in ran.err


def test_a_patch_of_codex_names_its_files(root: Path) -> None:
    (root / "app/main.py").write_text(BLOCKING)
    patch = "*** Begin Patch\n*** Update File: app/main.py\n+x\n*** End Patch"
    event = {**edited(root, "x"), "tool_name": "apply_patch", "tool_input": {"command": patch}}
    assert call(root, event, "codex").code == 2


@pytest.mark.parametrize("path", ["app/main.py", "gone.py", "notes.txt", "README.md"])
def test_an_edit_with_nothing_to_say_is_let_pass(root: Path, path: str) -> None:
    (root / "README.md").write_text("# Read me\n")
    ran = call(root, edited(root, path))
    assert (ran.code, ran.out, ran.err) == (0, b"", "")


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something holds, as long as a loaded machine may need."""
    patience = time.monotonic() + 60
    while not condition() and time.monotonic() < patience:
        time.sleep(0.05)


def test_a_file_of_another_repository_is_checked_only_where_sdd_is_used(root: Path) -> None:
    other = repository(root.parent / "other", {"app/main.py": BLOCKING})
    ran = call(root, edited(other, "app/main.py"))
    assert (ran.code, ran.out, ran.err) == (0, b"", "")
    write_project(other, {".specify/memory/constitution.md": CONSTITUTION})
    assert call(root, edited(other, "app/main.py")).code == 2


def stopped(root: Path, transcript: Path, **more: Any) -> dict[str, Any]:
    event = {"hook_event_name": "Stop", "session_id": SESSION, "cwd": str(root)}
    return {**event, "transcript_path": str(transcript), "stop_hook_active": False, **more}


def records(root: Path) -> list[str]:
    found = (root / "history").rglob("*.md") if (root / "history").exists() else ()
    return [path.read_text() for path in found]


@pytest.mark.parametrize("active", [False, True])
def test_at_a_stop_the_record_is_renewed_and_the_agent_is_not_kept(
    root: Path, active: bool
) -> None:
    talk = happy_path(str(root))
    path = save(root.parent / "x" / f"{SESSION}.jsonl", talk.lines)
    ran = call(root, stopped(root, path, stop_hook_active=active, last_assistant_message="Newer."))
    assert (ran.code, ran.out, ran.err) == (0, b"", "")
    [text] = records(root)
    assert "> Newer." in text
    talk.prompt("More")
    save(path, talk.lines)
    call(root, stopped(root, path))
    [text] = records(root)
    assert "More" in text


def test_at_the_end_of_a_session_a_process_of_its_own_finishes_the_record(root: Path) -> None:
    talk = happy_path(str(root))
    path = save(root.parent / "x" / f"{SESSION}.jsonl", talk.lines)
    event = {**stopped(root, path), "hook_event_name": "SessionEnd", "reason": "other"}
    ran = call(root, event)
    assert (ran.code, ran.err) == (0, "")
    wait_for(lambda: bool(records(root)))
    assert len(records(root)) == 1


def test_a_session_of_codex_is_recorded_too(root: Path) -> None:
    talk = Codex(str(root))
    talk.prompt("With Codex")
    path = save(root.parent / f"rollout-2026-11-20T09-00-00-{SESSION}.jsonl", talk.lines)
    assert call(root, stopped(root, path), "codex").code == 0
    assert "agent: codex" in records(root)[0]


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"hook_event_name": "Stop"},
        {"hook_event_name": "Stop", "transcript_path": None},
        {"hook_event_name": "Stop", "transcript_path": "/nowhere/x.jsonl"},
        {"hook_event_name": "SessionEnd", "transcript_path": "/nowhere/x.jsonl"},
        {"hook_event_name": "PostToolUse"},
        {"hook_event_name": "PostToolUse", "tool_input": "text"},
        {"hook_event_name": "PostToolUse", "tool_input": {"file_path": 7, "path": "\0"}},
        {"hook_event_name": "Hologram", "cwd": 5},
    ],
)
def test_events_that_lack_something_are_let_pass(root: Path, event: dict[str, Any]) -> None:
    ran = call(root, event)
    assert (ran.code, ran.out, ran.err) == (0, b"", "")
    assert records(root) == []


def test_our_own_trouble_never_stops_the_agent(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.sdd]\nselect = 5\n")
    assert call(root, edited(root, "app/main.py")).code == 1
    ran = sdd(root, "hook", "claude", stdin=b"[1, 2]")
    assert ran.code == 1
    assert "no JSON object" in ran.err
    assert sdd(root, "hook", "claude", stdin=b"").code == 0


# Each of these takes longer to import than a hook may keep an agent waiting.
HEAVY = ("typer", "rich", "pydantic", "msgspec", "libcst", "git", "jinja2", "markdown_it", "yaml")


def test_a_hook_starts_without_what_its_event_does_not_need(root: Path) -> None:
    event = json.dumps({"hook_event_name": "Notification", "cwd": str(root)}).encode()
    words = ("-X", "importtime", "-m", "sdd", "hook", "claude")
    ran = run_python(root, words, stdin=event)
    assert ran.code == 0
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in ran.err.splitlines()}
    assert "sdd" in imported
    assert imported.isdisjoint(HEAVY)


def test_a_package_of_our_name_in_the_project_is_not_run_at_the_end(root: Path) -> None:
    (root / "sdd").mkdir()
    (root / "sdd/__init__.py").write_text("")
    (root / "sdd/__main__.py").write_text("open('ran', 'w')\n")
    talk = happy_path(str(root))
    path = save(root.parent / "x" / f"{SESSION}.jsonl", talk.lines)
    event = {**stopped(root, path), "hook_event_name": "SessionEnd", "reason": "other"}
    words = ("-P", "-m", "sdd", "hook", "claude")
    env = {"CLAUDE_PROJECT_DIR": str(root)}
    assert run_python(root, words, stdin=json.dumps(event).encode(), env=env).code == 0
    wait_for(lambda: bool(records(root)) or (root / "ran").exists())
    assert not (root / "ran").exists()


@pytest.mark.parametrize("words", [("clade",), (), ("claude", "--fast"), ("finish", "x")])
def test_a_mistyped_hook_never_stops_the_agent(root: Path, words: tuple[str, ...]) -> None:
    ran = sdd(root, "hook", *words, stdin=b"{}")
    assert ran.code == 1
    assert "Usage: sdd hook claude|codex" in ran.err


def test_an_entry_point_from_before_answers_as_well(root: Path) -> None:
    program = "from sdd.cli.main import run; run()"
    (root / "app/main.py").write_text(BLOCKING)
    event = json.dumps(edited(root, "app/main.py")).encode()
    ran = run_python(root, ("-c", program, "hook", "claude"), stdin=event)
    assert ran.code == 2 and "ASY301" in ran.err
    assert run_python(root, ("-c", program, "hook", "clade"), stdin=event).code == 1


def test_a_hook_without_standard_input_is_let_pass(root: Path) -> None:
    words = [
        sys.executable,
        "-c",
        "import os, sys; os.close(0); os.execv(sys.argv[1], sys.argv[1:])",
    ]
    command = [*words, sys.executable, "-m", "sdd", "hook", "claude"]
    done = subprocess.run(command, cwd=root, env=clean_environment(), capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_secret_in_a_session_is_in_no_record_of_a_hook(root: Path) -> None:
    token = "ghp_" + "a1B2" * 9
    talk = Claude(str(root))
    talk.prompt(f"Use {token}")
    path = save(root.parent / "x" / f"{SESSION}.jsonl", talk.lines)
    ran = call(root, stopped(root, path, last_assistant_message=f"I used {token}."))
    assert token not in records(root)[0] + ran.err
