"""A secret that a commit added, whether or not it is still there."""

from msgspec import Struct

from sdd.model.finding import Finding
from sdd.model.revisions import Commit


class Leak(Struct, frozen=True):
    """A finding in the lines that a commit added. The same value is told of once.

    finding: its place is that in the file as the commit left it. present: it still stands in
    that file, as it is checked out. again: how many later additions have the same value.
    """

    finding: Finding
    commit: Commit
    present: bool
    again: int = 0


class History(Struct, frozen=True):
    """What a walk through history found. leaks: oldest first. shallow: older commits exist that
    this clone does not have."""

    leaks: tuple[Leak, ...]
    commits: int
    shallow: bool
