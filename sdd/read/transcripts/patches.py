"""File changes in the patch language of Codex: `*** Update File: path` and its like."""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from sdd.model.session import Change, Write
from sdd.read.transcripts.evidence import requirement_ids, ticked_tasks
from sdd.read.transcripts.lines import object_at, text_at

_HEADER = re.compile(r"\*\*\* (Add|Update|Delete) File: (.{1,4096})")
_MOVE = re.compile(r"\*\*\* Move to: (.{1,4096})")
_BEGIN, _END = "*** Begin Patch", "*** End Patch"
_CHANGES: dict[str, Change] = {"Add": "created", "Update": "updated", "Delete": "deleted"}
_KINDS: dict[str, Change] = {"add": "created", "update": "updated", "delete": "deleted"}


class _Part(Struct):
    """The change of one file while its lines are read."""

    path: str
    change: Change
    to: str = ""
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def write(self) -> Write:
        """The change as a value."""
        return make_write(self.path, self.change, self.to, self.removed, self.added)


def read_patch(text: str) -> tuple[Write, ...]:
    """The changes that a patch asks for; text: any, such as a shell command that holds one."""
    if _BEGIN not in text:
        return ()
    inside = text.partition(_BEGIN)[2].partition(_END)[0]
    return tuple(part.write() for part in _parts(inside))


def read_changes(changes: object) -> tuple[Write, ...]:
    """The changes that were applied: `{path: {type, unified_diff | content, move_path}}`."""
    if not isinstance(changes, dict):
        return ()
    return tuple(_applied(path, change) for path, change in changes.items())


def make_write(path: str, change: Change, to: str, removed: list[str], added: list[str]) -> Write:
    """A change with what its lines prove."""
    new = "\n".join(added)
    return Write(
        path,
        "moved" if to else change,
        to,
        ticked=ticked_tasks("\n".join(removed), new),
        ids=requirement_ids(new),
    )


def _parts(text: str) -> Iterator[_Part]:
    part: _Part | None = None
    for line in text.splitlines():
        if header := _HEADER.fullmatch(line):
            if part:
                yield part
            part = _Part(header[2].strip(), _CHANGES[header[1]])
        elif part and (move := _MOVE.fullmatch(line)):
            part.to = move[1].strip()
        elif part and line.startswith("-"):
            part.removed.append(line[1:])
        elif part and line.startswith("+"):
            part.added.append(line[1:])
    if part:
        yield part


def _applied(path: str, change: object) -> Write:
    # Older builds nest the details below the kind: {"add": {"content": ...}}.
    kind = text_at(change, "type") or next((name for name in _KINDS if object_at(change, name)), "")
    details = object_at(change, kind) or change
    diff = text_at(details, "unified_diff").splitlines()
    removed = [line[1:] for line in diff if line.startswith("-") and not line.startswith("---")]
    added = [line[1:] for line in diff if line.startswith("+") and not line.startswith("+++")]
    added += text_at(details, "content").splitlines() if kind == "add" else []
    to = text_at(details, "move_path")
    return make_write(path, _KINDS.get(kind, "updated"), to, removed, added)
