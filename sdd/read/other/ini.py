"""INI files and properties: `[section]`, `name = value` or `name: value`, values without quotes.

The standard library reads them without telling the line.
"""

import re
from collections.abc import Iterator

from sdd.read.other.entry import Entry

_LINE = re.compile(
    r"^[ \t]*+(?:\[(?P<section>[^\]\r\n]*+)\]|(?P<name>[A-Za-z_/][^\s=:#;\[\]]*+)[ \t]*+[=:][ \t]*+"
    r"(?P<value>[^\r\n]*+))",
    re.MULTILINE,
)
_COMMENT = re.compile(r"[ \t][#;]")
_QUOTES = "\"'"


def read_ini(text: str) -> Iterator[Entry]:
    """Every option with its value; its part is the section."""
    section = ""
    for found in _LINE.finditer(text):
        if found["section"] is not None:
            section = found["section"].strip()
            continue
        start, end = found.span("value")
        comment = _COMMENT.search(text, start, end)
        end = start + len(text[start : comment.start() if comment else end].rstrip())
        if end - start >= 2 and text[start] in _QUOTES and text[end - 1] == text[start]:
            start, end = start + 1, end - 1
        yield Entry(found["name"], start, end, text[start:end], section)
