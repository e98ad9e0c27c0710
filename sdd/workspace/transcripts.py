"""Where the transcripts of coding agents lie: in the home folder, outside every project."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import IO

from msgspec import Struct

from sdd.errors import UsageError
from sdd.workspace.files import explain, list_names
from sdd.workspace.packed import is_packed, open_packed
from sdd.workspace.wording import quote

# Claude Code cuts a longer name and puts a hash behind it.
_LONGEST_SLUG = 200
_SUBAGENTS = "subagents"
_NOT_ALPHANUMERIC = re.compile(r"[^A-Za-z0-9]")
_ROLLOUT = re.compile(
    r"rollout-(?P<time>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)-(?P<id>[\w-]+)\.jsonl(?:\.zst|\.gz)?"
)
_PARENT = re.compile(rb'"parent_thread_id"\s*:\s*"([\w-]{1,100})"')
_BUFFER = 1 << 20


class TranscriptFile(Struct, frozen=True):
    """A transcript. path: absolute; id: of the session, as its name says; changed: seconds since
    1970. helpers: files of its subagents."""

    path: Path
    id: str
    changed: float
    helpers: tuple[Path, ...] = ()


def claude_transcripts(
    roots: Sequence[Path], environ: Mapping[str, str], home: Path
) -> list[TranscriptFile]:
    """Transcripts of Claude Code whose folder may belong to a project, newest first.

    The name of their folder is made from the working folder, and cannot be read back: whether
    they belong to it, only their lines tell. roots: spellings of the project's folder.
    """
    config = Path(environ.get("CLAUDE_CONFIG_DIR") or home / ".claude")
    projects = config / "projects"
    starts = tuple({folder_name(root)[:_LONGEST_SLUG] for root in roots})
    given = environ.get("CLAUDE_CODE_PROJECT_DIR_NAME", "")
    folders = [name for name in list_names(projects) if name.startswith(starts) or name == given]
    return _newest(each for name in folders for each in _in_folder(projects / name))


def folder_name(folder: Path) -> str:
    """The name that Claude Code gives to the transcripts of a working folder."""
    return _NOT_ALPHANUMERIC.sub("-", str(folder))


def codex_transcripts(environ: Mapping[str, str], home: Path) -> list[TranscriptFile]:
    """Every transcript of Codex, newest first; they are sorted by day and not by project.

    Of a session that is there twice, the one counts that is not compressed.
    """
    base = Path(environ.get("CODEX_HOME") or home / ".codex")
    places = [*sorted((base / "sessions").glob("*/*/*")), base / "archived_sessions"]
    found = sorted(
        (path for place in places for path in _rollouts(place)), key=is_packed, reverse=True
    )
    sessions = {_id_of(path): path for path in found}
    return _newest(each for id, path in sessions.items() if (each := _transcript(path, id)))


def codex_helpers(transcript: TranscriptFile) -> tuple[Path, ...]:
    """The files of the subagents of a session of Codex: each names the one that started it.

    They lie where the session lies, or under a later day.
    """
    if not _ROLLOUT.fullmatch(transcript.path.name):
        return ()
    place = transcript.path.parent
    days = sorted(place.parent.parent.parent.glob("*/*/*")) if place.name.isdecimal() else []
    paths = [path for day in days or [place] if day >= place for path in _rollouts(day)]
    parents = {path: found for path in paths if (found := _parent_of(path))}
    helpers: dict[Path, None] = {}
    wanted = [transcript.id]
    for id in wanted:
        fresh = [path for path, parent in parents.items() if parent == id and path not in helpers]
        helpers.update(dict.fromkeys(fresh))
        wanted += map(_id_of, fresh)
    return tuple(helpers)


def _rollouts(place: Path) -> Iterator[Path]:
    return (place / name for name in list_names(place) if _ROLLOUT.fullmatch(name))


def _id_of(path: Path) -> str:
    match = _ROLLOUT.fullmatch(path.name)
    return match["id"] if match else path.stem


def _parent_of(path: Path) -> str:
    """The id of the session that started this one as its helper; "" for none."""
    try:
        with open_lines(path) as lines:
            match = _PARENT.search(lines.readline(_BUFFER))
    except UsageError:
        return ""
    return match[1].decode() if match else ""


def transcript_at(path: Path) -> TranscriptFile:
    """The transcript at a path that a person named, with the files of its subagents.

    Raises UsageError where there is no file.
    """
    found = _transcript(path, _id_of(path), _first_lines(path.parent))
    if found is None:
        raise UsageError(f"there is no transcript {quote(str(path))}", "name a .jsonl file")
    return found


@contextmanager
def open_lines(path: Path) -> Iterator[IO[bytes]]:
    """The lines of a transcript, one at a time. Raises UsageError where it cannot be read."""
    try:
        with open_packed(path) if is_packed(path) else path.open("rb", _BUFFER) as stream:
            yield stream
    except OSError as error:
        raise UsageError(
            f"cannot use the transcript {quote(str(path))}: {explain(error)}"
        ) from None


def _in_folder(folder: Path) -> Iterator[TranscriptFile]:
    asides = _first_lines(folder)
    for name in list_names(folder):
        stem, _, ending = name.rpartition(".")
        if ending == "jsonl" and stem and not _is_aside(name):
            found = _transcript(folder / name, stem, asides)
            if found:
                yield found


def _transcript(
    path: Path, id: str, asides: Mapping[Path, bytes] = MappingProxyType({})
) -> TranscriptFile | None:
    """A transcript with the files of its subagents. asides: older ones, with their first lines."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    if not path.is_file():
        return None
    inner = path.with_suffix("") / _SUBAGENTS
    newer = [inner / name for name in list_names(inner) if name.endswith(".jsonl")]
    older = [aside for aside, line in asides.items() if f'"{id}"'.encode() in line]
    return TranscriptFile(path, id, status.st_mtime, (*newer, *older))


def _first_lines(folder: Path) -> dict[Path, bytes]:
    """The first line of each older file of a subagent: it names the session."""
    found = {}
    for name in filter(_is_aside, list_names(folder)):
        try:
            with (folder / name).open("rb") as stream:
                found[folder / name] = stream.readline(_BUFFER)
        except OSError:
            continue
    return found


def _is_aside(name: str) -> bool:
    return name.startswith("agent-") and name.endswith(".jsonl")


def _newest(found: Iterator[TranscriptFile]) -> list[TranscriptFile]:
    return sorted(found, key=lambda each: (-each.changed, os.fspath(each.path)))
