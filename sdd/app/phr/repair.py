"""`sdd phr repair`: ids, stages, folders and dialects of records, with a diff first."""

import difflib
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sdd.app.phr.listing import list_records, read_records
from sdd.model.prompt_records import RECORDS, PromptRecord
from sdd.record.phr.repairing import mended_path, mended_text
from sdd.redact.text import redact_text
from sdd.workspace.files import list_names
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.numbering import make_folder, next_number, number_of
from sdd.workspace.roots import Root
from sdd.workspace.together import finish_writing, write_together

_REPAIRED = frozenset(("PHR101", "PHR105"))


class Repair(Struct, frozen=True):
    """A record that changes. path, new_path: posix, relative to the root; old, new: its texts."""

    path: str
    new_path: str
    old: str
    new: str

    @property
    def diff(self) -> str:
        """The change as a unified diff, without secrets."""
        old = redact_text(self.old).text.splitlines(keepends=True)
        new = redact_text(self.new).text.splitlines(keepends=True)
        lines = difflib.unified_diff(old, new, self.path, self.new_path)
        text = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
        return text or f"--- {self.path}\n+++ {self.new_path}\n"


class Plan(Struct, frozen=True):
    """What can be repaired, and what is left with its reason."""

    repairs: tuple[Repair, ...]
    left: tuple[tuple[str, str], ...] = ()


def plan_repairs(root: Root, paths: Sequence[str] = ()) -> Plan:
    """What would be changed. paths: records or folders, posix, relative to the root; all if none.

    Records without fields, those that nobody filled in, and those in the folders of earlier
    releases are left as they are.
    """
    listed = {each.record.path: each for each in list_records(root, older=False)}
    numbers = _Numbers(root)
    repairs, left = [], list[tuple[str, str]]()
    for record, text in read_records(root, older=False):
        problems = listed[record.path].problems if record.path in listed else ()
        if not _REPAIRED & set(problems) or not _is_named(record.path, paths):
            continue
        if reason := _why_not(record):
            left.append((record.path, reason))
            continue
        number = numbers.keep_or_give(record, "PHR105" in problems)
        repair = Repair(
            record.path, mended_path(record, number), text, mended_text(record, text, number)
        )
        if (repair.path, repair.old) != (repair.new_path, repair.new):
            repairs.append(repair)
    return Plan(tuple(_without_clashes(root, repairs)), tuple(left))


def carry_out(root: Root, plan: Plan) -> None:
    """Write every repair: all of them or none. Raises OutputError."""
    records = make_folder(root.path, RECORDS)
    with alone_in(records):
        files: dict[str, bytes | None] = {}
        for repair in plan.repairs:
            make_folder(root.path, repair.new_path.rpartition("/")[0])
            if repair.path != repair.new_path:
                files[repair.path] = None
        for repair in plan.repairs:
            files[repair.new_path] = repair.new.encode("utf-8", "surrogateescape")
        if files:
            write_together(root.path, RECORDS, files)


def finish(root: Root) -> tuple[str, ...]:
    """Complete a repair that was killed; the paths that it changed."""
    return finish_writing(root.path, RECORDS)


class _Numbers:
    """The numbers of each folder, those included that are given on the way."""

    def __init__(self, root: Root) -> None:
        self._root = root
        self._given: dict[str, set[int]] = {}

    def keep_or_give(self, record: PromptRecord, is_double: bool) -> int:
        """The number of a record: its own, or the next free one where that is another's."""
        folder = mended_path(record, 0).rpartition("/")[0]
        own = number_of(record.path.rpartition("/")[2])
        is_moved = folder != record.path.rpartition("/")[0]
        if own is not None and not is_double and not is_moved:
            return own
        given = self._given.setdefault(folder, set())
        number = next_number(list_names(self._root.path / folder), given)
        given.add(number)
        return number


def _is_named(path: str, paths: Sequence[str]) -> bool:
    return not paths or any(path == each or path.startswith(f"{each}/") for each in paths)


def _why_not(record: PromptRecord) -> str:
    if not record.front.fields:
        return "it has no fields; nothing tells what they should say"
    if record.placeholders:
        return "it still holds names of the template (PHR102)"
    return ""


def _without_clashes(root: Root, repairs: Sequence[Repair]) -> Iterator[Repair]:
    """Repairs whose new name is free: two records with the same words would overwrite."""
    taken = {repair.path for repair in repairs}
    for repair in repairs:
        if repair.new_path == repair.path:
            yield repair
        elif repair.new_path not in taken and not (root.path / repair.new_path).exists():
            taken.add(repair.new_path)
            yield repair
