"""How random a text is: bits per character, measured against what chance would give."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

_ALPHABETS = (
    (10, re.compile(r"[0-9]*")),
    (16, re.compile(r"[0-9a-f]*|[0-9A-F]*")),
    (36, re.compile(r"[0-9a-z]*|[0-9A-Z]*")),
    (64, re.compile(r"[0-9A-Za-z+/=_-]*")),
)
_EVERYTHING = 94
_SHORTEST = 8
_SHORTEST_OF_LETTERS = 16
_RUN_OF_LETTERS = re.compile(r"[A-Z]?[a-z]{4,}|[A-Z]{5,}")
_DIGIT_EDGES = re.compile(r"[A-Za-z](?=[0-9])|[0-9](?=[A-Za-z])")
_CASE_EDGES = re.compile(r"[a-z](?=[A-Z])")
_CONSONANTS = re.compile(r"[^aeiouy]{5}")
_VOWELS = re.compile(r"[aeiouy]")


def shannon(text: str) -> float:
    """Shannon entropy of a text in bits per character; 0.0 for an empty one."""
    length = len(text)
    shares = (count / length for count in Counter(text).values())
    return -sum(share * math.log2(share) for share in shares) if text else 0.0


def alphabet(text: str) -> int:
    """The size of the smallest usual alphabet that writes a text: 10, 16, 36, 64 or 94."""
    fitting = (size for size, pattern in _ALPHABETS if pattern.fullmatch(text))
    return next(fitting, _EVERYTHING)


def floor(length: int, size: int) -> float:
    """The least entropy, in bits, that random text of a length and alphabet has.

    It grows with the length: 16 characters cannot hold more than 4 bits each, however random
    they are. About one random text in fifty lies below.
    """
    if not length:
        return 0.0
    return math.log2(size) - math.log2(1 + (size - 1) / length) - 5 / length


def word_share(text: str) -> float:
    """The share of characters, 0.0 to 1.0, that stand in runs of letters like spoken words."""
    spoken = sum(len(run) for run in _letters(text) if _speakable(run.lower()))
    return spoken / len(text) if text else 0.0


def longest_run(text: str) -> int:
    """The length of the longest run of characters that are equal, rising or falling by one."""
    longest = current = min(len(text), 1)
    step = 0
    for before, after in pairwise(text):
        change = ord(after) - ord(before)
        current = current + 1 if change == step else 2
        step = change
        if abs(step) > 1:
            current = 1
        longest = max(longest, current)
    return longest


def is_patterned(text: str) -> bool:
    """True for text that a person types to fill a place: `xxxxx`, `12345678`, `abababab`."""
    if len(text) < 2:
        return True
    if longest_run(text) >= max(4, min(8, len(text) // 2)):
        return True
    return len(set(text)) <= max(2, min(len(text) // 8, 5))


def is_random(text: str) -> bool:
    """True for text of 8 characters or more that looks generated, neither typed nor spoken."""
    if len(text) < _SHORTEST or is_patterned(text) or text.isdigit():
        return False
    if shannon(text) < floor(len(text), alphabet(text)):
        return False
    return _mixed(text) and word_share(text) < 0.5


def _mixed(text: str) -> bool:
    """Digits strewn among letters; letters alone must keep changing their case."""
    if any(map(str.isdigit, text)):
        return len(_DIGIT_EDGES.findall(text)) * 8 >= len(text)
    return len(text) >= _SHORTEST_OF_LETTERS and len(_CASE_EDGES.findall(text)) * 6 >= len(text)


def _letters(text: str) -> Iterator[str]:
    return (found.group() for found in _RUN_OF_LETTERS.finditer(text))


def _speakable(run: str) -> bool:
    vowels = len(_VOWELS.findall(run))
    return not _CONSONANTS.search(run) and 0.15 <= vowels / len(run) <= 0.75
