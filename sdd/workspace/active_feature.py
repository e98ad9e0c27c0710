"""Which feature is being worked on, as spec-kit and spec-kit-plus decide it."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sdd.errors import UsageError
from sdd.workspace.files import is_folder, list_names, read_file
from sdd.workspace.numbering import number_of
from sdd.workspace.wording import nearest, quote

SPECS = "specs"
_CHOSEN = ".specify/feature.json"
_NUMBERED_BRANCH = re.compile(r"(?:[\w.-]+/)*(?P<prefix>\d{3,6}|\d{8}-\d{6})-")
_STAMPED = re.compile(r"\d{8}-\d{6}-")


class ActiveFeature(Struct, frozen=True):
    """A feature folder that exists.

    name: of the folder. path: posix, relative to the root. because: what decided, in a few
    words for the reader ("the branch", "the highest number", ...).
    """

    name: str
    path: str
    because: str


def find_active_feature(
    root: Path, environ: Mapping[str, str], branch: str = "", asked: str = ""
) -> ActiveFeature | None:
    """The feature that is worked on, or None where nothing tells or no folder is there.

    asked: what the user named: a folder, its name, or its number; it alone may fail. Else, in
    this order: SPECIFY_FEATURE_DIRECTORY, `feature_directory` of `.specify/feature.json`,
    SPECIFY_FEATURE, the branch (its whole name, or its number), the highest number, the newest
    time stamp.
    root: absolute and resolved. branch: name of the current branch, or "".
    Raises UsageError where no feature is what was asked for.
    """
    if asked:
        return _find_asked(root, asked)
    folders = _feature_names(root)
    return (
        _at(root, environ.get("SPECIFY_FEATURE_DIRECTORY", ""), "SPECIFY_FEATURE_DIRECTORY")
        or _at(root, _chosen(root), _CHOSEN)
        or _named(root, folders, environ.get("SPECIFY_FEATURE", ""), "SPECIFY_FEATURE")
        or _named(root, folders, branch, "the branch")
        or _highest(root, folders)
    )


def _find_asked(root: Path, asked: str) -> ActiveFeature:
    folders = _feature_names(root)
    by_number = [name for name in folders if asked.isdecimal() and number_of(name) == int(asked)]
    if len(by_number) > 1:
        raise UsageError(f"{quote(asked)} is the number of {', '.join(by_number)}", "name one")
    found = _at(root, asked, "--feature") or _at(root, f"{SPECS}/{asked}", "--feature")
    if not found and by_number:
        found = _below_specs(root, by_number[0], "--feature")
    if found:
        return found
    similar = nearest(asked, folders)
    known = f"did you mean {quote(similar)}?" if similar else _known(folders)
    raise UsageError(f"there is no feature {quote(asked)}", known)


def _known(folders: list[str]) -> str:
    return f"the features are: {', '.join(folders)}" if folders else f"{SPECS}/ holds no feature"


def _at(root: Path, path: str, because: str) -> ActiveFeature | None:
    """The feature folder at a path, absolute or relative to the root; None if none is there."""
    if not path.strip():
        return None
    try:
        place = Path(os.path.realpath(root / path))
    except (OSError, ValueError):
        return None
    if place == root or not place.is_relative_to(root) or not is_folder(place):
        return None
    return ActiveFeature(place.name, place.relative_to(root).as_posix(), because)


def _chosen(root: Path) -> str:
    content = read_file(root, _CHOSEN)
    if not isinstance(content, bytes):
        return ""
    try:
        chosen = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    folder = chosen.get("feature_directory") if isinstance(chosen, dict) else None
    return folder if isinstance(folder, str) else ""


def _named(root: Path, folders: list[str], word: str, because: str) -> ActiveFeature | None:
    """The folder of this name, or the only one with the number that the name begins with."""
    if word in folders:
        return _below_specs(root, word, because)
    match = _NUMBERED_BRANCH.match(word)
    same = [name for name in folders if match and name.startswith(f"{match['prefix']}-")]
    return _below_specs(root, same[0], because) if len(same) == 1 else None


def _highest(root: Path, folders: list[str]) -> ActiveFeature | None:
    numbered = [name for name in folders if number_of(name) is not None]
    if not numbered:
        stamped = [name for name in folders if _STAMPED.match(name)]
        return _below_specs(root, max(stamped), "the newest time stamp") if stamped else None
    highest = max(numbered, key=lambda name: number_of(name) or 0)
    return _below_specs(root, highest, "the highest number")


def _below_specs(root: Path, name: str, because: str) -> ActiveFeature | None:
    return _at(root, f"{SPECS}/{name}", because)


def _feature_names(root: Path) -> list[str]:
    """The names of the feature folders; a link out of the project is none."""
    names = list_names(root / SPECS)
    return [name for name in names if name[0] != "." and _below_specs(root, name, "")]
