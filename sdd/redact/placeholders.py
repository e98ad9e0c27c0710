"""Values that people write to fill a place, told apart by whether they would still let one in.

"mask" and "nothing" open no door anywhere (`****`, `none`). "instruction" says what to put
there (`your-api-key-here`), "descriptive" says what it is (`my-secret-key`, `Secret123!`):
both open nothing of somebody else's, but sign and unlock like any other text where the
application itself accepts them. "default" is guessable everywhere (`admin`, `changeme`).
"""

import re

from sdd.redact.entropy import is_patterned
from sdd.redact.names import split_words
from sdd.redact.vocabulary import CREDENTIAL_NOUNS, DESCRIPTIVE, GUESSABLE, INSTRUCTION, NOTHING

_KNOWN = DESCRIPTIVE | GUESSABLE
_MASK = re.compile(r"(?:(?P<all>[*xX.#_\-?…•●=~+ ])(?P=all)*|[*x.#_\-…•●X]+)")
_ELIDED = re.compile(r"\*\*\*|\.\.\.|…|xxx|XXX")
_SEPARATED = re.compile(r"[^\W_]{1,40}(?:[-_.][^\W_]{1,40}){2,20}\W{0,3}")
_TAIL = re.compile(r"[\W\d_]{1,64}\Z")
_LEET = str.maketrans("013457@$", "oieastas")
_LONGEST_GLUED = 48
_LONGEST_WORD = 14


def placeholder_kind(value: str) -> str:
    """ "mask", "nothing", "instruction", "descriptive", "default", or "" for no placeholder."""
    if _MASK.fullmatch(value) or _ELIDED.search(value):
        return "mask"
    if value.isdigit():
        return "default" if is_patterned(value) else ""
    words = tuple(word for word in split_words(value) if not word.isdigit())
    if not words or _is_mostly_digits(value):
        return ""
    if _SEPARATED.fullmatch(value):
        words = _mostly_known(words)
    return _kind_of_words(words) or _kind_of_words(split_words(_unleet(value)))


def _kind_of_words(words: tuple[str, ...]) -> str:
    if not words or not all(map(_is_filler, words)):
        return ""
    if NOTHING.issuperset(words):
        return "nothing"
    if INSTRUCTION.intersection(words):
        return "instruction"
    return "default" if any(GUESSABLE & _known_parts(word) for word in words) else "descriptive"


def is_credential_noun(value: str) -> bool:
    """True for the bare word that stands for a credential in a pattern: `password`, `PASS`."""
    return value.lower() in CREDENTIAL_NOUNS


def _mostly_known(words: tuple[str, ...]) -> tuple[str, ...]:
    """The known words alone where they are the greater part of a phrase with separators."""
    known = tuple(filter(_is_filler, words))
    return known if len(known) * 2 >= len(words) else words


def _is_filler(word: str) -> bool:
    return word in NOTHING or word in INSTRUCTION or bool(_known_parts(word))


def _is_mostly_digits(value: str) -> bool:
    digits = "".join(filter(str.isdigit, value))
    return len(digits) > max(4, len(value) // 4) and not is_patterned(digits)


def _unleet(value: str) -> str:
    return _TAIL.sub("", value.lower()).translate(_LEET)


def _known_parts(word: str) -> frozenset[str]:
    """The known words that make up a word, written without a gap or alone; linear in its length.

    `supersecretkey` gives `super`, `secret` and `key`; an empty set where a part is unknown.
    """
    if word in _KNOWN:
        return frozenset((word,))
    if not 4 <= len(word) <= _LONGEST_GLUED:
        return frozenset()
    reached: dict[int, frozenset[str]] = {0: frozenset()}
    for end in range(3, len(word) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end - 2):
            if start in reached and word[start:end] in _KNOWN:
                reached[end] = reached[start] | {word[start:end]}
                break
    return reached.get(len(word), frozenset())
