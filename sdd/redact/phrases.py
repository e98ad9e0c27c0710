"""One pattern for many phrases."""

import re
from collections import defaultdict
from collections.abc import Iterable

_SEPARATOR = r"[\W_]{0,2}"


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for many phrases in which what they begin with is written once.

    The engine then looks for a first letter, instead of trying each phrase everywhere. Of two that
    begin alike the longer one is found. A blank stands for up to two marks, or none.
    """
    tails: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        tails[phrase[:1]].append(phrase[1:])
    ends = "?" if tails.pop("", None) else ""
    branches = [_letter(first) + any_of(rest) for first, rest in sorted(tails.items())]
    return f"(?:{'|'.join(branches)}){ends}" if branches else ""


def _letter(character: str) -> str:
    return _SEPARATOR if character == " " else re.escape(character)
