"""Go through the folders of a project from the top down, leaving out what is ignored."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from sdd.model.facts import UnreadableFile
from sdd.workspace.files import explain, is_folder
from sdd.workspace.ignore import (
    GITIGNORE,
    Ignoring,
    inherit,
    is_filled_by_tool,
    is_tool_folder,
    read_patterns,
)
from sdd.workspace.patterns import Patterns, match
from sdd.workspace.wording import is_utf8

PROJECT_MARKER = ".specify"
NOT_UTF8 = "its name is not UTF-8"

_is_junction: Callable[[str], bool] = getattr(os.path, "isjunction", lambda path: False)


class Folder(Struct, frozen=True):
    """One folder that belongs to the project.

    path: posix, relative to the root, "" for the root, else with a slash at the end.
    folders: names of the folders in it. entries: everything else in it, links to folders too.
    is_project: it holds a `.specify` folder. ignoring: what holds for its content.
    trouble: (path, reason) of what could not be read.
    """

    path: str
    folders: tuple[str, ...] = ()
    entries: tuple["os.DirEntry[str]", ...] = ()
    is_project: bool = False
    ignoring: Ignoring = Ignoring()
    trouble: tuple[tuple[str, str], ...] = ()

    def holds(self, path: str, exclude: Patterns) -> bool:
        """Whether something in it is neither ignored nor excluded; a folder ends with a slash."""
        return not (self.ignoring.covers(path) or match(exclude, path))


def walk(
    root: Path, exclude: Patterns = (), start: str = "", into_projects: bool = False
) -> Iterator[Folder]:
    """Every folder from `start` down that is neither ignored, excluded nor filled by a tool.

    root: absolute and resolved. exclude: relative to the root. start: as `Folder.path`; it is
    itself yielded whatever the rules say of it. into_projects: also enter folders below it that
    are projects of their own. Links to folders are not entered, so that no loop can arise.
    """
    waiting = [(start, inherit(root, start))]
    while waiting:
        folder = _open(root, *waiting.pop())
        if folder.path != start and (_is_filled(folder) or folder.is_project > into_projects):
            continue
        yield folder
        names = (name for name in reversed(folder.folders) if not is_tool_folder(name))
        for path in (f"{folder.path}{name}/" for name in names):
            if not folder.holds(path, exclude):
                continue
            if is_utf8(path):
                waiting.append((path, folder.ignoring))
            else:
                yield Folder(path, trouble=((path, NOT_UTF8),))


def _open(root: Path, path: str, ignoring: Ignoring) -> Folder:
    try:
        with os.scandir(f"{root}{os.sep}{path}") as listing:
            content = sorted(listing, key=_name)
    except OSError as error:
        return Folder(path, trouble=((path, explain(error, "list")),))
    folders = tuple(entry.name for entry in content if _is_folder(entry))
    entries = tuple(entry for entry in content if not _is_folder(entry))
    # A marker may be a link to a folder that several projects share.
    marked = any(one.name == PROJECT_MARKER and is_folder(Path(one.path)) for one in content)
    if not any(entry.name == GITIGNORE for entry in entries):
        return Folder(path, folders, entries, marked, ignoring)
    patterns = read_patterns(root, path + GITIGNORE)
    if isinstance(patterns, UnreadableFile):
        trouble = ((patterns.path, f"{patterns.reason}; its rules are not applied"),)
        return Folder(path, folders, entries, marked, ignoring, trouble)
    return Folder(path, folders, entries, marked, ignoring.entering(path, patterns))


def _is_filled(folder: Folder) -> bool:
    name = folder.path.split("/")[-2]
    return is_filled_by_tool(name, {entry.name for entry in folder.entries})


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False) and not _is_junction(entry.path)
    except OSError:
        return False


def _name(entry: "os.DirEntry[str]") -> str:
    return entry.name
