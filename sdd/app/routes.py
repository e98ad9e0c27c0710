"""`sdd routes`: the route table of a project."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from sdd.app.check import CheckRequest, settings_for
from sdd.app.sources import load_routes
from sdd.errors import NothingToCheckError, UsageError
from sdd.model.routes import FrameworkVersion, Route, RouteTable, UnknownRoute
from sdd.workspace.discovery import discover
from sdd.workspace.roots import find_roots

Row = TypeVar("Row", Route, UnknownRoute)


class RouteFilter(Struct, frozen=True):
    """Which rows are wanted; an empty value asks for all.

    app: dotted name of an application, or the end of one. methods: any of these, in any case.
    path: a pattern with `*` and `?`. tags: any of these. missing_contract: only routes that
    have none.
    """

    app: str = ""
    methods: tuple[str, ...] = ()
    path: str = ""
    tags: tuple[str, ...] = ()
    missing_contract: bool = False


def route_table(request: CheckRequest, wanted: RouteFilter, cwd: Path) -> RouteTable:
    """The routes of every project that the request names, in one table.

    Raises NothingToCheckError where there is no Python file, UsageError where no application
    has the name that was asked for.
    """
    roots = find_roots(request.paths, cwd, request.root)
    table = RouteTable()
    python_files = 0
    for root in roots:
        settings = settings_for(request, root)
        nested = [other.path for other in roots if other.path != root.path]
        discovery = discover(root, settings, nested)
        python_files += len(discovery.python)
        found = load_routes(root, settings, discovery)
        table = _joined(table, found, discovery.named, _below(root.path, roots[0].path))
    if not python_files:
        raise NothingToCheckError(
            "no Python file was found here", "Name a folder that holds a FastAPI project."
        )
    _check_app(table, wanted.app)
    rows = tuple(route for route in table.routes if _is_wanted(route, wanted))
    return msgspec.structs.replace(table, routes=rows)


def _below(path: Path, outermost: Path) -> str:
    """What the paths of an inner root begin with, as seen from the outermost one."""
    inside = path != outermost and path.is_relative_to(outermost)
    return f"{path.relative_to(outermost).as_posix()}/" if inside else ""


def _joined(
    table: RouteTable, found: RouteTable, named: frozenset[str] | None, prefix: str
) -> RouteTable:
    """One table out of two, with the files that were named."""
    routes = [each for each in found.routes if named is None or each.place.path in named]
    unknown = [each for each in found.unknown if named is None or each.place.path in named]
    return RouteTable(
        (*table.routes, *(_moved(each, prefix) for each in routes)),
        (*table.unknown, *(_moved(each, prefix) for each in unknown)),
        frameworks=(*table.frameworks, *(_rooted(each, prefix) for each in found.frameworks)),
    )


def _rooted(version: FrameworkVersion, prefix: str) -> FrameworkVersion:
    path = prefix + version.path if version.path else ""
    return FrameworkVersion(version.version, path, prefix.rstrip("/"))


def _moved(row: Row, prefix: str) -> Row:
    place = msgspec.structs.replace(row.place, path=prefix + row.place.path)
    return msgspec.structs.replace(row, place=place)


def _check_app(table: RouteTable, app: str) -> None:
    names = sorted({route.app for route in table.routes if route.app})
    if app and not any(_is_app(name, app) for name in names):
        known = ", ".join(names) or "none"
        raise UsageError(f'no application is called "{app}"', f"The project has: {known}.")


def _is_app(name: str | None, wanted: str) -> bool:
    return name is not None and (name == wanted or name.endswith(f".{wanted}"))


def _is_wanted(route: Route, wanted: RouteFilter) -> bool:
    if wanted.app and not _is_app(route.app, wanted.app):
        return False
    if wanted.methods and not {each.upper() for each in wanted.methods} & set(route.methods):
        return False
    if wanted.path and not fnmatchcase(route.path, wanted.path):
        return False
    if wanted.tags and not set(wanted.tags) & set(route.tags):
        return False
    missing = route.kind == "http" and route.contract == "none" and route.include_in_schema
    return missing or not wanted.missing_contract
