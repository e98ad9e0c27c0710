"""Whether a text may bind a literal to a credential's name: asked before anything is parsed.

The words are the judge's own, so that no name that it knows is overlooked.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from sdd.redact.names import credential_phrases
from sdd.redact.sensitive import PERSONAL
from sdd.redact.vocabulary import WEAK

_SEPARATOR = r"[\W_]{0,2}"
# A literal may stand on the next line where a bracket or a backslash leads there.
_LITERAL = r"(?:[^\n]{0,80}[\"']|[^\n\"']{0,60}[(\[{\\][^\n\"']{0,40}\n[^\n\"']{0,60}[\"'])"
# Weak names count with values that look generated, which nearly all hold a digit.
_GENERATED = r"[^\n]{0,40}[\"'](?:[a-z]{5,6} )?(?=[^\s\"']{8})[^\s\"']{0,60}[0-9]"


def may_bind_secret(text: str) -> bool:
    """True where a strong name stands before a quote, or a weak one before a generated value.

    Linear in the length of the text.
    """
    lowered = text.lower()
    return any(name.search(lowered) for name in (_STRONG_NAME, _WEAK_NAME, _COMPARED))


def may_log_secret(text: str) -> bool:
    """True where a sensitive name stands close behind a call that logs or prints. Linear."""
    lowered = text.lower()
    return any(
        _LOGGED.search(lowered, call.end(), call.end() + _LONGEST_CALL)
        for call in _LOGS.finditer(lowered)
    )


def may_name_secret(text: str) -> bool:
    """True where any credential's name stands in a text, whatever it is written in. Linear."""
    return bool(_NAME.search(text.lower()))


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern for many phrases in which what they begin with is written once.

    The engine then looks for a first letter, instead of trying each phrase everywhere.
    """
    tails: dict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        if not phrase:
            return ""
        tails[phrase[0]].append(phrase[1:])
    branches = (_letter(first) + _any_of(rest) for first, rest in sorted(tails.items()))
    return f"(?:{'|'.join(branches)})"


def _letter(character: str) -> str:
    return _SEPARATOR if character == " " else re.escape(character)


_STRONG_NAME = re.compile(_any_of(credential_phrases()) + _LITERAL)
# The literal stands first in `"..." == password`, and lines later in `match password:`.
_COMPARED = re.compile(
    r"(?:[\"'][ ]{0,3}[=!]=|\bmatch[ ])[^\n]{0,60}" + _any_of(credential_phrases())
)
_WEAK_NAME = re.compile(_any_of(WEAK) + _GENERATED)
_NAME = re.compile(_any_of(credential_phrases() | WEAK))
_LONGEST_CALL = 300
_LOGS = re.compile(
    r"\b(?:print|pprint|pp)\(|\blog\w{0,20}(?:\([^\n()]{0,40}\))?\.[a-z]{3,16}\("
    r"|\.(?:a?info|a?debug|a?warning|a?error|bind|exception)\("
)
_LOGGED = re.compile(
    r"(?:[{,(=+%][ \n]{0,24}|[\"'])[\w.]{0,60}"
    + _any_of(credential_phrases() | {"token", *PERSONAL})
)
