"""Which rules run."""

from collections.abc import Collection, Iterable, Iterator

from sdd.model.settings import Settings
from sdd.plugin import Rule

# Files that cannot be read are told of even where only a few rules were asked for.
ALWAYS = frozenset({"SDD001"})

AnyRule = type[Rule[object]]


def select_rules(
    rules: Iterable[AnyRule], settings: Settings, demanded: Collection[str] = ()
) -> tuple[AnyRule, ...]:
    """The rules to run, in code order.

    demanded: codes that a constitution clause asks for; they run although they are opt-in.
    """
    return tuple(
        rule
        for rule in sorted(rules, key=lambda each: each.meta.code)
        if _runs(rule, settings, demanded)
    )


def subjects_of(
    rules: Iterable[AnyRule], settings: Settings, demanded: Collection[str] = ()
) -> Iterator[type]:
    """The subjects of the rules that run; what no rule asks for need not be worked out."""
    return (rule.subject for rule in rules if _runs(rule, settings, demanded))


def may_ask(rules: Iterable[AnyRule], settings: Settings, subjects: Collection[type]) -> bool:
    """Whether a rule that may run, by a clause or not, has another subject than these."""
    return any(
        _runs(rule, settings, (rule.meta.code,)) and rule.subject not in subjects for rule in rules
    )


def _runs(rule: AnyRule, settings: Settings, demanded: Collection[str]) -> bool:
    code = rule.meta.code
    if code in settings.ignore or code in settings.skip:
        return False
    if chosen := settings.only or settings.select:
        return code in chosen or code in ALWAYS
    return not rule.meta.opt_in or code in demanded
