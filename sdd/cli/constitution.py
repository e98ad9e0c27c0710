"""`sdd constitution`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sdd.cli.boundary import bounded
from sdd.cli.output import emit


class PolicyFormat(StrEnum):
    """How the policy is printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


@bounded
def constitution(
    format: Annotated[PolicyFormat, typer.Option(help="How the clauses are printed.")] = (
        PolicyFormat.TABLE
    ),
    exceptions: Annotated[
        bool, typer.Option("--exceptions", help="Only the comments that ignore a bound rule.")
    ] = False,
    root: Annotated[
        Path | None, typer.Option(help="Folder of the project, instead of finding it.")
    ] = None,
) -> None:
    """Print each clause with the rules that enforce it, and what nothing enforces."""
    from sdd.app.constitution import policy_report
    from sdd.report.constitution import render_exceptions, render_policy

    report = policy_report(Path.cwd(), root)
    render = render_exceptions if exceptions else render_policy
    emit(render(report, format.value), None)
