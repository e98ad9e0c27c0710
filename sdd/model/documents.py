"""Documents as values: constitution, spec, plan and tasks, every part with its place.

Nothing here depends on Markdown. Titles are plain text without emphasis; a `key` is a title
folded for comparison ("User Scenarios & Testing *(mandatory)*" has "user scenarios & testing",
a localized heading has the key of the English one).
"""

from msgspec import Struct

from sdd.model.facts import Suppression
from sdd.model.finding import Place
from sdd.model.research import ResearchItem


class Mention(Struct, frozen=True):
    """A piece of text and where it stands: a placeholder, a path, a marker, a code word."""

    text: str
    place: Place


class Field(Struct, frozen=True):
    """A labelled value, e.g. `**Status**: Draft`. key: the label folded; value: may be empty.

    place: the value, or the label where there is no value.
    """

    key: str
    label: str
    value: str
    place: Place


class Section(Struct, frozen=True):
    """A heading and what stands under it.

    level: 1 to 6. place: the heading. last_line: 1-based, the last line before the next heading
    of the same or a higher level. empty: nothing but headings, comments and rules below it.
    """

    title: str
    key: str
    level: int
    place: Place
    last_line: int
    empty: bool = False

    def holds(self, line: int) -> bool:
        """True where a 1-based line stands under this heading."""
        return self.place.line <= line <= self.last_line


class BoundWord(Struct, frozen=True):
    """A rule that a binding comment, an `sdd` block or inline code of a constitution names.

    severity: as written, or empty. options: names and TOML values, as written. fault: why the
    binding cannot be read; then the word may be empty. written: `sdd constitution bind` wrote it.
    """

    word: str
    place: Place
    severity: str = ""
    options: tuple[tuple[str, object], ...] = ()
    fault: str = ""
    written: bool = False


class Clause(Struct, frozen=True):
    """One sentence, list item or table row of a constitution article.

    keyword: the strongest upper-case word of RFC 2119 in it ("MUST", "SHOULD NOT", "NEVER", ...)
    or empty. words: what it says in inline code, in order. aside: it explains ("**Rationale**:
    ...", an example) and demands nothing. item: it stands in a list item. bindings: the rules of
    the binding comments after it. lead: the line above it that ends with a colon and governs it.
    unbound: a comment after it says that no rule is to be inferred from it. reason: why, in its own
    words or in those of the rationale that follows it; may be empty.
    """

    text: str
    keyword: str
    place: Place
    words: tuple[str, ...] = ()
    aside: bool = False
    item: bool = False
    bindings: tuple[BoundWord, ...] = ()
    lead: str = ""
    unbound: bool = False
    reason: str = ""


class Principle(Struct, frozen=True):
    """An article of a constitution: a heading with the clauses directly under it.

    non_negotiable: it, or a heading above it, says so in its title. bindings: the rules of its
    `sdd` blocks.
    """

    title: str
    level: int
    place: Place
    last_line: int
    non_negotiable: bool
    clauses: tuple[Clause, ...]
    bindings: tuple[BoundWord, ...] = ()


class Footer(Struct, frozen=True):
    """The version line of a constitution; parts that are missing are None."""

    place: Place
    version: Field | None = None
    ratified: Field | None = None
    amended: Field | None = None


class ImpactReport(Struct, frozen=True):
    """The comment in which a constitution's last change is accounted for.

    place: the line that names the versions. old, new: as written, old may be empty.
    added, removed: the sections and principles that it lists, without "None".
    """

    place: Place
    old: str
    new: str
    added: tuple[Mention, ...] = ()
    removed: tuple[Mention, ...] = ()


class Constitution(Struct, frozen=True):
    """A constitution. path: posix, relative to the root.

    principles: the articles that a plan answers to one by one, in order.
    placeholders: template tokens and deferred fields that nobody filled in, in order.
    """

    path: str
    title: str = ""
    sections: tuple[Section, ...] = ()
    articles: tuple[Principle, ...] = ()
    principles: tuple[Principle, ...] = ()
    footer: Footer | None = None
    report: ImpactReport | None = None
    placeholders: tuple[Mention, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


class Scenario(Struct, frozen=True):
    """An acceptance scenario. number: 1-based within its story, as `US1/AC2` counts.

    text: the whole line; of a Gherkin block the line with Given.
    """

    number: int
    text: str
    place: Place


class Story(Struct, frozen=True):
    """A user story. number: 0 where the document does not number it; priority: "P1" or empty.

    accepted: it says when it is accepted, if not in scenarios.
    """

    number: int
    title: str
    priority: str
    place: Place
    last_line: int
    scenarios: tuple[Scenario, ...] = ()
    accepted: bool = False

    @property
    def label(self) -> str:
        """How tasks name it: `US1`; empty without a number."""
        return f"US{self.number}" if self.number else ""


class Requirement(Struct, frozen=True):
    """A requirement or success criterion where it is defined. id: as written, e.g. "FR-012a".

    details: what stands below it, in list items and paragraphs of its own. words: what it says
    in inline code.
    """

    id: str
    text: str
    place: Place
    details: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Spec(Struct, frozen=True):
    """A feature specification.

    dialect: "stories" (numbered user stories and success criteria), "scenarios" (one story
    without a number, before either existed) or "other" (another tool's format).
    clarifications: open markers, bracketed or standing as a field's value.
    residue: template text that nobody replaced, in order.
    """

    path: str
    title: str = ""
    dialect: str = "stories"
    fields: tuple[Field, ...] = ()
    sections: tuple[Section, ...] = ()
    stories: tuple[Story, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    criteria: tuple[Requirement, ...] = ()
    clarifications: tuple[Mention, ...] = ()
    residue: tuple[Mention, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


class Row(Struct, frozen=True):
    """A table row. cells: plain text, in order."""

    cells: tuple[str, ...]
    place: Place


class GateCheck(Struct, frozen=True):
    """One line of a constitution check: a row, an item, a sentence or a heading.

    failed: it says of itself that the principle is not kept. justified: and why that is right.
    """

    text: str
    place: Place
    failed: bool = False
    justified: bool = False


class Plan(Struct, frozen=True):
    """An implementation plan.

    gate: the constitution check, or None; checks: its lines, and those of every further check.
    context: the fields of the technical context. folders: top-level folders of the planned tree.
    deviations: rows of the complexity tracking. decisions: values that are marked as open.
    decided: choices that it makes with their reasons.
    samples: values of the technical context that are still the template's. options: the
    template's alternative source trees that were not removed.
    dialect: "spec-kit" or "other" (another tool's format).
    """

    path: str
    title: str = ""
    dialect: str = "spec-kit"
    fields: tuple[Field, ...] = ()
    sections: tuple[Section, ...] = ()
    gate: Section | None = None
    checks: tuple[GateCheck, ...] = ()
    context: tuple[Field, ...] = ()
    folders: tuple[Mention, ...] = ()
    deviations: tuple[Row, ...] = ()
    decisions: tuple[Mention, ...] = ()
    decided: tuple[ResearchItem, ...] = ()
    samples: tuple[Mention, ...] = ()
    options: tuple[Mention, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


class Phase(Struct, frozen=True):
    """A phase of work.

    number: as written ("1", "3.2"), may be empty. kind: "setup", "foundational", "story",
    "polish" or "other". story: "US2" where the title names one story, else empty.
    """

    number: str
    title: str
    kind: str
    story: str
    place: Place
    last_line: int


class Task(Struct, frozen=True):
    """A checkbox with a task id. id: as written, e.g. "T012" or "T012a".

    story: "US1" or empty. phase: index into the phases, or -1. paths: files that it names, those
    of its sub-steps last. target: the one file that it changes, or empty where that is not sure.
    checking: it runs, tries or reviews something and makes no file.
    echo: the same task is listed elsewhere in the document and this is the shorter listing.
    """

    id: str
    done: bool
    parallel: bool
    story: str
    description: str
    place: Place
    phase: int = -1
    paths: tuple[Mention, ...] = ()
    target: str = ""
    checking: bool = False
    echo: bool = False


class Tasks(Struct, frozen=True):
    """A task list.

    malformed: lines that look like a task and cannot be read as one, with the reason as text.
    other_boxes, other_boxes_done: checkboxes that are no tasks (acceptance, sub-steps).
    """

    path: str
    title: str = ""
    fields: tuple[Field, ...] = ()
    sections: tuple[Section, ...] = ()
    phases: tuple[Phase, ...] = ()
    tasks: tuple[Task, ...] = ()
    malformed: tuple[Mention, ...] = ()
    other_boxes: int = 0
    other_boxes_done: int = 0
    suppressions: tuple[Suppression, ...] = ()


class CheckItem(Struct, frozen=True):
    """A checkbox of a checklist. id: e.g. "CHK012", or empty."""

    text: str
    done: bool
    place: Place
    id: str = ""


class Checklist(Struct, frozen=True):
    """A checklist of a feature. path: posix, relative to the root."""

    path: str
    title: str = ""
    items: tuple[CheckItem, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
