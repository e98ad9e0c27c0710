"""`sdd routes`: the route table of a project."""

from pathlib import Path

from sdd.app.check import CheckRequest, settings_for
from sdd.app.sources import load_routes
from sdd.errors import NothingToCheckError
from sdd.model.routes import RouteTable
from sdd.workspace.discovery import discover
from sdd.workspace.roots import find_roots


def route_table(request: CheckRequest, cwd: Path) -> RouteTable:
    """The routes of every project that the request names, below one table.

    Raises NothingToCheckError where there is no Python file.
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
        named = discovery.named
        table = RouteTable(
            (*table.routes, *(r for r in found.routes if named is None or r.place.path in named)),
            (*table.unknown, *(u for u in found.unknown if named is None or u.place.path in named)),
        )
    if not python_files:
        raise NothingToCheckError(
            "no Python file was found here", "Name a folder that holds a FastAPI project."
        )
    return table
