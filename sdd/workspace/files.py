"""Read one file of the project: its bytes, or the reason why not in plain words."""

import errno
import os
import stat
from pathlib import Path, PurePath

from sdd.model.facts import UnreadableFile
from sdd.workspace.wording import printable

LEADS_NOWHERE = "a symbolic link to nothing"
LEAVES_PROJECT = "leads out of the project"
NOT_REGULAR = "is not a regular file"

# A pipe must not block, a link must not be swapped in, and Windows must not translate line ends.
_FLAGS = os.O_RDONLY
for _name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _name, 0)


def read_file(root: Path, path: str, limit: int = 10_000_000) -> bytes | UnreadableFile:
    """The bytes of a regular file below the root, or why it cannot be read.

    root: absolute and resolved. path: posix, relative to the root. limit: in bytes.
    Links are followed only to places below the root; pipes and devices are never opened.
    """
    content = _read(root, path, limit)
    if isinstance(content, bytes):
        return content
    return UnreadableFile(printable(path), content)


def explain(error: OSError, act: str = "read") -> str:
    """What an error of the operating system means for a file, in plain words."""
    if isinstance(error, PermissionError):
        return f"no permission to {act} it"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "vanished during the run"
    if error.errno == errno.ELOOP:
        return "a symbolic link that leads back to itself"
    if error.errno == errno.ENAMETOOLONG:
        return "its path is too long for this system"
    return f"cannot {act} it: {os.strerror(error.errno or 0).lower()}"


def _read(root: Path, path: str, limit: int) -> bytes | str:
    try:
        place = _locate(root, path)
        if not place:
            return LEAVES_PROJECT
        if not stat.S_ISREG(os.lstat(place).st_mode):
            return NOT_REGULAR
        return _read_regular(place, limit)
    except OSError as error:
        return explain(error)
    except ValueError:
        return "its name cannot be the name of a file"


def _locate(root: Path, path: str) -> str:
    """The place without links that a path stands for; empty where it is not below the root."""
    relative = PurePath(path)
    if relative.anchor or ".." in relative.parts:
        return ""
    place = os.fspath(root)
    # Junctions of Windows do not show as links, so that every path there is resolved.
    linked = os.sep != "/"
    for part in relative.parts:
        place = f"{place}{os.sep}{part}"
        linked = linked or stat.S_ISLNK(os.lstat(place).st_mode)
    if not linked:
        return place
    real = os.path.realpath(place, strict=True)
    return real if Path(real).is_relative_to(os.path.realpath(root)) else ""


def _read_regular(place: str, limit: int) -> bytes | str:
    with os.fdopen(os.open(place, _FLAGS), "rb") as stream:
        status = os.fstat(stream.fileno())
        if not stat.S_ISREG(status.st_mode):
            return NOT_REGULAR
        data = stream.read(min(status.st_size, limit) + 1)
        if len(data) > status.st_size:
            data += stream.read(max(0, limit + 1 - len(data)))
    if len(data) > limit:
        return f"larger than {limit / 1_000_000:g} MB"
    return data


def exists(path: Path) -> bool:
    """Whether something has this path; False where that may not be known."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def list_names(folder: Path) -> list[str]:
    """The names in a folder, sorted; none where it cannot be listed."""
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []


def is_folder(path: Path) -> bool:
    """Whether a path is a folder or leads to one; False where that may not be known."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
