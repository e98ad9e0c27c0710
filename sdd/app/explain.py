"""`sdd rules` and `sdd explain`."""

from pathlib import Path

from sdd.app.policy import articles_of
from sdd.app.rule_cards import card
from sdd.app.sources import read_constitution_of
from sdd.errors import UsageError
from sdd.model.outcome import RuleCard
from sdd.rules.registry import NAMES, RULES
from sdd.workspace.configuration import resolve_rules
from sdd.workspace.roots import find_roots


def all_cards() -> tuple[RuleCard, ...]:
    """Every rule, in code order."""
    return tuple(card(rule) for rule in RULES)


def explained(word: str, root: Path | None, cwd: Path) -> RuleCard:
    """The card of one rule, with the clause of this project that asks for it.

    word: a code or name. Raises UsageError with the nearest name for any other word.
    """
    code = NAMES.get(word) or NAMES.get(word.upper()) or NAMES.get(word.lower())
    if code is None:
        resolve_rules((word,), RULES)
        raise UsageError(f"{word} names a family of rules", "Name one rule: see `sdd rules`.")
    (rule,) = (each for each in RULES if each.meta.code == code)
    constitution = read_constitution_of(find_roots((), cwd, root)[0])
    return card(rule, articles_of(constitution))
