"""What is installed where."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from sdd.app.templates import templates_of
from sdd.errors import UsageError
from sdd.workspace.ignore import find_git_root
from sdd.workspace.splices import json_text, toml_text
from sdd.workspace.splices.entry import Entry, Keys

NAMES = ("claude", "codex", "git", "pre-commit", "agents")
# One name for people; each file has an entry of its own in the manifest.
_PARTS = {"agents": ("agents", "skill-claude", "skill-agents")}
_SKILLS = {
    "skill-claude": ".claude/skills/sdd/SKILL.md",
    "skill-agents": ".agents/skills/sdd/SKILL.md",
}
_SKILL_HEAD = """\
---
name: sdd
description: Check code and documents of this project against its constitution and specs with sdd,
  explain findings, and write the record of a session. Use after editing code, before ticking a
  task, and at the end of a session.
---
"""
_EDITORS = "Edit|Write|MultiEdit|NotebookEdit"
_SECONDS = 60
# Codex gives the last hook of a session three seconds at most.
_CODEX_END_SECONDS = 3


class Listing(Struct, frozen=True):
    """A configuration that holds lists of hooks. path: posix, relative to the root."""

    path: str
    entries: tuple[Entry, ...]
    parse: Callable[[str], object]
    add: Callable[[str, Entry], str]
    remove: Callable[[str, Keys, int], str]


class Script(Struct, frozen=True):
    """A shell script that git runs. path: absolute; inside: the lines of our block."""

    path: Path
    inside: str


class Yaml(Struct, frozen=True):
    """The configuration of pre-commit. path: posix, relative to the root."""

    path: str
    entry: Entry


class Marked(Struct, frozen=True):
    """A Markdown file with a block between markers. path: posix, relative to the root; head:
    what a new file begins with; inside: the block."""

    path: str
    head: str
    inside: str


Target = Listing | Script | Yaml | Marked


def parts_of(name: str) -> tuple[str, ...]:
    """The single files that a name stands for."""
    return _PARTS.get(name, (name,))


def target_of(root: Path, name: str, command: str) -> Target:
    """What `sdd hooks install NAME` puts where. command: how `sdd` is called.

    Raises UsageError for git where there is no repository.
    """
    if name == "git":
        return Script(_hooks_folder(root) / "pre-commit", f"{command} check --staged || exit $?\n")
    if name == "pre-commit":
        return Yaml(".pre-commit-config.yaml", _pre_commit(command))
    if name == "agents":
        return Marked("AGENTS.md", "", _rendered(root, "agents.md.j2", command))
    if name in _SKILLS:
        return Marked(_SKILLS[name], _SKILL_HEAD, _rendered(root, "skill.md.j2", command))
    if name == "claude":
        entries = _agent_entries(f"{command} hook claude", _EDITORS, _SECONDS)
        return _json(".claude/settings.json", entries)
    entries = _agent_entries(f"{command} hook codex", "apply_patch|Edit|Write", _CODEX_END_SECONDS)
    if _has_toml_hooks(root):
        return Listing(
            ".codex/config.toml", entries, toml_text.parse, toml_text.add, toml_text.remove
        )
    return _json(".codex/hooks.json", entries)


def is_ours(value: object) -> bool:
    """Whether a hook calls us, whatever else somebody made of it."""
    if isinstance(value, dict):
        return any(map(is_ours, value.values()))
    if isinstance(value, list):
        return any(map(is_ours, value))
    return isinstance(value, str) and "sdd hook " in f"{value} "


def _json(path: str, entries: tuple[Entry, ...]) -> Listing:
    return Listing(path, entries, json_text.parse, json_text.add, json_text.remove)


def _agent_entries(command: str, editors: str, end_seconds: int) -> tuple[Entry, ...]:
    """After an edit the file is checked; at every stop and at the end the record is written."""

    def entry(event: str, seconds: int, matcher: str = "") -> Entry:
        hook = {"type": "command", "command": command, "timeout": seconds}
        value = {"hooks": [hook]}
        return Entry(("hooks", event), {"matcher": matcher, **value} if matcher else value)

    return (
        entry("PostToolUse", _SECONDS, editors),
        entry("Stop", _SECONDS),
        entry("SessionEnd", end_seconds),
    )


def _pre_commit(command: str) -> Entry:
    hook = {
        "id": "sdd-check",
        "name": "sdd check",
        "entry": f"{command} check",
        "language": "system",
        # A secret can stand in any file, and a document in any folder.
        "always_run": True,
        "pass_filenames": False,
        "require_serial": True,
    }
    return Entry(("repos",), {"repo": "local", "hooks": [hook]})


def _rendered(root: Path, template: str, command: str) -> str:
    return templates_of(root).render(template, command=command)


def _has_toml_hooks(root: Path) -> bool:
    from sdd.workspace.files import read_file

    data = read_file(root, ".codex/config.toml")
    return isinstance(data, bytes) and b"[hooks" in data


def _hooks_folder(root: Path) -> Path:
    top = find_git_root(root)
    if top is None:
        raise UsageError("this is no git repository", "run `git init` first")
    from sdd.workspace.repository import Repository

    folder = Repository(top, root).hooks_folder()
    # Husky writes `.husky/_` anew at every installation; people's hooks are the files above it.
    is_husky = folder.name == "_" and folder.parent.name == ".husky"
    return folder.parent if is_husky else folder
