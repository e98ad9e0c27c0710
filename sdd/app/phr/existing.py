"""The records that a project has."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from sdd.model.prompt_records import RECORDS, PromptRecord, is_record
from sdd.read.markdown.phr import read_phr
from sdd.workspace.files import list_names, read_file

_DEEPEST = 6


class Existing(Struct, frozen=True):
    """A record with the text that it was read from."""

    record: PromptRecord
    text: str


def find_existing(root: Path, session: str) -> Existing | None:
    """The record of a session, or None. session: its id."""
    wanted = session.encode("utf-8", "surrogatepass")
    for path in record_paths(root):
        data = read_file(root, path)
        if isinstance(data, bytes) and wanted in data:
            # Bytes that are no text are a person's, too: they are written back as they were.
            text = data.decode("utf-8", "surrogateescape")
            record = read_phr(text, path)
            if record.session == session:
                return Existing(record, text)
    return None


def record_paths(root: Path, folder: str = RECORDS, depth: int = 0) -> Iterator[str]:
    """Every file below `history/prompts` that is a record by its name, sorted by folder."""
    folders = []
    for name in list_names(root / folder):
        path = f"{folder}/{name}"
        if is_record(path):
            yield path
        elif "." not in name and depth < _DEEPEST:
            folders.append(path)
    for path in folders:
        if not (root / path).is_symlink():
            yield from record_paths(root, path, depth + 1)
