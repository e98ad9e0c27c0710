"""Rules are asked about a project; comments and the baseline say what is kept of the answers."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from sdd.app.policy import policy_of, with_options
from sdd.engine.ask import ask_rules, complete
from sdd.engine.select import AnyRule, select_rules
from sdd.engine.suppress import suppress
from sdd.link.overrides import find_overrides
from sdd.link.policy import bind_articles
from sdd.model.baseline import StaleEntry
from sdd.model.finding import Article, Finding
from sdd.model.policy import Policy
from sdd.model.project import Project, SuppressionComment
from sdd.model.settings import Settings
from sdd.rules.registry import NAMES, RULES
from sdd.workspace.discovery import Discovery
from sdd.workspace.patterns import compile_patterns, matches_any_part
from sdd.workspace.per_path import ignored_at

_ABOUT_THE_REST = (SuppressionComment, StaleEntry)


class Judged(Struct, frozen=True):
    """What came of the rules: findings that are kept, and those that a comment hides or a clause
    of the constitution permits."""

    rules: tuple[AnyRule, ...]
    articles: dict[str, Article]
    kept: tuple[Finding, ...]
    hidden: tuple[Finding, ...]


def judge_project(project: Project, settings: Settings) -> Judged:
    """Ask every rule that the settings and the constitution select."""
    policy = policy_of(project.constitution)
    articles = bind_articles(policy)
    rules = select_rules(RULES, settings, articles)
    overrides = find_overrides(articles, settings)
    settings = with_options(settings, policy)
    project = msgspec.structs.replace(project, policy=policy, overrides=overrides)
    return Judged(rules, articles, *find_all(project, rules, settings, articles))


def find_all(
    project: Project,
    rules: Sequence[AnyRule],
    settings: Settings,
    articles: Mapping[str, Article],
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What the rules find: the findings that are kept, and those that a comment hides or the
    constitution permits at their place."""
    first = [rule for rule in rules if rule.subject not in _ABOUT_THE_REST]
    found = complete(ask_rules(first, project, settings), first, settings, articles)
    ran = _names_of(first)
    found, waived = _waive(found, project.policy)
    result = suppress(found, project.suppressions, ran, NAMES, articles)
    judged = msgspec.structs.replace(project, suppressions=result.comments)
    last = [rule for rule in rules if rule.subject in _ABOUT_THE_REST]
    about = complete(ask_rules(last, judged, settings), last, settings, articles)
    return tuple(sorted((*result.findings, *about), key=lambda each: each.order)), (
        *result.hidden,
        *waived,
    )


def _waive(
    findings: Sequence[Finding], policy: Policy
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that stand, and those at places for which the constitution permits them."""
    waivers = [(frozenset(each.codes), compile_patterns(each.scope)) for each in policy.waivers]
    waived = {
        id(finding)
        for finding in findings
        for codes, patterns in waivers
        if finding.code in codes and matches_any_part(patterns, finding.place.path, folder=False)
    }
    kept = tuple(each for each in findings if id(each) not in waived)
    return kept, tuple(each for each in findings if id(each) in waived)


def find_stale(
    entries: Sequence[StaleEntry], judged: Judged, project: Project, settings: Settings
) -> tuple[Finding, ...]:
    """The findings about baseline entries that match nothing any more."""
    rules = [rule for rule in judged.rules if rule.subject is StaleEntry]
    asked = msgspec.structs.replace(project, stale=tuple(entries))
    return complete(ask_rules(rules, asked, settings), rules, settings, judged.articles)


def is_shown(finding: Finding, settings: Settings, discovery: Discovery) -> bool:
    """Whether a finding is reported: its path was named, it is sure enough and not ignored."""
    path = finding.place.path
    if discovery.named is not None and path not in discovery.named:
        return False
    if finding.confidence.rank < settings.min_confidence.rank:
        return False
    return not ignored_at(settings, path, finding.code)


def _names_of(rules: Sequence[AnyRule]) -> dict[str, str]:
    codes = [rule.meta.code for rule in rules]
    return {word: code for word, code in NAMES.items() if code in codes}
