"""Architecture decision records as values, whatever layout they are written in."""

from enum import StrEnum

from msgspec import Struct

from sdd.model.documents import Field, Mention, Section
from sdd.model.facts import Suppression
from sdd.model.finding import Place


class DecisionStatus(StrEnum):
    """Where a decision stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


class Relation(StrEnum):
    """What one decision says of another."""

    SUPERSEDES = "supersedes"
    SUPERSEDED_BY = "superseded by"
    AMENDS = "amends"
    AMENDED_BY = "amended by"
    RELATES = "relates"

    @property
    def reverse(self) -> "Relation":
        """What the other decision says in return."""
        return _REVERSE[self]


_REVERSE = {
    Relation.SUPERSEDES: Relation.SUPERSEDED_BY,
    Relation.SUPERSEDED_BY: Relation.SUPERSEDES,
    Relation.AMENDS: Relation.AMENDED_BY,
    Relation.AMENDED_BY: Relation.AMENDS,
    Relation.RELATES: Relation.RELATES,
}


class Reference(Struct, frozen=True):
    """A decision named by another. number: -1 where only a file is named.

    target: the file that is linked, posix, relative to the root; empty where only a number is
    named. place: the name or link.
    """

    relation: Relation
    number: int
    target: str
    place: Place


class Decision(Struct, frozen=True):
    """One record.

    path: posix, relative to the root. number: of the file name, -1 where it has none (a date,
    or words alone). heading_number: of the title, -1 where it names none. layout: "speckit",
    "madr", "nygard" or "other". status: None where it is missing, unknown or not yet chosen.
    status_field, date_field: label and value as written, None where there is none.
    feature: as written, may be empty. sections: every heading. chapters: keys of what is said
    and not empty: "context", "decision", "consequences", "alternatives".
    residue: prompts and template text that nobody replaced.
    """

    path: str
    number: int = -1
    title: str = ""
    heading: Place | None = None
    heading_number: int = -1
    layout: str = "other"
    status: DecisionStatus | None = None
    status_field: Field | None = None
    date_field: Field | None = None
    feature: str = ""
    references: tuple[Reference, ...] = ()
    sections: tuple[Section, ...] = ()
    chapters: tuple[str, ...] = ()
    residue: tuple[Mention, ...] = ()
    suppressions: tuple[Suppression, ...] = ()

    @property
    def folder(self) -> str:
        """The folder that it lies in; numbers are counted per folder."""
        return self.path.rpartition("/")[0]

    @property
    def place(self) -> Place:
        """The heading, or the first line."""
        return self.heading or Place(self.path)

    @property
    def date(self) -> str:
        """The first ISO date in its date field, or an empty string."""
        return first_iso_date(self.date_field.value) if self.date_field else ""

    @property
    def label(self) -> str:
        """How people name it: `ADR-0007`, or its file name where it has no number."""
        return f"ADR-{self.number:04}" if self.number >= 0 else self.path.rpartition("/")[2]

    def named(self, relation: Relation) -> tuple[Reference, ...]:
        """What it says with this relation, in order."""
        return tuple(each for each in self.references if each.relation is relation)


class NumberElsewhere(Struct, frozen=True):
    """A decision that another revision has and this one has not.

    path: posix, relative to the root. where: "the merge base with main", 'branch "login"', ...
    """

    number: int
    path: str
    where: str

    @property
    def folder(self) -> str:
        """The folder that it lies in."""
        return self.path.rpartition("/")[0]


def first_iso_date(text: str) -> str:
    """The first `YYYY-MM-DD` in a text, whether or not such a day exists; "" for none."""
    for word in text.replace("`", " ").replace("*", " ").replace("T", " ").split():
        day = word.strip(".,;:()[]\"'")[:10]
        year, dash, rest = day.partition("-")
        if dash and len(day) == 10 and year.isdecimal() and rest.replace("-", "", 1).isdecimal():
            return day
    return ""


def resolve(reference: Reference, origin: Decision, known: tuple[Decision, ...]) -> list[Decision]:
    """The decisions that a reference can mean: none, one, or several where a number is not unique.

    A link says which file; a number means one of the same folder first.
    """
    if reference.target:
        by_path = [each for each in known if each.path == reference.target]
        if by_path or reference.number < 0:
            return by_path
    numbered = [each for each in known if reference.number in (each.number, each.heading_number)]
    exact = [each for each in numbered if each.number == reference.number] or numbered
    return [each for each in exact if each.folder == origin.folder] or exact
