"""The credentials' names that a text mentions: asked before anything is parsed.

The words are the judge's own, so that no name that it knows is overlooked.
"""

import re
from collections.abc import Iterator

from sdd.redact.names import credential_phrases
from sdd.redact.phrases import any_of
from sdd.redact.sensitive import PERSONAL
from sdd.redact.vocabulary import WEAK


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


def find_names(text: str) -> Iterator[tuple[int, str]]:
    """Every identifier that holds a credential's word, with the offset of the word.

    Of a longer one 200 characters around the word. Linear in the length of the text.
    """
    lowered = text.lower()
    same = len(lowered) == len(text)
    for found in _NAME.finditer(lowered) if same else _ANY_CASE.finditer(text):
        start, end = found.span()
        before = _IDENTIFIER_END.search(text, max(0, start - _LONGEST_IDENTIFIER), start)
        after = _IDENTIFIER.match(text, end, end + _LONGEST_IDENTIFIER)
        yield start, text[before.start() if before else start : after.end() if after else end]


_NAME = re.compile(any_of(credential_phrases() | WEAK))
_LONGEST_IDENTIFIER = 200
_IDENTIFIER = re.compile(r"[\w-]*+")
_IDENTIFIER_END = re.compile(r"(?<![\w-])[\w-]*+\Z")
_ANY_CASE = re.compile(_NAME.pattern, re.IGNORECASE)
_LONGEST_CALL = 300
_LOGS = re.compile(
    r"\b(?:print|pprint|pp)\(|\blog\w{0,20}(?:\([^\n()]{0,40}\))?\.[a-z]{3,16}\("
    r"|\.(?:a?info|a?debug|a?warning|a?error|bind|exception)\("
)
_LOGGED = re.compile(
    r"(?:[{,(=+%][ \n]{0,24}|[\"'])[\w.]{0,60}"
    + any_of(credential_phrases() | {"token", *PERSONAL})
)
