"""The names that a project adds to what is known of libraries."""

from msgspec import Struct


class OwnNames(Struct, frozen=True):
    """`[tool.sdd.rules.ASY301]`: dotted names; `pkg.Client.*` is everything below.

    They may be of the project or of its libraries. blocking: what blocks. not_blocking: what
    does not, whatever else says so. offloaders: what runs the functions that it is given in a
    thread. metadata: calls that only read metadata of files count as blocking.
    """

    blocking: tuple[str, ...] = ()
    not_blocking: tuple[str, ...] = ()
    offloaders: tuple[str, ...] = ()
    metadata: bool = False
