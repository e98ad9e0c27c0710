"""Finds the terms of many phrases in the words of one clause, each word looked at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from sdd.link.wording import Word, plain_words
from sdd.model.phrases import WORDS, Phrase

Group: TypeAlias = tuple[tuple[str, ...], ...]


class Hit(Struct, frozen=True):
    """A term that was found. first, last: the indexes of its words, the last exclusive."""

    first: int
    last: int


class Phrasebook:
    """The terms of all phrases, found by their first word.

    phrases: each with the code that it speaks for.
    """

    def __init__(self, phrases: Iterable[tuple[str, Phrase]]) -> None:
        self.phrases = tuple(phrases)
        self._terms: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        groups: dict[str, Group] = {}
        by_term: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._groups: list[tuple[tuple[Group, ...], Group]] = []
        for index, (_, phrase) in enumerate(self.phrases):
            read = tuple(_read_group(words, groups) for words in phrase.words)
            self._groups.append((read, _read_group(phrase.without, groups)))
            for term in read[0]:
                by_term[term].append(index)
        self._by_term = dict(by_term)
        # Words seen so far; a document repeats most of its words.
        self._cores: dict[str, bool] = {}
        for term in {term for group in groups.values() for term in group}:
            head = term[0]
            if head.endswith("*"):
                self._stems[head[:-1]].append(term)
            else:
                self._terms[head].append(term)

    def find(self, words: Sequence[Word]) -> dict[tuple[str, ...], list[Hit]]:
        """Where each term stands."""
        found: dict[tuple[str, ...], list[Hit]] = defaultdict(list)
        texts = [word.text for word in words]
        for index, text in enumerate(texts):
            for term in self._beginning(text):
                if _follows(texts, index, term):
                    found[term].append(Hit(index, index + len(term)))
        return found

    def may_ask(self, text: str) -> bool:
        """Whether a text holds the first word of what any phrase wants or refuses."""
        return any(map(self._begins_core, plain_words(text)))

    def _begins_core(self, word: str) -> bool:
        if word not in self._cores:
            self._cores[word] = any(term in self._by_term for term in self._beginning(word))
        return self._cores[word]

    def candidates(self, *found: dict[tuple[str, ...], list[Hit]]) -> list[int]:
        """The phrases of whose first group a term was found, by index, in order."""
        return sorted(
            {index for hits in found for term in hits for index in self._by_term.get(term, ())}
        )

    def groups(self, index: int) -> tuple[tuple[Group, ...], Group]:
        """The groups of a phrase, and what must not be there."""
        return self._groups[index]

    def _beginning(self, text: str) -> Iterator[tuple[str, ...]]:
        yield from self._terms.get(text, ())
        for end in range(2, len(text) + 1):
            yield from self._stems.get(text[:end], ())


def _follows(texts: Sequence[str], index: int, term: tuple[str, ...]) -> bool:
    if len(term) == 1:
        return True
    if index + len(term) > len(texts):
        return False
    return all(
        texts[index + offset].startswith(word[:-1])
        if word.endswith("*")
        else texts[index + offset] == word
        for offset, word in enumerate(term)
    )


def _read_group(words: str, known: dict[str, Group]) -> Group:
    if words not in known:
        parts = (part.strip() for part in words.split("|") if part.strip())
        spelled = (
            term.strip()
            for part in parts
            for term in (WORDS[part[1:]].split("|") if part.startswith("@") else (part,))
        )
        known[words] = tuple(dict.fromkeys(tuple(term.lower().split()) for term in spelled))
    return known[words]
