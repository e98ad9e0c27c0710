"""An event of a coding agent, answered: an edited file is checked, a session gets its record.

Events and their fields: the hooks documentation of Claude Code; Codex uses the same names.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

_CHECKED = (".py", ".pyw", ".md")
_MOST_FINDINGS = 10
_LONGEST_PATCH = 5_000_000


class Answer(NamedTuple):
    """What the agent gets. code: 0, or 2 where `message` is for the agent; 1 where it is for the
    person, and the agent goes on."""

    code: int = 0
    message: str = ""


def answer(event: Mapping[str, Any], environ: Mapping[str, str]) -> Answer:
    """Answer one event; one that is none of ours, or lacks what it should have, is let pass.

    Raises SddError where the work cannot be done.
    """
    kind = event.get("hook_event_name")
    folder = _folder(event, environ)
    if folder is None:
        return Answer()
    if kind == "PostToolUse":
        return _check(folder, _edited(event, folder))
    if kind == "Stop":
        return _record(event, folder)
    if kind == "SessionEnd":
        return _finish(event, folder)
    return Answer()


def _folder(event: Mapping[str, Any], environ: Mapping[str, str]) -> Path | None:
    """The folder that the session began in; it stays the same when the agent changes folders."""
    for text in (environ.get("CLAUDE_PROJECT_DIR", ""), event.get("cwd")):
        if isinstance(text, str) and text and Path(text).is_dir():
            return Path(text)
    return None


def _edited(event: Mapping[str, Any], folder: Path) -> tuple[Path, ...]:
    """The files that a tool wrote, as far as they are there and can be checked."""
    given = event.get("tool_input")
    names = list(_names(given)) if isinstance(given, dict) else []
    cwd = event.get("cwd")
    base = Path(cwd) if isinstance(cwd, str) else folder
    places = [base / name for name in dict.fromkeys(names)]
    return tuple(place for place in places if _is_checked(place))


def _is_checked(place: Path) -> bool:
    try:
        return place.suffix.lower() in _CHECKED and place.is_file()
    except (OSError, ValueError):
        return False


def _names(given: Mapping[str, Any]) -> Iterator[str]:
    for key in ("file_path", "notebook_path", "path"):
        if isinstance(given.get(key), str):
            yield given[key]
    for value in given.values():
        if isinstance(value, str) and "*** Begin Patch" in value[:_LONGEST_PATCH]:
            from sdd.read.transcripts.patches import read_patch

            yield from (write.to or write.path for write in read_patch(value))


def _check(folder: Path, paths: tuple[Path, ...]) -> Answer:
    """The findings in the edited files that reach `fail-on`, as plain sentences."""
    paths = tuple(path for path in paths if _is_of_a_project(path, folder))
    if not paths:
        return Answer()
    from sdd.app.check import CheckRequest, check, settings_for
    from sdd.errors import NothingToCheckError
    from sdd.workspace.roots import find_roots

    request = CheckRequest(paths=paths)
    try:
        result = check(request, folder)
    except NothingToCheckError:
        return Answer()
    if not result.failed:
        return Answer()
    from sdd.report.agent import render_for_agent

    fail_on = settings_for(request, find_roots(paths, folder)[0]).fail_on
    return Answer(2, render_for_agent(result.outcomes, fail_on, _MOST_FINDINGS))


def _is_of_a_project(path: Path, folder: Path) -> bool:
    """Whether a file lies in the project of the session, or in another one that uses sdd.

    Agents also write elsewhere: notes in the home folder, other repositories.
    """
    from sdd.workspace.roots import find_roots

    own = find_roots((), folder)[0]
    root = find_roots((path,), folder)[0]
    return path.resolve().is_relative_to(own.path) or root.marker not in ("git", "path")


def _record(event: Mapping[str, Any], folder: Path) -> Answer:
    """Write or renew the record of the session. It never asks the agent to go on, so that it
    does not matter whether another hook did."""
    from sdd.app.phr.after_session import record_session

    path, id = event.get("transcript_path"), event.get("session_id")
    said = event.get("last_assistant_message")
    record_session(
        folder,
        Path(path) if isinstance(path, str) and path else None,
        id if isinstance(id, str) else "",
        said if isinstance(said, str) else "",
    )
    return Answer()


def _finish(event: Mapping[str, Any], folder: Path) -> Answer:
    """Let a process of its own finish the record: a session that ends waits for nobody."""
    path = event.get("transcript_path")
    if not isinstance(path, str) or not path or not Path(path).is_file():
        return Answer()
    import subprocess

    # -P: a package of that name in the project is not what runs.
    words = [sys.executable, "-P", "-m", "sdd", "hook", "finish", path, str(folder)]
    options: dict[str, Any] = {"start_new_session": True}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.DETACHED_PROCESS}
    subprocess.Popen(
        words,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,
    )
    return Answer()
