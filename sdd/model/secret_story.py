"""Why a literal was reported or let through, for people; no value is in it."""

from msgspec import Struct


class Judged(Struct, frozen=True):
    """One step. name: of the step or filter; decision: in words, the value masked."""

    name: str
    decision: str


class LiteralStory(Struct, frozen=True):
    """The way to the verdict on one literal.

    column: 1-based, where it begins on the line. group: its class ("live", "credential",
    "default", "test"), or "" where it was let through.
    """

    column: int
    steps: tuple[Judged, ...]
    group: str


class LineStory(Struct, frozen=True):
    """Every literal of one line. path: relative to the root; line: 1-based.

    kind: class of the path ("app", "test", "example", "docs"); code: the rule that reports here.
    """

    path: str
    line: int
    kind: str
    code: str
    literals: tuple[LiteralStory, ...]
