"""A report is written to a file, whole or not at all."""

from pathlib import Path

from sdd.workspace.writing import write_atomically


def save(path: Path, text: str) -> None:
    """Write text as UTF-8. Raises OutputError where the file cannot be written."""
    write_atomically(path, text.encode("utf-8", "backslashreplace"))
