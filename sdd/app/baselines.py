"""The baseline of a run: what it hides, what is stale in it, and writing it anew."""

from pathlib import Path

from msgspec import Struct

from sdd.app.judging import find_stale
from sdd.app.run import Run
from sdd.engine.compare import match_baseline
from sdd.errors import BaselineError
from sdd.model.baseline import BaselineEntry, StaleEntry, entry_of
from sdd.model.finding import Finding, Place
from sdd.workspace.baseline_file import DEFAULT_BASELINE, Baseline, load_baseline, save_baseline
from sdd.workspace.wording import quote


class BaselineRequest(Struct, frozen=True):
    """What the user wants of the baseline.

    file: as given, None for `.sdd-baseline.json` at the root. used: findings in it are hidden.
    write: accept everything that this run reports. prune: remove what matches nothing any more.
    """

    file: Path | None = None
    used: bool = True
    write: bool = False
    prune: bool = False


class Baselined(Struct, frozen=True):
    """Findings without the accepted ones. known: how many were accepted; notes: for stderr."""

    findings: tuple[Finding, ...]
    known: int = 0
    notes: tuple[str, ...] = ()


def apply_baseline(
    run: Run, shown: tuple[Finding, ...], request: BaselineRequest, cwd: Path
) -> Baselined:
    """Hide accepted findings and report stale entries; write the file where that is wanted.

    shown: what the run would report without a baseline. Raises BaselineError for a broken file,
    and OutputError where it cannot be written.
    """
    path = _place(run, request, cwd)
    if request.write:
        return _write(run, shown, path)
    baseline = load_baseline(path) if request.used else None
    if baseline is None:
        if request.file is not None or request.prune:
            raise _missing(path)
        return Baselined(shown)
    return _compare(run, shown, path, baseline, request.prune)


def _place(run: Run, request: BaselineRequest, cwd: Path) -> Path:
    path = cwd / request.file if request.file else run.root.path / DEFAULT_BASELINE
    return path.parent.resolve() / path.name


def _compare(
    run: Run, shown: tuple[Finding, ...], path: Path, baseline: Baseline, prune: bool
) -> Baselined:
    everything = match_baseline(run.judged.kept, baseline.entries, lambda each: _judged(run, each))
    matched = match_baseline(shown, baseline.entries, lambda _: False)
    notes: tuple[str, ...] = ()
    stale: tuple[Finding, ...] = ()
    if prune:
        save_baseline(path, set(baseline.entries) - set(everything.stale))
        notes = (f"stale entries removed from {quote(path.name)}: {len(everything.stale)}",)
    else:
        places = [StaleEntry(each, _at(run, path, baseline, each)) for each in everything.stale]
        stale = run.shown(find_stale(places, run.judged, run.loaded.project, run.settings))
    findings = tuple(sorted((*matched.new, *stale), key=lambda each: each.order))
    return Baselined(findings, len(matched.known), notes)


def _write(run: Run, shown: tuple[Finding, ...], path: Path) -> Baselined:
    """Accept what the run reports; entries that it could not judge stay."""
    before = load_baseline(path) or Baseline()
    kept = {each for each in before.entries if not _judged(run, each)}
    save_baseline(path, kept | {entry_of(each) for each in shown})
    note = f"findings accepted in {quote(path.name)}: {len(shown)}"
    return Baselined((), len(shown), (note,))


def _judged(run: Run, entry: BaselineEntry) -> bool:
    """Whether this run would have found what an entry accepts."""
    return entry.rule in run.codes and run.is_wanted(entry.path) and entry.path not in run.unread


def _at(run: Run, path: Path, baseline: Baseline, entry: BaselineEntry) -> Place:
    name = run.name_of(path)
    if not name:
        return Place(run.loaded.project.anchor)
    line = baseline.lines.get(entry.fingerprint, 1)
    return Place(name, line, 1, line, 1)


def _missing(path: Path) -> BaselineError:
    return BaselineError(
        f"there is no baseline {quote(path.name)}",
        "Write one first.",
        "sdd check --write-baseline",
    )
