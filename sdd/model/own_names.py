"""The names that a project adds to what is known of libraries."""

from typing import Annotated

from msgspec import Meta, Struct


class OwnNames(Struct, frozen=True):
    """`[tool.sdd.rules.ASY301]`: dotted names, of the project or of its libraries.

    `pkg.Client.*` is everything below.
    """

    blocking: Annotated[tuple[str, ...], Meta(description="Names that block.")] = ()
    not_blocking: Annotated[
        tuple[str, ...], Meta(description="Names that do not block, whatever else says so.")
    ] = ()
    offloaders: Annotated[
        tuple[str, ...],
        Meta(description="Names that run the functions that they are given in a thread."),
    ] = ()
    metadata: Annotated[
        bool, Meta(description="Calls that only read metadata of files count as blocking.")
    ] = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that something is said of."""
        return (*self.blocking, *self.not_blocking, *self.offloaders)
