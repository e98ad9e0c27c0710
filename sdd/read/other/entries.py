"""The names and values of a file, by its kind."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

import msgspec

from sdd.read.other.dotenv import read_dotenv
from sdd.read.other.entry import Entry, Malformed
from sdd.read.other.ini import read_ini
from sdd.read.other.json_tokens import JsonString, read_json, read_strings
from sdd.read.other.yaml_events import read_yaml
from sdd.redact.assignments import Assigned, find_assigned
from sdd.redact.names import secret_strength

_TABLE = re.compile(r"^[ \t]*+\[{1,2}(?P<name>[^\[\]\r\n]{1,200}+)\]", re.MULTILINE)
_TEMPLATE_MARKS = ("{{", "{%", "<%")
_PAIR = re.compile(r"(?:--)?[A-Za-z_][\w.-]{0,100}+=")
_PROSE = ("description", "summary", "message", "help", "title", "text", "comment", "notes")
_ESCAPE = re.compile(r"\\.")
_BLANK_ESCAPES = ("\\n", "\\r", "\\t")
_SHELL_VALUE = re.compile(r"\$[({A-Za-z0-9_@*#?!]|`")


def read_entries(text: str, kind: str, wanted: object) -> tuple[list[Entry], str]:
    """Every name with its value, in any order, and why the file is not of its kind, or "".

    wanted: what is truthy where the text may hold a secret at all; else nothing is read, but
    whether a notebook is one. A
    file that is broken is searched line by line; so is a template, which is not broken.
    """
    if not wanted and kind != "notebook":
        return [], ""
    try:
        return list(_READERS[kind](text)), ""
    except Malformed as error:
        is_template = any(mark in text for mark in _TEMPLATE_MARKS)
        return list(_read_lines(text)), "" if is_template else error.reason


def read_lines(text: str, kind: str) -> Iterator[Entry]:
    """Names with their values in lines that were cut out of a file of some kind, or of code."""
    if kind in ("dotenv", "ini", "shell", "dockerfile", "toml"):
        return _READERS[kind](text)
    return _read_lines(text) if kind in _READERS else _quoted(_read_lines(text), text)


def _quoted(entries: Iterable[Entry], text: str) -> Iterator[Entry]:
    """Entries with quotes around their value: in code everything else is a name."""
    return (each for each in entries if text[each.start - 1 : each.start] in ("'", '"', "`"))


def _read_lines(text: str) -> Iterator[Entry]:
    return _assigned(text, 0, "")


def _assigned(text: str, offset: int, part: str) -> Iterator[Entry]:
    """What a stretch of text binds to credentials' names, in whatever language it is.

    offset: where it begins in the file.
    """
    for found in find_assigned(text, secret_strength):
        start, value = found.start, text[found.start : found.end]
        if _is_expanded(text, found):
            if not value.startswith("-"):
                continue
            start, value = start + 1, value[1:]
        # A bare word behind a name is prose or another name: `password: str`.
        if found.quoted or found.whole_line or not value.isalpha():
            yield Entry(found.name, offset + start, offset + found.end, value, part)


def _is_expanded(text: str, found: Assigned) -> bool:
    """Whether a name stands in `${NAME:...}`; only what follows `:-` is a value then."""
    return text.endswith("${", 0, text.rfind(found.name, 0, found.start))


def _read_shell(text: str) -> Iterator[Entry]:
    """Assignments and flags; what the shell itself fills in is no literal."""
    for entry in _read_lines(text):
        is_single = text[entry.start - 1 : entry.start] == "'"
        if is_single or not _SHELL_VALUE.search(text, entry.start - 1, entry.end):
            yield entry


def _read_toml(text: str) -> Iterator[Entry]:
    """Quoted values; the parsers of TOML do not tell where one stood."""
    tables = [(found.start(), found["name"].strip()) for found in _TABLE.finditer(text)]
    starts = [start for start, _ in tables]
    for entry in _read_lines(text):
        if text[entry.start - 1 : entry.start] in ("'", '"'):
            index = bisect_right(starts, entry.start) - 1
            part = tables[index][1] if index >= 0 else ""
            yield Entry(entry.name, entry.start, entry.end, entry.value, part)


def _read_yaml(text: str) -> Iterator[Entry]:
    return _with_inner(text, read_yaml(text))


def _read_json(text: str) -> Iterator[Entry]:
    return _with_inner(text, read_json(text))


def _with_inner(text: str, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries, and what a value that is a line or a script of its own binds in turn.

    `- POSTGRES_PASSWORD=...` in a list, `run: |` with commands.
    """
    for entry in entries:
        inner: list[Entry] = []
        is_script = "\n" in entry.value and not entry.name.lower().endswith(_PROSE)
        if is_script or _PAIR.match(entry.value):
            part = ".".join(filter(None, (entry.part, entry.name)))
            inner = [
                each
                for each in _assigned(_with_lines(text[entry.start : entry.end]), entry.start, part)
                if not _SHELL_VALUE.search(each.value)
            ]
        yield from inner or (entry,)


def _read_notebook(text: str) -> Iterator[Entry]:
    """What the cells bind, cell by cell; names in pictures are passed over."""
    try:
        msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Malformed(f"is no notebook: {str(error)[:100]}") from None
    for found in read_strings(text):
        cell = _cell(found)
        if cell and not any(str(step).startswith("image/") for step in found.steps):
            yield Entry("", found.start, found.end, "", cell)
            yield from _assigned(_with_lines(text[found.start : found.end]), found.start, cell)


def _with_lines(raw: str) -> str:
    """A JSON string as written, with the lines that its escapes mean; its length stays."""
    return _ESCAPE.sub(lambda found: " \n" if found[0] in _BLANK_ESCAPES else found[0], raw)


def _cell(found: JsonString) -> str:
    match found.steps:
        case ("cells", int(index), "source" | "outputs", *_):
            return f"cell {index + 1}"
    return ""


_READERS: dict[str, Callable[[str], Iterator[Entry]]] = {
    "dotenv": read_dotenv,
    "yaml": _read_yaml,
    "toml": _read_toml,
    "ini": read_ini,
    "json": _read_json,
    "notebook": _read_notebook,
    "dockerfile": _read_shell,
    "shell": _read_shell,
    "markdown": _read_lines,
}
