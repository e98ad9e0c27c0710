"""`sdd secrets`: what the search for credentials sees."""

from pathlib import Path
from typing import Annotated

import typer

from sdd.cli.boundary import bounded
from sdd.cli.output import emit

secrets = typer.Typer(
    help="See why a literal counts as a secret, or not.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@secrets.callback()
def group() -> None:
    """See why a literal counts as a secret, or not."""


@secrets.command()
@bounded
def explain(
    target: Annotated[
        str, typer.Argument(metavar="FILE:LINE", help="The line to explain.", show_default=False)
    ],
    root: Annotated[
        Path | None, typer.Option(help="Folder of the project, instead of finding it.")
    ] = None,
) -> None:
    """Explain, step by step, why the literals on a line are reported or let through.

    Values are masked: two characters of a long one, none of a short one.
    """
    from sdd.app.secrets import explain_secrets
    from sdd.report.secret_story import render_story

    emit(render_story(explain_secrets(target, root, Path.cwd())), None)
