"""`sdd phr`: the records of what was asked of coding agents."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdd.cli.boundary import bounded
from sdd.cli.output import emit
from sdd.cli.phr_records import As, PhrFormat, Root, list_, repair, search, show
from sdd.errors import UsageError
from sdd.report.json_text import to_json

if TYPE_CHECKING:
    from sdd.app.phr.place import Surroundings
    from sdd.app.phr.write import Written
    from sdd.model.session import Session
    from sdd.workspace.roots import Root as ProjectRoot

phr = typer.Typer(
    help="Write the record of a session with a coding agent, or look into the records.",
    add_completion=False,
    rich_markup_mode=None,
)


@phr.callback(invoke_without_command=True)
@bounded
def write(
    context: typer.Context,
    source: Annotated[
        Path | None, typer.Option("--from", help="Transcript to use, instead of the newest.")
    ] = None,
    session: Annotated[
        str | None, typer.Option(help="Id of the session, or its beginning.")
    ] = None,
    prompt: Annotated[
        str | None, typer.Option(help="The prompt itself, where there is no transcript.")
    ] = None,
    prompt_file: Annotated[
        Path | None, typer.Option(help="File that holds the prompt; - for standard input.")
    ] = None,
    stage: Annotated[str, typer.Option(help="Stage, instead of the rules' choice.")] = "",
    title: Annotated[str, typer.Option(help="Title, instead of the session's.")] = "",
    feature: Annotated[str, typer.Option(help="Feature folder, its name or its number.")] = "",
    with_output: Annotated[
        bool, typer.Option("--with-output", help="Also record what commands printed.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the record and write nothing.")
    ] = False,
    root: Root = None,
    format: As = PhrFormat.TEXT,
) -> None:
    """Write the record of the newest session of this project, or renew the one that it has."""
    if context.invoked_subcommand:
        return
    from sdd.app.phr.place import Surroundings, project_root
    from sdd.app.phr.write import Wish, write_record

    around = Surroundings.of_process()
    place = project_root(around, root)
    _refuse_two_sources(source, session, prompt, prompt_file)
    asked = _asked(prompt, prompt_file)
    if asked is None:
        told = _session(place, around, source, session, with_output)
    else:
        told = _of_prompt(place, asked)
    wish = Wish(stage, title, feature, with_output, dry_run)
    _tell(write_record(place, around, told, wish), format, dry_run)


@phr.command()
@bounded
def sync(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written.")] = False,
    root: Root = None,
    format: As = PhrFormat.TEXT,
) -> None:
    """Write a record for every session of this project that has none."""
    from sdd.app.phr.place import Surroundings, project_root
    from sdd.app.phr.sessions import explain_packed
    from sdd.app.phr.sync import sync as run_sync

    around = Surroundings.of_process()
    found = run_sync(project_root(around, root), around, dry=dry_run)
    if format is PhrFormat.JSON:
        emit(to_json([_as_json(each) for each in found]), None)
        return
    records = []
    for each in found:
        records.append(each.path)
        _tell(each, format, dry=False)
    if not records:
        print("sdd: every session of this project has its record", file=sys.stderr)
    if left := explain_packed(around):
        print(f"sdd: {left.strip()}", file=sys.stderr)


for _name, _look in (("list", list_), ("show", show), ("search", search), ("repair", repair)):
    phr.command(_name)(_look)


def _refuse_two_sources(*given: object) -> None:
    if sum(each is not None for each in given) > 1:
        raise UsageError("--from, --session, --prompt and --prompt-file exclude each other")


def _asked(prompt: str | None, prompt_file: Path | None) -> str | None:
    """The prompt that was given on the command line; None where none was."""
    if prompt is not None:
        return _some(prompt)
    if prompt_file is None:
        return None
    if str(prompt_file) == "-":
        return _some(_standard_input())
    from sdd.app.phr.manual import read_prompt

    return _some(read_prompt(prompt_file))


def _some(prompt: str) -> str:
    if prompt.strip():
        return prompt
    raise UsageError("the prompt is empty", "", 'sdd phr --prompt "Add the order endpoint"')


def _standard_input() -> str:
    """All of it; nothing where it is closed."""
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace") if sys.stdin else ""


def _session(
    root: "ProjectRoot",
    around: "Surroundings",
    source: Path | None,
    id: str | None,
    with_output: bool,
) -> "Session":
    from sdd.app.phr.sessions import newest_session, read_session, session_named, transcript_from

    if source is not None:
        return read_session(transcript_from(source), keep_output=with_output)
    if id is not None:
        return read_session(session_named(root, around, id), keep_output=with_output)
    found = newest_session(root, around, keep_output=with_output)
    return found if found else _of_prompt(root, _asked_for(around))


def _asked_for(around: "Surroundings") -> str:
    """The prompt from standard input, where no transcript was found."""
    from sdd.app.phr.sessions import explain_packed

    print("sdd: no transcript of this project was found.", file=sys.stderr)
    if sys.stdin and sys.stdin.isatty():
        print("What was the prompt? End with Ctrl-D (Ctrl-Z on Windows).", file=sys.stderr)
    else:
        print("sdd: the prompt is read from standard input", file=sys.stderr, flush=True)
    text = _standard_input()
    if text.strip():
        return text
    raise UsageError(
        "there is no prompt to record",
        "Transcripts are looked for below ~/.claude and ~/.codex (or CLAUDE_CONFIG_DIR and "
        f"CODEX_HOME). Name one with --from, or give the prompt.{explain_packed(around)}",
        'sdd phr --prompt "Add the order endpoint"',
    )


def _of_prompt(root: "ProjectRoot", prompt: str) -> "Session":
    from sdd.app.phr.manual import session_of_prompt

    return session_of_prompt(root, prompt)


def _tell(written: "Written", format: PhrFormat, dry: bool) -> None:
    """The path on standard output, or the record that would be written; the rest on stderr."""
    if format is PhrFormat.JSON:
        emit(to_json(_as_json(written)), None)
        return
    sys.stdout.write(written.text if dry else f"{written.path}\n")
    print("\n".join(_explanation(written)), file=sys.stderr)


def _explanation(written: "Written") -> Iterator[str]:
    yield f"sdd: {_ACTIONS[written.action]}: {written.stage} {written.id}, {written.title}"
    if written.moved_from:
        yield f"  moved from {written.moved_from}"
    if written.redacted:
        kinds = ", ".join(f"{kind} ({number})" for kind, number in written.redacted.items())
        yield f"  secrets were left out: {kinds}; rotate them"
    if written.skipped:
        lines = "1 line" if written.skipped == 1 else f"{written.skipped} lines"
        yield f"  {lines} of the transcript could not be used"


_ACTIONS = {
    "created": "new record",
    "updated": "record renewed",
    "unchanged": "record is up to date",
    "kept": "the record has no markers of sdd any more and was left as it is",
    "planned": "would be written",
}


def _as_json(written: "Written") -> dict[str, object]:
    names = ("path", "action", "id", "stage", "route", "feature", "title", "session")
    more = ("redacted", "skipped", "moved_from")
    return {name: getattr(written, name) for name in (*names, *more)}
