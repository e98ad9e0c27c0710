"""How names that people typed are quoted and corrected in messages."""

import json
import re
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_BYTE, _LAST_BYTE = 0xDC80, 0xDCFF
_LONGEST_WORD = 60
_MOST_CANDIDATES = 2_000


def quote(path: str) -> str:
    """A path in double quotes, on one line: control characters escaped."""
    return json.dumps(printable(path), ensure_ascii=False)


def quote_word(word: str) -> str:
    """The same for a key or value of a configuration, cut at 60 characters."""
    return quote(word if len(word) <= _LONGEST_WORD else word[:_LONGEST_WORD] + "…")


def printable(path: str) -> str:
    r"""A path that any output can encode: bytes that are no UTF-8 become `\xNN`."""
    return _SURROGATE.sub(_escape, path)


def is_utf8(path: str) -> bool:
    """Whether a path can be written down as text: it holds no byte that stands for none."""
    return path.isascii() or not _SURROGATE.search(path)


def nearest(word: str, candidates: Iterable[str]) -> str:
    """The candidate that is most like a mistyped word, or an empty string.

    Only the first 2,000 candidates are compared, so that a huge folder costs no time.
    """
    known = {name.lower(): name for name in islice(candidates, _MOST_CANDIDATES)}
    matches = get_close_matches(word[:_LONGEST_WORD].lower(), known, n=1)
    return known[matches[0]] if matches else ""


def suggest(word: str, candidates: Iterable[str]) -> str:
    """`; did you mean "x"?` for the nearest candidate, or an empty string."""
    match = nearest(word, candidates)
    return f"; did you mean {quote(match)}?" if match else ""


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if _FIRST_BYTE <= code <= _LAST_BYTE:
        return f"\\x{code & 0xFF:02x}"
    return f"\\u{code:04x}"
