"""`sdd adr`: decisions of the project."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdd.cli.adr_changes import (
    Root,
    Which,
    link,
    remind_of_index,
    renumber,
    status,
    supersede,
)
from sdd.cli.boundary import bounded
from sdd.cli.editor import editor_command, open_editor
from sdd.cli.output import emit
from sdd.cli.titled import TitledGroup

if TYPE_CHECKING:
    from sdd.app.adr.look import Row

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
    remind_of_index(root)
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


for _change in (status, link, supersede, renumber):
    app.command()(_change)


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


def _as_json(row: "Row") -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__struct_fields__}


def _print_json(value: object) -> None:
    from sdd.report.json_text import to_json

    emit(to_json(value), None)
