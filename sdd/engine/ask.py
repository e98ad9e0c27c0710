"""Rules are asked about their subjects; their answers get severity, article and identity."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import msgspec

from sdd.engine.select import AnyRule
from sdd.model.finding import Article, Finding, Place, Related
from sdd.model.project import Project
from sdd.model.routes import Route
from sdd.model.settings import Settings
from sdd.plugin import Context, Rule
from sdd.redact.masking import mask
from sdd.redact.text import redact_text


def ask_rules(rules: Sequence[AnyRule], project: Project, settings: Settings) -> Iterator[Finding]:
    """Every finding of every rule, as the rules give them."""
    for rule_type in rules:
        rule = rule_type()
        context = Context(project, options_of(rule_type, settings))
        told: set[tuple[Place, Place]] = set()
        for subject in project.subjects(rule_type.subject):
            for finding in rule.check(subject, context):
                if isinstance(subject, Route):
                    # A router that is included twice gives two rows and one place to mend.
                    registration = (finding.place, subject.registered)
                    if registration in told:
                        continue
                    told.add(registration)
                yield finding


def options_of(rule: type[Rule[Any]], settings: Settings) -> Any:
    """The options of a rule, an instance of its `options` struct, as the project sets them."""
    # The configuration room has checked the values; here they only become the rule's struct.
    values = settings.rules.get(rule.meta.code, {})
    named = {key.replace("-", "_"): value for key, value in values.items()}
    return msgspec.convert(named, rule.options)


def complete(
    findings: Iterable[Finding],
    rules: Sequence[AnyRule],
    settings: Settings,
    articles: Mapping[str, Article],
) -> tuple[Finding, ...]:
    """Findings with their final severity, article and fingerprint, in report order.

    The word of a constitution clause outranks the configuration, which outranks the default.
    What a finding or a clause quotes of the project is redacted here, once for every report.
    """
    articles = {code: _without_secrets(article) for code, article in articles.items()}
    defaults = {rule.meta.code: rule.meta.severity for rule in rules}
    seen: Counter[tuple[str, str, str, str]] = Counter()
    completed: list[Finding] = []
    redacted = map(_redacted, findings)
    for finding in sorted(redacted, key=lambda each: (each.order, each.message)):
        article = articles.get(finding.code)
        configured = settings.severity.get(finding.code, defaults[finding.code])
        severity = article.severity if article else configured
        identity = (finding.code, finding.place.path, finding.scope, finding.key)
        completed.append(
            msgspec.structs.replace(
                finding,
                severity=severity.lowered(finding.lower),
                article=article,
                related=(*finding.related, *_also_asked(article)),
                fingerprint=fingerprint(*identity, seen[identity]),
            )
        )
        seen[identity] += 1
    return tuple(sorted(completed, key=lambda each: each.order))


def _redacted(finding: Finding) -> Finding:
    changed: Finding = msgspec.structs.replace(
        finding,
        message=redact_text(finding.message).text,
        scope=mask(finding.scope),
        key=mask(finding.key),
        remedy=redact_text(finding.remedy).text,
        related=tuple(
            msgspec.structs.replace(each, message=redact_text(each.message).text)
            for each in finding.related
        ),
    )
    return changed


def _without_secrets(article: Article) -> Article:
    text, title = redact_text(article.text).text, redact_text(article.title).text
    changed: Article = msgspec.structs.replace(article, text=text, title=title)
    return changed


def _also_asked(article: Article | None) -> tuple[Related, ...]:
    """The other clauses behind a rule."""
    if article is None:
        return ()
    return tuple(
        Related("this clause asks for it too", place, is_clause=True) for place in article.others
    )


def fingerprint(code: str, path: str, scope: str, key: str, occurrence: int) -> str:
    """128 bits in hex that outlive moved lines and reworded messages."""
    identity = "\0".join((code, path, scope, key, str(occurrence)))
    data = identity.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).hexdigest()
