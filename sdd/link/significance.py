"""Which decisions deserve a record: impact, alternatives and scope must all hold.

The test is that of spec-kit-plus: a long-term consequence, more than one viable option weighed, a
concern that cuts across the system. Choices of one kind are one cluster.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from sdd.link.decision_kinds import BY_NAME, Kind, kind_of, kind_of_package
from sdd.model.decisions import Decision
from sdd.model.project import Feature
from sdd.model.research import ResearchItem
from sdd.model.significance import Evidence, Undocumented
from sdd.model.terms import likeness, matches

_NUMBERING = re.compile(
    r"(?:(?:R|D|RQ|Q|Decision|Question|Research Task|Task)?\s?\d{1,3}\s?[.):-]\s?){1,3}"
)
_MOST_NAMES = 3
_ENOUGH_MENTIONS = 2
_MARKUP = re.compile(r"\*+|`+|\[|\]\([^()\n]*\)")


def find_undocumented(
    features: Iterable[Feature], evidence: Sequence[Evidence], decisions: Sequence[Decision]
) -> tuple[Undocumented, ...]:
    """Clusters of choices without a record: of each feature's research and plan, and of a change.

    decisions: the records that exist; rejected ones count, since they were thought about.
    """
    found: list[Undocumented] = []
    for feature in features:
        found += _of_feature(feature, decisions)
    kinds = {each.kind for each in found}
    found += [each for each in _of_change(evidence, decisions) if each.kind not in kinds]
    return tuple(found)


def _of_feature(feature: Feature, decisions: Sequence[Decision]) -> Iterator[Undocumented]:
    clusters: dict[str, list[ResearchItem]] = {}
    for item in feature.choices:
        kind = kind_of(item.title) or kind_of_package(item.decision.partition("\n")[0])
        if kind and item.alternatives and _is_wide(kind, item, feature):
            clusters.setdefault(kind.name, []).append(item)
    for name, items in clusters.items():
        if not any(_covers(decision, name, items) for decision in decisions):
            yield _cluster(BY_NAME[name], items, feature)


def _cluster(kind: Kind, items: list[ResearchItem], feature: Feature) -> Undocumented:
    names = [heading_of(item) for item in items]
    return Undocumented(
        kind=kind.name,
        title=names[0] if len(names) == 1 else kind.name,
        description=_listed(names) if len(names) > 1 else f"{names[0]}: {_first_line(items[0])}",
        impact=kind.impact,
        alternatives=tuple(_name_of(each) for item in items for each in item.alternatives),
        scope=_scope(kind) if kind.cross_cutting else f"several parts of {feature.name} rest on it",
        places=tuple(item.place for item in items),
    )


def _of_change(
    evidence: Sequence[Evidence], decisions: Sequence[Decision]
) -> Iterator[Undocumented]:
    for name in dict.fromkeys(each.kind for each in evidence):
        kind, parts = BY_NAME[name], [each for each in evidence if each.kind == name]
        chosen = {each.chosen for each in parts}
        others = tuple(each for each in kind.packages if each not in chosen)[:_MOST_NAMES]
        if any(_speaks_of(decision, name, chosen) for decision in decisions):
            continue
        yield Undocumented(
            kind=name,
            title=f"{name} with {' and '.join(sorted(chosen))}",
            description=_listed([each.what for each in parts]),
            impact=kind.impact,
            alternatives=others or (f"another way of {name}",),
            scope=_scope(kind) if kind.cross_cutting else "the change brings it in",
            places=tuple(each.place for each in parts),
        )


def heading_of(item: ResearchItem) -> str:
    """The heading of an item without its numbering and emphasis."""
    return _MARKUP.sub("", _NUMBERING.sub("", item.title, count=1)).strip() or item.title


def _is_wide(kind: Kind, item: ResearchItem, feature: Feature) -> bool:
    """Whether it cuts across: by its kind, or since other documents of it say so."""
    if kind.cross_cutting:
        return True
    said = [task.description for task in feature.tasks.tasks] if feature.tasks else []
    said += [each.text for each in feature.spec.requirements] if feature.spec else []
    said += [f"{each.label} {each.value}" for each in feature.plan.context] if feature.plan else []
    return sum(matches(heading_of(item), text) for text in said) >= _ENOUGH_MENTIONS


def _covers(decision: Decision, kind: str, items: Iterable[ResearchItem]) -> bool:
    found = kind_of(decision.title)
    if found is not None and found.name == kind:
        return True
    return any(
        matches(heading_of(item), decision.title) or matches(decision.title, heading_of(item))
        for item in items
    )


def _speaks_of(decision: Decision, kind: str, chosen: Iterable[str]) -> bool:
    found = kind_of(decision.title)
    same = found is not None and found.name == kind
    return same or any(likeness(each, decision.title) == 1.0 for each in chosen)


def _scope(kind: Kind) -> str:
    return f"{kind.name} concerns the whole system"


def _first_line(item: ResearchItem) -> str:
    line = _MARKUP.sub("", item.decision.partition("\n")[0]).strip(" -*.")
    return line if len(line) <= 100 else line[:100].rsplit(" ", 1)[0] + " …"


def _name_of(alternative: str) -> str:
    """The name with which an alternative begins: what is bold, or what stands before the reason."""
    line = alternative.partition("\n")[0]
    bold = re.match(r"\*\*([^*]{1,80})\*\*", line)
    name = bold[1] if bold else re.split(r":\s| - | \u2013 | \u2014 | \u2192 ", line, maxsplit=1)[0]
    return _MARKUP.sub("", name).strip(" :")[:80]


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMES])
    return shown if len(names) <= _MOST_NAMES else f"{shown} and {len(names) - _MOST_NAMES} more"
