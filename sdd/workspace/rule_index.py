"""Which rules a word stands for: a code, a name, or a code prefix of whole letters or digits."""

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from sdd.plugin import Rule
from sdd.workspace.wording import suggest

Rules: TypeAlias = Sequence[type[Rule[Any]]]

_CODE = re.compile(r"([A-Za-z]+)([0-9]*)")


class RuleIndex(Struct, frozen=True):
    """Every word that stands for rules, in lower case. See `index_rules`."""

    single: dict[str, type[Rule[Any]]]
    several: dict[str, tuple[str, ...]]

    def codes(self, word: str) -> tuple[str, ...]:
        """The codes that a word stands for, in code order; empty where it is unknown.

        "SEC101" and "hardcoded-secret" are one rule, "SEC1" all that begin so, "SEC" the
        family; "SE" is nothing, for it is no whole family. Case does not matter.
        """
        rule = self.single.get(word.lower())
        return (rule.meta.code,) if rule else self.several.get(word.lower(), ())

    def rule(self, word: str) -> type[Rule[Any]] | None:
        """The one rule that has this code or name."""
        return self.single.get(word.lower())

    def suggest(self, word: str) -> str:
        """`; did you mean "SEC101"?` for the nearest code, name or family, or nothing."""
        codes = sorted({rule.meta.code for rule in self.single.values()})
        names = sorted({rule.meta.name for rule in self.single.values()})
        families = sorted({_family(code) for code in codes})
        return suggest(word, (*codes, *names, *families))


def index_rules(rules: Rules) -> RuleIndex:
    """Every word that stands for one rule (code, name) or several (family, family and digits)."""
    single: dict[str, type[Rule[Any]]] = {}
    several: dict[str, list[str]] = {}
    for rule in sorted(rules, key=lambda rule: rule.meta.code):
        code = rule.meta.code
        single |= {code.lower(): rule, rule.meta.name.lower(): rule}
        for end in range(len(_family(code)), len(code)):
            several.setdefault(code[:end].lower(), []).append(code)
    return RuleIndex(single, {word: tuple(codes) for word, codes in several.items()})


def _family(code: str) -> str:
    match = _CODE.fullmatch(code)
    return match[1] if match else code
