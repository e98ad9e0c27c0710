"""The effective route table: what the application would serve."""

from msgspec import Struct

from sdd.model.finding import Place


class TakenParameter(Struct, frozen=True):
    """A parameter that an endpoint or one of its dependencies takes from the request.

    name: as the request spells it (an alias counts); variable: as the function does.
    source: "path", "query", "header",
    "cookie", "body", "form", "file" or "" where the framework decides by the path. place: of
    the parameter. has_default: a plain default or one inside its marker. owner: qualified name.
    scalar: False where the type is certainly a model or a container. text: the type as written.
    """

    name: str
    source: str
    place: Place
    has_default: bool
    owner: str
    variable: str = ""
    scalar: bool = True
    text: str = ""


class RequestParameter(Struct, frozen=True):
    """A parameter that receives the request itself. path, scope: of the function; name: its own."""

    path: str
    scope: int
    name: str


class Model(Struct, frozen=True):
    """What a response contract says.

    text: as in the source, e.g. "list[Book]". weak: carries no information (`dict`, `Any`).
    is_list: a list, set or sequence of items. limited: of which there are only so many, the
    members of an enum or literals. orm: name of an ORM class in it, or "".
    """

    text: str
    weak: bool = False
    is_list: bool = False
    limited: bool = False
    orm: str = ""


class Body(Struct, frozen=True):
    """What the code of an endpoint shows.

    responses: names of the Response classes that its return statements hand out;
    only_responses: every return statement does. undeclared: places of those with a status that
    `responses=` does not name. constant: it answers with what the source itself spells.
    keeps: it calls something that keeps what exists (`upsert`, `get_or_create`). empty: it
    returns nothing.
    """

    responses: tuple[str, ...] = ()
    only_responses: bool = False
    undeclared: tuple[Place, ...] = ()
    constant: bool = False
    keeps: bool = False
    empty: bool = False


class Suite(Struct, frozen=True):
    """A suite of a compound statement, such as the `else` of an `if`.

    path, scope: where the statement stands. statement: a number for all suites of one statement;
    number: of this suite in its scope.
    """

    path: str
    scope: int
    statement: int
    number: int


class Route(Struct, frozen=True):
    """One row of the table.

    kind: "http", "websocket" or "mount". methods: sorted, empty for websockets and mounts.
    path: effective path. endpoint: dotted name. place: of the `def`, else of the registering
    call. registered: of the registering call.
    contract: "opted_out", "response_model", "no_body", "stream", "response_class",
    "annotation", "none" or "unknown"; reason: why it is unknown, else "".
    status_code: effective, None for websockets and mounts; explicit_status: written down.
    app: dotted name or None. order: position in the order in which its application matches,
    -1 where the application changes its list of routes. published: the application has an
    OpenAPI document.
    module, scope: where the endpoint is defined: path of the file and index of its scope (-1
    if it is not known). tags, security: merged along the chain, outermost first; security holds
    the dotted names of security dependencies.
    documented: a docstring, summary or description. parameters: of the endpoint and of every
    dependency on the chain; None where some of it cannot be followed.
    bypasses: places of return statements that hand out a Response past a declared model.
    response_class: name of the Response class that replaces the body, or "".
    body: what the code of the endpoint shows. includes: places of the includes on the chain,
    outermost first. suites: around them and around the registration. mounted: paths at which
    other applications mount its own; none for an outermost one. untyped: parameters, of
    dependencies too, that take the body and whose type says nothing of it. requests: parameters
    of the endpoint and its dependencies that receive the request itself.
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
    explicit_status: bool = False
    order: int = 0
    tags: tuple[str, ...] = ()
    security: tuple[str, ...] = ()
    documented: bool = False
    model: Model | None = None
    parameters: tuple[TakenParameter, ...] | None = ()
    bypasses: tuple[Place, ...] = ()
    published: bool = True
    response_class: str = ""
    body: Body = Body()
    includes: tuple[Place, ...] = ()
    suites: tuple[Suite, ...] = ()
    mounted: tuple[str, ...] = ()
    untyped: tuple[TakenParameter, ...] = ()
    requests: tuple[RequestParameter, ...] = ()

    @property
    def served(self) -> tuple[str, ...]:
        """The paths under which clients reach the route: below each mount of its application."""
        return tuple(mount + self.path for mount in self.mounted) or (self.path,)

    @property
    def is_shown(self) -> bool:
        """Whether a published OpenAPI document shows the route."""
        return self.include_in_schema and self.published

    @property
    def row(self) -> str:
        """How messages and keys name it: "GET, PUT /books", "WEBSOCKET /live", "MOUNT /static"."""
        return f"{', '.join(self.methods) or self.kind.upper()} {self.path or '/'}"


class UnknownRoute(Struct, frozen=True):
    """A registration that could not be followed, with the reason."""

    place: Place
    reason: str


class ImportCrash(Struct, frozen=True):
    """A declaration with which the application cannot be imported. key: stable identity."""

    place: Place
    message: str
    scope: str
    key: str


class EventHook(Struct, frozen=True):
    """A start or stop hook of the old kind.

    event: "startup" or "shutdown" where it is known. scope: qualified name of the function
    around it. how: "on_event" or "add_event_handler".
    """

    place: Place
    event: str
    scope: str
    how: str = "on_event"


class Injection(Struct, frozen=True):
    """A parameter that a dependency is injected into.

    annotated: the marker stands in `Annotated`; else it is the parameter's default.
    owner: qualified name of the function; dependency: dotted name, or "".
    """

    place: Place
    name: str
    annotated: bool
    owner: str
    dependency: str


class FrameworkVersion(Struct, frozen=True):
    """The version of FastAPI whose behaviour a table shows.

    version: e.g. "0.115.6", empty for the newest because none is pinned. path: of the file that
    pins it. root: of the project, where a table has several; "" is the outermost one.
    """

    version: str = ""
    path: str = ""
    root: str = ""


class RouteTable(Struct, frozen=True):
    """Every route of a project, sorted by path, methods, file and line, and what is unknown.

    hooks, injections: sorted by place. read_by_name: path parameters that code away from the
    endpoints reads by their names, as middleware does. frameworks: whose behaviour is shown, of
    each project in the table. pathless: rows whose path is not known, with "..." for its
    beginning; their contract and status are not told either.
    """

    routes: tuple[Route, ...] = ()
    unknown: tuple[UnknownRoute, ...] = ()
    crashes: tuple[ImportCrash, ...] = ()
    hooks: tuple[EventHook, ...] = ()
    injections: tuple[Injection, ...] = ()
    read_by_name: frozenset[str] = frozenset()
    frameworks: tuple[FrameworkVersion, ...] = ()
    pathless: tuple[Route, ...] = ()

    @property
    def all_rows(self) -> tuple[Route, ...]:
        """Those with a path, then those without, for who does not ask about paths."""
        return (*self.routes, *self.pathless)
