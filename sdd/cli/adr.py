"""`sdd adr`: decisions of the project."""

import sys
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdd.cli.boundary import bounded
from sdd.cli.editor import editor_command, open_editor
from sdd.cli.output import emit
from sdd.cli.titled import TitledGroup
from sdd.errors import UsageError

if TYPE_CHECKING:
    from sdd.app.adr.look import Row
    from sdd.model.decisions import Decision

app = typer.Typer(
    cls=TitledGroup,
    help="Record a decision: sdd adr TITLE. Or look into the records and change them.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


class ListFormat(StrEnum):
    """How decisions are printed."""

    TABLE = "table"
    JSON = "json"


class TextFormat(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


class Layout(StrEnum):
    """The layout of a new record."""

    MADR = "madr"
    NYGARD = "nygard"
    SPECKIT = "speckit"


class Kind(StrEnum):
    """How one decision relates to another."""

    RELATES = "relates"
    AMENDS = "amends"


Root = Annotated[Path | None, typer.Option(help="Folder of the project, instead of finding it.")]
Which = Annotated[
    str, typer.Argument(help="Number, file name or slug of a decision.", show_default=False)
]
AsText = Annotated[TextFormat, typer.Option("--format", help="How the result is printed.")]


@app.command()
@bounded
def new(
    title: Annotated[
        list[str], typer.Argument(help="What is decided, in a few words.", show_default=False)
    ],
    feature: Annotated[
        str, typer.Option(help="Feature folder, its name or its number; the active one if none.")
    ] = "",
    supersedes: Annotated[
        list[str] | None, typer.Option(help="A decision that this one takes the place of.")
    ] = None,
    relates: Annotated[
        list[str] | None, typer.Option(help="A decision that this one has to do with.")
    ] = None,
    template: Annotated[
        Layout | None, typer.Option(help="Layout; that of the other records if none.")
    ] = None,
    edit: Annotated[bool, typer.Option("--edit", help="Open the record in your editor.")] = False,
    root: Root = None,
    format: AsText = TextFormat.TEXT,
) -> None:
    """Write a new record with status Proposed, filled in from the active feature."""
    from sdd.app.adr.create import NewDecision, create_decision

    editor = editor_command() if edit else []
    asked = NewDecision(
        title=" ".join(title),
        feature=feature,
        supersedes=tuple(supersedes or ()),
        relates=tuple(relates or ()),
        layout=template.value if template else "",
    )
    created = create_decision(asked, Path.cwd(), root, date.today())
    for note in created.notes:
        print(f"sdd: {note}", file=sys.stderr)
    if format is TextFormat.JSON:
        _print_json({**_as_json(created.row), "notes": list(created.notes)})
    else:
        emit(f"{created.row.path}\n", None)
    if editor:
        open_editor(editor, created.place)


@app.command("list")
@bounded
def list_(
    status: Annotated[str, typer.Option(help="Only decisions with this status.")] = "",
    feature: Annotated[str, typer.Option(help="Only decisions of this feature.")] = "",
    root: Root = None,
    format: Annotated[ListFormat, typer.Option(help="How the list is printed.")] = (
        ListFormat.TABLE
    ),
) -> None:
    """List the decisions with number, date, status and title."""
    from sdd.app.adr.look import list_decisions
    from sdd.report.decisions import render_list

    rows, unreadable = list_decisions(Path.cwd(), root, status, feature)
    emit(render_list([_as_json(row) for row in rows], format.value), None)
    for line in unreadable:
        print(f"sdd: not read: {line}", file=sys.stderr)
    if not rows and format is ListFormat.TABLE:
        print("sdd: there is no such decision; write one: sdd adr TITLE", file=sys.stderr)


@app.command()
@bounded
def show(decision: Which, root: Root = None, format: AsText = TextFormat.TEXT) -> None:
    """Print one decision."""
    from sdd.app.adr.look import show_decision
    from sdd.report.decisions import render_text

    row, text = show_decision(Path.cwd(), root, decision)
    if format is TextFormat.JSON:
        _print_json({**_as_json(row), "text": text})
    else:
        emit(render_text(text), None)


@app.command()
@bounded
def search(
    words: Annotated[list[str], typer.Argument(help="Words that it holds.", show_default=False)],
    root: Root = None,
    format: AsText = TextFormat.TEXT,
) -> None:
    """Find decisions that hold every word."""
    from sdd.app.adr.look import search_decisions
    from sdd.report.decisions import render_hits

    hits = search_decisions(Path.cwd(), root, " ".join(words))
    if format is TextFormat.JSON:
        _print_json(
            [
                {**_as_json(hit.row), "lines": [{"line": n, "text": text} for n, text in hit.lines]}
                for hit in hits
            ]
        )
    else:
        emit(render_hits([(_as_json(hit.row), hit.lines) for hit in hits]), None)
    if not hits:
        print("sdd: no decision holds these words", file=sys.stderr)


@app.command()
@bounded
def status(
    decision: Which,
    status: Annotated[
        str,
        typer.Argument(help="proposed, accepted, rejected or deprecated.", show_default=False),
    ],
    root: Root = None,
) -> None:
    """Write another status into a record."""
    from sdd.app.adr.change import change_status

    _tell(change_status(Path.cwd(), root, decision, status))


@app.command()
@bounded
def link(
    decision: Which,
    other: Which,
    kind: Annotated[Kind, typer.Option(help="What the first says of the second.")] = Kind.RELATES,
    root: Root = None,
) -> None:
    """Say in both records how they relate."""
    from sdd.app.adr.change import link as link_both
    from sdd.model.decisions import Relation

    _tell(link_both(Path.cwd(), root, decision, other, Relation(kind.value)))


@app.command()
@bounded
def supersede(
    old: Which,
    new: Annotated[
        str | None, typer.Argument(help="The decision that takes its place.", show_default=False)
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="The same, as an option.", show_default=False)
    ] = None,
    root: Root = None,
) -> None:
    """Say in both records that the second takes the place of the first."""
    from sdd.app.adr.change import supersede as supersede_both

    successor = by or new
    if successor is None or (by and new):
        raise UsageError("name the decision that takes its place", "", "sdd adr supersede 3 --by 7")
    _tell(supersede_both(Path.cwd(), root, old, successor, sure=by is not None))


@app.command()
@bounded
def renumber(
    decision: Which,
    number: Annotated[
        int | None,
        typer.Argument(help="The new number; the next free one if none.", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change and write nothing.")
    ] = False,
    root: Root = None,
) -> None:
    """Give a record another number, and rewrite what refers to it."""
    from sdd.app.adr.renumber import renumber as run_renumber

    done = run_renumber(Path.cwd(), root, decision, number, dry=dry_run)
    emit(f"{done.new}\n", None)
    verb = "would rewrite" if dry_run else "rewrote"
    for path, count in done.changed:
        print(f"sdd: {verb} {count} in {path}", file=sys.stderr)
    for place in done.ambiguous:
        print(f"sdd: left alone, since two records have the number: {place}", file=sys.stderr)


@app.command()
@bounded
def toc(
    write: Annotated[
        bool, typer.Option("--write", help="Put it into the README of the folder.")
    ] = False,
    root: Root = None,
) -> None:
    """Print the index of the decisions as Markdown."""
    from sdd.app.adr.look import index_text, write_index

    if not write:
        emit(index_text(Path.cwd(), root), None)
        return
    path, changed = write_index(Path.cwd(), root)
    emit(f"{path}\n", None)
    if not changed:
        print("sdd: it is up to date", file=sys.stderr)


@app.command()
@bounded
def suggest(
    base: Annotated[
        str, typer.Option(help="Where the change begins; the default branch if none.")
    ] = "",
    feature: Annotated[
        str, typer.Option(help="Feature folder, its name or its number; the active one if none.")
    ] = "",
    root: Root = None,
    format: AsText = TextFormat.TEXT,
) -> None:
    """Name decisions of the change and the plan that deserve a record. Writes nothing."""
    from sdd.app.adr.suggest import suggest_decisions
    from sdd.report.suggestions import render_suggestions

    found = suggest_decisions(Path.cwd(), root, base, feature)
    emit(render_suggestions(found.suggestions, format.value), None)
    for note in found.notes:
        print(f"sdd: {note}", file=sys.stderr)


def _tell(decisions: "Iterable[Decision]") -> None:
    for decision in decisions:
        said = decision.status_field.value if decision.status_field else ""
        emit(f"{decision.path}: {said}\n", None)


def _as_json(row: "Row") -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def _print_json(value: object) -> None:
    from sdd.report.json_text import to_json

    emit(to_json(value), None)
