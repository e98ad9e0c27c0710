"""Where text goes: standard output, a file, a terminal with or without colour."""

import io
import os
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from sdd.model.outcome import Outcome

# Wide enough that a plain log keeps whole sentences on one line.
PLAIN_WIDTH = 100


class Format(StrEnum):
    """How findings are printed."""

    CONSOLE = "console"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def open_streams() -> None:
    """UTF-8 on both streams whatever the system's code page; odd file names as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def wants_color(stream: io.TextIOBase | object) -> bool:
    """Colour only on a terminal, and never where NO_COLOR is set (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    isatty = getattr(stream, "isatty", None)
    return bool(isatty and isatty())


def width() -> int:
    """Columns of the terminal; a fixed width elsewhere, so that output does not vary."""
    if sys.stdout.isatty():
        return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
    return PLAIN_WIDTH


def render(outcomes: Sequence[Outcome], format: Format, *, to_file: bool) -> str:
    """The report as text; only the module of the format that was asked for is imported."""
    match format:
        case Format.CONCISE:
            from sdd.report.concise import render_concise

            return render_concise(outcomes)
        case Format.JSON:
            from sdd.report.as_json import render_json

            return render_json(outcomes)
        case Format.SARIF:
            from sdd.report.sarif import render_sarif

            return render_sarif(outcomes)
        case Format.GITHUB:
            from sdd.report.github import render_github

            return render_github(outcomes)
    from sdd.report.console import render_console

    color = not to_file and wants_color(sys.stdout)
    return render_console(outcomes, color=color, width=width())


def emit(text: str, output: Path | None) -> None:
    """Print a report, or write it to a file whole or not at all."""
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from sdd.app.saving import save

    save(output, text)
