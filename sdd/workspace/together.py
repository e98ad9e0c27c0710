"""Write several files together: all of them or none, also where the process is killed."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from sdd.errors import OutputError
from sdd.workspace.files import read_file
from sdd.workspace.wording import quote
from sdd.workspace.writing import (
    cannot_write,
    create_exclusively,
    existing_mode,
    publish,
    write_atomically,
    write_beside,
)

JOURNAL = ".sdd-unfinished.json"
_TEMPORARY = re.compile(r"\.sdd-[0-9a-f]{16}\.tmp")


class _Step(Struct, frozen=True):
    """One file of several. temporary: name of the finished text beside it, "" to remove the file.

    path: posix, relative to the root. new: nothing may have that name yet.
    """

    path: str
    temporary: str
    new: bool


def write_together(root: Path, folder: str, files: Mapping[str, bytes | None]) -> None:
    """Give every file its new content, make it or, for None, remove it; all of them or none.

    root: absolute and resolved. files: posix paths relative to the root. folder: where the list
    of unfinished work stands meanwhile; only files in it may be removed. A process that is
    killed before the list is written has changed nothing; later, `finish_writing` completes it.
    The caller holds the folder (`alone_in`). Raises OutputError; everything is then as before.
    """
    if (root / folder / JOURNAL).exists():
        raise OutputError(
            f"a command that wrote to {quote(folder)} was interrupted",
            "run yours again: it completes the other one first",
        )
    sweep(root / folder)
    originals = {path: _original(root, path) for path in files}
    steps: list[_Step] = []
    try:
        for path, data in files.items():
            steps.append(_prepare(root, path, data, new=originals[path] is None))
        if len(steps) > 1:
            create_exclusively(root / folder / JOURNAL, _encode(steps))
        done: list[_Step] = []
        try:
            for step in _ordered(steps):
                _carry_out(root, step)
                done.append(step)
        except BaseException:
            for step in done:
                _undo(root / step.path, originals[step.path])
            raise
    except OSError as error:
        raise cannot_write(root / folder, error) from error
    finally:
        for step in steps:
            if step.temporary:
                _temporary(root, step).unlink(missing_ok=True)
        if len(steps) > 1:
            (root / folder / JOURNAL).unlink(missing_ok=True)


def finish_writing(root: Path, folder: str) -> tuple[str, ...]:
    """Complete what a killed process left half done; returns the paths that were changed.

    The caller holds the folder (`alone_in`), as it does for `write_together`.

    A list that names anything but finished texts below the root, or removes anything outside
    the folder, was not written by us: it raises OutputError and nothing is touched.
    """
    journal = root / folder / JOURNAL
    content = read_file(root, f"{folder}/{JOURNAL}") if journal.is_file() else None
    if not isinstance(content, bytes):
        return ()
    steps = _decode(content)
    if steps is None or not all(_is_ours(root, folder, step) for step in steps):
        raise OutputError(
            f"{quote(f'{folder}/{JOURNAL}')} was not written by sdd",
            "look at it, and remove it if nobody needs it",
        )
    waiting = [step for step in steps if not step.temporary or _temporary(root, step).exists()]
    try:
        for step in _ordered(waiting):
            _carry_out(root, step)
            if step.temporary:
                _temporary(root, step).unlink(missing_ok=True)
        journal.unlink()
    except OSError as error:
        raise cannot_write(root / folder, error) from error
    return tuple(step.path for step in waiting)


def sweep(folder: Path) -> None:
    """Remove texts that a killed process never gave a name. The caller holds the folder."""
    for place in folder.glob(".sdd-*.tmp"):
        if _TEMPORARY.fullmatch(place.name) and not place.is_symlink():
            place.unlink(missing_ok=True)


def _original(root: Path, path: str) -> bytes | None:
    if not os.path.lexists(root / path):
        return None
    if (root / path).is_symlink():
        raise OutputError(f"cannot write {quote(path)}: it is a symbolic link")
    content = read_file(root, path)
    if isinstance(content, bytes):
        return content
    raise OutputError(f"cannot write {quote(path)}: {content.reason}")


def _prepare(root: Path, path: str, data: bytes | None, *, new: bool) -> _Step:
    if data is None:
        return _Step(path, "", new=False)
    target = root / path
    mode = None if new else existing_mode(target)
    temporary = write_beside(target, data)
    if mode is not None:
        temporary.chmod(mode)
    return _Step(path, temporary.name, new)


def _ordered(steps: list[_Step]) -> list[_Step]:
    """New files first, since only they can find their name taken; removals last."""
    return sorted(steps, key=lambda each: (not each.temporary, not each.new))


def _carry_out(root: Path, step: _Step) -> None:
    target = root / step.path
    if not step.temporary:
        target.unlink(missing_ok=True)
    elif not step.new:
        _temporary(root, step).replace(target)
    elif not _is_done(root, step):
        publish(_temporary(root, step), target)


def _is_done(root: Path, step: _Step) -> bool:
    """Whether a new file has its name already: as a link to the text beside it."""
    target = root / step.path
    return target.exists() and target.samefile(_temporary(root, step))


def _undo(target: Path, original: bytes | None) -> None:
    if original is None:
        target.unlink(missing_ok=True)
    else:
        write_atomically(target, original)


def _temporary(root: Path, step: _Step) -> Path:
    return (root / step.path).with_name(step.temporary)


def _encode(steps: list[_Step]) -> bytes:
    return json.dumps([[each.path, each.temporary, each.new] for each in steps]).encode()


def _decode(content: bytes) -> list[_Step] | None:
    try:
        listed = json.loads(content)
        return [_Step(str(path), str(temporary), bool(new)) for path, temporary, new in listed]
    except (ValueError, TypeError, RecursionError):
        return None


def _is_ours(root: Path, folder: str, step: _Step) -> bool:
    place = PurePosixPath(step.path)
    hidden = any(part.startswith(".git") or part == ".." for part in place.parts)
    if hidden or place.is_absolute() or not _is_inside(root, place):
        return False
    if step.temporary:
        return bool(_TEMPORARY.fullmatch(step.temporary))
    return place.parent == PurePosixPath(folder) and place.suffix == ".md"


def _is_inside(root: Path, place: PurePosixPath) -> bool:
    parent = Path(os.path.realpath(root / place.parent))
    return parent.is_relative_to(root) and not (root / place).is_symlink()
