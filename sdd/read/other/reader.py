"""One file that is neither Python nor a document -> what it binds to names, without the values."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from sdd.model.files import FileSecret, NamedVariable, OtherFile
from sdd.read.other.dotenv import declared_variables
from sdd.read.other.entries import read_entries, read_lines
from sdd.read.other.entry import Entry
from sdd.read.other.suppressions import find_suppressions
from sdd.read.other.text import Text, decode
from sdd.redact.judge import judge
from sdd.redact.masking import hint
from sdd.redact.mentions import may_name_secret
from sdd.redact.shapes import Hit, find_shapes

# How many values inside a longer one are passed over to find the longer one.
_FAR = 100
_USERS = ("dotenv", "yaml", "toml", "ini", "dockerfile", "shell")
_LANGUAGE_FOLDERS = frozenset(
    ("locales", "locale", "lang", "langs", "languages", "i18n", "l10n", "translations", "intl")
)
_LANGUAGE = re.compile(r"[a-z]{2,3}[-_][A-Z][A-Za-z]{1,3}")
_EXAMPLES = frozenset(("example", "examples", "x-example"))
_IN_CAPITALS = re.compile(r"(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{2,80}+(?![a-z0-9])")
_CONTEXTS = {
    "dotenv": "environment file",
    "yaml": "YAML",
    "toml": "TOML",
    "ini": "INI",
    "json": "JSON",
    "notebook": "notebook",
    "dockerfile": "Dockerfile",
    "shell": "shell",
    "markdown": "Markdown",
}


def read_other(data: bytes, path: str, kind: str, template: bool = False) -> OtherFile:
    """The facts of one file. path: posix, relative to the root; kind: see `OtherFile`.

    template: it is a dotenv file that shows which variables there are.
    Raises BinaryFile for bytes that are no text.
    """
    text = decode(data, path)
    hits = find_shapes(text.content)
    entries, broken = read_entries(text.content, kind, hits or may_name_secret(text.content))
    return OtherFile(
        path=path,
        kind=kind,
        secrets=tuple(sorted(_secrets(text, _CONTEXTS[kind], hits, entries), key=_place)),
        suppressions=find_suppressions(text, kind),
        variables=_variables(text) if kind == "dotenv" else (),
        uses=_uses(text) if kind in _USERS and not template else (),
        template=template,
        broken=broken,
    )


def read_fragment(content: str, path: str, kind: str) -> OtherFile:
    """The secrets of lines that were cut out of a file. kind: see `OtherFile`, or "code".

    Places are those in the fragment.
    """
    text = Text(path, content)
    hits = find_shapes(content)
    entries = read_lines(content, kind) if may_name_secret(content) else ()
    context = _CONTEXTS.get(kind, "code")
    return OtherFile(path, kind, tuple(sorted(_secrets(text, context, hits, entries), key=_place)))


def _uses(text: Text) -> tuple[str, ...]:
    return tuple(sorted(set(_IN_CAPITALS.findall(text.content))))


def _secrets(
    text: Text, context: str, hits: Iterable[Hit], entries: Iterable[Entry]
) -> Iterator[FileSecret]:
    ordered = sorted(entries, key=lambda each: each.start)
    starts = [entry.start for entry in ordered]
    told: set[int] = set()
    for hit in hits:
        index = bisect_right(starts, hit.start) - 1
        around = (each for each in range(index, max(-1, index - _FAR), -1))
        inside = next((each for each in around if hit.start < ordered[each].end), None)
        if inside is not None:
            told.add(inside)
        yield _shaped(text, context, hit, None if inside is None else ordered[inside])
    if _is_translation(text.path):
        return
    for index, entry in enumerate(ordered):
        if index not in told and entry.name and entry.value and not _is_example(entry):
            yield from _named(text, context, entry)


def _is_translation(path: str) -> bool:
    """Whether a file holds the words of a user interface, where `password` is a label."""
    *folders, name = path.split("/")
    if not _LANGUAGE_FOLDERS.isdisjoint(folder.lower() for folder in folders):
        return True
    return bool(_LANGUAGE.fullmatch(name.partition(".")[0]))


def _is_example(entry: Entry) -> bool:
    """Whether the keys around a value say that it is one, as in descriptions of an interface."""
    return not _EXAMPLES.isdisjoint((*entry.part.lower().split("."), entry.name.lower()))


def _shaped(text: Text, context: str, hit: Hit, entry: Entry | None) -> FileSecret:
    value = text.content[hit.start : hit.end]
    return FileSecret(
        place=text.place(hit.start, hit.end),
        part=entry.part if entry else "",
        binding=entry.name if entry else "",
        context=context,
        shape=hit.shape,
        group=hit.group,
        length=len(value),
        hint=hint(value),
    )


def _named(text: Text, context: str, entry: Entry) -> Iterator[FileSecret]:
    verdict = judge(entry.value, name=entry.name, context=context)
    if verdict is None:
        return
    yield FileSecret(
        place=text.place(entry.start, entry.end),
        part=entry.part,
        binding=entry.name,
        context=context,
        shape=verdict.shape,
        group=verdict.group,
        length=verdict.length,
        hint=verdict.hint,
    )


def _variables(text: Text) -> tuple[NamedVariable, ...]:
    return tuple(
        NamedVariable(name, text.place(start, end))
        for name, start, end in declared_variables(text.content)
    )


def _place(secret: FileSecret) -> tuple[int, int]:
    return secret.place.line, secret.place.column
