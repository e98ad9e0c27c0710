"""Files that are compressed, opened as if they were not."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from sdd.errors import UsageError
from sdd.workspace.wording import quote

HOW_TO_READ = "pip install zstandard"
_ENDINGS = (".gz", ".zst")
_HAS_ZSTD = sys.version_info >= (3, 14)


def is_packed(path: Path) -> bool:
    """Whether a file is compressed, by its name."""
    return path.suffix in _ENDINGS


def can_open(path: Path) -> bool:
    """Whether what is needed to read a file is installed."""
    return path.suffix != ".zst" or _HAS_ZSTD or find_spec("zstandard") is not None


@contextmanager
def open_packed(path: Path) -> Iterator[IO[bytes]]:
    """What a compressed file holds, a line at a time.

    Raises UsageError where the library for it is missing or the file is damaged, and OSError.
    """
    stream, damage = _gzip(path) if path.suffix == ".gz" else _zstd(path)
    try:
        with stream:
            yield stream
    except damage:
        raise UsageError(f"cannot use {quote(str(path))}: it is damaged") from None


def _gzip(path: Path) -> tuple[IO[bytes], tuple[type[Exception], ...]]:
    import gzip
    import zlib

    return io.BufferedReader(gzip.open(path, "rb")), (EOFError, zlib.error)


def _zstd(path: Path) -> tuple[IO[bytes], tuple[type[Exception], ...]]:
    if sys.version_info >= (3, 14):
        from compression import zstd

        return zstd.open(path, "rb"), (EOFError, zstd.ZstdError)
    try:
        import zstandard
    except ImportError:
        what = f"cannot use {quote(str(path))}: it is compressed"
        raise UsageError(what, "install what reads it", HOW_TO_READ) from None
    file = path.open("rb")
    inside = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True, closefd=True)
    return io.BufferedReader(inside), (EOFError, zstandard.ZstdError)
