"""The editor of the user."""

import os
import shlex
import subprocess
from pathlib import Path

from sdd.errors import OutputError, UsageError


def editor_command() -> list[str]:
    """The words of the user's editor. Raises UsageError where none is set."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(chosen, posix=os.name != "nt")
    except ValueError:
        words = []
    if not words:
        raise UsageError("--edit needs an editor", "set VISUAL or EDITOR", "export EDITOR=vim")
    return words


def open_editor(editor: list[str], place: Path) -> None:
    """Wait until the user has edited a file that was written. Raises OutputError."""
    try:
        done = subprocess.run([*editor, str(place)], check=False)
    except OSError as error:
        raise OutputError(
            f"the editor {editor[0]} cannot be started: {error.strerror}",
            "the record was written; set VISUAL or EDITOR to another one",
        ) from None
    if done.returncode:
        raise OutputError(f"the editor ended with {done.returncode}", "the record was written")
