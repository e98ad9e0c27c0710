"""Find what there is to check below one root: Python files, documents and files beside them."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from sdd.model.outcome import Unchecked
from sdd.model.settings import Settings
from sdd.workspace.decision_places import named_folder
from sdd.workspace.document_kinds import CONSTITUTION, document_kind
from sdd.workspace.file_kinds import file_kind, is_env_template
from sdd.workspace.files import LEADS_NOWHERE, LEAVES_PROJECT, NOT_REGULAR, explain, is_folder
from sdd.workspace.ignore import is_left_to_tools
from sdd.workspace.patterns import (
    Patterns,
    compile_patterns,
    literal_pattern,
    match,
    matches_any_part,
)
from sdd.workspace.roots import Root
from sdd.workspace.walking import NOT_UTF8, Folder, walk
from sdd.workspace.wording import is_utf8, printable

_PYTHON = (".py", ".pyw")


class Discovery(Struct, frozen=True):
    """The files of one project, posix and relative to its root, sorted.

    python, documents, searched: everything that the project has, whatever PATHs were named;
    what is searched for secrets are files beside the code, documents included.
    environments: files named like `.env`, also those that git ignores; only git knows which
    of them it tracks.
    tracked: those of the environments that git is known to track.
    named: those of them that findings are reported for; None for all of them.
    others: every other file that the walk came by, as it stands on disk.
    excluded: how many PATHs were named although the configuration excludes them.
    unchecked: what could not be looked at, with the reason.
    """

    python: tuple[str, ...]
    documents: tuple[str, ...]
    searched: tuple[str, ...] = ()
    environments: tuple[str, ...] = ()
    tracked: frozenset[str] = frozenset()
    named: frozenset[str] | None = None
    others: tuple[str, ...] = ()
    excluded: int = 0
    unchecked: tuple[Unchecked, ...] = ()


class _Sight(Struct, frozen=True):
    """One entry as found. target: where a link leads, posix, relative to the root, else "".

    reason: why it is not checked. is_folder: a link to a folder, whose target ends with a slash.
    """

    path: str
    target: str = ""
    reason: str = ""
    is_folder: bool = False


def discover(root: Root, settings: Settings, nested: Sequence[Path] = ()) -> Discovery:
    """Everything of one project that can be checked, and what of it was asked for.

    Folders below the root that are projects of their own (with `.specify`) are left out, and so
    are those in `nested`. A folder named as PATH is read although it is ignored; so is a file,
    and the constitution. What the configuration excludes is read in no case.
    """
    exclude = compile_patterns((*settings.exclude, *_exclusions(root.path, nested)))
    decisions = named_folder(root.path)
    named = tuple(path for path in root.named if not _is_excluded(root.path, path, exclude))
    folders = _open_folders(root, named, exclude)
    sights = [
        sight for folder in folders for sight in _look_into(root.path, folder, exclude, decisions)
    ]
    sights += _look_for_missing(root.path, (CONSTITUTION, *named), sights, exclude)
    files, aliases, doubles = _gather(sights)
    trouble = [item for folder in folders for item in folder.trouble]
    trouble += _name_trouble(sights, {folder.path for folder in folders})
    wanted = frozenset(aliases.get(path, path) for path in root.named)
    return Discovery(
        python=tuple(path for path in files if is_python(path)),
        documents=tuple(path for path in files if document_kind(path, decisions)),
        searched=tuple(path for path in files if file_kind(path) and path not in doubles),
        environments=tuple(sorted(_environments(folders, exclude))),
        named=frozenset(_below(files, wanted)) if root.named else None,
        others=tuple(_list_others(folders, decisions)),
        excluded=len(root.named) - len(named),
        unchecked=_describe(trouble, wanted),
    )


def _exclusions(root: Path, nested: Sequence[Path]) -> Iterator[str]:
    """Patterns that match exactly the given folders below the root."""
    for folder in nested:
        if folder != root and folder.is_relative_to(root):
            yield literal_pattern(folder.relative_to(root).as_posix() + "/")


def _is_excluded(root: Path, path: str, exclude: Patterns) -> bool:
    return matches_any_part(exclude, path, is_folder(root / path))


def _environments(folders: Iterable[Folder], exclude: Patterns) -> Iterator[str]:
    for folder in folders:
        for entry in folder.entries:
            if file_kind(entry.name) != "dotenv" or is_env_template(entry.name):
                continue
            path = folder.path + entry.name
            if is_utf8(path) and entry.is_file(follow_symlinks=False) and not match(exclude, path):
                yield path


def _open_folders(root: Root, named: Sequence[str], exclude: Patterns) -> list[Folder]:
    """All folders of the project, with those that only their being named brings in.

    Where nothing marks a project, files that were named are a project by themselves: the
    folder around them can be anything, a home or the root of a disk.
    """
    is_whole = root.whole or not root.named
    folders = {folder.path: folder for folder in walk(root.path, exclude)} if is_whole else {}
    for start in sorted(f"{path}/" for path in named if is_folder(root.path / path)):
        if start not in folders:
            folders |= {folder.path: folder for folder in walk(root.path, exclude, start)}
    return list(folders.values())


def _list_others(folders: Iterable[Folder], decisions: str) -> Iterator[str]:
    for folder in folders:
        for entry in folder.entries:
            path = folder.path + entry.name
            if not (is_python(path) or document_kind(path, decisions)) and is_utf8(entry.name):
                yield path


def _look_into(root: Path, folder: Folder, exclude: Patterns, decisions: str) -> Iterator[_Sight]:
    for entry in folder.entries:
        path = folder.path + entry.name
        if not _is_candidate(path, decisions):
            if _leads_to_folder(entry) and _holds_link(folder, entry.name, exclude):
                yield _look(root, path)
        elif folder.holds(path, exclude):
            is_file = entry.is_file(follow_symlinks=False)
            yield _Sight(path) if is_file and is_utf8(path) else _look(root, path)


def _holds_link(folder: Folder, name: str, exclude: Patterns) -> bool:
    """Whether a link to a folder is the project's own.

    For git a link is a file, but who ignores `data/` means a link of that name too.
    """
    path = folder.path + name
    return not is_left_to_tools(name) and all(
        folder.holds(spelling, exclude) for spelling in (path, f"{path}/")
    )


def _look_for_missing(
    root: Path, paths: Sequence[str], sights: Sequence[_Sight], exclude: Patterns
) -> list[_Sight]:
    """Candidates that are read even where they are ignored, if they were not yet found."""
    seen = {sight.path.lower() for sight in sights}
    return [
        _look(root, path)
        for path in dict.fromkeys(paths)
        if path.lower() not in seen
        and _is_candidate(path)
        and _is_entry(root / path)
        and not matches_any_part(exclude, path, folder=False)
    ]


def _look(root: Path, path: str) -> _Sight:
    """What an entry is, without opening it. path: posix, relative to the root."""
    if not is_utf8(path):
        return _Sight(path, reason=NOT_UTF8)
    place = root / path
    try:
        real = Path(os.path.realpath(place, strict=True))
        mode = real.stat().st_mode
    except OSError as error:
        is_dangling = isinstance(error, FileNotFoundError) and place.is_symlink()
        return _Sight(path, reason=LEADS_NOWHERE if is_dangling else explain(error))
    if not real.is_relative_to(root):
        return _Sight(path, reason=f"a symbolic link that {LEAVES_PROJECT}")
    target = "" if real == place else real.relative_to(root).as_posix()
    if stat.S_ISREG(mode):
        return _Sight(path, target)
    if stat.S_ISDIR(mode):
        return _Sight(path, "" if real == root else f"{target}/", is_folder=True)
    return _Sight(path, reason=NOT_REGULAR)


def _gather(sights: Iterable[_Sight]) -> tuple[list[str], dict[str, str], set[str]]:
    """The files to read, sorted, and for links that are not among them the file they stand for.

    A link to a file that is read anyway is the same text twice, and its findings would be too.
    A link whose name alone makes a document of it is read as that, and given as a double.
    """
    usable = [sight for sight in sights if not (sight.reason or sight.is_folder)]
    files = {sight.path for sight in usable if not sight.target}
    linked = {sight.path: sight.target for sight in usable if sight.target in files}
    doubles = {path for path, target in linked.items() if _is_more(path, target)}
    aliases = {path: target for path, target in linked.items() if path not in doubles}
    return sorted({sight.path for sight in usable} - aliases.keys()), aliases, doubles


def _is_more(path: str, target: str) -> bool:
    """Whether a link is Python or a document by its own name, and what it leads to is not."""
    own, other = (is_python(path), document_kind(path)), (is_python(target), document_kind(target))
    return any(own) and own != other


def _name_trouble(sights: Iterable[_Sight], opened: set[str]) -> Iterator[tuple[str, str]]:
    for sight in sights:
        if sight.reason:
            yield sight.path, sight.reason
        elif sight.is_folder and sight.target not in opened:
            yield sight.path, "a symbolic link to a folder that is ignored"


def _describe(trouble: Iterable[tuple[str, str]], wanted: frozenset[str]) -> tuple[Unchecked, ...]:
    reasons = {path.rstrip("/"): reason for path, reason in trouble}
    relevant = _below(reasons, wanted) if wanted else reasons
    return tuple(sorted(Unchecked(printable(path) or ".", reasons[path]) for path in relevant))


def _below(paths: Iterable[str], wanted: frozenset[str]) -> Iterator[str]:
    """The paths that are, or lie below, one of those that were named."""
    for path in paths:
        place = PurePosixPath(path)
        if path in wanted or any(os.fspath(folder) in wanted for folder in place.parents):
            yield path


def _is_candidate(path: str, decisions: str = "") -> bool:
    return is_python(path) or bool(document_kind(path, decisions) or file_kind(path))


def is_python(path: str) -> bool:
    """Whether a path is Python source by its name, in any case."""
    return path.lower().endswith(_PYTHON)


def _leads_to_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return not entry.is_file(follow_symlinks=False) and entry.is_dir()
    except OSError:
        return False


def _is_entry(place: Path) -> bool:
    try:
        place.lstat()
    except (OSError, ValueError):
        return False
    return True
