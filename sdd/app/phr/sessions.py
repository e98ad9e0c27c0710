"""The sessions of a project: transcripts found, told apart and read."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from sdd.app.phr.place import Surroundings, spellings
from sdd.errors import SddError, UsageError
from sdd.model.session import Session
from sdd.read.transcripts.transcript import read_transcript, working_folder
from sdd.workspace.packed import HOW_TO_READ, can_open
from sdd.workspace.roots import Root, find_roots
from sdd.workspace.transcripts import (
    TranscriptFile,
    claude_transcripts,
    codex_helpers,
    codex_transcripts,
    open_lines,
    transcript_at,
)
from sdd.workspace.wording import quote


def sessions_of(root: Root, around: Surroundings) -> Iterator[TranscriptFile]:
    """Every transcript of a project, newest first, whichever agent wrote it."""
    found = [
        *claude_transcripts(spellings(root, around), around.environ, around.home),
        *codex_transcripts(around.environ, around.home),
    ]
    for each in sorted(found, key=lambda transcript: -transcript.changed):
        if _is_of(root, each):
            yield each


def newest_session(
    root: Root, around: Surroundings, *, keep_output: bool = False
) -> Session | None:
    """The newest session of a project in which anything was asked or done; None for none."""
    for transcript in sessions_of(root, around):
        session = read_session(transcript, keep_output=keep_output)
        if is_worth_a_record(session):
            return session
    return None


def is_worth_a_record(session: Session) -> bool:
    """Whether a session holds anything that was asked for or written, and is no part of another."""
    return not session.helper and bool(session.prompts or session.writes)


def transcript_from(path: Path) -> TranscriptFile:
    """The transcript at a path. Raises UsageError where there is none."""
    return transcript_at(path)


def session_named(root: Root, around: Surroundings, id: str) -> TranscriptFile:
    """The transcript of a session of this project. id: whole, or its beginning.

    Raises UsageError where none, or more than one, has it.
    """
    matches = [each for each in sessions_of(root, around) if each.id.startswith(id)]
    exact = [each for each in matches if each.id == id]
    if len(exact or matches) == 1:
        return (exact or matches)[0]
    if matches:
        raise UsageError(f"{len(matches)} sessions begin with {quote(id)}", "give more of the id")
    raise UsageError(
        f"no session {quote(id)} of this project was found",
        "transcripts are looked for below ~/.claude and ~/.codex; name a file with --from"
        f"{explain_packed(around)}",
    )


def explain_packed(around: Surroundings) -> str:
    """How many transcripts nothing here can unpack, and what to do; "" where there is none."""
    found = codex_transcripts(around.environ, around.home)
    count = sum(not can_open(each.path) for each in found)
    noun = "transcript" if count == 1 else "transcripts"
    told = f"\n  {count} compressed {noun} of Codex could not be looked into: {HOW_TO_READ}"
    return told if count else ""


def read_session(transcript: TranscriptFile, *, keep_output: bool = False) -> Session:
    """The session of a transcript, its subagents included.

    Raises UsageError where the file cannot be read; one of a subagent that cannot is left out.
    """
    with ExitStack() as stack:
        lines = stack.enter_context(open_lines(transcript.path))
        helpers = []
        for path in (*transcript.helpers, *codex_helpers(transcript)):
            try:
                helpers.append(stack.enter_context(open_lines(path)))
            except UsageError:
                continue
        return read_transcript(lines, transcript.id, helpers, keep_output=keep_output)


def _is_of(root: Root, transcript: TranscriptFile) -> bool:
    """Whether a session ran in a project: below its root, and in no project of its own there."""
    try:
        with open_lines(transcript.path) as lines:
            told = working_folder(lines)
    except UsageError:
        return False
    if not told:
        return False
    folder = Path(os.path.realpath(told))
    if not folder.is_relative_to(root.path):
        return False
    try:
        return find_roots((folder,), root.path)[0].path == root.path
    except SddError:
        return folder == root.path or not folder.exists()
