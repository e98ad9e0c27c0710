"""`sdd status`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sdd.cli.boundary import bounded
from sdd.cli.output import emit, wants_color, width


class StatusFormat(StrEnum):
    """How the status is printed."""

    TABLE = "table"
    JSON = "json"


@bounded
def status(
    feature: Annotated[
        str | None,
        typer.Argument(
            help="Folder, name or number of a feature; all of them if none.", show_default=False
        ),
    ] = None,
    format: Annotated[StatusFormat, typer.Option(help="How the status is printed.")] = (
        StatusFormat.TABLE
    ),
    root: Annotated[
        Path | None, typer.Option(help="Folder of the project, instead of finding it.")
    ] = None,
) -> None:
    """Print what each feature has: documents, open questions, tasks done, findings."""
    from sdd.app.status import project_status
    from sdd.report.status import render_status

    found = project_status(feature or "", Path.cwd(), root)
    emit(render_status(found, format.value, color=wants_color(sys.stdout), width=width()), None)
