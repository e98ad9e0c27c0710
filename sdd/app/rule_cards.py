"""Rules told as data: for reports, the rule list and explanations."""

import inspect
from collections.abc import Mapping
from typing import Any, get_type_hints

import msgspec

from sdd.engine.select import AnyRule
from sdd.model.finding import Article
from sdd.model.outcome import RuleCard
from sdd.plugin import HEADINGS, Offending


def card(rule: AnyRule, articles: Mapping[str, Article] | None = None) -> RuleCard:
    """What a rule's class says of itself. articles: the clause behind each bound code."""
    meta = rule.meta
    return RuleCard(
        code=meta.code,
        name=meta.name,
        summary=meta.summary,
        severity=meta.severity,
        since=meta.since,
        opt_in=meta.opt_in,
        docs=parse_docs(inspect.getdoc(rule) or ""),
        options=_options(rule),
        offending=tuple(each.source for each in rule.examples if isinstance(each, Offending)),
        sound=tuple(each.source for each in rule.examples if not isinstance(each, Offending)),
        article=(articles or {}).get(meta.code),
    )


def parse_docs(text: str) -> dict[str, str]:
    """The fixed headings of a rule's docstring, each with its text on one line."""
    docs: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        heading = line.strip().removesuffix(":")
        if line.strip().endswith(":") and heading in HEADINGS:
            current = docs.setdefault(heading, [])
        else:
            current.append(line.strip())
    return {heading: " ".join(filter(None, lines)) for heading, lines in docs.items()}


def _options(rule: AnyRule) -> tuple[tuple[str, str, str], ...]:
    """Name, default and meaning of each option."""
    hints: dict[str, Any] = get_type_hints(rule.options, include_extras=True)
    defaults = msgspec.structs.asdict(rule.options())
    return tuple(
        (name.replace("_", "-"), repr(defaults[name]), _meaning(hint))
        for name, hint in hints.items()
    )


def _meaning(hint: Any) -> str:
    for note in getattr(hint, "__metadata__", ()):
        if isinstance(note, msgspec.Meta) and note.description:
            return note.description
    return ""
