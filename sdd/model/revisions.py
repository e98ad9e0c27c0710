"""What git knows: files of a revision, branches, changes, and the lines that commits added."""

from msgspec import Struct


class TrackedFile(Struct, frozen=True, order=True):
    """A file in the index or in a commit.

    path: posix, relative to the project root. content: id of the object that holds its bytes.
    is_link: a symbolic link; its content is the place that it leads to.
    """

    path: str
    content: str
    is_link: bool = False


class Branch(Struct, frozen=True, order=True):
    """A branch. name: short, e.g. `main` or `origin/main`; commit: its tip; remote: a copy of
    what another repository had when it was last asked."""

    name: str
    commit: str
    remote: bool = False


class Change(Struct, frozen=True, order=True):
    """A path that differs between two states. kind: "added", "modified" or "deleted"."""

    path: str
    kind: str


class Commit(Struct, frozen=True):
    """A commit. time: seconds since 1970 of the commit (not of the authorship); subject: the
    first line of its message, undecodable bytes replaced."""

    id: str
    time: int
    author: str
    subject: str


class AddedLine(Struct, frozen=True):
    """A line that a commit added. line: 1-based, in the file as the commit left it.

    text: without its line end, undecodable bytes replaced.
    """

    path: str
    line: int
    text: str
