"""A look at the text of a file that decides how much of it must be read.

Parsing costs most of a cold run. A file without any of these words cannot hold a route, an
async function, a secret, a read of the environment or a suppression; it is read only if a name
must be followed into it.
"""

import re
from collections.abc import Sequence

from sdd.read.python.candidates import may_bind
from sdd.redact.mentions import may_log_secret
from sdd.redact.shapes import may_hold_shapes

_WORDS = ("fastapi", "starlette", "APIRouter", "BaseSettings", "env_prefix")
# Each with a word that stands wherever the pattern matches, and is found much faster.
_PATTERNS = tuple(
    (word, re.compile(pattern))
    for word, pattern in (
        ("async", r"\basync\b"),
        ("await", r"\bawait\b"),
        ("sdd:", r"sdd:\s*ignore"),
        ("environ", r"\benvirons?\b"),
        ("getenv", r"\bgetenv\b"),
        ("decouple", r"\bdecouple\b"),
        ("Settings", r"class \w+\(\w*Settings\w*[,)]"),
    )
)

_ROUTING = re.compile(
    rb"fastapi|starlette|APIRouter|include_router|add_api_route|add_api_websocket_route"
)


def must_read(text: str, statements: Sequence[tuple[int, int]]) -> bool:
    """True where the text may hold something that a rule speaks of by itself.

    statements: start and end of each logical line.
    """
    if any(word in text for word in _WORDS):
        return True
    if any(word in text and pattern.search(text) for word, pattern in _PATTERNS):
        return True
    return may_hold_secrets(text, statements) or may_log_secret(text)


def may_hold_secrets(text: str, statements: Sequence[tuple[int, int]]) -> bool:
    """True where a literal or a comment may be a secret; statements: as above."""
    return may_hold_shapes(text) or may_bind(text, statements)


def may_register_routes(data: bytes) -> bool:
    """True where a file may hold routes, for those who ask for nothing else."""
    return _ROUTING.search(data) is not None
