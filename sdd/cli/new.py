"""`sdd new`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdd.cli.boundary import bounded

if TYPE_CHECKING:
    from sdd.app.new_document import Written

app = typer.Typer(help="Write a new document from its template.", no_args_is_help=True)

Feature = Annotated[
    str | None,
    typer.Argument(
        help="Folder, name or number of a feature; the active one if none.", show_default=False
    ),
]
Root = Annotated[Path | None, typer.Option(help="Folder of the project, instead of finding it.")]


@app.command()
@bounded
def feature(
    name: Annotated[str, typer.Argument(help="What it is called.", show_default=False)],
    timestamp: Annotated[
        bool, typer.Option("--timestamp", help="Name it by the time instead of a number.")
    ] = False,
    root: Root = None,
) -> None:
    """Make a feature folder with its specification."""
    from sdd.app.new_document import new_feature

    _tell(new_feature(name, Path.cwd(), root, datetime.now(), timestamp))


@app.command()
@bounded
def plan(feature: Feature = None, root: Root = None) -> None:
    """Write a plan that asks about each principle."""
    from sdd.app.new_document import new_plan

    _tell(new_plan(feature or "", Path.cwd(), root, datetime.now()))


@app.command()
@bounded
def tasks(feature: Feature = None, root: Root = None) -> None:
    """Write a task list with a phase for each story."""
    from sdd.app.new_document import new_tasks

    _tell(new_tasks(feature or "", Path.cwd(), root))


def _tell(written: "Written") -> None:
    """The path on standard output, for whoever opens it; why it is there on stderr."""
    print(written.path)
    if written.because and written.because != "--feature":
        print(f"sdd: the feature was told by {written.because}", file=sys.stderr)
