"""The effective route table, for people and for programs."""

from collections.abc import Iterator

from sdd.model.routes import FrameworkVersion, Route, RouteTable, UnknownRoute
from sdd.report.concise import spot
from sdd.report.json_text import to_json
from sdd.report.plain import plain
from sdd.report.route_forms import render_csv, render_markdown, render_tree
from sdd.report.table import align

_HEADER = ("Methods", "Path", "Contract", "Status", "Endpoint", "Where")


def render_routes(table: RouteTable, format: str) -> str:
    """The routes in the order of the table, with a newline at the end.

    format: "table" (aligned text), "tree", "json" (schema `sdd-routes/1`), "csv" or
    "markdown". Raises KeyError for another format.
    """
    writers = {
        "table": _table,
        "tree": render_tree,
        "json": _json,
        "csv": render_csv,
        "markdown": render_markdown,
    }
    return writers[format](table)


def _json(table: RouteTable) -> str:
    return to_json(
        {
            "schema": "sdd-routes/1",
            "routes": [_route(route) for route in table.routes],
            "unknown": [_unknown(unknown) for unknown in table.unknown],
            "frameworks": [_framework(each) for each in table.frameworks],
        }
    )


def _route(route: Route) -> dict[str, object]:
    return {
        "kind": route.kind,
        "methods": route.methods,
        "path": route.path,
        "endpoint": route.endpoint,
        "file": route.place.path,
        "line": route.place.line,
        "contract": route.contract,
        "status_code": route.status_code,
        "is_async": route.is_async,
        "include_in_schema": route.include_in_schema,
        "app": route.app,
        "order": route.order if route.order > 0 else None,
        "tags": route.tags,
        "security": route.security,
        "model": route.model.text if route.model else None,
        "weak": bool(route.model and route.model.weak),
    }


def _unknown(unknown: UnknownRoute) -> dict[str, object]:
    return {"file": unknown.place.path, "line": unknown.place.line, "reason": unknown.reason}


def _framework(version: FrameworkVersion) -> dict[str, object]:
    return {
        "root": version.root or ".",
        "fastapi": version.version or None,
        "pinned_in": version.path or None,
    }


def _table(table: RouteTable) -> str:
    lines = (*_routes(table), *_unknowns(table), *_versions(table))
    return "".join(f"{line}\n" for line in lines)


def _versions(table: RouteTable) -> Iterator[str]:
    """Whose behaviour the rows show."""
    if table.frameworks:
        yield ""
    yield from map(_followed, table.frameworks)


def _followed(version: FrameworkVersion) -> str:
    where = f"{version.root}: " if version.root else ""
    if not version.version:
        return f"{where}As the newest FastAPI serves them; no version is pinned."
    return f"{where}As FastAPI {version.version} serves them, which {plain(version.path)} pins."


def _routes(table: RouteTable) -> Iterator[str]:
    if not table.routes:
        yield "No routes found."
        return
    yield from align([_HEADER, *map(_row, table.routes)])
    yield ""
    yield _total(len(table.routes))


def _row(route: Route) -> tuple[str, ...]:
    methods = ",".join(route.methods) or route.kind
    status = "-" if route.status_code is None else str(route.status_code)
    endpoint = f"async {route.endpoint}" if route.is_async else route.endpoint
    return methods, route.path, _contract(route), status, endpoint, spot(route.place)


def _contract(route: Route) -> str:
    contract = f"{route.contract}: {route.reason}" if route.reason else route.contract
    return contract if route.include_in_schema else f"{contract} (not in schema)"


def _total(count: int) -> str:
    return "1 route" if count == 1 else f"{count} routes"


def _unknowns(table: RouteTable) -> Iterator[str]:
    if not table.unknown:
        return
    yield ""
    yield "Registrations that could not be followed:"
    for unknown in table.unknown:
        yield f"  {spot(unknown.place)}: {plain(unknown.reason)}"
