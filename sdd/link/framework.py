"""What is known of FastAPI and Starlette classes, by canonical name."""

APPLICATIONS = frozenset({"fastapi.FastAPI", "fastapi.applications.FastAPI"})
# Functions and classes of other packages that add routes of their own to an application.
ADDS_ROUTES = frozenset(
    {
        "chainlit.utils.mount_chainlit",
        "fastapi_restful.Api",
        "fastapi_restful.cbv_base.Api",
        "fastapi_utils.Api",
        "fastapi_utils.cbv_base.Api",
        "gradio.mount_gradio_app",
        "langserve.add_routes",
        "nicegui.ui.run_with",
        "sqladmin.Admin",
    }
)
# Routes as objects: the kind of row that each makes.
ROUTE_CLASSES = {
    "fastapi.routing.APIRoute": "http",
    "fastapi.routing.APIWebSocketRoute": "websocket",
    "starlette.routing.Route": "starlette",
    "starlette.routing.WebSocketRoute": "websocket",
    "starlette.routing.Mount": "mount",
    "fastapi.routing.Mount": "mount",
}
# Attributes that an application has although nobody passed them (fastapi/applications.py).
APPLICATION_DEFAULTS = {
    "docs_url": "/docs",
    "redoc_url": "/redoc",
    "openapi_url": "/openapi.json",
    "swagger_ui_oauth2_redirect_url": "/docs/oauth2-redirect",
    "root_path": "",
    "title": "FastAPI",
    "version": "0.1.0",
}
VERBS = frozenset({"get", "post", "put", "patch", "delete", "options", "head", "trace"})
NO_BODY_STATUS = frozenset({204, 205, 304})

# From these versions on: answers by the return annotation, no models of pydantic.v1, generators as
# streams of lines, included routers as references, so that routes added later are served too.
ANNOTATIONS, NO_OLD_MODELS, STREAMS, LIVE_INCLUDES = (0, 89), (0, 128), (0, 134), (0, 137)
Version = tuple[int, ...]


def has(version: Version | None, since: Version) -> bool:
    """Whether a version of the framework, None for the newest, has what came with another."""
    return version is None or version >= since


def router_kind(name: str) -> str:
    """ "app" or "router" for a class of the framework, "" for anything else.

    Classes of other packages count by their names, as far as those promise to be subclasses that
    add nothing (`cadwyn.VersionedAPIRouter`, `fastapi_offline.FastAPIOffline`).
    """
    package, _, last = name.rpartition(".")
    if name in APPLICATIONS or (last.startswith("FastAPI") and package.startswith("fastapi_")):
        return "app"
    if "CRUD" in last or name in LIBRARY_ROUTERS:
        return ""
    is_router = last.endswith("APIRouter") or (last.endswith("Router") and "fastapi" in package)
    return "router" if is_router else ""


_MODULES = ("fastapi", "fastapi.responses", "starlette.responses", "fastapi.sse")
_JSON = ("JSONResponse", "ORJSONResponse", "UJSONResponse")
_OTHER = (
    "Response",
    "HTMLResponse",
    "PlainTextResponse",
    "RedirectResponse",
    "StreamingResponse",
    "FileResponse",
    "EventSourceResponse",
)
JSON_RESPONSES = frozenset(f"{module}.{name}" for module in _MODULES for name in _JSON)
RESPONSES = JSON_RESPONSES | {f"{module}.{name}" for module in _MODULES for name in _OTHER}
RESPONSES |= {"sse_starlette.EventSourceResponse", "sse_starlette.sse.EventSourceResponse"}

EVENT_STREAMS = frozenset({"fastapi.sse.EventSourceResponse", "fastapi.EventSourceResponse"})
SERVER_EVENTS = frozenset({"fastapi.sse.ServerSentEvent", "fastapi.ServerSentEvent"})
# Routers of other packages, by canonical name: kind, methods of the routes at their own path.
LIBRARY_ROUTERS = {
    "strawberry.fastapi.GraphQLRouter": (
        ("http", ("GET",)),
        ("http", ("POST",)),
        ("websocket", ()),
    ),
}

ITERATORS = frozenset(
    f"{module}.{name}"
    for module in ("typing", "collections.abc", "typing_extensions")
    for name in (
        "AsyncIterator",
        "AsyncIterable",
        "AsyncGenerator",
        "Iterator",
        "Iterable",
        "Generator",
    )
)
