"""Fields to front matter, written strictly: every YAML reader gets the same texts back."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

Field: TypeAlias = "str | int | date | Sequence[Field] | Mapping[str, Field] | None"

# What no YAML reader, of 1.1 or 1.2, takes for anything but text.
_PLAIN = re.compile(r"(?:[A-Za-z/]|\d{1,6}-[A-Za-z])[\w./@+-]*(?: [\w./@+()-]+)*", re.ASCII)
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
# Line breaks of YAML, and what its readers refuse to see unescaped.
_HIDDEN = re.compile(
    "[\x7f-\xa0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]"
)


def write_front_matter(fields: Mapping[str, Field]) -> str:
    """The block with its two `---` lines, ending in a line feed.

    Text is quoted where any reader could take it for something else; numbers, dates and None are
    written as such, empty lists and tables in their short form.
    """
    return "\n".join(["---", *_table(fields, ""), "---", ""])


def _table(fields: Mapping[str, Field], indent: str) -> Iterator[str]:
    for key, value in fields.items():
        yield from _entry(f"{indent}{_scalar(key)}:", value, indent)


def _entry(start: str, value: Field, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        yield start
        yield from _table(value, f"{indent}  ")
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        yield start
        for each in value:
            yield from _item(each, f"{indent}  ")
    else:
        yield f"{start} {_short(value)}"


def _item(value: Field, indent: str) -> Iterator[str]:
    """An entry of a list; what is nested in it is written in one line."""
    yield f"{indent}- {_short(value)}"


def _short(value: Field) -> str:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{_quoted(key)}: {_short(each)}" for key, each in value.items()) + "}"
        )
    if isinstance(value, Sequence):
        return f"[{', '.join(_short(each) for each in value)}]"
    if value is None:
        return "null"
    return value.isoformat() if isinstance(value, date) else str(value)


def _scalar(text: str) -> str:
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS
    return text if is_plain else _quoted(text)


def _quoted(text: str) -> str:
    """Double quotes with the escapes that JSON and YAML share."""
    return _HIDDEN.sub(_escape, json.dumps(text, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    # Half a pair stands for no character, and no file can hold it.
    return "\ufffd" if "\ud800" <= match[0] <= "\udfff" else f"\\u{ord(match[0]):04x}"
