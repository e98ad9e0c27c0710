"""`sdd check`: find, read, link, ask, and say what came out."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from sdd.app.excerpts import excerpts
from sdd.app.other_files import with_tracked
from sdd.app.rule_cards import card
from sdd.app.sources import Loaded, load_project
from sdd.engine.ask import ask_rules, complete
from sdd.engine.select import AnyRule, select_rules
from sdd.engine.suppress import suppress
from sdd.errors import NothingToCheckError, UsageError
from sdd.link.policy import bind_articles
from sdd.model.documents import Constitution
from sdd.model.finding import Article, Confidence, Finding, Severity
from sdd.model.outcome import Outcome, Unchecked
from sdd.model.project import Project, SuppressionComment
from sdd.model.settings import Settings
from sdd.rules.registry import NAMES, RULES
from sdd.workspace.configuration import load_settings, resolve_rules
from sdd.workspace.discovery import Discovery, discover, document_kind, is_python
from sdd.workspace.file_kinds import file_kind, is_generated
from sdd.workspace.patterns import compile_patterns, matches_any_part
from sdd.workspace.per_path import ignored_at
from sdd.workspace.roots import Root, find_roots
from sdd.workspace.walking import PROJECT_MARKER


class CheckRequest(Struct, frozen=True):
    """What the user asked for.

    paths: as given, empty for the whole project. root, config: as given or None.
    select, ignore: rule codes, names or prefixes. fail_on, min_confidence: override the
    configuration. stdin: name and content of a file that is read from standard input.
    """

    paths: tuple[Path, ...] = ()
    root: Path | None = None
    config: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    min_confidence: Confidence | None = None
    stdin: tuple[Path, bytes] | None = None


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
    outcomes: list[Outcome] = []
    notes: list[str] = []
    failed, excluded = False, 0
    for root in roots:
        settings = settings_for(request, root)
        nested = [other.path for other in roots if other.path != root.path]
        discovery = _with_stdin(discover(root, settings, nested), request, root, settings)
        discovery, doubt = with_tracked(root, discovery)
        excluded += discovery.excluded
        if not _has_candidates(discovery):
            continue
        outcome = _check_root(root, settings, discovery, _overlay(request, root), cwd)
        outcomes.append(outcome)
        notes += (*_notes(root, settings, discovery), *([doubt] if doubt else ()))
        failed |= any(each.severity.rank >= settings.fail_on.rank for each in outcome.findings)
    if outcomes:
        return CheckResult(tuple(outcomes), failed, tuple(dict.fromkeys(notes)))
    nothing = Outcome(_relative(roots[0].path, cwd), (), (), python_files=0, documents=0)
    return CheckResult((nothing,), False, (_why_nothing(request, excluded, cwd),))


def settings_for(request: CheckRequest, root: Root) -> Settings:
    """The configuration of a root with what the command line says on top."""
    settings = load_settings(root.path, RULES, request.config)
    changes: dict[str, object] = {}
    if request.select:
        changes["select"] = resolve_rules(request.select, RULES)
    if request.ignore:
        changes["ignore"] = (*settings.ignore, *resolve_rules(request.ignore, RULES))
    if request.fail_on is not None:
        changes["fail_on"] = request.fail_on
    if request.min_confidence is not None:
        changes["min_confidence"] = request.min_confidence
    changed: Settings = msgspec.structs.replace(settings, **changes)
    return changed


def _check_root(
    root: Root, settings: Settings, discovery: Discovery, overlay: Mapping[str, bytes], cwd: Path
) -> Outcome:
    loaded = load_project(root, settings, discovery, overlay)
    articles = articles_of(loaded.project.constitution)
    rules = select_rules(RULES, settings, articles)
    kept, hidden = find_all(loaded.project, rules, settings, articles)
    shown = tuple(each for each in kept if is_shown(each, settings, discovery))
    return Outcome(
        root=_relative(root.path, cwd),
        findings=shown,
        rules=tuple(card(rule, articles) for rule in rules),
        python_files=_count_read(discovery.python, loaded, discovery),
        documents=_count_read(discovery.documents, loaded, discovery),
        other_files=_count_read(_beside(discovery), loaded, discovery),
        suppressed=sum(is_shown(each, settings, discovery) for each in hidden),
        unchecked=_unchecked(loaded, discovery),
        source_roots=loaded.source_roots,
        lines=excerpts(shown, loaded),
    )


def articles_of(constitution: Constitution | None) -> dict[str, Article]:
    """The constitution clause behind each rule code that one binds."""
    return bind_articles(constitution, NAMES) if constitution else {}


def find_all(
    project: Project,
    rules: Sequence[AnyRule],
    settings: Settings,
    articles: Mapping[str, Article],
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What the rules find: the findings that are kept and those that a comment hides."""
    last = [rule for rule in rules if rule.subject is SuppressionComment]
    first = [rule for rule in rules if rule.subject is not SuppressionComment]
    found = complete(ask_rules(first, project, settings), first, settings, articles)
    ran = _names_of(first)
    result = suppress(found, project.suppressions, ran, NAMES)
    judged = msgspec.structs.replace(project, suppressions=result.comments)
    about = complete(ask_rules(last, judged, settings), last, settings, articles)
    return tuple(sorted((*result.findings, *about), key=lambda each: each.order)), result.hidden


def _names_of(rules: Sequence[AnyRule]) -> dict[str, str]:
    codes = [rule.meta.code for rule in rules]
    return {word: code for word, code in NAMES.items() if code in codes}


def is_shown(finding: Finding, settings: Settings, discovery: Discovery) -> bool:
    """Whether a finding is reported: its path was named, it is sure enough and not ignored."""
    path = finding.place.path
    if discovery.named is not None and path not in discovery.named:
        return False
    if finding.confidence.rank < settings.min_confidence.rank:
        return False
    return not ignored_at(settings, path, finding.code)


def _count_read(paths: Sequence[str], loaded: Loaded, discovery: Discovery) -> int:
    unread = {each.path for each in loaded.project.unreadable}
    unread |= {each.path for each in loaded.unchecked}
    named = discovery.named
    return sum(path not in unread and (named is None or path in named) for path in paths)


def _beside(discovery: Discovery) -> tuple[str, ...]:
    return tuple(sorted({*discovery.searched} - {*discovery.documents}))


def _unchecked(loaded: Loaded, discovery: Discovery) -> tuple[Unchecked, ...]:
    unreadable = [Unchecked(each.path, each.reason) for each in loaded.project.unreadable]
    named = discovery.named
    beside = [each for each in loaded.unchecked if named is None or each.path in named]
    return tuple(sorted({*discovery.unchecked, *unreadable, *beside}))


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
    elif document_kind(name):
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
