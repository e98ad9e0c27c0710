"""The effective route table: what the application would serve."""

from msgspec import Struct

from sdd.model.finding import Place


class Route(Struct, frozen=True):
    """One row of the table.

    kind: "http", "websocket" or "mount". methods: sorted, empty for websockets and mounts.
    path: effective path. endpoint: dotted name. place: of the `def`, else of the registering
    call. registered: of the registering call.
    contract: "opted_out", "response_model", "no_body", "stream", "response_class",
    "annotation", "none" or "unknown"; reason: why it is unknown, else "".
    status_code: effective, None for websockets and mounts. app: dotted name or None.
    module, scope: where the endpoint is defined: path of the file and index of its scope (-1
    if it is not known).
    """

    kind: str
    methods: tuple[str, ...]
    path: str
    endpoint: str
    place: Place
    registered: Place
    contract: str
    status_code: int | None
    is_async: bool
    include_in_schema: bool
    app: str | None
    module: str
    scope: int
    reason: str = ""


class UnknownRoute(Struct, frozen=True):
    """A registration that could not be followed, with the reason."""

    place: Place
    reason: str


class RouteTable(Struct, frozen=True):
    """Every route of a project, sorted by path, methods, file and line, and what is unknown."""

    routes: tuple[Route, ...] = ()
    unknown: tuple[UnknownRoute, ...] = ()
