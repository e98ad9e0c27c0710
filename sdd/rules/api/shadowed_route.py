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
    path_symbols,
)

HEAD = "from fastapi import APIRouter, FastAPI, WebSocket\napp = FastAPI()\n\n"
_NAMED = (
    '@app.get("/users/{name}")\ndef read_user(name: str) -> str:\n'
    '    """Read a user."""\n    return name\n\n'
)
_ME = '@app.get("/users/me")\ndef read_me() -> str:\n    """Read the caller."""\n    return ""\n\n'
_SITE = 'app.mount("/", StaticFiles(directory="site"))\n\n'

# A mount answers every method, and websockets too.
_MOUNT = "mount"
_DIGITS = frozenset("0123456789")
_SLOTS = ("{str}", "{path}", "{int}", "{float}", "{uuid}")


class ShadowedRoute(Rule[Project]):
    """A route that is never reached.

    What it finds:
        A route, websocket or mount that an earlier, more general one of the same application
        always answers: the method is the same and the earlier path matches all that the later
        one matches, across routers and includes, in the order in which the application asks
        them. Converters (`int`, `float`, `uuid`, `path`, `str`) are told apart; a mount hides
        everything below it. Only what is proven is told. Equal paths are duplicate-route, and
        the specific route before the general one is as it should be. Where both are the same
        function, the case is one step less severe. Routers that no application includes have
        no order to judge.

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
            HEAD + "from users import router\n\n"
            '@app.get("/{page:path}", response_model=None)\ndef show(page: str):\n'
            '    """Show a page."""\n\napp.include_router(router, prefix="/v1")\n',
            6,
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
            HEAD + _NAMED + '@app.websocket("/users/me")\n'
            'async def follow(socket: WebSocket) -> None:\n    """Follow the caller."""\n'
        ),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        by_app: dict[str, list[Route]] = defaultdict(list)
        for route in subject.routes.routes:
            if route.app is not None:
                by_app[route.app].append(route)
        for routes in by_app.values():
            yield from self._shadowed(sorted(routes, key=attrgetter("order")))

    def _shadowed(self, routes: list[Route]) -> Iterator[Finding]:
        """Findings of one application, whose routes come in the order that it asks them."""
        tree = _Node()
        for route in routes:
            symbols = _symbols(route)
            first = _first_answers(tree, symbols, route)
            if first:
                yield self._never_reached(route, first)
            _plant(tree, symbols, route)

    def _never_reached(self, route: Route, first: dict[str, Route]) -> Finding:
        earlier = list(dict.fromkeys(first.values()))
        whole = len(first) == max(len(route.methods), 1)
        row = route.row if whole else f"{', '.join(first)} {route.path}"
        twice = all(each.endpoint == route.endpoint for each in earlier)
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


class _Node:
    """A place in the tree of all templates so far. slots: below parameters, by their symbol.

    first: the first route that ends here, by method.
    """

    __slots__ = ("below", "first")

    def __init__(self) -> None:
        self.below: dict[str, _Node] = {}
        self.first: dict[str, Route] = {}


def _methods(route: Route) -> tuple[str, ...]:
    return route.methods or (route.kind,)


def _symbols(route: Route) -> tuple[str, ...]:
    if route.kind == _MOUNT:
        return (*path_symbols(route.path.rstrip("/")), "/", "{path}")
    return path_symbols(route.path)


def _plant(tree: _Node, symbols: tuple[str, ...], route: Route) -> None:
    node = tree
    for symbol in symbols:
        node = node.below.setdefault(symbol, _Node())
    for method in _methods(route):
        node.first.setdefault(method, route)


def _first_answers(tree: _Node, symbols: tuple[str, ...], route: Route) -> dict[str, Route]:
    """The earlier route that answers in place of this one, by method; equal ones set aside."""
    same, general = _ends(tree, symbols)
    answers: dict[str, Route] = {}
    for method in _methods(route):
        if same is not None and method in same.first:
            continue
        asked = {method, _MOUNT}
        found = [node.first[key] for node in general for key in asked & node.first.keys()]
        if found:
            answers[method] = min(found, key=attrgetter("order"))
    return answers


def _ends(tree: _Node, symbols: tuple[str, ...]) -> tuple[_Node | None, list[_Node]]:
    """Where a template itself ends in the tree, and where all that it matches is matched.

    A state is a node, with the symbol of the parameter that is still being read there. Each
    state is reached whatever stands in the later template's parameters, so what holds at the
    end is proven; the tree is walked for all earlier templates at once.
    """
    same: _Node | None = tree
    states = _with_empty(tree, "")
    for symbol in symbols:
        same = same.below.get(symbol) if same else None
        states = {
            state
            for node, inside in states
            for after in _after(node, inside, symbol)
            for state in _with_empty(*after)
        }
    return same, [node for node, _ in states]


def _after(node: _Node, inside: str, symbol: str) -> Iterator[tuple[_Node, str]]:
    if inside and _reads(inside, symbol, started=True):
        yield node, inside
    if symbol in node.below:
        yield node.below[symbol], symbol if len(symbol) > 1 else ""
    for slot in _SLOTS:
        if slot in node.below and _reads(slot, symbol, started=False):
            yield node.below[slot], slot


def _with_empty(node: _Node, inside: str) -> set[tuple[_Node, str]]:
    """A state, and those that follow because `{path}` also matches nothing."""
    states = {(node, inside)}
    while "{path}" in node.below:
        node = node.below["{path}"]
        states.add((node, "{path}"))
    return states


def _reads(slot: str, symbol: str, *, started: bool) -> bool:
    """Whether a parameter takes all that a character or another parameter can stand for."""
    match slot:
        case "{path}":
            return True
        case "{str}":
            return symbol != "/" if len(symbol) == 1 else symbol in _SLOTS and symbol != "{path}"
        case "{int}":
            return symbol in _DIGITS or symbol == "{int}"
        case "{float}":
            return symbol in _DIGITS or symbol == "{int}" or (symbol == slot and not started)
    return symbol == slot and not started
