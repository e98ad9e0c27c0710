"""`sdd adr renumber`: another number for a record, and for everything that refers to it."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from sdd.app.adr.collection import (
    Collection,
    find_decision,
    load_collection,
    refuse_changed,
    taken_elsewhere,
)
from sdd.errors import UsageError
from sdd.model.decisions import Decision
from sdd.record.adr_edit import with_number
from sdd.record.adr_references import rewrite_references
from sdd.workspace.files import exists, list_names, read_file
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.numbering import next_number, number_of
from sdd.workspace.together import write_together
from sdd.workspace.walking import walk
from sdd.workspace.wording import quote
from sdd.workspace.writing import cannot_write

_HIGHEST = 999_999
_TEXTS = {
    ".md", ".markdown", ".mdx", ".rst", ".txt", ".adoc", ".py", ".pyi", ".toml", ".yaml", ".yml",
    ".json", ".ini", ".cfg", ".sh", ".sql", ".js", ".ts", ".tsx", ".jsx", ".html", ".css", ".tf",
    ".j2",
}  # fmt: skip
# What people said stays as they said it.
_VERBATIM = ("history/prompts/",)
_LARGEST = 1_000_000
_NUMBER = re.compile(r"^(?P<prefix>adr[-_ ]?)?(?P<number>\d{1,6})", re.IGNORECASE)


class Renumbered(Struct, frozen=True):
    """What was done, or would be. changed: other files, each with how many references.

    ambiguous: places `path:line` that name the old number, which another record has as well.
    """

    old: str
    new: str
    number: int
    changed: tuple[tuple[str, int], ...] = ()
    ambiguous: tuple[str, ...] = ()


def renumber(
    cwd: Path, root: Path | None, word: str, wanted: int | None, *, dry: bool = False
) -> Renumbered:
    """Give a record another number, the next free one if none is wanted, all files together.

    Where another record has the old number too, only references that name the file are
    rewritten; the others are listed. Raises UsageError where the number is taken.
    """
    collection = load_collection(cwd, root)
    decision = find_decision(collection, word)
    if decision.number < 0:
        raise UsageError(f"{quote(decision.path)} has no number in its name")
    number = _free(collection, wanted)
    new = f"{collection.folder}/{_renamed(decision, number)}"
    if exists(collection.root / new):
        raise UsageError(f"{quote(new)} exists", "choose another number")
    alone = sum(each.number == decision.number for each in collection.decisions) == 1
    texts = {new: with_number(collection.texts[decision.path], decision, number)}
    changed: list[tuple[str, int]] = []
    ambiguous: list[str] = []
    for path, text in _texts(collection.root):
        source = texts[new] if path == decision.path else text
        result = rewrite_references(source, decision, number, PurePosixPath(new).name, alone=alone)
        ambiguous += [f"{path}:{line}" for line in result.ambiguous if path != decision.path]
        if path == decision.path:
            texts[new] = result.text
        elif result.count:
            texts[path] = result.text
            changed.append((path, result.count))
    if not dry:
        _save(collection, decision.path, texts)
    return Renumbered(decision.path, new, number, tuple(changed), tuple(ambiguous))


def _save(collection: Collection, old: str, texts: dict[str, str]) -> None:
    folder = collection.root / collection.folder
    files: dict[str, bytes | None] = {
        path: text.encode("utf-8", "surrogateescape") for path, text in texts.items()
    }
    files[old] = None
    try:
        with alone_in(folder):
            refuse_changed(collection, [old])
            write_together(collection.root, collection.folder, files)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _free(collection: Collection, wanted: int | None) -> int:
    elsewhere = taken_elsewhere(collection)
    names = list_names(collection.root / collection.folder)
    if wanted is None:
        return next_number(names, [each.number for each in elsewhere])
    if not 0 <= wanted <= _HIGHEST:
        raise UsageError(f"{wanted} is no number of a record", f"choose 0 to {_HIGHEST}")
    taken = {each.number: each.path for each in elsewhere}
    # Also what cannot be read, or is no record, keeps its number.
    numbers = {name: number_of(name) for name in names}
    taken |= {n: f"{collection.folder}/{name}" for name, n in numbers.items() if n is not None}
    if wanted in taken:
        raise UsageError(
            f"number {wanted} is that of {quote(taken[wanted])}",
            "leave the number out to get the next free one",
        )
    return wanted


def _renamed(decision: Decision, number: int) -> str:
    name = decision.path.rpartition("/")[2]
    match = _NUMBER.match(name)
    width = max(len(match["number"]), 4 if not match["prefix"] else 1) if match else 4
    prefix = (match["prefix"] or "") if match else ""
    return f"{prefix}{number:0{width}}{name[match.end() if match else 0 :]}"


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every text file of the project that may refer to a record, with what it holds."""
    for folder in walk(root):
        for entry in folder.entries:
            path = folder.path + entry.name
            if PurePosixPath(path).suffix.lower() not in _TEXTS or path.startswith(_VERBATIM):
                continue
            if not folder.holds(path, ()) or not entry.is_file(follow_symlinks=False):
                continue
            content = read_file(root, path, limit=_LARGEST)
            if isinstance(content, bytes) and b"\0" not in content:
                yield path, content.decode("utf-8", "surrogateescape")
