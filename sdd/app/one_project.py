"""The one project that a command is about."""

from pathlib import Path

from sdd.errors import UsageError
from sdd.workspace.roots import Root, find_roots
from sdd.workspace.walking import PROJECT_MARKER
from sdd.workspace.wording import printable


def find_project(cwd: Path, explicit: Path | None) -> Root:
    """The root around a folder, or the one that was asked for.

    Raises UsageError where that is no project of its own and holds several: which one is meant?
    """
    first, *inner = find_roots((), cwd, explicit)
    if inner and first.marker not in (PROJECT_MARKER, "pyproject.toml") and explicit is None:
        names = ", ".join(printable(each.path.relative_to(first.path).as_posix()) for each in inner)
        raise UsageError(
            f"this folder holds several projects: {names}",
            "run the command inside one of them, or name it with --root",
        )
    return first
