"""How records were read, whatever kind they are: fully, partly, not at all, or with a crash."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from benchmarks.clones import commit_of, files_of, open_clone, paths_of

Record = TypeVar("Record")


class Reading(NamedTuple, Generic[Record]):
    """One record as read. missing: what was not found; record: None where the reader failed."""

    path: str
    record: Record | None
    missing: tuple[str, ...]


class Kind(NamedTuple, Generic[Record]):
    """A kind of record. read: a text and its path; missing: what a record does not say, or what
    is not found in it; is_nothing: of what is missing; style: its layout or dialect."""

    is_one: Callable[[str], bool]
    read: Callable[[str, str], Record]
    missing: Callable[[Record], Iterable[str]]
    is_nothing: Callable[[tuple[str, ...]], bool]
    style: Callable[[Record], str]


def read_all(
    kind: Kind[Record], folder: Path, names: Iterable[str]
) -> Iterator[tuple[str, str, list[Reading[Record]]]]:
    """For each clone that is there: its name, its line of the table, and its records.

    folder: of clones. A clone that is missing has a line and no records.
    """
    for name in names:
        clone = open_clone(folder, name)
        if clone is None:
            yield name, f"| {name} | not cloned | | | | | | |", []
            continue
        paths = [path for path in paths_of(clone) if kind.is_one(path)]
        readings = [read_one(kind, path, data) for path, data in files_of(clone, paths)]
        yield name, row(kind, name, commit_of(clone), readings), readings


def read_one(kind: Kind[Record], path: str, data: bytes) -> Reading[Record]:
    """One record; a reader that fails is a finding of this benchmark, not its end."""
    try:
        record = kind.read(data.decode("utf-8", "replace"), path)
    except Exception as error:
        return Reading(path, None, (type(error).__name__,))
    return Reading(path, record, tuple(kind.missing(record)))


def row(kind: Kind[Record], name: str, commit: str, readings: list[Reading[Record]]) -> str:
    """One line of the table."""
    read = [(each, each.record) for each in readings if each.record is not None]
    nothing = sum(kind.is_nothing(each.missing) for each, _ in read)
    full = sum(not each.missing for each, _ in read)
    styles = Counter(kind.style(record) for _, record in read)
    told = ", ".join(f"{count} {style}" for style, count in sorted(styles.items()))
    some, crashed = len(read) - full - nothing, len(readings) - len(read)
    cells = (name, commit, len(readings), full, some, nothing, crashed)
    return f"| {' | '.join(map(str, cells))} | {told} |"
