"""`sdd phr list`, `show`, `search` and `repair`: the records that a project has."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdd.cli.boundary import bounded
from sdd.cli.output import emit
from sdd.report.json_text import to_json
from sdd.report.plain import plain

if TYPE_CHECKING:
    from sdd.app.phr.listing import Listed
    from sdd.model.prompt_records import PromptRecord
    from sdd.workspace.roots import Root as ProjectRoot

_MOST_NAMED = 5


class PhrFormat(StrEnum):
    """How a result is printed."""

    TEXT = "text"
    JSON = "json"


Root = Annotated[Path | None, typer.Option(help="Folder of the project, instead of finding it.")]
As = Annotated[PhrFormat, typer.Option("--format", help="How the result is printed.")]


@bounded
def list_(root: Root = None, format: As = PhrFormat.TEXT) -> None:
    """List every record with its stage, date, title and problems."""
    from sdd.app.phr.listing import list_records
    from sdd.report.phr_list import render_list

    records = list_records(_place(root))
    emit(render_list(records_as_rows(records), format.value), None)


@bounded
def show(
    record: Annotated[
        str, typer.Argument(help="Path, id (general/7), session or words.", show_default=False)
    ],
    root: Root = None,
    format: As = PhrFormat.TEXT,
) -> None:
    """Print one record, without secrets."""
    from sdd.app.phr.listing import record_named
    from sdd.redact.text import redact_text

    found, text = record_named(_place(root), record)
    if format is PhrFormat.TEXT:
        emit(redact_text(text).text, None)
        return
    rows = {**_row(found, ()), "prompt": found.prompt, "response": found.response}
    shown = {key: redact_text(value).text for key, value in rows.items() if isinstance(value, str)}
    emit(to_json({**rows, **shown}), None)


@bounded
def search(
    words: Annotated[list[str], typer.Argument(help="Words that all occur.", show_default=False)],
    stage: Annotated[str, typer.Option(help="Only records of this stage.")] = "",
    feature: Annotated[str, typer.Option(help="Only records of this feature.")] = "",
    root: Root = None,
    format: As = PhrFormat.TEXT,
) -> None:
    """Find words in prompts, answers and all else that records hold."""
    from sdd.app.phr.listing import search_records

    found = list(search_records(_place(root), words, stage, feature))
    if format is PhrFormat.JSON:
        names = ("path", "line", "title", "text")
        emit(to_json([{name: getattr(each, name) for name in names} for each in found]), None)
        return
    emit("".join(f"{each.path}:{each.line}: {plain(each.text)}\n" for each in found), None)
    if not found:
        print(f"sdd: no record holds {' and '.join(words)}", file=sys.stderr)


@bounded
def repair(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Records or folders; all if none.", show_default=False),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Make the changes.")] = False,
    root: Root = None,
) -> None:
    """Show how ids, stages, folders and fields of records would be mended; --apply mends them."""
    from sdd.app.phr.repair import carry_out, finish, plan_repairs

    place = _place(root)
    for path in finish(place):
        print(f"sdd: finished what was interrupted: {path}", file=sys.stderr)
    plan = plan_repairs(place, tuple(path.rstrip("/") for path in paths or ()))
    if apply:
        carry_out(place, plan)
        emit("".join(f"{each.new_path}\n" for each in plan.repairs), None)
    else:
        emit("".join(each.diff for each in plan.repairs), None)
    _say_left(plan.left)
    count = len(plan.repairs)
    noun = "record" if count == 1 else "records"
    verb = "mended" if apply else "would be mended; --apply does it"
    print(f"sdd: {count} {noun} {verb if count else 'need mending'}", file=sys.stderr)


def _say_left(left: Sequence[tuple[str, str]]) -> None:
    """What is left as it is, by its reason."""
    for reason in dict.fromkeys(reason for _, reason in left):
        paths = [path for path, why in left if why == reason]
        print(f"sdd: left as they are ({len(paths)}): {reason}", file=sys.stderr)
        for path in paths[:_MOST_NAMED]:
            print(f"  {path}", file=sys.stderr)
        if len(paths) > _MOST_NAMED:
            print(f"  and {len(paths) - _MOST_NAMED} more", file=sys.stderr)


def _place(root: Path | None) -> "ProjectRoot":
    from sdd.app.phr.place import Surroundings, project_root

    return project_root(Surroundings.of_process(), root)


def records_as_rows(records: Sequence["Listed"]) -> list[dict[str, object]]:
    """What `sdd phr list --format json` prints of each record."""
    return [_row(each.record, each.problems) for each in records]


def _row(record: "PromptRecord", problems: tuple[str, ...]) -> dict[str, object]:
    names = ("path", "id", "file_id", "stage", "route", "dialect", "title", "date", "feature")
    return {**{name: getattr(record, name) for name in names}, "problems": list(problems)}
