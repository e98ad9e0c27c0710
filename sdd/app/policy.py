"""The constitution of a project as its policy: bound rules, and the options that clauses set."""

from collections import deque
from functools import cache

import msgspec

from sdd.link.inference import Inference
from sdd.link.policy import bind_articles, bound_options, link_policy
from sdd.model.documents import Constitution
from sdd.model.finding import Article
from sdd.model.policy import Binding, BindingMistake, Demand, Policy
from sdd.model.settings import Settings
from sdd.rules.phrases import PHRASES
from sdd.rules.planned import PLANNED
from sdd.rules.registry import NAMES, RULES
from sdd.workspace.rule_options import check_options

_RULES = {rule.meta.code: rule for rule in RULES}

# A run asks for the policy of its constitution from several places.
_JUDGED: deque[tuple[Constitution, Policy]] = deque(maxlen=4)


def articles_of(constitution: Constitution | None) -> dict[str, Article]:
    """The constitution clause behind each rule code that one binds."""
    return bind_articles(policy_of(constitution))


def policy_of(constitution: Constitution | None) -> Policy:
    """What a constitution demands; options that no rule has are mistakes, and left out."""
    if constitution is None:
        return Policy()
    for known, policy in _JUDGED:
        if known is constitution:
            return policy
    _JUDGED.append((constitution, _judge(constitution)))
    return _JUDGED[-1][1]


def _judge(constitution: Constitution) -> Policy:
    policy = link_policy(constitution, NAMES, PLANNED, _inference())
    demands = tuple(_with_fitting_options(demand) for demand in policy.demands)
    faults = [
        BindingMistake(binding.code, binding.place, fault.message)
        for demand in demands
        for binding in demand.bindings
        for fault in check_options(_RULES[binding.code], dict(binding.options))[1]
    ]
    return Policy(demands, (*policy.mistakes, *faults))


@cache
def _inference() -> Inference:
    return Inference(PHRASES)


def _with_fitting_options(demand: Demand) -> Demand:
    """The demand without inferred options that a rule does not have: nobody wrote them."""
    if not any(each.is_inferred and each.options for each in demand.bindings):
        return demand
    changed: Demand = msgspec.structs.replace(
        demand, bindings=tuple(map(_fitting, demand.bindings))
    )
    return changed


def _fitting(binding: Binding) -> Binding:
    if not binding.is_inferred:
        return binding
    rule = _RULES[binding.code]
    kept = tuple(pair for pair in binding.options if not check_options(rule, dict((pair,)))[1])
    changed: Binding = msgspec.structs.replace(binding, options=kept)
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
