"""Which clause of the constitution asks for which rule."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

import msgspec

from sdd.link.modality import modality_of
from sdd.model.documents import BoundWord, Clause, Constitution, Principle
from sdd.model.finding import Article, Severity
from sdd.model.policy import Binding, BindingMistake, Demand, Modality, Policy

_SEPARATORS = re.compile(r"[\s,;]+")
_CODE = re.compile(r"(?:SDD|SEC|API|ASY|ARC|OPS|CON|SPC|PLN|TSK|TRC|ADR|PHR)[0-9]{3}")
_LONGEST = 60
# Looking for the nearest name takes time, and nobody reads more of them.
_MOST_SUGGESTIONS = 20


def link_policy(
    constitution: Constitution, names: Mapping[str, str], planned: Mapping[str, str]
) -> Policy:
    """The demands of a constitution with the rules that it names for them.

    names: codes and names of rules, each to its code. planned: the same of rules that are known
    and not built. A clause names rules in inline code and in binding comments; the `sdd` blocks
    of an article speak for its strongest clause, the first of several.
    """
    reader = _Reader(names, planned)
    demands = [each for article in constitution.articles for each in reader.demands(article)]
    titled = constitution.title or "Constitution"
    named = (
        each if each.article else msgspec.structs.replace(each, article=titled) for each in demands
    )
    return Policy(tuple(named), tuple(reader.mistakes))


def bind_articles(policy: Policy) -> dict[str, Article]:
    """The clause that each rule rests on, by rule code.

    Of several clauses the strongest wins, then the first in the file; it names the others.
    """
    bound: dict[str, list[Article]] = defaultdict(list)
    for demand in policy.demands:
        for binding in demand.bindings:
            bound[binding.code].append(_article(demand, binding))
    return {code: _strongest(articles) for code, articles in bound.items()}


def bound_options(policy: Policy) -> dict[str, dict[str, object]]:
    """The options that bindings set, by rule code; what a stronger or earlier one says stays."""
    found: dict[str, dict[str, object]] = {}
    pairs = [binding for demand in policy.demands for binding in demand.bindings]
    for binding in sorted(pairs, key=lambda each: -each.severity.rank):
        for key, value in binding.options:
            found.setdefault(binding.code, {}).setdefault(key, value)
    return found


class _Reader:
    """Reads one article after the other and notes what names nothing."""

    def __init__(self, names: Mapping[str, str], planned: Mapping[str, str]) -> None:
        self.names, self.planned = names, planned
        self.mistakes: list[BindingMistake] = []

    def demands(self, article: Principle) -> Iterator[Demand]:
        """The demands of an article, in order."""
        judged = [
            (clause, *verdict)
            for clause in _without_leads(article.clauses)
            if (verdict := modality_of(article, clause))
        ]
        first = max(range(len(judged)), key=lambda at: (_rank(judged[at][1]), -at), default=-1)
        if article.bindings and first < 0:
            self._note(article.bindings[0], "an sdd block stands in an article with no clause")
        for index, (clause, modality, keyword) in enumerate(judged):
            words = (*clause.bindings, *(article.bindings if index == first else ()))
            yield self._demand(article, clause, modality, keyword, words)

    def _demand(
        self,
        article: Principle,
        clause: Clause,
        modality: Modality,
        keyword: bool,
        words: Sequence[BoundWord],
    ) -> Demand:
        said = [each for each in (*words, *self._named(clause)) if self._is_known(each)]
        asked = {self.names[each.word]: each for each in reversed(said) if each.word in self.names}
        severity = modality.severity
        return Demand(
            article=article.title,
            article_line=article.place.line,
            clause=clause,
            modality=modality,
            keyword=keyword,
            bindings=tuple(
                Binding(code, _raised(severity, word.severity), word.place, word.options)
                for code, word in sorted(asked.items())
                if severity
            ),
            planned=tuple(sorted({self.planned[x.word] for x in said if x.word in self.planned})),
            waives=() if severity else tuple(sorted(asked)),
        )

    def _named(self, clause: Clause) -> Iterator[BoundWord]:
        """The words in inline code that are rules, or can only be meant as one."""
        for words in clause.words:
            for word in _SEPARATORS.split(words):
                known = word in self.names or word in self.planned
                if known or _CODE.fullmatch(word):
                    yield BoundWord(word, clause.place)

    def _is_known(self, bound: BoundWord) -> bool:
        if bound.fault:
            self._note(bound, bound.fault)
        elif bound.word not in self.names and bound.word not in self.planned:
            self._note(bound, f"there is no rule {bound.word[:_LONGEST]}{self._hint(bound.word)}")
        elif bound.severity and bound.severity not in tuple(Severity):
            self._note(bound, f"severity of {bound.word} must be error, warning or info")
        else:
            return True
        return False

    def _hint(self, word: str) -> str:
        if len(self.mistakes) >= _MOST_SUGGESTIONS:
            return ""
        near = get_close_matches(word[:_LONGEST], (*self.names, *self.planned), n=1)
        return f"; did you mean {near[0]}?" if near else ""

    def _note(self, bound: BoundWord, message: str) -> None:
        self.mistakes.append(BindingMistake(bound.word, bound.place, message))


def _without_leads(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses but for lead-ins ("Handlers MUST:") whose items carry the word themselves."""
    for index, clause in enumerate(clauses):
        following = clauses[index + 1] if index + 1 < len(clauses) else None
        leads = clause.text.endswith((":", "\uff1a")) and following and following.item
        if not leads or clause.words or clause.bindings:
            yield clause


def _rank(modality: Modality) -> int:
    return modality.severity.rank if modality.severity else -1


def _raised(severity: Severity, word: str) -> Severity:
    return max(severity, Severity(word or severity), key=lambda each: each.rank)


def _article(demand: Demand, binding: Binding) -> Article:
    place = demand.clause.place
    return Article(
        demand.article, place.path, place.line, demand.clause.text, binding.severity, (place,)
    )


def _strongest(articles: Sequence[Article]) -> Article:
    first = max(articles, key=lambda each: each.severity.rank)
    others = tuple(each.others[0] for each in articles if each is not first)
    return msgspec.structs.replace(first, others=others)
