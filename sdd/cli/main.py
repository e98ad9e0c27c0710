"""The command line."""

import sys
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdd import __version__
from sdd.cli.adr import app as adr
from sdd.cli.arguments import fill_file
from sdd.cli.boundary import FINDINGS, boundary, bounded
from sdd.cli.constitution import constitution
from sdd.cli.hooks import hooks
from sdd.cli.init import init
from sdd.cli.new import app as new
from sdd.cli.output import Format, emit, open_streams, render, wants_color, width
from sdd.cli.phr import phr
from sdd.cli.secrets import secrets
from sdd.cli.status import status
from sdd.errors import UsageError
from sdd.model.finding import Confidence, Severity

if TYPE_CHECKING:
    from sdd.app.check import CheckResult

app = typer.Typer(
    name="sdd",
    help="The deterministic referee for spec-driven FastAPI backends.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(adr, name="adr")
app.add_typer(phr, name="phr")
app.add_typer(secrets, name="secrets")
app.command()(init)
app.add_typer(new, name="new")
app.command()(status)
app.add_typer(constitution, name="constitution")
app.add_typer(hooks, name="hooks")


class ListFormat(StrEnum):
    """How a list of rules is printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


class RouteFormat(StrEnum):
    """How a route table is printed."""

    TABLE = "table"
    TREE = "tree"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Files and folders to report on; all of the project if none.", show_default=False
    ),
]
Root = Annotated[Path | None, typer.Option(help="Folder of the project, instead of finding it.")]
Config = Annotated[Path | None, typer.Option(help="TOML file to use instead of pyproject.toml.")]
Select = Annotated[
    list[str] | None, typer.Option(help="Run only these rules (codes, names or prefixes).")
]
Ignore = Annotated[list[str] | None, typer.Option(help="Do not run these rules.")]
Output = Annotated[Path | None, typer.Option(help="Write the report to a file.")]


def print_version(wanted: bool) -> None:
    """`--version` prints and ends."""
    if wanted:
        typer.echo(f"sdd {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=print_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """The deterministic referee for spec-driven FastAPI backends."""


@app.command()
@bounded
def check(
    paths: Paths = None,
    root: Root = None,
    config: Config = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option(help="Exit with 1 from this severity on; error if nothing says otherwise."),
    ] = None,
    min_confidence: Annotated[
        Confidence | None,
        typer.Option(
            help="Leave out findings that are less sure; medium if nothing says otherwise."
        ),
    ] = None,
    stdin_filename: Annotated[
        Path | None, typer.Option(help="Name for the text on standard input, with - as PATH.")
    ] = None,
    staged: Annotated[
        bool, typer.Option("--staged", help="Check what is staged in git, not the work tree.")
    ] = False,
    diff: Annotated[
        str, typer.Option(metavar="REV", help="Only what came since this and REV parted.")
    ] = "",
    baseline: Annotated[
        Path | None,
        typer.Option(help="File of accepted findings; .sdd-baseline.json if nothing says other."),
    ] = None,
    no_baseline: Annotated[
        bool, typer.Option("--no-baseline", help="Report accepted findings as well.")
    ] = False,
    write_baseline: Annotated[
        Path | None,
        typer.Option(metavar="[FILE]", help="Accept all that is found; FILE ends with .json."),
    ] = None,
    prune_baseline: Annotated[
        bool, typer.Option("--prune-baseline", help="Remove entries that match nothing any more.")
    ] = False,
    format: Annotated[Format, typer.Option(help="How findings are printed.")] = Format.CONSOLE,
    output: Output = None,
    verbose: Annotated[bool, typer.Option(help="Also print roots and timing.")] = False,
) -> None:
    """Check code and documents against the constitution and the specs."""
    from sdd.app.check import CheckRequest
    from sdd.app.check import check as run_check
    from sdd.cli.baseline import baseline_request

    started = time.perf_counter()
    request = CheckRequest(
        paths=tuple(path for path in paths or () if str(path) != "-"),
        root=root,
        config=config,
        select=words(select),
        ignore=words(ignore),
        fail_on=fail_on,
        min_confidence=min_confidence,
        stdin=standard_input(paths, stdin_filename),
        staged=staged,
        diff=diff,
        baseline=baseline_request(baseline, no_baseline, write_baseline, prune_baseline),
    )
    result = run_check(request, Path.cwd())
    emit(render(result.outcomes, format, to_file=output is not None), output)
    summarize(result, time.perf_counter() - started, verbose)
    if result.failed:
        sys.exit(FINDINGS)


@app.command()
@bounded
def routes(
    paths: Paths = None,
    root: Root = None,
    config: Config = None,
    format: Annotated[RouteFormat, typer.Option(help="How the table is printed.")] = (
        RouteFormat.TABLE
    ),
    app: Annotated[
        str | None, typer.Option(help="Only this application, by dotted name or its last part.")
    ] = None,
    method: Annotated[list[str] | None, typer.Option(help="Only routes with this method.")] = None,
    path: Annotated[
        str | None, typer.Option(help="Only paths that match this pattern, e.g. '/api/*'.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option(help="Only routes with this tag.")] = None,
    missing_contract: Annotated[
        bool, typer.Option("--missing-contract", help="Only routes with no response contract.")
    ] = False,
    output: Output = None,
) -> None:
    """Print the routes that the applications of the project would serve."""
    from sdd.app.check import CheckRequest
    from sdd.app.routes import RouteFilter, route_table
    from sdd.report.route_table import render_routes

    request = CheckRequest(paths=tuple(paths or ()), root=root, config=config)
    wanted = RouteFilter(app or "", words(method), path or "", words(tag), missing_contract)
    emit(render_routes(route_table(request, wanted, Path.cwd()), format.value), output)


@app.command()
@bounded
def rules(
    format: Annotated[ListFormat, typer.Option(help="How the list is printed.")] = (
        ListFormat.TABLE
    ),
) -> None:
    """List every rule with its code, name and severity."""
    from sdd.app.explain import all_cards
    from sdd.report.rule_list import render_rules

    emit(render_rules(all_cards(), format.value), None)


@app.command()
@bounded
def explain(
    rule: Annotated[str, typer.Argument(help="Code or name of a rule.", show_default=False)],
    root: Root = None,
) -> None:
    """Explain a rule: what it finds, why, what to do, examples, and the clause behind it."""
    from sdd.app.explain import explained
    from sdd.report.explain import render_explanation

    card = explained(rule, root, Path.cwd())
    emit(render_explanation(card, color=wants_color(sys.stdout), width=width()), None)


@app.command(hidden=True, context_settings={"ignore_unknown_options": True})
def hook(words: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Answer one event of a coding agent.

    The installed command does not come by here; a checkout that was installed earlier does.
    """
    from sdd.cli.hook import run_hook

    run_hook(words or ())


def words(values: Sequence[str] | None) -> tuple[str, ...]:
    """Repeated and comma-separated values as one tuple."""
    parts = (part.strip() for value in values or () for part in value.split(","))
    return tuple(part for part in parts if part)


def standard_input(paths: Sequence[Path] | None, name: Path | None) -> tuple[Path, bytes] | None:
    """The text on standard input with its name, where `-` asks for it."""
    dashed = any(str(path) == "-" for path in paths or ())
    if not dashed and name is None:
        return None
    if not dashed or name is None or len(paths or ()) != 1:
        raise UsageError(
            "standard input needs both a name and - as the only PATH",
            example="sdd check --stdin-filename app/main.py - < app/main.py",
        )
    return name, sys.stdin.buffer.read()


def summarize(result: "CheckResult", seconds: float, verbose: bool) -> None:
    """The verdict on stderr."""
    from sdd.report.console import render_summary

    for note in result.notes:
        print(f"sdd: {note}", file=sys.stderr)
    if verbose:
        for outcome in result.outcomes:
            roots = ", ".join(root or "." for root in outcome.source_roots)
            print(f"sdd: {outcome.root}: source roots: {roots}", file=sys.stderr)
    if any(each.extent or each.unchecked for each in result.outcomes):
        text = render_summary(result.outcomes, seconds, wants_color(sys.stderr))
        sys.stderr.write(text)


def run() -> None:
    """Parse the command line of a person, and run what it asks for."""
    open_streams()
    with boundary():
        app(fill_file(sys.argv[1:]), prog_name="sdd")
