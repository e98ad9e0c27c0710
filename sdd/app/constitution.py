"""`sdd constitution`: each clause, what watches over it, and what that finds now."""

from collections import Counter
from collections.abc import Iterator
from math import isfinite
from pathlib import Path

from msgspec.structs import replace

from sdd.app.check import CheckRequest, settings_for
from sdd.app.judging import Judged, is_shown, judge_project
from sdd.app.one_project import find_project
from sdd.app.policy import policy_of
from sdd.app.sources import load_project
from sdd.errors import NothingToCheckError
from sdd.model.policy import Binding, Policy
from sdd.model.policy_report import PolicyException, PolicyReport
from sdd.model.project import Project
from sdd.model.status import constitution_status
from sdd.redact.text import redact_text
from sdd.rules.planned import PLANNED
from sdd.rules.registry import NAMES
from sdd.workspace.discovery import discover


def policy_report(cwd: Path, root: Path | None) -> PolicyReport:
    """The policy of one project. Raises NothingToCheckError where there is no constitution."""
    place = find_project(cwd, root)
    settings = settings_for(CheckRequest(root=root), place)
    discovery = discover(place, settings)
    project = load_project(place, settings, discovery, {}).project
    law = project.constitution
    if law is None:
        raise NothingToCheckError(
            "there is no constitution here", "Begin one, or name a project with --root.", "sdd init"
        )
    judged = judge_project(project, settings)
    shown = [each for each in judged.kept if is_shown(each, settings, discovery)]
    return PolicyReport(
        status=constitution_status(law),
        policy=_redacted(policy_of(law)),
        articles=tuple(
            (redact_text(each.title or law.title).text, each.place.line) for each in law.articles
        ),
        running=frozenset(rule.meta.code for rule in judged.rules),
        findings=dict(Counter(each.code for each in shown)),
        names={code: word for word, code in (NAMES | PLANNED).items() if word != code},
        exceptions=tuple(sorted(_exceptions(project, judged), key=lambda each: each.place)),
    )


def _redacted(policy: Policy) -> Policy:
    """The policy with no secret in what it quotes."""
    demands = tuple(
        replace(
            each,
            article=redact_text(each.article).text,
            clause=replace(
                each.clause,
                text=redact_text(each.clause.text).text,
                reason=redact_text(each.clause.reason).text,
            ),
            bindings=tuple(map(_told, each.bindings)),
            planned=tuple(map(_told, each.planned)),
            waives=tuple(map(_told, each.waives)),
        )
        for each in policy.demands
    )
    changed: Policy = replace(policy, demands=demands)
    return changed


def _told(binding: Binding) -> Binding:
    """The binding with options that can be printed: numbers, truth values, and redacted text."""
    options = tuple((key, _told_value(value)) for key, value in binding.options)
    changed: Binding = replace(binding, options=options, reason=redact_text(binding.reason).text)
    return changed


def _told_value(value: object) -> object:
    if isinstance(value, list):
        return [_told_value(each) for each in value]
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float) and isfinite(value):
        return value
    return redact_text(str(value)).text


def _exceptions(project: Project, judged: Judged) -> Iterator[PolicyException]:
    """Each bound rule that a comment names, whether the comment hides something or not."""
    for comment in project.suppressions:
        for word in comment.suppression.rules:
            article = judged.articles.get(NAMES.get(word, ""))
            if article:
                reason = redact_text(comment.suppression.reason).text
                article = replace(article, title=redact_text(article.title).text)
                yield PolicyException(NAMES[word], comment.place, reason, article)
