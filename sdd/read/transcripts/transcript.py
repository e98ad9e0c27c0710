"""A transcript of any agent that we know."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from sdd.model.session import Session
from sdd.read.transcripts.claude import read_claude
from sdd.read.transcripts.codex import read_codex
from sdd.read.transcripts.lines import LineReader, object_at, text_at

_CODEX = frozenset(("session_meta", "turn_context", "response_item", "event_msg", "compacted"))
_FIRST_LINES = 50


def read_transcript(
    lines: Iterable[bytes],
    name: str = "",
    helpers: Sequence[Iterable[bytes]] = (),
    *,
    keep_output: bool = False,
) -> Session:
    """The session that a transcript tells of, whichever agent wrote it.

    lines: of the file, in bytes, with their line ends. name: of the file, without its ending.
    helpers: the lines of the files of its subagents. keep_output: also what commands printed.
    """
    waiting = iter(lines)
    first = list(islice(waiting, _FIRST_LINES))
    if _is_codex(first):
        return read_codex(chain(first, waiting), name, helpers, keep_output=keep_output)
    return read_claude(chain(first, waiting), name, helpers, keep_output=keep_output)


def working_folder(lines: Iterable[bytes]) -> str:
    """The first folder that a transcript says it ran in; "" if its first lines name none."""
    for entry in LineReader().read(islice(lines, _FIRST_LINES)):
        folder = text_at(entry, "cwd") or text_at(object_at(entry, "payload"), "cwd")
        if folder:
            return folder
    return ""


def _is_codex(lines: Iterable[bytes]) -> bool:
    entries = LineReader().read(lines)
    return any(text_at(each, "type") in _CODEX and "payload" in each for each in entries)
