"""`sdd check`: find, read, link, ask, and say what came out."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from sdd.app.baselines import Baselined, BaselineRequest, apply_baseline
from sdd.app.changes import findings_since
from sdd.app.collector import without_collector
from sdd.app.excerpts import excerpts
from sdd.app.judging import judge_project
from sdd.app.needs import without_needless
from sdd.app.phr.unrecorded import with_unrecorded
from sdd.app.rule_cards import card
from sdd.app.run import Run
from sdd.app.sources import load_project
from sdd.app.states import State, index, work_tree
from sdd.errors import NothingToCheckError, UsageError
from sdd.model.finding import Confidence, Severity
from sdd.model.outcome import Outcome, Unchecked
from sdd.model.settings import Settings
from sdd.rules.registry import RULES
from sdd.workspace.configuration import load_settings, resolve_rules
from sdd.workspace.discovery import Discovery, is_python
from sdd.workspace.document_kinds import document_kind
from sdd.workspace.file_kinds import file_kind, is_generated
from sdd.workspace.patterns import compile_patterns, matches_any_part
from sdd.workspace.roots import Root, find_roots
from sdd.workspace.walking import PROJECT_MARKER


class CheckRequest(Struct, frozen=True):
    """What the user asked for.

    paths: as given, empty for the whole project. root, config: as given or None.
    select, ignore: rule codes, names or prefixes. fail_on, min_confidence: override the
    configuration. stdin: name and content of a file that is read from standard input.
    staged: check the index, not the work tree. diff: a revision; only findings that came since
    this and the revision parted are reported. baseline: see there.
    """

    paths: tuple[Path, ...] = ()
    root: Path | None = None
    config: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    min_confidence: Confidence | None = None
    stdin: tuple[Path, bytes] | None = None
    staged: bool = False
    diff: str = ""
    baseline: BaselineRequest = BaselineRequest()


class CheckResult(Struct, frozen=True):
    """What came out. outcomes: one per project root, an empty one where nothing was to be done;
    failed: a finding reaches `fail-on`.

    notes: lines for stderr, e.g. that every named file is excluded.
    """

    outcomes: tuple[Outcome, ...]
    failed: bool
    notes: tuple[str, ...]


def check(request: CheckRequest, cwd: Path) -> CheckResult:
    """Check every project that the request names. Raises SddError where it cannot be done."""
    roots = find_roots(_named(request), cwd, request.root)
    _refuse_contradictions(request, roots)
    outcomes: list[Outcome] = []
    notes: list[str] = []
    failed, excluded = False, 0
    for root in roots:
        settings = settings_for(request, root)
        nested = [other.path for other in roots if other.path != root.path]
        state = _state(request, root, settings, nested)
        excluded += state.discovery.excluded
        if not _has_candidates(state.discovery):
            continue
        outcome, said = _check_root(request, root, settings, state, nested, cwd)
        outcomes.append(outcome)
        notes += said
        failed |= any(each.severity.rank >= settings.fail_on.rank for each in outcome.findings)
    if outcomes:
        return CheckResult(tuple(outcomes), failed, tuple(dict.fromkeys(notes)))
    nothing = Outcome(_relative(roots[0].path, cwd), (), (), python_files=0, documents=0)
    return CheckResult((nothing,), False, (_why_nothing(request, excluded, cwd),))


def _refuse_contradictions(request: CheckRequest, roots: Sequence[Root]) -> None:
    if request.staged and request.stdin:
        raise UsageError("--staged reads the index, so that standard input cannot stand for a file")
    if request.diff and request.baseline.write:
        raise UsageError("a baseline of what a change added would forget everything else")
    if request.baseline.file and len(roots) > 1:
        raise UsageError(
            f"one baseline cannot serve {len(roots)} projects",
            "Leave FILE out: each has a .sdd-baseline.json of its own.",
        )


def _state(request: CheckRequest, root: Root, settings: Settings, nested: Sequence[Path]) -> State:
    if request.staged:
        return index(root, settings, nested)
    state = work_tree(root, settings, nested)
    if request.stdin is None:
        return state
    discovery = _with_stdin(state.discovery, request, root, settings)
    return State(discovery, _overlay(request, root), state.doubt)


def settings_for(request: CheckRequest, root: Root) -> Settings:
    """The configuration of a root with what the command line says on top."""
    settings = load_settings(root.path, RULES, request.config)
    changes: dict[str, object] = {}
    if request.select:
        changes["only"] = resolve_rules(request.select, RULES)
    if request.ignore:
        changes["skip"] = resolve_rules(request.ignore, RULES)
    if request.fail_on is not None:
        changes["fail_on"] = request.fail_on
    if request.min_confidence is not None:
        changes["min_confidence"] = request.min_confidence
    changed: Settings = msgspec.structs.replace(settings, **changes)
    return changed


@without_collector()
def _check_root(
    request: CheckRequest,
    root: Root,
    settings: Settings,
    state: State,
    nested: Sequence[Path],
    cwd: Path,
) -> tuple[Outcome, tuple[str, ...]]:
    """What came out of one project, and the lines to say about it."""
    discovery = without_needless(state.discovery, settings)
    loaded = load_project(root, settings, discovery, state.overlay)
    loaded = with_unrecorded(root, loaded, settings)
    run = Run(root, settings, discovery, loaded, judge_project(loaded.project, settings))
    found, compared = run.judged.kept, ""
    if request.diff:
        found, compared = findings_since(run, request.diff, nested, request.staged)
    baselined = apply_baseline(run, run.shown(found), request.baseline, cwd)
    about = (*_notes(root, settings, state.discovery), state.doubt, compared, *baselined.notes)
    return _outcome(run, baselined, cwd), tuple(filter(None, about))


def _outcome(run: Run, baselined: Baselined, cwd: Path) -> Outcome:
    discovery, loaded = run.discovery, run.loaded
    return Outcome(
        root=_relative(run.root.path, cwd),
        findings=baselined.findings,
        rules=tuple(card(rule, run.judged.articles) for rule in run.judged.rules),
        python_files=_count_read(discovery.python, run),
        documents=_count_read(discovery.documents, run),
        other_files=_count_read({*discovery.searched} - {*discovery.documents}, run),
        suppressed=len(run.shown(run.judged.hidden)),
        baselined=baselined.known,
        unchecked=_unchecked(run),
        source_roots=loaded.source_roots,
        lines=excerpts(baselined.findings, loaded),
    )


def _count_read(paths: Iterable[str], run: Run) -> int:
    return sum(path not in run.unread and run.is_wanted(path) for path in paths)


def _unchecked(run: Run) -> tuple[Unchecked, ...]:
    unreadable = [Unchecked(each.path, each.reason) for each in run.loaded.project.unreadable]
    beside = [each for each in run.loaded.unchecked if run.is_wanted(each.path)]
    return tuple(sorted({*run.discovery.unchecked, *unreadable, *beside}))


def _notes(root: Root, settings: Settings, discovery: Discovery) -> tuple[str, ...]:
    # Where nobody has adopted the method, a missing constitution is worth one line and no finding.
    is_adopted = settings.origin or root.marker == PROJECT_MARKER
    if is_adopted or any(document_kind(path) == "constitution" for path in discovery.documents):
        return ()
    return ("no constitution was found: every rule has its default severity",)


def _why_nothing(request: CheckRequest, excluded: int, cwd: Path) -> str:
    """Why nothing was checked, where that is no trouble: a hook names whatever was changed.

    Raises NothingToCheckError where something was asked for that is not there.
    """
    if excluded:
        return "every named file that could be checked is excluded; nothing was checked"
    named = (request.stdin[0],) if request.stdin else request.paths
    if named and all(is_generated(path.name) for path in named):
        return "the named files are lock files or minified; nothing was checked"
    if request.stdin:
        raise NothingToCheckError(f"{named[0]} is of no kind that is checked")
    raise NothingToCheckError(
        "no file was found here that is checked: no Python, no document, no settings",
        "Name a file or folder that holds some, or see what `exclude` and .gitignore hide.",
        "sdd check path/to/project",
    )


def _named(request: CheckRequest) -> tuple[Path, ...]:
    if request.stdin:
        return (request.stdin[0].parent,)
    return request.paths


def _overlay(request: CheckRequest, root: Root) -> dict[str, bytes]:
    if request.stdin is None:
        return {}
    name, content = request.stdin
    return {_inside(name, root): content}


def _inside(path: Path, root: Root) -> str:
    absolute = path.parent.resolve() / path.name
    if not absolute.is_relative_to(root.path):
        raise UsageError(
            f"{path} is outside the project root {root.path}",
            "Give --stdin-filename a name inside the project.",
        )
    return absolute.relative_to(root.path).as_posix()


def _with_stdin(
    discovery: Discovery, request: CheckRequest, root: Root, settings: Settings
) -> Discovery:
    """The discovery with the file from standard input as the only named one."""
    if request.stdin is None:
        return discovery
    name = _inside(request.stdin[0], root)
    changes: dict[str, object] = {"named": frozenset({name})}
    if matches_any_part(compile_patterns(settings.exclude), name, folder=False):
        changes["excluded"] = 1
    elif name in discovery.documents or document_kind(name):
        changes["documents"] = tuple(sorted({*discovery.documents, name}))
    elif is_python(name):
        changes["python"] = tuple(sorted({*discovery.python, name}))
    if "excluded" not in changes and file_kind(name):
        changes["searched"] = tuple(sorted({*discovery.searched, name}))
    return msgspec.structs.replace(discovery, **changes)


def _has_candidates(discovery: Discovery) -> bool:
    found = {*discovery.python, *discovery.documents, *(each.path for each in discovery.unchecked)}
    if discovery.named is None:
        # A folder with nothing but a README and its metadata is more often a mistake.
        return bool(found) or not all(map(_is_anywhere, discovery.searched))
    return bool(discovery.named.intersection(found | set(discovery.searched)))


def _is_anywhere(path: str) -> bool:
    return path == "pyproject.toml" or file_kind(path) == "markdown"


def _relative(root: Path, cwd: Path) -> str:
    try:
        return Path(os.path.relpath(root, cwd)).as_posix()
    except ValueError:  # another drive
        return root.as_posix()
