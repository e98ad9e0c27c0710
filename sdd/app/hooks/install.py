"""`sdd hooks install`, `uninstall` and `status`."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sdd.app.hooks.manifest import Installed, read_manifest, write_manifest
from sdd.app.hooks.plan import Plan, place_of, plan_install, plan_removal
from sdd.app.hooks.targets import NAMES, Listing, Target, parts_of, target_of
from sdd.errors import SddError, UsageError
from sdd.workspace.wording import nearest, quote
from sdd.workspace.writing import cannot_write, write_atomically

COMMAND = "sdd"
_OUR_FOLDERS = (".claude", ".codex", ".agents", "skills", "sdd")


class State(Struct, frozen=True):
    """Whether the hooks of one name are there. state: "installed", "changed", "partly",
    "missing" (installed once, gone now) or "not installed". path: of their file."""

    name: str
    state: str
    path: str


def plans(
    root: Path, names: Sequence[str], command: str, *, removal: bool = False
) -> Iterator[tuple[str, Plan]]:
    """What installing or taking out these hooks would change, by name.

    Raises UsageError for a name that does not exist, and where a file cannot be changed.
    """
    known = read_manifest(root)
    for name in names:
        _refuse_unknown(name)
    for name in (part for each in names for part in parts_of(each)):
        target = target_of(root, name, command)
        if not removal:
            yield name, plan_install(root, target, known.get(name))
        elif name in known:
            yield name, plan_removal(root, _as_installed(target, known[name]), known[name])


def carry_out(root: Path, planned: Sequence[tuple[str, Plan]]) -> None:
    """Write every planned file, then what is installed. Raises OutputError."""
    known = read_manifest(root)
    before = dict(known)
    try:
        for name, plan in planned:
            if plan.changes:
                _write(plan)
            known.pop(name, None)
            if plan.installed and plan.installed.digests:
                known[name] = plan.installed
    finally:
        # Also what was put in place before something failed can be taken out again.
        if known != before:
            write_manifest(root, known)


def states(root: Path, command: str = COMMAND) -> Iterator[State]:
    """Every kind of hook with its state."""
    known = read_manifest(root)
    for name in (part for each in NAMES for part in parts_of(each)):
        try:
            target = target_of(root, name, command)
            yield State(name, _state(root, target, known.get(name)), place_of(root, target)[1])
        except SddError as error:
            yield State(name, f"unusable: {error.what}", "")


def _state(root: Path, target: Target, known: Installed | None) -> str:
    if known is None:
        plan = plan_install(root, target, None)
        return (
            "installed"
            if not plan.changes and not plan.notes
            else ("changed" if plan.notes else "not installed")
        )
    removal = plan_removal(root, _as_installed(target, known), known)
    if removal.notes:
        return "missing" if removal.old is None else "changed"
    if not removal.changes:
        return "missing"
    return "partly" if plan_install(root, target, known).changes else "installed"


def _as_installed(target: Target, known: Installed) -> Target:
    """The same target, in the file in which it was installed."""
    if isinstance(target, Listing) and target.path != known.path:
        from sdd.workspace.splices import json_text

        parts = (json_text.parse, json_text.add, json_text.remove)
        return Listing(known.path, target.entries, *parts)
    return target


def _write(plan: Plan) -> None:
    try:
        if plan.new is None:
            _take_away(plan.path)
            return
        plan.path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(plan.path, plan.new.encode())
        if plan.executable:
            plan.path.chmod(plan.path.stat().st_mode | 0o111)
    except OSError as error:
        raise cannot_write(plan.path, error) from error


def _take_away(path: Path) -> None:
    """Remove a file that we made, and the folders that were made for it."""
    path.unlink(missing_ok=True)
    folder = path.parent
    with contextlib.suppress(OSError):
        while folder.name in _OUR_FOLDERS:
            folder.rmdir()  # only where nothing is left in it
            folder = folder.parent


def _refuse_unknown(name: str) -> None:
    if name not in NAMES:
        similar = nearest(name, NAMES)
        known = f"did you mean {quote(similar)}?" if similar else f"there are: {', '.join(NAMES)}"
        raise UsageError(f"there are no hooks for {quote(name)}", known)
