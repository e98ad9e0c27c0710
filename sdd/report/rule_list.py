"""The rules as a list: for people, for programs, and as the table of the README."""

from collections.abc import Sequence

from sdd.model.outcome import RuleCard
from sdd.report.citation import reference
from sdd.report.json_text import to_json
from sdd.report.plain import flat
from sdd.report.table import align

_HEADER = ("Code", "Name", "What it finds", "Default")


def render_rules(cards: Sequence[RuleCard], format: str) -> str:
    """The rules in the order given, with a newline at the end.

    format: "table" (aligned text), "json" (schema `sdd-rules/1`) or "markdown". A rule that is
    off until it is asked for says so beside its severity. Raises KeyError for another format.
    """
    writers = {"table": _table, "json": _json, "markdown": _markdown}
    return writers[format](cards)


def _rows(cards: Sequence[RuleCard]) -> list[tuple[str, str, str, str]]:
    return [(card.code, card.name, card.summary, _default(card)) for card in cards]


def _default(card: RuleCard) -> str:
    return f"{card.severity.value} (opt-in)" if card.opt_in else card.severity.value


def _table(cards: Sequence[RuleCard]) -> str:
    rows = (_HEADER, *_rows(cards))
    # The longest column stands last, so that a narrow terminal wraps it and nothing else.
    reordered = [(code, name, default, summary) for code, name, summary, default in rows]
    return "".join(f"{line}\n" for line in align(reordered))


def _markdown(cards: Sequence[RuleCard]) -> str:
    rows = (_HEADER, ("---",) * len(_HEADER), *_rows(cards))
    return "".join(f"| {' | '.join(map(_cell, row))} |\n" for row in rows)


def _cell(text: str) -> str:
    return flat(text).replace("|", "\\|")


def _json(cards: Sequence[RuleCard]) -> str:
    return to_json({"schema": "sdd-rules/1", "rules": [_card(card) for card in cards]})


def _card(card: RuleCard) -> dict[str, object]:
    return {
        "code": card.code,
        "name": card.name,
        "summary": card.summary,
        "severity": card.severity.value,
        "since": card.since,
        "opt_in": card.opt_in,
        "docs": card.docs,
        "options": [
            {"name": name, "default": default, "meaning": meaning}
            for name, default, meaning in card.options
        ],
        "examples": {"offending": card.offending, "sound": card.sound},
        "article": reference(card.article),
    }
