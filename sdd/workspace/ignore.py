"""Which folders and files are none of the project's own: ignore files of git, and tool folders.

A folder that tools fill is left out also where it is committed. `build`, `dist`, `env`, `venv`
and `htmlcov` are also good names for packages, so their content decides: a folder that holds
`__init__.py` itself is source. No tool writes one there (setuptools copies to `build/lib/`, a
virtual environment has none at its top), and asking whether it is imported would need all code.
"""

import os
from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from sdd.model.facts import UnreadableFile
from sdd.workspace.files import exists, is_folder, read_file
from sdd.workspace.patterns import Patterns, compile_patterns, match, split_lines

GITIGNORE = ".gitignore"

_LARGEST_IGNORE_FILE = 500_000
_TOOL_FOLDERS = {
    ".eggs",
    ".git",
    ".hg",
    ".idea",
    ".mypy_cache",
    ".nox",
    ".pytest_cache",
    ".ruff_cache",
    ".tox",
    ".venv",
    ".vscode",
    "__pycache__",
    "node_modules",
    "site-packages",
}
_TOOL_FOLDERS_UNLESS_PACKAGE = {"build", "dist", "env", "htmlcov", "venv"}


class Layer(Struct, frozen=True):
    """The patterns of one ignore file. base: its folder relative to the top, "" or "a/b/"."""

    base: str
    patterns: Patterns


class Ignoring(Struct, frozen=True):
    """The ignore files that hold in one folder.

    above: where the project root stands below the top, "" or "backend/"; the top is the root
    of the git repository around the project, else the project root. layers: innermost first.
    """

    above: str = ""
    layers: tuple[Layer, ...] = ()

    def covers(self, path: str) -> bool:
        """Whether an entry is ignored, given that the folders that it stands in are not.

        path: posix, relative to the project root; a folder ends with a slash.
        """
        place = self.above + path
        for layer in self.layers:
            verdict = match(layer.patterns, place.removeprefix(layer.base))
            if verdict is not None:
                return verdict
        return False

    def entering(self, folder: str, patterns: Patterns) -> "Ignoring":
        """The same with the patterns of a folder's own ignore file. folder: "" or "a/b/"."""
        layer = Layer(self.above + folder, patterns)
        return Ignoring(self.above, (layer, *self.layers))


def is_tool_folder(name: str) -> bool:
    """Whether a folder's name alone says that a tool fills it."""
    return name in _TOOL_FOLDERS or name.endswith(".egg-info")


def is_left_to_tools(name: str) -> bool:
    """Whether a folder that cannot be looked into must be taken for a tool's, by its name."""
    return is_tool_folder(name) or name in _TOOL_FOLDERS_UNLESS_PACKAGE


def is_filled_by_tool(name: str, content: Collection[str]) -> bool:
    """Whether a folder's name and the names in it say that a tool fills it."""
    if "pyvenv.cfg" in content:
        return True
    return name in _TOOL_FOLDERS_UNLESS_PACKAGE and "__init__.py" not in content


def find_git_root(folder: Path) -> Path | None:
    """The nearest folder at or above one that holds `.git` (a folder, or the file of a worktree).

    folder: absolute. A `.git` that may not be looked at is none.
    """
    return next((one for one in (folder, *folder.parents) if exists(one / ".git")), None)


def inherit(root: Path, folder: str = "") -> Ignoring:
    """The ignore files that hold in a folder and stand above it.

    root: of the project, absolute and resolved. folder: posix, relative to it, "" or "a/b/".
    Where they ignore the folder itself or one above it, what they say ends there: the folder
    was asked for, so that only rules from below the ignored one hold in it.
    """
    top = find_git_root(root) or root
    above = "" if top == root else root.relative_to(top).as_posix() + "/"
    ignoring = Ignoring().entering("", _repository_patterns(top))
    place = ""
    for part in (above + folder).split("/")[:-1]:
        ignoring = ignoring.entering(place, _patterns_or_none(top, place + GITIGNORE))
        place += part + "/"
        if ignoring.covers(place):
            ignoring = Ignoring()
    return Ignoring(above, ignoring.layers)


def read_patterns(root: Path, path: str) -> Patterns | UnreadableFile:
    """The patterns of one ignore file, or why it cannot be read. path: relative to the root."""
    data = read_file(root, path, _LARGEST_IGNORE_FILE)
    if isinstance(data, UnreadableFile):
        return data
    return compile_patterns(split_lines(data))


def _patterns_or_none(root: Path, path: str) -> Patterns:
    patterns = read_patterns(root, path)
    return () if isinstance(patterns, UnreadableFile) else patterns


def _repository_patterns(top: Path) -> Patterns:
    """What `info/exclude` of the repository at the top says."""
    folder = git_folder(top)
    return _patterns_or_none(folder, "info/exclude") if folder else ()


def git_folder(top: Path) -> Path | None:
    """Where a repository keeps what its work trees share; None where that cannot be told."""
    entry = top / ".git"
    if is_folder(entry):
        return Path(os.path.realpath(entry))
    pointer = read_file(top, ".git", _LARGEST_IGNORE_FILE)
    if isinstance(pointer, UnreadableFile) or not pointer.startswith(b"gitdir:"):
        return None
    folder = _follow(top, pointer.removeprefix(b"gitdir:"))
    shared = read_file(folder, "commondir", _LARGEST_IGNORE_FILE)
    return folder if isinstance(shared, UnreadableFile) else _follow(folder, shared)


def _follow(folder: Path, pointer: bytes) -> Path:
    return Path(os.path.realpath(folder / os.fsdecode(pointer.strip().replace(b"\0", b""))))
