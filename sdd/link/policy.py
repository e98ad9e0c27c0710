"""Which clause of the constitution asks for which rule."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

import msgspec

from sdd.link.clause_scope import read_scope
from sdd.link.inference import Inference, Inferred
from sdd.link.modality import modality_of
from sdd.link.speaking import is_of_frontend
from sdd.model.documents import BoundWord, Clause, Constitution, Principle
from sdd.model.finding import Article, Severity
from sdd.model.policy import INFERRED, Binding, BindingMistake, Demand, Modality, Policy

_SEPARATORS = re.compile(r"[\s,;]+")
_CODE = re.compile(r"(?:SDD|SEC|API|ASY|ARC|OPS|CON|SPC|PLN|TSK|TRC|ADR|PHR)[0-9]{3}")
_KEBAB = re.compile(r"[a-z]{3,30}(?:-[a-z]{2,30}){1,5}")
# A name with one or two letters wrong, missing or too many; a longer way off is another word.
_SLIPS, _ALIKE = 2, 0.93
_LONGEST = 60
# Looking for the nearest name takes time, and nobody reads more of them.
_MOST_SUGGESTIONS = 20


def link_policy(
    constitution: Constitution,
    names: Mapping[str, str],
    planned: Mapping[str, str],
    inference: Inference | None = None,
) -> Policy:
    """The demands of a constitution with the rules that it names for them, or asks for.

    names: codes and names of rules, each to its code. planned: the same of rules that are known
    and not built. A clause names rules in inline code and in binding comments; the `sdd` blocks
    of an article speak for its strongest clause, the first of several. inference: reads the words
    of a clause that names no rule and does not say that it asks for none.
    """
    reader = _Reader(names, planned, None if is_of_frontend(constitution) else inference)
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

    def __init__(
        self, names: Mapping[str, str], planned: Mapping[str, str], inference: Inference | None
    ) -> None:
        self.names, self.planned, self.inference = names, planned, inference
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
            words = article.bindings if index == first else ()
            yield self._demand(article, clause, modality, keyword, words)

    def _demand(
        self,
        article: Principle,
        clause: Clause,
        modality: Modality,
        keyword: bool,
        words: Sequence[BoundWord],
    ) -> Demand:
        bindings = self._bindings(article, clause, modality, words)
        built = tuple(each for each in bindings if each.code in self.names)
        unbuilt = tuple(each for each in bindings if each.code not in self.names)
        return Demand(
            article=article.title,
            article_line=article.place.line,
            clause=clause,
            modality=modality,
            keyword=keyword,
            bindings=built if modality.severity else (),
            planned=unbuilt if modality.severity else (),
            waives=() if modality.severity else bindings,
            scope=read_scope(clause, modality) if bindings else (),
        )

    def _bindings(
        self,
        article: Principle,
        clause: Clause,
        modality: Modality,
        words: Sequence[BoundWord],
    ) -> tuple[Binding, ...]:
        """The rules that a clause names or asks for, built or not, in code order.

        words: what the blocks of its article bind it to.
        """
        named = tuple(self._named(clause))
        said = [each for each in (*words, *clause.bindings, *named) if self._is_known(each)]
        found = {each.code: each for each in self._explicit(said, modality)}
        if not clause.bindings and not clause.unbound:
            for each in self._inferred(article, clause, modality):
                if each.code in found:
                    found[each.code] = _with_options_of(found[each.code], each)
                elif not named:
                    found[each.code] = each
        return tuple(found[code] for code in sorted(found))

    def _inferred(
        self, article: Principle, clause: Clause, modality: Modality
    ) -> tuple[Binding, ...]:
        if self.inference is None:
            return ()
        found = self.inference.infer(article, clause, modality)
        return tuple(_inferred(each, clause, modality) for each in found)

    def _explicit(self, said: Sequence[BoundWord], modality: Modality) -> Iterator[Binding]:
        """The rules that a clause names, in code order; of two mentions the first counts."""
        known = {**self.planned, **self.names}
        asked = {known[each.word]: each for each in reversed(said)}
        for code, word in sorted(asked.items()):
            yield Binding(
                code, _raised(_severity(modality), word.severity), word.place, word.options
            )

    def _named(self, clause: Clause) -> Iterator[BoundWord]:
        """The words in inline code that are rules, or can only be meant as one."""
        for words in clause.words:
            for word in _SEPARATORS.split(words):
                known = word in self.names or word in self.planned
                if known or _CODE.fullmatch(word) or self._is_mistyped(word):
                    yield BoundWord(word, clause.place)

    def _is_mistyped(self, word: str) -> bool:
        """Whether a word in inline code can only be meant as the name of a rule."""
        if not _KEBAB.fullmatch(word) or len(self.mistakes) >= _MOST_SUGGESTIONS:
            return False
        names = [
            name
            for name in (*self.names, *self.planned)
            if "-" in name and abs(len(name) - len(word)) <= _SLIPS
        ]
        return bool(get_close_matches(word, names, n=1, cutoff=_ALIKE))

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


def _with_options_of(binding: Binding, inferred: Binding) -> Binding:
    """The binding with the options that the words of its clause give, unless it has its own."""
    options = binding.options or inferred.options
    changed: Binding = msgspec.structs.replace(binding, options=options)
    return changed


def _severity(modality: Modality) -> Severity:
    """What a finding would be; of a MAY, which demands nothing, the least."""
    return modality.severity or Severity.INFO


def _inferred(found: Inferred, clause: Clause, modality: Modality) -> Binding:
    severity = _severity(modality)
    return Binding(
        found.code, severity, clause.place, found.options, INFERRED, found.score, found.reason
    )


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
