"""The words of a clause, and which of them it refuses, excepts or gives as a purpose."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from msgspec import Struct

# A name in capitals, such as API_KEY_HEADER, is one word: it names something and says nothing.
_WORD = re.compile(
    r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[^\W_]+(?:['\u2019]t\b)?|->|=>|[\u2192\u27a1\u2794\u274c\u2717\u26d4]"
)
_ARROWS = frozenset({"->", "=>", "\u2192", "\u27a1", "\u2794"})
ARROW = "\u2192"

_NEGATOR = re.compile(
    r"not|no|never|without|cannot|avoid\w*|neither|nor|zero|against|forbids?|prohibits?|bans?"
    r"|disallows?|rejects?|refuses?|prevents?|eliminate\w*|\w+n['\u2019]t|[\u274c\u2717\u26d4]"
)
_TWO_WORD_NEGATORS = frozenset({("instead", "of"), ("rather", "than"), ("free", "of")})
# What turns a refusal round: "MUST NOT be skipped" wants it.
_UNDOING = re.compile(
    r"(?:skip|bypass|omit|ignor|disabl|lack|circumvent|weaken)\w*|missing|optional|unauthenticated"
)
# "Raw SQL is forbidden", "(FORBIDDEN in routes)": said after what it is about.
_AFTER = re.compile(
    r"forbidden|prohibited|banned|disallowed|unacceptable|prevented|rejected|avoided"
)
_AFTER_NOT = frozenset({"permitted", "allowed", "acceptable", "tolerated", "accepted"})
_MODALS = frozenset({"must", "shall", "should", "may", "can", "do", "does", "will", "is", "are"})
_FRESH = frozenset(
    {
        "use",
        "uses",
        "must",
        "shall",
        "should",
        "always",
        "but",
        "only",
        "prefer",
        "all",
        "every",
        "each",
        "instead",
        "it",
        "they",
        "ensure",
        "require",
        "requires",
    }
)
_EXCEPTS = frozenset({"except", "unless", "excluding", "excepting", "barring"})
_EXCEPTS_TWO = frozenset({("other", "than"), ("apart", "from"), ("aside", "from")})
_PURPOSES = frozenset(
    {
        "avoid",
        "prevent",
        "ensure",
        "enable",
        "allow",
        "protect",
        "keep",
        "reduce",
        "improve",
    }
)
_REASONS = frozenset({"because", "since"})
_BREAK = re.compile(r"[;|]|[.:!?](?=\s|\Z)|\s[-\u2013]\s|\u2014")
_QUOTE = re.compile(r"[\"\u201c\u201d]")


class Standing(IntEnum):
    """How a word stands in its sentence."""

    SAID = 0
    PURPOSE = 1
    EXCEPTED = 2


class Word(Struct, frozen=True):
    """A word. text: lower case; shown: as written; start: its offset.

    refused: behind an odd number of negations, or what "MUST NOT" is said of.
    """

    text: str
    shown: str
    start: int
    refused: bool = False
    standing: Standing = Standing.SAID


# Titles and lead-ins stand above many clauses, and a clause is read for its rules and its scope.
@lru_cache(maxsize=256)
def read_words(text: str, refused: bool = False) -> tuple[Word, ...]:
    """The words of a clause in order.

    refused: the clause stands below a lead-in such as "Handlers MUST NOT:".
    """
    found = list(_WORD.finditer(text))
    shown = [match[0] for match in found]
    words = [ARROW if word in _ARROWS else word.lower() for word in shown]
    reader = _Reader(refused)
    end = 0
    for word, following, match in zip(words, [*words, ""][1:], found, strict=True):
        reader.pass_over(text[end : match.start()], word)
        reader.take(word, following)
        end = match.end()
    return tuple(
        Word(word, shown[index], match.start(), reader.refusals[index], reader.standings[index])
        for index, (word, match) in enumerate(zip(words, found, strict=True))
    )


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, with nothing said of how they stand."""
    return [ARROW if word in _ARROWS else word.lower() for word in _WORD.findall(text)]


def shown_words(words: Sequence[Word], first: int, last: int) -> str:
    """The words from one index up to another as they are written."""
    return " ".join(word.shown for word in words[first:last])


class _Turn(IntEnum):
    """What a word does to the words around it, looked at alone."""

    NONE = 0
    NEGATES = 1
    UNDOES = 2
    REFUSES_BEFORE = 3


@lru_cache(maxsize=4096)
def _turn(word: str) -> _Turn:
    if _UNDOING.fullmatch(word):
        return _Turn.UNDOES
    if _AFTER.fullmatch(word):
        return _Turn.REFUSES_BEFORE
    return _Turn.NEGATES if _NEGATOR.fullmatch(word) else _Turn.NONE


class _Reader:
    """Goes through the words once; a part of a sentence begins anew, a bracket is a part within.

    base: whether everything begins as refused. begun: index of the first word of the part.
    """

    def __init__(self, base: bool) -> None:
        self.base, self.refused, self.standing = base, base, Standing.SAID
        self.refusals: list[bool] = []
        self.standings: list[Standing] = []
        self.outer: list[tuple[bool, Standing]] = []
        self.begun, self.last, self.is_quoted = 0, "", False

    def pass_over(self, gap: str, word: str) -> None:
        """Account for what stands between two words. word: the second one."""
        if gap == " " and word != "but":
            return
        quotes = len(_QUOTE.findall(gap)) % 2
        closing = gap.count(")") + (quotes if self.is_quoted else 0)
        opening = gap.count("(") + (0 if self.is_quoted else quotes)
        self.is_quoted ^= bool(quotes)
        for _ in range(min(closing, len(self.outer))):
            self.refused, self.standing = self.outer.pop()
        self.outer += [(self.refused, self.standing)] * opening
        if (_BREAK.search(gap) and _turn(self.last) != _Turn.NEGATES) or word == "but":
            self._begin(self.base and word != "but")
        elif "," in gap and (word in _FRESH or _turn(word) == _Turn.NEGATES):
            self._begin(self.base and word not in _FRESH)

    def _begin(self, refused: bool) -> None:
        self.refused, self.standing, self.begun = refused, Standing.SAID, len(self.refusals)

    def take(self, word: str, following: str) -> None:
        """Note how one word stands, and what it does to the words around it."""
        self.standing = self._standing_from(word, following)
        turn = _turn(word)
        undoes = turn == _Turn.UNDOES
        if turn == _Turn.REFUSES_BEFORE or (self.last == "not" and word in _AFTER_NOT):
            self._refuse_before(not self.base)
        elif not undoes and self._negates(word, following):
            if self.last in _MODALS or word == "cannot":
                self._refuse_before(True)
            self.refused = not self.refused
        self.refusals.append(self.refused)
        self.standings.append(self.standing)
        if undoes:
            if self.refused:
                self._refuse_before(False)
            self.refused = not self.refused
        self.last = word

    def _standing_from(self, word: str, following: str) -> Standing:
        if word in _EXCEPTS or (word, following) in _EXCEPTS_TWO:
            return Standing.EXCEPTED
        in_order_to = word == "to" and following in _PURPOSES
        if word in _REASONS or (word, following) == ("so", "that"):
            return Standing.PURPOSE
        if in_order_to and len(self.refusals) - self.begun > 2:
            return Standing.PURPOSE
        return self.standing

    def _negates(self, word: str, following: str) -> bool:
        if following == "only" or following in _AFTER_NOT:
            return False
        # "MUST NEVER", and "never ..." below "MUST NOT:", refuse once.
        if self.last in ("not", "never") or (self.base and self.begun == len(self.refusals)):
            return False
        return _turn(word) == _Turn.NEGATES or (word, following) in _TWO_WORD_NEGATORS

    def _refuse_before(self, refused: bool) -> None:
        """Set what was said of the part so far."""
        self.refusals[self.begun :] = [refused] * (len(self.refusals) - self.begun)
