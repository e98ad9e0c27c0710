"""What is known about a decision before anybody writes it down."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from sdd.model.decisions import Decision
from sdd.model.documents import Plan
from sdd.model.research import ResearchItem
from sdd.model.terms import ENOUGH, likeness
from sdd.redact.text import redact_text

_MOST_ITEMS = 3
_MOST_CHARACTERS = 4_000


class Source(Struct, frozen=True):
    """A document that a draft was filled from, or points to.

    label: how the reader knows it ("Spec"). path: posix, relative to the root.
    """

    label: str
    path: str


class Material(Struct, frozen=True):
    """What was gathered for a draft.

    feature: name of the feature folder, or "". items: of its research and plan, each with the
    path that it was found in. chapters: (heading, text) of the plan, those of its own layout left
    out. sources: documents of the feature that exist.
    """

    feature: str = ""
    plan: Plan | None = None
    items: tuple[ResearchItem, ...] = ()
    chapters: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()


class Draft(Struct, frozen=True):
    """A decision to be written. Texts are Markdown; an empty one becomes a prompt.

    date: ISO. context, decision, rationale, alternatives: taken over from the material.
    supersedes, relates: records that it names. used: documents that texts were taken from.
    """

    title: str
    date: str
    feature: str = ""
    context: tuple[str, ...] = ()
    decision: tuple[str, ...] = ()
    rationale: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    supersedes: tuple[Decision, ...] = ()
    relates: tuple[Decision, ...] = ()
    used: tuple[str, ...] = ()


def draft_adr(
    title: str,
    date: str,
    material: Material,
    supersedes: Sequence[Decision] = (),
    relates: Sequence[Decision] = (),
) -> Draft:
    """A draft from the parts of the material that match the title; nothing is invented.

    Secrets in the material are left out.
    """
    items = _best(title, material.items)
    told = [*_paragraphs(title, material.chapters), *_fields(title, material.plan)]
    context = [*(item.question for item in items if item.question), *told]
    used = [*(item.place.path for item in items)]
    if told and material.plan:
        used.append(material.plan.path)
    return Draft(
        title=title,
        date=date,
        feature=material.feature,
        context=_clean(context),
        decision=_clean(item.decision for item in items),
        rationale=_clean(item.rationale for item in items if item.rationale),
        alternatives=_clean(each for item in items for each in item.alternatives),
        sources=material.sources,
        supersedes=tuple(supersedes),
        relates=tuple(relates),
        used=tuple(dict.fromkeys(used)),
    )


def _best(title: str, items: Iterable[ResearchItem]) -> list[ResearchItem]:
    """The items whose heading matches best; else those that speak of all of the title."""
    by_heading = [(likeness(title, item.title), item) for item in items]
    top = max((score for score, _ in by_heading), default=0.0)
    if top >= ENOUGH:
        return [item for score, item in by_heading if score == top][:_MOST_ITEMS]
    whole = [item for item in items if likeness(title, _all_of(item)) == 1.0]
    return whole[:1]


def _all_of(item: ResearchItem) -> str:
    return f"{item.title} {item.question} {item.decision}"


def _paragraphs(title: str, chapters: Iterable[tuple[str, str]]) -> list[str]:
    """How the chapters begin whose headings have every telling word of the title."""
    found = [text for heading, text in chapters if likeness(title, heading) == 1.0]
    return [text.partition("\n\n")[0] for text in found[:_MOST_ITEMS]]


def _fields(title: str, plan: Plan | None) -> list[str]:
    """The technical context of the plan that speaks of the title, one line each."""
    if plan is None:
        return []
    open_values = {mention.place.line for mention in (*plan.decisions, *plan.samples)}
    told = []
    for field in plan.context:
        said = [each.strip() for each in field.value.split(";")]
        whole = likeness(title, field.label) == 1.0
        about = [each for each in said if whole or likeness(title, each) == 1.0]
        if any(about) and field.place.line not in open_values:
            told.append(f"{field.label}: {'; '.join(about)} (plan)")
    return told


def _clean(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_shorten(redact_text(text).text) for text in texts)


def _shorten(text: str) -> str:
    if len(text) <= _MOST_CHARACTERS:
        return text
    return text[:_MOST_CHARACTERS].rsplit("\n", 1)[0] + "\n\n…"
