"""`.env` files: a name, an equals sign and a value, which may be quoted over several lines."""

import re
from collections.abc import Iterator

from sdd.read.other.entry import Entry

_LONGEST = 20_000
_LINE = re.compile(
    r"^[ \t]*+(?:export[ \t]++)?(?P<name>[A-Za-z_][\w.-]*+)[ \t]*+=[ \t]*+"
    rf"(?:\"(?P<double>(?:[^\"\\]|\\.){{0,{_LONGEST}}}+)\"|'(?P<single>[^']{{0,{_LONGEST}}}+)'"
    r"|(?P<bare>[^\r\n]*+))",
    re.MULTILINE | re.DOTALL,
)
# A template may leave a name without a value, or show it commented out.
_DECLARED = re.compile(
    r"^[ \t]*+(?:(?:export[ \t]++)?(?P<name>[A-Za-z_][A-Za-z0-9_]*+)[ \t]*+(?:=|\r?$)"
    r"|#[ \t]*+(?P<shown>[A-Z_][A-Z0-9_]*+)[ \t]*+=)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"(?:^|[ \t])#")


def read_dotenv(text: str) -> Iterator[Entry]:
    """Every variable with its value."""
    for found in _LINE.finditer(text):
        kind = found.lastgroup or "bare"
        start, end = found.span(kind)
        if kind == "bare":
            comment = _COMMENT.search(found[kind])
            kept = found[kind][: comment.start()] if comment else found[kind]
            end = start + len(kept.rstrip())
        yield Entry(found["name"], start, end, text[start:end])


def declared_variables(text: str) -> Iterator[tuple[str, int, int]]:
    """Every variable that a file names, also without a value or commented out, with the span of
    its name."""
    for found in _DECLARED.finditer(text):
        kind = "name" if found["name"] else "shown"
        yield found[kind], *found.span(kind)
