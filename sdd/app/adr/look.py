"""`sdd adr list`, `show`, `search` and `toc`: questions about the decisions of a project."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from sdd.app.adr.collection import Collection, find_decision, load_collection
from sdd.app.templates import templates_of
from sdd.errors import SddError, UsageError
from sdd.model.decisions import Decision, Relation, resolve
from sdd.model.terms import likeness
from sdd.record.adr_index import INDEX, START, IndexRow, render_index, with_index
from sdd.redact.text import redact_text
from sdd.workspace.files import exists, read_file
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.wording import nearest, quote
from sdd.workspace.writing import cannot_write, write_atomically

_MOST_LINES = 3


class Row(Struct, frozen=True):
    """One decision of a list, as its JSON has it.

    number: None where the file name has none. status, date: "" where the record has none.
    supersedes, superseded_by: numbers, or paths of records without one.
    """

    number: int | None
    title: str
    status: str
    date: str
    feature: str
    supersedes: tuple[int | str, ...]
    superseded_by: tuple[int | str, ...]
    path: str


class Hit(Struct, frozen=True):
    """A decision that holds what was searched for. lines: (1-based line, text), masked."""

    row: Row
    lines: tuple[tuple[int, str], ...]


def list_decisions(
    cwd: Path, root: Path | None, status: str = "", feature: str = ""
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Rows of the decisions by number, and a line for each file that cannot be read."""
    collection = load_collection(cwd, root)
    rows = [row_of(each, collection) for each in collection.decisions]
    _check_status(status, rows)
    kept = [
        row
        for row in rows
        if (not status or row.status == status.lower())
        and (not feature or feature.lower() in row.feature.lower())
    ]
    return tuple(kept), tuple(f"{each.path}: {each.reason}" for each in collection.unreadable)


def show_decision(cwd: Path, root: Path | None, word: str) -> tuple[Row, str]:
    """A decision and its text with secrets masked."""
    collection = load_collection(cwd, root)
    decision = find_decision(collection, word)
    return row_of(decision, collection), redact_text(collection.texts[decision.path]).text


def search_decisions(cwd: Path, root: Path | None, words: str) -> tuple[Hit, ...]:
    """The decisions that hold every word, those with the words in their title first."""
    wanted = words.casefold().split()
    if not wanted:
        raise UsageError("nothing to search for", "name a word", "sdd adr search postgres")
    collection = load_collection(cwd, root)
    found = [
        (-likeness(words, decision.title), decision)
        for decision in collection.decisions
        if all(word in collection.texts[decision.path].casefold() for word in wanted)
    ]
    found.sort(key=lambda each: each[0])
    return tuple(
        Hit(
            row_of(decision, collection),
            tuple(_lines(collection.texts[decision.path], wanted))[:_MOST_LINES],
        )
        for _, decision in found
    )


def index_text(cwd: Path, root: Path | None) -> str:
    """The index of the decisions, as Markdown."""
    collection = load_collection(cwd, root)
    return _index(collection, collection.folder)


def write_index(cwd: Path, root: Path | None) -> tuple[str, bool]:
    """Put the index between its markers into the README of the folder; what stands outside them
    stays. Returns the path, and whether anything changed."""
    collection = load_collection(cwd, root)
    if not collection.decisions:
        raise UsageError(f"{quote(collection.folder)} holds no decision to list")
    path = f"{collection.folder}/{INDEX}"
    folder = collection.root / collection.folder
    try:
        with alone_in(folder):
            before = _existing(collection.root, path)
            after = with_index(before, _index(collection, collection.folder))
            if after != before:
                write_atomically(collection.root / path, after.encode("utf-8"))
    except OSError as error:
        raise cannot_write(folder, error) from error
    return path, after != before


def outdated_index(cwd: Path, root: Path | None) -> str:
    """The path of an index that no longer tells what the records say; "" where there is none."""
    collection = load_collection(cwd, root)
    path = f"{collection.folder}/{INDEX}"
    try:
        before = _existing(collection.root, path)
        if START not in before:
            return ""
        after = with_index(before, _index(collection, collection.folder))
    except SddError:
        return ""  # `toc` says what is wrong with it
    return "" if after == before else path


def row_of(decision: Decision, collection: Collection) -> Row:
    """What a list says of a decision."""
    return Row(
        number=decision.number if decision.number >= 0 else None,
        title=redact_text(decision.title).text,
        status=decision.status.value if decision.status else "",
        date=decision.date,
        feature=decision.feature,
        supersedes=tuple(_names(decision, Relation.SUPERSEDES, collection)),
        superseded_by=tuple(_names(decision, Relation.SUPERSEDED_BY, collection)),
        path=decision.path,
    )


def _names(decision: Decision, relation: Relation, collection: Collection) -> Iterator[int | str]:
    told: set[int | str] = set()
    for reference in decision.named(relation):
        found = resolve(reference, decision, collection.decisions)
        number = found[0].number if found else reference.number
        path = found[0].path if found else reference.target
        name: int | str = number if number >= 0 else path
        if name not in told:
            told.add(name)
            yield name


def _lines(text: str, wanted: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if any(word in line.casefold() for word in wanted):
            yield number, redact_text(line.strip()).text


def _check_status(status: str, rows: list[Row]) -> None:
    known = {"proposed", "accepted", "rejected", "deprecated", "superseded"}
    if status and status.lower() not in known:
        similar = nearest(status, known)
        hint = f"did you mean {quote(similar)}?" if similar else ", ".join(sorted(known))
        raise UsageError(f"{quote(status)} is no status", hint)


def _index(collection: Collection, folder: str) -> str:
    rows = [
        IndexRow(
            number=f"{each.number:04}" if each.number >= 0 else "",
            title=redact_text(each.title).text or each.label,
            address=each.path.removeprefix(f"{folder}/"),
            status=(each.status.value if each.status else "none").capitalize(),
            date=each.date,
            successors=tuple(map(str, _names(each, Relation.SUPERSEDED_BY, collection))),
        )
        for each in collection.decisions
    ]
    return render_index(templates_of(collection.root), rows)


def _existing(root: Path, path: str) -> str:
    if not exists(root / path):
        return ""
    content = read_file(root, path)
    if not isinstance(content, bytes):
        raise UsageError(f"{quote(path)} cannot be used: {content.reason}")
    return content.decode("utf-8", "surrogateescape")
