"""`sdd adr status`, `link`, `supersede` and `renumber`: decisions that change."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sdd.cli.boundary import bounded
from sdd.cli.output import emit
from sdd.errors import UsageError

if TYPE_CHECKING:
    from sdd.model.decisions import Decision

Root = Annotated[Path | None, typer.Option(help="Folder of the project, instead of finding it.")]
Which = Annotated[
    str, typer.Argument(help="Number, file name or slug of a decision.", show_default=False)
]


class Kind(StrEnum):
    """How one decision relates to another."""

    RELATES = "relates"
    AMENDS = "amends"


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

    _tell(change_status(Path.cwd(), root, decision, status), root)


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

    _tell(link_both(Path.cwd(), root, decision, other, Relation(kind.value)), root)


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
    _tell(supersede_both(Path.cwd(), root, old, successor, sure=by is not None), root)


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
    if not dry_run:
        remind_of_index(root)


def _tell(decisions: "Iterable[Decision]", root: Path | None) -> None:
    for decision in decisions:
        said = decision.status_field.value if decision.status_field else ""
        emit(f"{decision.path}: {said}\n", None)
    remind_of_index(root)


def remind_of_index(root: Path | None) -> None:
    """Say that there is an index, and that it no longer tells what the records say."""
    from sdd.app.adr.look import outdated_index

    if path := outdated_index(Path.cwd(), root):
        print(f"sdd: {path} is out of date; renew it: sdd adr toc --write", file=sys.stderr)
