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
from sdd.workspace.wording import quote

# Claude Code cuts a longer name and puts a hash behind it.
_LONGEST_SLUG = 200
_SUBAGENTS = "subagents"
_NOT_ALPHANUMERIC = re.compile(r"[^A-Za-z0-9]")
_ROLLOUT = re.compile(
    r"rollout-(?P<time>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)-(?P<id>[\w-]+)\.jsonl(?P<packed>\.zst)?"
)
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

    Compressed ones are left out.
    """
    base = Path(environ.get("CODEX_HOME") or home / ".codex")
    places = [*sorted((base / "sessions").glob("*/*/*")), base / "archived_sessions"]
    found = (
        (place / name, _ROLLOUT.fullmatch(name)) for place in places for name in list_names(place)
    )
    return _newest(
        each
        for path, match in found
        if match and not match["packed"] and (each := _transcript(path, match["id"]))
    )


def transcript_at(path: Path) -> TranscriptFile:
    """The transcript at a path that a person named, with the files of its subagents.

    Raises UsageError where there is no file.
    """
    match = _ROLLOUT.fullmatch(path.name)
    found = _transcript(path, match["id"] if match else path.stem, _first_lines(path.parent))
    if found is None:
        raise UsageError(f"there is no transcript {quote(str(path))}", "name a .jsonl file")
    return found


@contextmanager
def open_lines(path: Path) -> Iterator[IO[bytes]]:
    """The lines of a transcript, one at a time. Raises UsageError where it cannot be read."""
    try:
        with path.open("rb", buffering=_BUFFER) as stream:
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
