"""API203."""

from collections import defaultdict
from collections.abc import Iterator
from operator import attrgetter

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Project,
    Related,
    Route,
    Rule,
    Severity,
    Sound,
    TemplateTree,
    are_alternatives,
    path_symbols,
)
from sdd.redact.placing import path_class

HEAD = "from fastapi import APIRouter, FastAPI, WebSocket\napp = FastAPI()\n\n"
_NAMED = (
    '@app.get("/users/{name}")\ndef read_user(name: str) -> str:\n'
    '    """Read a user."""\n    return name\n\n'
)
_ME = '@app.get("/users/me")\ndef read_me() -> str:\n    """Read the caller."""\n    return ""\n\n'
_SITE = 'app.mount("/", StaticFiles(directory="site"))\n\n'

_MOUNT = "mount"


class ShadowedRoute(Rule[Project]):
    """A route that is never reached.

    What it finds:
        A route, websocket or mount that an earlier, more general one of the same application
        always answers: the method is the same and the earlier path matches all that the later
        one matches, across routers and includes, in the order in which the application asks
        them. Converters (`int`, `float`, `uuid`, `path`, `str`) are told apart; a mount hides
        everything below it. Only what is proven is told: routes, mounts and includes in the
        branches of one `if` are alternatives, an application that edits its list of routes has
        no known order, and routers that no application includes have no order to judge. Equal
        paths are duplicate-route, and the specific route before the general one is as it should
        be. Where both are the same function, the case is one step less severe. Applications
        inside test files are left alone.

    Why it matters:
        The first match answers. The later function is dead code, and its callers get a
        validation error or the wrong data.

    What to do:
        Register the specific route first, or give the general one a converter (`{id:int}`).

    Fix safety:
        No fix is offered: which of the two has to move is for the author to say.
    """

    meta = Meta(
        code="API203",
        name="shadowed-route",
        summary="a route that an earlier, more general one always answers",
        severity=Severity.ERROR,
        since="0.2.0",
        remedy="Register the specific route before the general one.",
    )
    subject = Project
    examples = (
        Offending(
            HEAD + _NAMED + _ME,
            10,
            "GET /users/me is never reached: GET /users/{name} answers it first",
        ),
        Offending(
            'from fastapi import APIRouter\nrouter = APIRouter(prefix="/users")\n\n'
            '@router.get("/{id}")\ndef read_user(id: int) -> int:\n'
            '    """Read a user."""\n    return id\n',
            5,
            "GET /v1/users/{id} is never reached: GET /{page:path} answers it first",
            path="users.py",
            beside={
                "app.py": HEAD + "from users import router\n\n"
                '@app.get("/{page:path}", response_model=None)\ndef show(page: str):\n'
                '    """Show a page."""\n\napp.include_router(router, prefix="/v1")\n'
            },
        ),
        Offending(
            f"from fastapi.staticfiles import StaticFiles\n{HEAD}{_SITE}{_ME}",
            8,
            "GET /users/me is never reached: MOUNT / answers it first",
        ),
        Sound(HEAD + _ME + _NAMED),
        Sound(HEAD + _NAMED.replace("{name}", "{name:int}") + _ME),
        Sound(HEAD + _NAMED + _ME.replace("app.get", "app.delete")),
        Sound(f"from fastapi.staticfiles import StaticFiles\n{HEAD}{_ME}{_SITE}"),
        Sound(
            f'{HEAD}import os\n\nif os.getenv("OLD"):\n\n'
            '    @app.get("/users/{name}")\n    def old(name: str) -> str:\n'
            '        """Read it."""\n\nelse:\n\n'
            '    @app.get("/users/me")\n    def new() -> str:\n        """Read it."""\n'
        ),
        Sound(
            f"import os\nfrom fastapi.staticfiles import StaticFiles\n{HEAD}"
            'if os.path.isdir("site"):\n    app.mount("/", StaticFiles(directory="site"))\n'
            'else:\n\n    @app.get("/users/me")\n    def read_me() -> str:\n'
            '        """Read the caller."""\n        return ""\n'
        ),
        Sound(
            HEAD + _NAMED + '@app.websocket("/users/me")\n'
            'async def follow(socket: WebSocket) -> None:\n    """Follow the caller."""\n'
        ),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        by_app: dict[str, list[Route]] = defaultdict(list)
        for route in subject.routes.routes:
            if route.app is None or route.order < 0 or path_class(route.registered.path) == "test":
                continue
            by_app[route.app].append(route)
        for routes in by_app.values():
            yield from self._shadowed(sorted(routes, key=attrgetter("order")))

    def _shadowed(self, routes: list[Route]) -> Iterator[Finding]:
        """Findings of one application, whose routes come in the order that it asks them."""
        tree: TemplateTree[dict[str, Route]] = TemplateTree(dict)
        for route in routes:
            symbols = _symbols(route)
            equal, general = tree.at(symbols), tree.covering(symbols)
            first: dict[str, Route] = {}
            for method in _methods(route):
                found = [
                    earlier
                    for earlier in _answering(general, method)
                    if method not in equal and not are_alternatives(earlier, route)
                ]
                if found:
                    first[method] = min(found, key=attrgetter("order"))
            if first:
                yield self._never_reached(route, first)
            for method in _methods(route):
                equal.setdefault(method, route)

    def _never_reached(self, route: Route, first: dict[str, Route]) -> Finding:
        earlier = list(dict.fromkeys(first.values()))
        whole = len(first) == max(len(route.methods), 1)
        row = route.row if whole else f"{', '.join(first)} {route.path}"
        twice = route.endpoint != "" and all(e.endpoint == route.endpoint for e in earlier)
        return self.finding(
            route.registered if twice else route.place,
            f"{row} is never reached: {' and '.join(each.row for each in earlier)}"
            f" {'answers' if len(earlier) == 1 else 'answer'} it first",
            key=row,
            scope=route.endpoint.rpartition(".")[2],
            lower=int(twice),
            related=tuple(
                Related(f"{each.row} is asked first", each.registered if twice else each.place)
                for each in earlier
            ),
        )


def _methods(route: Route) -> tuple[str, ...]:
    return route.methods or (route.kind,)


def _answering(general: list[dict[str, Route]], method: str) -> list[Route]:
    """The routes that answer a method; a mount answers every one, and websockets too."""
    return [first[key] for first in general for key in {method, _MOUNT} & first.keys()]


def _symbols(route: Route) -> tuple[str, ...]:
    if route.kind == _MOUNT:
        return (*path_symbols(route.path.rstrip("/")), "/", "{path}")
    return path_symbols(route.path)
