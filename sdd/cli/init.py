"""`sdd init`."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sdd.cli.boundary import bounded
from sdd.cli.output import emit


@bounded
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of the project.", show_default=False)
    ] = Path(),
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would be added, and write nothing.")
    ] = False,
) -> None:
    """Begin a project: constitution, templates, configuration and a pre-commit hook.

    What exists is left alone and named; nothing is asked.
    """
    from sdd.app.new_project import carry_out, plan_project
    from sdd.report.changes import render_diff

    steps = plan_project(folder, date.today())
    if diff:
        emit(render_diff((step.path, step.old, step.new) for step in steps), None)
    else:
        carry_out(folder, steps)
    verbs = {"create": "new", "extend": "extended", "keep": "left alone"}
    for step in steps:
        reason = f": {step.reason}" if step.reason else ""
        print(f"sdd: {verbs[step.action]} {step.path}{reason}", file=sys.stderr)
    if diff:
        print("sdd: nothing was written", file=sys.stderr)
    if not diff and any(step.action != "keep" for step in steps):
        print("sdd: read the constitution and make it yours; then: sdd check", file=sys.stderr)
