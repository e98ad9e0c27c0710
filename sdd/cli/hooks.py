"""`sdd hooks` puts hooks into other programs' configuration; what they call is in `hook`."""

import difflib
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdd.cli.boundary import bounded

if TYPE_CHECKING:
    from sdd.app.hooks.plan import Plan

hooks = typer.Typer(
    help="Install, remove or list the hooks of agents, git and pre-commit that call sdd.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

Root = Annotated[Path | None, typer.Option(help="Folder of the project, instead of finding it.")]
Names = Annotated[
    list[str], typer.Argument(help="claude, codex, git, pre-commit or agents.", show_default=False)
]
Diff = Annotated[bool, typer.Option("--diff", help="Show what would change; change nothing.")]
Command = Annotated[str, typer.Option(help="How sdd is called, such as 'uv run sdd'.")]


class StatusFormat(StrEnum):
    """How the state of hooks is printed."""

    TEXT = "text"
    JSON = "json"


@hooks.command()
@bounded
def install(names: Names, diff: Diff = False, command: Command = "sdd", root: Root = None) -> None:
    """Add hooks that call sdd; everything else in the file stays as it is."""
    _change(names, diff, command, root, removal=False)


@hooks.command()
@bounded
def uninstall(
    names: Names, diff: Diff = False, command: Command = "sdd", root: Root = None
) -> None:
    """Take out what was installed; what somebody changed stays."""
    _change(names, diff, command, root, removal=True)


@hooks.command()
@bounded
def status(
    format: Annotated[StatusFormat, typer.Option(help="How it is printed.")] = StatusFormat.TEXT,
    root: Root = None,
) -> None:
    """Say which hooks are installed."""
    from sdd.app.hooks.install import states

    found = list(states(_root(root)))
    if format is StatusFormat.JSON:
        rows = [{"name": each.name, "state": each.state, "path": each.path} for each in found]
        print(json.dumps(rows, indent=2))
        return
    for each in found:
        print(f"{each.name:<14}{each.state:<16}{each.path}".rstrip())


def _root(explicit: Path | None) -> Path:
    from sdd.app.phr.place import Surroundings, project_root

    return project_root(Surroundings.of_process(), explicit).path


def _change(
    names: Sequence[str], diff: bool, command: str, root: Path | None, *, removal: bool
) -> None:
    from sdd.app.hooks.install import carry_out, plans

    place = _root(root)
    planned = list(plans(place, names, command, removal=removal))
    if not diff:
        carry_out(place, planned)
    for name, plan in planned:
        if diff:
            sys.stdout.write(_difference(plan))
        _say(name, plan, diff, removal)
    from sdd.app.hooks.targets import parts_of

    done = {name for name, _ in planned}
    for name in (name for name in names if not done & set(parts_of(name))):
        print(f"sdd: {name}: `sdd hooks install` has put nothing there", file=sys.stderr)


def _say(name: str, plan: "Plan", diff: bool, removal: bool) -> None:
    for note in plan.notes:
        print(f"sdd: {name}: {note}", file=sys.stderr)
    if not plan.changes:
        print(f"sdd: {name}: nothing to change in {plan.shown}", file=sys.stderr)
    elif not diff:
        print(f"{plan.shown}: {'taken out' if removal else 'installed'} ({name})")
        if name == "codex" and not removal:
            print("sdd: trust them in Codex with /hooks, after every change", file=sys.stderr)


def _difference(plan: "Plan") -> str:
    old = (plan.old or "").splitlines(keepends=True)
    new = (plan.new or "").splitlines(keepends=True)
    names = (plan.shown if plan.old is not None else "/dev/null",
             plan.shown if plan.new is not None else "/dev/null")  # fmt: skip
    lines = difflib.unified_diff(old, new, *names)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
