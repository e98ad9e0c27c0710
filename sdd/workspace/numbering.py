"""Numbered files and folders: the next number, and creation that no other process can spoil."""

import os
import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from sdd.errors import OutputError, UsageError
from sdd.workspace.files import list_names
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.wording import quote
from sdd.workspace.writing import cannot_write, create_exclusively

# A number of more digits is a date or a time ("20260313-120000-login").
_NUMBER = re.compile(r"(?:adr[-_ ]?)?(?P<number>\d{1,6})(?!\d)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}[-_.]\d{2}[-_.]\d{2}(?!\d)")
_MOST_ATTEMPTS = 1_000


def number_of(name: str) -> int | None:
    """The number that a file or folder name begins with, whatever its width; None for a date."""
    match = _NUMBER.match(name)
    return int(match["number"]) if match and not _DATE.match(name) else None


def next_number(names: Iterable[str], taken: Iterable[int] = ()) -> int:
    """One more than the highest number among names and `taken`; 1 where there is none."""
    numbers = [number for name in names if (number := number_of(name)) is not None]
    return max([*numbers, *taken], default=0) + 1


def make_folder(root: Path, path: str) -> Path:
    """The folder at a posix path relative to the root, made with its parents if it is missing.

    root: absolute and resolved. Raises UsageError where the path, or a link on it, leads out of
    the root, and OutputError where the folder cannot be made.
    """
    folder = root / path
    if not Path(os.path.realpath(folder)).is_relative_to(root):
        raise UsageError(f"{quote(path)} leads out of the project", "name a folder inside it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"{quote(path)} is no folder", "move that file away") from None
    except OSError as error:
        raise cannot_write(folder, error) from error
    return folder


def create_numbered(
    folder: Path,
    name: Callable[[int], str],
    data: Callable[[int], bytes],
    taken: Collection[int] = (),
) -> Path:
    """Make a new file under the next free number of an existing folder.

    name, data: the file's name and content for a number. taken: numbers that are in use elsewhere.
    Any number of processes may do so at once: each gets a number of its own, and no file is
    overwritten. Raises OutputError.
    """
    try:
        with alone_in(folder):
            return _create(folder, name, data, taken)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _create(
    folder: Path,
    name: Callable[[int], str],
    data: Callable[[int], bytes],
    taken: Collection[int],
) -> Path:
    number = next_number(list_names(folder), taken)
    for attempt in range(number, number + _MOST_ATTEMPTS):
        path = folder / name(attempt)
        try:
            create_exclusively(path, data(attempt))
        except FileExistsError:
            continue
        return path
    raise OutputError(f"no free number was found in {quote(folder.as_posix())}")
