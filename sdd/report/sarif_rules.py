"""Rules as SARIF describes them: one reporting descriptor per rule."""

import re

from sdd.model.finding import Severity
from sdd.model.outcome import RuleCard
from sdd.report.citation import cite
from sdd.report.plain import shorten

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_LONGEST_DESCRIPTION = 1000
_SEVERITIES = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}
_TAGS = {
    "API": "api",
    "ASY": "async",
    "CON": "constitution",
    "PLN": "plan",
    "SEC": "security",
    "SPC": "specification",
    "TSK": "tasks",
}


def describe_rule(card: RuleCard) -> dict[str, object]:
    """The `reportingDescriptor` of a rule.

    No text in it is empty, because code scanning takes empty for missing, and descriptions
    stay below the 1,024 characters that it allows.
    """
    summary = card.summary or card.name
    return {
        "id": card.code,
        "name": card.name,
        "shortDescription": {"text": shorten(summary, _LONGEST_DESCRIPTION)},
        "fullDescription": {"text": shorten(_first_section(card), _LONGEST_DESCRIPTION)},
        "help": {"text": _help(card, "{}"), "markdown": _help(card, "## {}")},
        "defaultConfiguration": {"level": LEVELS[card.severity]},
        "properties": {
            "tags": ["sdd", *_family(card.code)],
            "precision": "high",
            "problem.severity": _SEVERITIES[card.severity],
        },
    }


def _first_section(card: RuleCard) -> str:
    sections = (text for text in card.docs.values() if text)
    return next(sections, card.summary or card.name)


def _help(card: RuleCard, heading: str) -> str:
    title = f"{card.code} {card.name}"
    parts = [f"# {title}" if "#" in heading else title, card.summary or card.name]
    parts += [f"{heading.format(name)}\n\n{text}" for name, text in card.docs.items() if text]
    if card.article:
        parts.append(cite(card.article))
    return "\n\n".join(parts)


def _family(code: str) -> list[str]:
    letters = re.match("[A-Z]+", code)
    return [_TAGS[letters[0]]] if letters and letters[0] in _TAGS else []
