"""A record without a transcript: what a person gives as the prompt."""

import os
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from sdd.app.phr.existing import find_existing
from sdd.app.phr.place import branch_of, repository_of
from sdd.errors import UsageError
from sdd.model.session import Prompt, Session
from sdd.workspace.files import read_file
from sdd.workspace.roots import Root
from sdd.workspace.wording import quote


def session_of_prompt(root: Root, prompt: str, now: datetime | None = None) -> Session:
    """A session that holds one prompt. The same prompt gives the same session, and one record."""
    digest = blake2b(prompt.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    id = f"prompt-{digest}"
    existing = find_existing(root.path, id)
    began = existing.record.front.table("sdd").get("started") if existing else None
    time = began if isinstance(began, str) else (now or datetime.now(UTC)).isoformat("T", "seconds")
    return Session(
        id,
        branch=branch_of(repository_of(root)),
        started=time,
        ended=time,
        prompts=(Prompt(prompt),),
    )


def read_prompt(path: Path) -> str:
    """The text of a file that holds a prompt. Raises UsageError where it cannot be read."""
    data = read_file(Path(os.path.realpath(path.parent)), path.name)
    if isinstance(data, bytes):
        return data.decode("utf-8-sig", "replace")
    raise UsageError(f"cannot use {quote(str(path))}: {data.reason}")
