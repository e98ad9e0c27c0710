"""Which rules the words of a clause ask for, how surely, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from sdd.link.clause_values import read_values
from sdd.link.phrasebook import Group, Hit, Phrasebook
from sdd.link.speaking import is_about_frontend, is_about_tests, is_readable
from sdd.link.wording import Standing, Word, read_words, shown_words
from sdd.model.documents import Clause, Principle
from sdd.model.phrases import Phrase, Stance
from sdd.model.policy import Modality

THRESHOLD = 75
"""The least score, of 100, at which a clause is held to ask for a rule."""

# What a found group counts for, by where it stands: in the clause, in the lead-in above it, in
# the title of its article. A purpose ("to avoid ...") is no demand.
_OWN, _LEAD, _TITLE, _PURPOSE = 100, 90, 45, 50
# A sentence with a subject of its own needs no lead-in to be understood.
_LEAD_OF_SENTENCE = 45
_FAR, _FAR_LOSS = 16, 25
_HEDGES = frozenset({"possible", "appropriate", "feasible", "practical", "reasonable"})
_HEDGE_LOSS = 15
_FOR, _COLONS = (" for", " of", " in", " on", " to"), ": \uff1a*_"
_DUTIES = frozenset({"must", "shall", "should", "may"})
_LABELS = frozenset({"requirement", "requirements", "standard", "standards", "rules"})
_OF_CODE = ("SEC", "API", "ASY", "ARC")
_OF_DOCUMENTS = ("CON", "SPC", "PLN", "TSK", "TRC", "ADR", "PHR")

Found: TypeAlias = dict[tuple[str, ...], list[Hit]]


class Inferred(Struct, frozen=True):
    """A rule that a clause asks for by its words.

    score: of 100. reason: the words that say so. options: names and values that the clause gives.
    """

    code: str
    score: int
    reason: str
    options: tuple[tuple[str, object], ...] = ()


class Inference:
    """Reads clauses with the phrases of rules: code to phrases."""

    def __init__(self, phrases: Mapping[str, Iterable[Phrase]]) -> None:
        self._book = Phrasebook((code, each) for code in phrases for each in phrases[code])

    def infer(self, article: Principle, clause: Clause, modality: Modality) -> tuple[Inferred, ...]:
        """The rules that a clause asks for, in code order, each by its best phrase.

        Of a MAY: the rules whose offence it permits.
        """
        if not any(map(self._book.may_ask, (clause.text, clause.lead))):
            return ()
        if not is_readable(clause.text):
            return ()
        reading = _Reading(self._book, article, clause, modality)
        best: dict[str, Inferred] = {}
        for each in reading.judge():
            if each.score > (best[each.code].score if each.code in best else THRESHOLD - 1):
                best[each.code] = each
        return tuple(best[code] for code in sorted(best))


class _Reading:
    """One clause: its own words, those of its lead-in and of its article's title."""

    def __init__(
        self, book: Phrasebook, article: Principle, clause: Clause, modality: Modality
    ) -> None:
        self.book, self.clause = book, clause
        self.permits = modality is Modality.MAY
        refuses = modality in (Modality.MUST_NOT, Modality.SHOULD_NOT)
        below = refuses and bool(clause.lead) and clause.keyword not in clause.text
        self.own = read_words(clause.text, below and _refuses(clause.lead))
        self.lead = _without_labels(read_words(clause.lead))
        self.title = _without_labels(read_words(article.title))
        self.lead_weight = _LEAD_OF_SENTENCE if _has_subject(self.own) else _LEAD
        self.found = book.find(self.own)
        self.above = book.find(self.lead)
        self.titled = book.find(self.title)

    def judge(self) -> Iterator[Inferred]:
        """What each phrase makes of the clause, where it makes anything."""
        front = self._is_frontend()
        tests = not self.permits and (is_about_tests(self.own) or _names_tests(self.lead))
        for index in self.book.candidates(self.found, self.above):
            code, phrase = self.book.phrases[index]
            if (front and not code.startswith(_OF_DOCUMENTS)) or (
                tests and code.startswith(_OF_CODE)
            ):
                continue
            verdict = self._weigh(phrase, *self.book.groups(index))
            if verdict:
                score, words = verdict
                values = read_values(phrase.values, self.clause)
                if values is not None and score >= THRESHOLD:
                    yield Inferred(code, score, _reason(words), values)

    def _is_frontend(self) -> bool:
        for words in (self.own, self.lead, self.title):
            if (verdict := is_about_frontend(words)) is not None:
                return verdict
        return False

    def _weigh(
        self, phrase: Phrase, groups: Sequence[Group], without: Group
    ) -> tuple[int, list[str]] | None:
        """The score of a phrase and the words that it found; None where one is missing."""
        if any(term in self.found or term in self.above for term in without):
            return None
        core = self._core(phrase, groups[0])
        if core is None:
            return None
        total, where, words = core
        own = where is not None
        for group in groups[1:]:
            weight, said, mine = self._support(group, where)
            if not weight:
                return None
            own = own or mine
            total += weight
            words = [*words, said]
        if not own:
            return None
        score = total // len(groups)
        return score - (_HEDGE_LOSS if self._is_hedged() else 0), words

    def _core(self, phrase: Phrase, group: Group) -> tuple[int, int | None, list[str]] | None:
        """The weight of the first group, its index in the clause if it stands there, its words."""
        # "Type hints are REQUIRED for:" lends its subject to the items below, "MUST document:" not.
        lent = self.above if self.clause.lead.rstrip(_COLONS).endswith(_FOR) else {}
        for words, found, weight in (
            (self.own, self.found, _OWN),
            (self.lead, lent, self.lead_weight),
        ):
            for hit in _hits(found, group):
                word = words[hit.first]
                if word.standing is Standing.EXCEPTED or not self._suits(phrase.stance, word):
                    continue
                counts = _PURPOSE if word.standing is Standing.PURPOSE else weight
                said = [*_negator(words, hit, phrase), shown_words(words, hit.first, hit.last)]
                return counts, (hit.first if weight == _OWN else None), said
        return None

    def _suits(self, stance: Stance, word: Word) -> bool:
        """Whether the clause thinks of a word what the phrase says; a MAY permits the opposite."""
        if stance is Stance.EITHER:
            return not self.permits
        refused = word.refused
        return refused is ((stance is Stance.REFUSES) is not self.permits)

    def _support(self, group: Group, near: int | None) -> tuple[int, str, bool]:
        """The weight of a further group, what was found, and whether in the clause itself."""
        hits = [
            hit
            for hit in _hits(self.found, group)
            if self.own[hit.first].standing is not Standing.EXCEPTED
        ]
        if hits:
            hit = min(hits, key=lambda each: abs(each.first - (near or 0)))
            far = near is not None and abs(hit.first - near) > _FAR
            return _OWN - _FAR_LOSS * far, shown_words(self.own, hit.first, hit.last), True
        for words, found, weight in (
            (self.lead, self.above, self.lead_weight),
            (self.title, self.titled, _TITLE),
        ):
            for hit in _hits(found, group):
                return weight, shown_words(words, hit.first, hit.last), False
        return 0, "", False

    def _is_hedged(self) -> bool:
        return any(word.text in _HEDGES for word in self.own)


def _has_subject(words: Sequence[Word]) -> bool:
    """Whether a verb of duty stands behind something: "Handlers MUST", not "MUST be async"."""
    return any(word.text in _DUTIES for word in words[1:]) and words[0].text not in _DUTIES


def _names_tests(lead: Sequence[Word]) -> bool:
    """Whether a lead-in speaks of tests: "Endpoints SHOULD have integration tests covering:"."""
    return any(word.text in ("test", "tests") for word in lead)


def _without_labels(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without those that head any list: "Requirements:", "Testing Standards"."""
    return tuple(word for word in words if word.text not in _LABELS)


def _hits(found: Found, group: Group) -> list[Hit]:
    hits = [hit for term in group if term in found for hit in found[term]]
    return sorted(hits, key=lambda hit: (hit.first, -hit.last))


def _refuses(lead: str) -> bool:
    words = read_words(f"{lead} x")
    return bool(words) and any(word.refused for word in words)


def _negator(words: Sequence[Word], hit: Hit, phrase: Phrase) -> list[str]:
    """The word that refuses what was found, for the reason."""
    if phrase.stance is not Stance.REFUSES:
        return []
    for word in reversed(words[: hit.first]):
        if word.text in ("no", "not", "never", "without", "avoid", "cannot"):
            return [word.shown]
    return []


def _reason(words: Sequence[str]) -> str:
    quoted = [f"'{word}'" for word in dict.fromkeys(words)]
    said = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
    return f"it says {said}"
