"""The route table as CSV, Markdown and a tree of prefixes."""

import csv
import io
from collections.abc import Iterator

from sdd.model.routes import Route, RouteTable
from sdd.report.plain import flat, plain

COLUMNS = (
    "kind",
    "methods",
    "path",
    "endpoint",
    "file",
    "line",
    "contract",
    "status_code",
    "is_async",
    "include_in_schema",
    "app",
    "tags",
    "security",
    "model",
)


def render_csv(table: RouteTable) -> str:
    """RFC 4180 with a header line; lists are joined by spaces, what is missing is empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_values(route) for route in table.routes)
    return text.getvalue()


def _values(route: Route) -> tuple[str, ...]:
    values = (
        route.kind,
        " ".join(route.methods),
        route.path,
        route.endpoint,
        route.place.path,
        str(route.place.line),
        route.contract,
        "" if route.status_code is None else str(route.status_code),
        str(route.is_async).lower(),
        str(route.include_in_schema).lower(),
        route.app or "",
        " ".join(route.tags),
        " ".join(route.security),
        route.model.text if route.model else "",
    )
    return tuple(_harmless(flat(value)) for value in values)


def _harmless(value: str) -> str:
    # A spreadsheet would run a cell that begins like a formula.
    return f"'{value}" if value[:1] in "=+-@" and value[:1] else value


def render_markdown(table: RouteTable) -> str:
    """A table for documents: method, path, contract, status, endpoint."""
    lines = ["| methods | path | contract | status | endpoint |", "|---|---|---|---|---|"]
    for route in table.routes:
        status = "" if route.status_code is None else str(route.status_code)
        model = f" `{route.model.text}`" if route.model else ""
        cells = (
            " ".join(route.methods) or route.kind,
            f"`{route.path}`",
            route.contract + model,
            status,
            f"`{route.endpoint}` ({route.place.path}:{route.place.line})",
        )
        lines.append("| " + " | ".join(flat(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def render_tree(table: RouteTable) -> str:
    """Routes grouped by the parts of their paths, two spaces per level."""
    lines = list(_branches(table.routes))
    return "".join(f"{plain(line)}\n" for line in lines) or "No routes found.\n"


def _branches(routes: tuple[Route, ...]) -> Iterator[str]:
    shown: list[str] = []
    for route in sorted(routes, key=lambda each: _parts(each.path)):
        parts = _parts(route.path)
        same = 0
        while same < min(len(shown), len(parts)) and shown[same] == parts[same]:
            same += 1
        for depth in range(same, len(parts)):
            yield f"{'  ' * depth}/{parts[depth]}"
        shown = parts
        methods = ",".join(route.methods) or route.kind
        yield f"{'  ' * len(parts)}{methods}  {route.contract}  {route.endpoint}"


def _parts(path: str) -> list[str]:
    return path.removeprefix("/").split("/")
