"""The constitution of a project as its policy: bound rules, and the options that clauses set."""

import msgspec

from sdd.link.policy import bind_articles, bound_options, link_policy
from sdd.model.documents import Constitution
from sdd.model.finding import Article
from sdd.model.policy import BindingMistake, Policy
from sdd.model.settings import Settings
from sdd.rules.planned import PLANNED
from sdd.rules.registry import NAMES, RULES
from sdd.workspace.rule_options import check_options

_RULES = {rule.meta.code: rule for rule in RULES}


def articles_of(constitution: Constitution | None) -> dict[str, Article]:
    """The constitution clause behind each rule code that one binds."""
    return bind_articles(policy_of(constitution))


def policy_of(constitution: Constitution | None) -> Policy:
    """What a constitution demands; options that no rule has are mistakes, and left out."""
    if constitution is None:
        return Policy()
    policy = link_policy(constitution, NAMES, PLANNED)
    faults = [
        BindingMistake(binding.code, binding.place, fault.message)
        for demand in policy.demands
        for binding in demand.bindings
        for fault in check_options(_RULES[binding.code], dict(binding.options))[1]
    ]
    changed: Policy = msgspec.structs.replace(policy, mistakes=(*policy.mistakes, *faults))
    return changed


def with_options(settings: Settings, policy: Policy) -> Settings:
    """The settings with the options that clauses set, which outrank the configured ones."""
    options = dict(settings.rules)
    for code, asked in bound_options(policy).items():
        values, faults = check_options(_RULES[code], asked)
        if not faults:
            options[code] = {**options.get(code, {}), **values}
    changed: Settings = msgspec.structs.replace(settings, rules=options)
    return changed
