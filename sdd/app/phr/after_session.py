"""The record of a session that an agent's hook tells of."""

import os
from pathlib import Path

import msgspec

from sdd.app.phr.place import Surroundings, project_root
from sdd.app.phr.sessions import is_worth_a_record, read_session
from sdd.app.phr.write import Wish, Written, write_record
from sdd.workspace.transcripts import transcript_at


def record_session(
    folder: Path, transcript: Path | None, session: str = "", answer: str = ""
) -> Written | None:
    """Write or renew the record of a session; None where there is nothing to record.

    folder: that the session began in. transcript: missing or stale ones are let pass: agents
    name files that they have not written yet. answer: the last one, which the transcript may
    not hold yet. Raises OutputError where nothing can be written.
    """
    if transcript is None or not transcript.is_file():
        return None
    around = Surroundings(folder, dict(os.environ), Path.home())
    found = read_session(transcript_at(transcript))
    if session and found.agent == "codex":
        found = msgspec.structs.replace(found, id=session)
    if answer.strip():
        found = msgspec.structs.replace(found, answer=answer.strip())
    if not is_worth_a_record(found):
        return None
    return write_record(project_root(around, None), around, found, Wish())
