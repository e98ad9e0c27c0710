"""`sdd secrets`: what the search for credentials sees, and what history holds."""

import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sdd.cli.boundary import FINDINGS, bounded
from sdd.cli.output import emit
from sdd.errors import UsageError

secrets = typer.Typer(
    help="Find secrets in history; see why a literal counts as one.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

Root = Annotated[Path | None, typer.Option(help="Folder of the project, instead of finding it.")]


class LeakFormat(StrEnum):
    """How secrets in history are printed."""

    TEXT = "text"
    JSON = "json"


@secrets.callback()
def group() -> None:
    """Find secrets in history; see why a literal counts as one."""


@secrets.command()
@bounded
def explain(
    target: Annotated[
        str, typer.Argument(metavar="FILE:LINE", help="The line to explain.", show_default=False)
    ],
    root: Root = None,
) -> None:
    """Explain, step by step, why the literals on a line are reported or let through.

    Values are masked: two characters of a long one, none of a short one.
    """
    from sdd.app.secrets import explain_secrets
    from sdd.report.secret_story import render_story

    emit(render_story(explain_secrets(target, root, Path.cwd())), None)


@secrets.command()
@bounded
def history(
    revisions: Annotated[
        str,
        typer.Argument(metavar="[RANGE]", help="Such as main..HEAD; all that led to HEAD if none."),
    ] = "HEAD",
    everything: Annotated[
        bool, typer.Option("--all", help="Every branch and tag instead of a RANGE.")
    ] = False,
    root: Root = None,
    format: Annotated[LeakFormat, typer.Option(help="How the list is printed.")] = LeakFormat.TEXT,
    output: Annotated[Path | None, typer.Option(help="Write the report to a file.")] = None,
) -> None:
    """Find secrets in the lines that commits added, also those that are deleted since."""
    from sdd.app.history import secrets_in_history
    from sdd.report.leak_lines import render_extent, render_leaks

    if everything and revisions != "HEAD":
        raise UsageError("--all and a RANGE cannot be combined", "Name one of them.")
    started = time.perf_counter()
    found, failed = secrets_in_history(revisions, everything, root, Path.cwd())
    emit(render_leaks(found, format.value), output)
    sys.stderr.write(render_extent(found, time.perf_counter() - started))
    if failed:
        sys.exit(FINDINGS)
