"""Write a file whole or not at all."""

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

from sdd.errors import OutputError
from sdd.workspace.wording import quote

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_FULL_DISK = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def write_atomically(path: Path, data: bytes) -> None:
    """Put bytes into a file, new or existing; a reader sees the old bytes or the new ones.

    The mode of an existing file is kept, and a link is written through. Raises OutputError;
    whatever was there before is then untouched and nothing is left beside it.
    """
    try:
        target = Path(os.path.realpath(path))
        mode = existing_mode(target)
        temporary = write_beside(target, data)
        with _removed_afterwards(temporary):
            if mode is not None:
                temporary.chmod(mode)
            temporary.replace(target)
    except OSError as error:
        raise cannot_write(path, error) from error


def create_exclusively(path: Path, data: bytes) -> None:
    """Make a new file that holds the bytes, whole or not at all.

    Raises FileExistsError where anything has that name, and OutputError for other trouble.
    """
    try:
        temporary = write_beside(path, data)
        with _removed_afterwards(temporary):
            publish(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        raise cannot_write(path, error) from error


def existing_mode(target: Path) -> int | None:
    """Permission bits of the file that will be replaced; None where there is none."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "is a directory")
    # Replacing a device would put a plain file in its place for every other program.
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a regular file")
    if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, "read-only")
    return stat.S_IMODE(mode)


def write_beside(target: Path, data: bytes) -> Path:
    """A new temporary file in the folder of the target, its bytes on the disk."""
    temporary = target.with_name(f".sdd-{secrets.token_hex(8)}.tmp")
    descriptor = os.open(temporary, _NEW_FILE, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


@contextlib.contextmanager
def _removed_afterwards(temporary: Path) -> Iterator[None]:
    try:
        yield
    finally:
        temporary.unlink(missing_ok=True)


def publish(temporary: Path, path: Path) -> None:
    """Give a finished file its name, which nothing may have yet."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no hard links: claim the name first, then fill it at once.
        os.close(os.open(path, _NEW_FILE, 0o666))
        temporary.replace(path)


def cannot_write(path: Path, error: OSError) -> OutputError:
    """What an error of the operating system means for a file that was to be written."""
    what = f"cannot write {quote(path.as_posix())}"
    folder = path.parent.as_posix()
    if isinstance(error, FileNotFoundError):
        return OutputError(
            f"{what}: the folder {quote(folder)} does not exist",
            "make the folder first",
            f"mkdir -p {folder}",
        )
    if isinstance(error, NotADirectoryError):
        return OutputError(f"{what}: {quote(folder)} is not a folder", "name another place")
    if isinstance(error, IsADirectoryError):
        return OutputError(f"{what}: it is a folder", "name a file inside it")
    if isinstance(error, PermissionError):
        return OutputError(f"{what}: no permission", "name a place that you may write to")
    if error.errno in _FULL_DISK:
        return OutputError(f"{what}: the disk is full", "make room and run the command again")
    if error.errno == errno.EROFS:
        return OutputError(f"{what}: the disk is read-only", "name a place on another disk")
    if error.errno == errno.EINVAL:
        return OutputError(f"{what}: it is not a regular file", "name a regular file")
    return OutputError(f"{what}: {os.strerror(error.errno or 0).lower()}")
