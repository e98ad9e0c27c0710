"""Decisions that deserve a record and have none."""

from msgspec import Struct

from sdd.model.finding import Place


class Evidence(Struct, frozen=True):
    """Something in a change that stands for a decision.

    kind: name of a decision kind. what: in a few words ("redis is a new dependency").
    chosen: what was taken, e.g. "redis". place: where it shows.
    """

    kind: str
    what: str
    chosen: str
    place: Place


class Undocumented(Struct, frozen=True):
    """A cluster of choices that would change together, with the three parts of the test.

    title: what a record of it could be called. description: in a few words. impact: the
    long-term consequence. alternatives: what else was or could be weighed. scope: why it is no
    isolated detail. places: where it was found, at least one.
    """

    kind: str
    title: str
    description: str
    impact: str
    alternatives: tuple[str, ...]
    scope: str
    places: tuple[Place, ...]
