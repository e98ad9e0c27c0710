"""One process at a time in a folder."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from sdd.errors import OutputError
from sdd.workspace.wording import quote

_PATIENCE_SECONDS = 30.0
_PAUSE_SECONDS = 0.01
_WITHOUT_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.EINVAL, errno.EBADF, errno.ENOLCK)


@contextlib.contextmanager
def alone_in(folder: Path, patience: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """Hold an existing folder against every other process that asks for it in this way.

    The system releases it when the process ends, however it ends, and nothing is left in the
    folder. patience: in seconds. Raises OutputError where another process keeps it longer, and
    OSError where the folder cannot be opened. Some network file systems know no locks: there
    only exclusive creation of the name protects a file.
    """
    deadline = time.monotonic() + patience
    with contextlib.ExitStack() as stack:
        while not _take(folder, stack):
            if time.monotonic() > deadline:
                raise OutputError(
                    f"another process has been writing to {quote(folder.as_posix())} for too long",
                    "see whether one hangs, end it, and run the command again",
                )
            time.sleep(_PAUSE_SECONDS)
        yield


if sys.platform == "win32":

    def _take(folder: Path, stack: contextlib.ExitStack) -> bool:
        # A folder cannot be locked here; this file vanishes with the handle that made it.
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_TEMPORARY
        try:
            descriptor = os.open(folder / ".sdd-lock", flags)
        except (FileExistsError, PermissionError):
            return False
        stack.callback(os.close, descriptor)
        return True

else:
    import fcntl

    def _take(folder: Path, stack: contextlib.ExitStack) -> bool:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        except OSError as error:
            if error.errno not in _WITHOUT_LOCKS:
                os.close(descriptor)
                raise
        stack.callback(os.close, descriptor)
        return True
