"""Which clause of the constitution asks for which rule."""

import re
from collections.abc import Iterator, Mapping

from sdd.model.documents import Clause, Constitution, Principle
from sdd.model.finding import Article, Severity

_DEMANDS = ("MUST", "MUST NOT", "SHALL", "SHALL NOT", "REQUIRED", "NEVER")
_ADVICE = ("SHOULD", "SHOULD NOT", "RECOMMENDED", "NOT RECOMMENDED")
_SEPARATORS = re.compile(r"[\s,;]+")


def bind_articles(constitution: Constitution, names: Mapping[str, str]) -> dict[str, Article]:
    """The clause that each rule rests on, by rule code.

    names: rule codes and rule names, each to its code. A clause binds the rules that it names
    in inline code. Of several clauses the strongest word wins, then the first in the file; MAY
    binds nothing, and a clause without a word binds only in a non-negotiable article.
    """
    bound: dict[str, Article] = {}
    for code, article in _bindings(constitution, names):
        known = bound.get(code)
        if known is None or article.severity.rank > known.severity.rank:
            bound[code] = article
    return bound


def _bindings(
    constitution: Constitution, names: Mapping[str, str]
) -> Iterator[tuple[str, Article]]:
    for principle in constitution.articles:
        for clause in principle.clauses:
            severity = _severity(principle, clause)
            if severity is None:
                continue
            article = Article(
                title=principle.title or constitution.title or "Constitution",
                path=constitution.path,
                line=clause.place.line,
                text=clause.text,
                severity=severity,
            )
            for code in _named(clause, names):
                yield code, article


def _named(clause: Clause, names: Mapping[str, str]) -> Iterator[str]:
    for words in clause.words:
        for word in _SEPARATORS.split(words):
            if word in names:
                yield names[word]


def _severity(principle: Principle, clause: Clause) -> Severity | None:
    if clause.keyword in _DEMANDS:
        return Severity.ERROR
    if clause.keyword in _ADVICE:
        return Severity.WARNING
    if not clause.keyword and principle.non_negotiable:
        return Severity.ERROR
    return None
