"""What a feature's research decided, as values."""

from msgspec import Struct

from sdd.model.facts import Suppression
from sdd.model.finding import Place


class ResearchItem(Struct, frozen=True):
    """One question with its decision, from `research.md` or a plan.

    title: the heading. question, decision, rationale: Markdown as written, may be empty.
    alternatives: one Markdown text per alternative, without a list marker.
    """

    title: str
    place: Place
    question: str = ""
    decision: str = ""
    rationale: str = ""
    alternatives: tuple[str, ...] = ()


class Research(Struct, frozen=True):
    """The research notes of a feature. path: posix, relative to the root. items: in order."""

    path: str
    items: tuple[ResearchItem, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
