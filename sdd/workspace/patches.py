"""The patches that `git log` prints, as runs of added lines. Reads each line once."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from sdd.model.revisions import Commit

LOG_FORMAT = "%x00%H%x00%ct%x00%an%x00%s"

_HUNK = re.compile(rb"\A(?P<ats>@@@*+) (?:-\d+(?:,\d+)? )+\+(?P<line>\d+)(?:,\d+)? @@")
_ESCAPED = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
_LETTERS = {
    b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r",
    b'"': b'"', b"\\": b"\\",
}  # fmt: skip
_CONTENT = b"+- \\"


class Addition(Struct, frozen=True):
    """Lines that one commit added next to each other.

    path: posix, relative to the top of the repository. line: of the first, 1-based, in the file
    as the commit left it. lines: without line ends, undecodable bytes replaced.
    """

    commit: Commit
    path: str
    line: int
    lines: tuple[str, ...]


def read_additions(stream: Iterable[bytes]) -> Iterator[Addition]:
    """Every run of added lines of a log in `LOG_FORMAT` with patches, in its order.

    A line of a merge counts where it comes from none of the parents.
    """
    reader = _Reader()
    for raw in stream:
        yield from reader.take(raw.rstrip(b"\n"))
    yield from reader.flush()


class _Reader:
    """Where in the log the reader is. width: columns of marks before a line, 0 outside hunks."""

    def __init__(self) -> None:
        self.commit = Commit("", 0, "", "")
        self.path = ""
        self.width = 0
        self.line = 0
        self.first = 0
        self.run: list[str] = []

    def take(self, line: bytes) -> Iterator[Addition]:
        if self.width and line[:1] and line[:1] in _CONTENT:
            yield from self._content(line)
            return
        yield from self.flush()
        if line.startswith(b"\0"):
            self.commit, self.width = _commit(line), 0
        elif line.startswith(b"diff "):
            self.path, self.width = "", 0
        elif line.startswith(b"+++ ") and not self.width:
            self.path = _path(line[4:])
        elif hunk := _HUNK.match(line):
            self.width, self.line = len(hunk["ats"]) - 1, int(hunk["line"])

    def _content(self, line: bytes) -> Iterator[Addition]:
        marks = line[: self.width]
        if marks.startswith(b"\\") or b"-" in marks:
            return
        if marks == b"+" * self.width:
            self.first = self.first if self.run else self.line
            text = line[self.width :].removesuffix(b"\r")
            self.run.append(text.decode("utf-8", "replace"))
        else:
            yield from self.flush()
        self.line += 1

    def flush(self) -> Iterator[Addition]:
        if self.run and self.path:
            yield Addition(self.commit, self.path, self.first, tuple(self.run))
        self.run = []


def _commit(line: bytes) -> Commit:
    _, commit, time, author, subject = line.decode("utf-8", "replace").split("\0", 4)
    return Commit(commit, int(time), author, subject)


def _path(name: bytes) -> str:
    r"""The path behind `+++`: `b/path`, in quotes with escapes where it is unusual."""
    name = name.removesuffix(b"\t")
    if name.startswith(b'"'):
        name = _ESCAPED.sub(_unescape, name.strip(b'"'))
    if name == b"/dev/null":
        return ""
    return name.removeprefix(b"b/").decode("utf-8", "surrogateescape")


def _unescape(found: re.Match[bytes]) -> bytes:
    return _LETTERS.get(found[1]) or bytes([int(found[1], 8) & 0xFF])
