"""`sdd constitution`."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sdd.cli.boundary import FINDINGS, bounded
from sdd.cli.output import emit

_MOST_LINES = 10

Root = Annotated[Path | None, typer.Option(help="Folder of the project, instead of finding it.")]


class PolicyFormat(StrEnum):
    """How the policy is printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


constitution = typer.Typer(
    help="Print the clauses with the rules that enforce them, or write their bindings down.",
    add_completion=False,
    rich_markup_mode=None,
)


@constitution.callback(invoke_without_command=True)
@bounded
def show(
    context: typer.Context,
    format: Annotated[PolicyFormat, typer.Option(help="How the clauses are printed.")] = (
        PolicyFormat.TABLE
    ),
    exceptions: Annotated[
        bool, typer.Option("--exceptions", help="Only the comments that ignore a bound rule.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Also say why a rule was inferred from a clause.")
    ] = False,
    root: Root = None,
) -> None:
    """Print each clause with the rules that enforce it, and what nothing enforces."""
    if context.invoked_subcommand:
        return
    from sdd.app.constitution import policy_report
    from sdd.report.constitution import render_exceptions, render_policy

    report = policy_report(Path.cwd(), root)
    if exceptions:
        emit(render_exceptions(report, format.value), None)
    else:
        emit(render_policy(report, format.value, verbose), None)


@constitution.command()
@bounded
def bind(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 where comments are out of date.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would change, and write nothing.")
    ] = False,
    root: Root = None,
) -> None:
    """Write the rules that clauses ask for into the constitution, as comments."""
    from sdd.app.binding import plan_binding, write_binding
    from sdd.report.changes import render_diff

    bound = plan_binding(Path.cwd(), root)
    if diff:
        emit(render_diff([(bound.path, bound.old, bound.new)]), None)
    elif not check:
        write_binding(bound)
    for line in bound.left:
        print(f"sdd: {bound.path}:{line} has no place for a comment", file=sys.stderr)
    changed = len(bound.lines)
    told = "would change" if diff or check else "changed"
    print(f"sdd: {told} the bindings of {changed} clauses in {bound.path}", file=sys.stderr)
    if check and bound.lines:
        where = ", ".join(map(str, bound.lines[:_MOST_LINES]))
        print(f"sdd: out of date at line {where}; run: sdd constitution bind", file=sys.stderr)
        sys.exit(FINDINGS)
