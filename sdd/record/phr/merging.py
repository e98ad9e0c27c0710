"""A record that exists is renewed between its markers; what a person wrote stays.

Fields on top that a person changed stay as well: `sdd.decided` tells what the rules had said.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from sdd.model.front_matter import FrontMatter, Value, is_nothing
from sdd.record.front_matter import Field, write_front_matter

BEGIN = "<!-- sdd:phr:begin: written by sdd, and written anew each time -->"
END = "<!-- sdd:phr:end: what follows is yours -->"
_BEGIN = re.compile(r"<!-- sdd:phr:begin\b.*-->[ \t]*")
_END = re.compile(r"<!-- sdd:phr:end\b.*-->[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})")
_FIRST_NOTES = """
## Evaluation notes (flywheel)

- 🔁 Next prompts:
- 🧠 Reflection:
"""
# Fields that people fill in; nothing that a session tells is lost by keeping them.
_THEIRS = ("labels", "user", "links")


class Parts(Struct, frozen=True):
    """A record cut at its markers. before: below the fields; after: what follows the end."""

    before: str
    inside: str
    after: str


def compose(fields: Mapping[str, Field], body: str) -> str:
    """A whole new record."""
    return f"{write_front_matter(fields)}\n{BEGIN}\n\n{body}\n{END}\n{_FIRST_NOTES}"


def renew(text: str, front: FrontMatter, fields: Mapping[str, Field], body: str) -> str | None:
    """An existing record with a new generated part; None where its markers are gone.

    text: the record; front: its fields as read. Where all line ends are those of Windows, they
    stay so.
    """
    if 0 < text.count("\n") == text.count("\r\n"):
        renewed = renew(text.replace("\r\n", "\n"), front, fields, body)
        return renewed.replace("\n", "\r\n") if renewed else None
    lines = text.removeprefix("\ufeff").split("\n")
    parts = split("\n".join(lines[front.body - 1 :]))
    if parts is None:
        return None
    head = write_front_matter(merged(front, fields))
    comments = "".join(f"{comment}\n" for _, comment in front.comments)
    head = head.replace("---\n", f"---\n{comments}", 1)
    return f"{head}{parts.before}{BEGIN}\n\n{body}\n{END}{parts.after}"


def split(body: str) -> Parts | None:
    """The text below the fields, cut at its markers; None where it has not both.

    A marker that is quoted inside a fence is none.
    """
    marks = list(_outside_fences(body))
    begin = next((span for span, line in marks if _BEGIN.fullmatch(line)), None)
    if begin is None:
        return None
    ends = (span for span, line in marks if span[0] > begin[0] and _END.fullmatch(line))
    end = next(ends, None)
    if end is None:
        return None
    return Parts(body[: begin[0]], body[begin[1] : end[0]], body[end[1] :])


def _outside_fences(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Every line that is in no fence, with its span."""
    fence, start = "", 0
    for line in text.split("\n"):
        end = start + len(line)
        mark = _FENCE.match(line)
        if not fence:
            yield (start, end), line.rstrip("\r")
            fence = mark[1] if mark else ""
        elif mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""
        start = end + 1


def merged(front: FrontMatter, fields: Mapping[str, Field]) -> dict[str, Field]:
    """New fields over those of a record, except where a person changed or added some."""
    result: dict[str, Field] = {}
    for key, value in fields.items():
        old = front.fields.get(key, "")
        if key == "links" and isinstance(old, dict) and isinstance(value, Mapping):
            result[key] = {**value, **_said(old)}
        elif (key in _THEIRS and _says(old)) or is_changed(front, key):
            result[key] = as_field(old)
        else:
            result[key] = value
    theirs = {key: as_field(old) for key, old in front.fields.items() if key not in fields}
    return {**result, **theirs}


def is_changed(front: FrontMatter, key: str) -> bool:
    """Whether a person changed a field that a rule had decided."""
    decided = front.table("sdd").get("decided")
    was = decided if isinstance(decided, dict) else {}
    return key in was and _shown(was[key]) != _shown(front.fields.get(key, ""))


def _said(table: dict[str, Value]) -> dict[str, Field]:
    return {key: as_field(value) for key, value in table.items() if _says(value)}


def _says(value: Value) -> bool:
    return not is_nothing(value) if isinstance(value, str) else bool(value)


def _shown(value: Value) -> str:
    return "" if isinstance(value, str) and is_nothing(value) else str(value)


def as_field(value: Value) -> Field:
    """A value as it was read, to be written again."""
    if isinstance(value, list):
        return [as_field(each) for each in value]
    if isinstance(value, dict):
        return {key: as_field(each) for key, each in value.items()}
    return None if value == "null" else value
