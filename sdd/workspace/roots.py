"""Find the roots of the projects that a command line speaks of."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

from sdd.errors import UsageError
from sdd.workspace.configuration_file import claims_settings, list_exclusions
from sdd.workspace.files import LEADS_NOWHERE, exists, explain, is_folder, list_names
from sdd.workspace.patterns import Patterns, compile_patterns, matches_any_part
from sdd.workspace.walking import PROJECT_MARKER, walk
from sdd.workspace.wording import nearest, quote


class Root(Struct, frozen=True):
    """The root of one project.

    path: absolute and resolved. marker: what makes it a root, ".specify", "pyproject.toml",
    "git", or "path" where nothing does. named: the PATHs below it, posix and relative to it,
    sorted; empty means everything. whole: False where nothing marks a root around the PATHs, so
    that they alone are the project.
    """

    path: Path
    marker: str
    named: tuple[str, ...] = ()
    whole: bool = True


def find_roots(paths: Sequence[Path], cwd: Path, explicit: Path | None = None) -> tuple[Root, ...]:
    """The roots that PATHs belong to, outer ones first.

    The root is the nearest marker at or above the first PATH (else `cwd`); where there is none,
    the PATH itself, or the folder around its package. A PATH outside it has a root of its own,
    found the same way. Below a root, each folder with `.specify` is a
    project of its own, and is returned as such where a PATH is it, is in it or holds it; what
    the outer root's `exclude` names is not. explicit: the root that was asked for.
    Raises UsageError where a PATH does not exist or lies outside the explicit root.
    """
    tops = [] if explicit is None else [_mark_explicit(explicit, cwd)]
    if not paths and not tops:
        tops.append(_find_top(cwd.resolve()) or _leave_unmarked(cwd.resolve()))
    found: dict[Path, Root] = {}
    named: dict[Path, set[str]] = {}
    for path in paths or (tops[0].root.path,):
        place = _locate(path, cwd)
        for root in _list_projects(place, _choose_top(path, place, tops, explicit)):
            found.setdefault(root.path, root)
            named.setdefault(root.path, set()).update(root.named or ("",))
    roots = sorted(found.values(), key=lambda root: root.path.parts)
    return tuple(_give_names(root, named[root.path]) for root in roots)


class _Top(Struct, frozen=True):
    """An outermost root, and what its configuration leaves out of it."""

    root: Root
    exclude: Patterns


def _choose_top(path: Path, place: Path, tops: list[_Top], explicit: Path | None) -> _Top:
    """The outermost root that a place belongs to; a new one is added to those known."""
    for top in tops:
        if place.is_relative_to(top.root.path):
            return top
    if explicit is not None:
        raise UsageError(
            f"{quote(str(path))} lies outside the root {quote(str(explicit))}",
            "name files below the root, or leave --root out",
        )
    tops.append(_find_top(place) or _find_unmarked(place))
    return tops[-1]


def _give_names(root: Root, names: set[str]) -> Root:
    return structs.replace(root, named=() if "" in names else tuple(sorted(names)))


def _find_top(place: Path) -> _Top | None:
    """The nearest marked folder at or above a place."""
    folder = place if is_folder(place) else place.parent
    for candidate in (folder, *folder.parents):
        if marker := _find_marker(candidate):
            return _make_top(Root(candidate, marker))
    return None


def _leave_unmarked(folder: Path) -> _Top:
    return _make_top(Root(folder, "path"))


def _find_unmarked(place: Path) -> _Top:
    """The place itself, or the folder around the package that it is in.

    Code imports a package by its name, which only the folder around it knows.
    """
    folder = place if is_folder(place) else place.parent
    while exists(folder / "__init__.py") and folder != folder.parent:
        folder = folder.parent
    return _make_top(Root(folder, "path", whole=folder == place))


def _mark_explicit(path: Path, cwd: Path) -> _Top:
    folder = _locate(path, cwd)
    if not is_folder(folder):
        raise UsageError(f"the root {quote(str(path))} is not a folder", "name a folder as --root")
    return _make_top(Root(folder, _find_marker(folder) or "path"))


def _make_top(root: Root) -> _Top:
    return _Top(root, compile_patterns(list_exclusions(root.path)))


def _find_marker(folder: Path) -> str:
    if is_folder(folder / PROJECT_MARKER):
        return PROJECT_MARKER
    if claims_settings(folder):
        return "pyproject.toml"
    return "git" if exists(folder / ".git") else ""


def _list_projects(place: Path, top: _Top) -> Iterator[Root]:
    """The project that a place is in, with the place as named, and those that the place holds."""
    owner = _find_owner(place, top)
    name = "" if place == owner.path else place.relative_to(owner.path).as_posix()
    yield Root(owner.path, owner.marker, (name,) if name else (), owner.whole)
    below = place.relative_to(top.root.path).as_posix()
    start = "" if below == "." else f"{below}/"
    if not is_folder(place) or _is_excluded(place, top):
        return
    for folder in walk(top.root.path, top.exclude, start, into_projects=True):
        if folder.is_project and folder.path != start:
            yield Root(top.root.path / folder.path, PROJECT_MARKER)


def _find_owner(place: Path, top: _Top) -> Root:
    """The innermost project around a place, up to the top."""
    for folder in (place, *place.parents):
        if folder == top.root.path:
            break
        if is_folder(folder / PROJECT_MARKER) and not _is_excluded(folder, top):
            return Root(folder, PROJECT_MARKER)
    return top.root


def _is_excluded(folder: Path, top: _Top) -> bool:
    if folder == top.root.path:
        return False
    path = folder.relative_to(top.root.path).as_posix()
    return matches_any_part(top.exclude, path, folder=True)


def _locate(path: Path, cwd: Path) -> Path:
    """The absolute place of a PATH, resolved; a file that is a link keeps its own name."""
    place = cwd / path
    try:
        place.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _refuse_missing(path, place) from None
    except (OSError, ValueError) as error:
        reason = explain(error, "look at") if isinstance(error, OSError) else "it is no file name"
        raise UsageError(f"cannot check {quote(str(path))}: {reason}") from None
    if is_folder(place):
        return Path(os.path.realpath(place))
    return Path(os.path.realpath(place.parent)) / place.name


def _refuse_missing(path: Path, place: Path) -> UsageError:
    """An error that names the part of a PATH that is missing, and the name most like it."""
    if place.is_symlink():
        return UsageError(f"{quote(str(path))} is {LEADS_NOWHERE}")
    missing = place
    while not exists(missing.parent) and missing.parent != missing:
        missing = missing.parent
    what = f"no such file or folder: {quote(str(path))}"
    similar = nearest(missing.name, list_names(missing.parent))
    rest = place.relative_to(missing).parts
    if not similar or len(rest) >= len(path.parts):
        return UsageError(what, "a PATH is relative to the current folder")
    right = Path(*path.parts[: len(path.parts) - len(rest) - 1], similar)
    if exists(missing.with_name(similar).joinpath(*rest)):
        right = right.joinpath(*rest)
    return UsageError(what, f"did you mean {quote(str(right))}?", f"sdd check {right}")
