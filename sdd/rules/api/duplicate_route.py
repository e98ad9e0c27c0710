"""API204."""

from collections.abc import Iterator
from itertools import zip_longest
from operator import attrgetter

from sdd.plugin import (
    Confidence,
    Context,
    Finding,
    Meta,
    Offending,
    Place,
    Project,
    Related,
    Route,
    Rule,
    Severity,
    Sound,
    are_alternatives,
    path_symbols,
)
from sdd.redact.placing import path_class

HEAD = "from fastapi import APIRouter, FastAPI\napp = FastAPI()\n\n"
_BOOK = (
    '@app.get("/books/{isbn}")\ndef read_book(isbn: str) -> str:\n'
    '    """Read a book."""\n    return isbn\n\n'
)
_AGAIN = (
    '@app.get("/books/{number}")\ndef read_number(number: str) -> str:\n'
    '    """Read a book again."""\n    return number\n'
)
_ROUTER = (
    'from fastapi import APIRouter\nrouter = APIRouter(prefix="/books")\n\n'
    '@router.get("/{isbn}")\ndef read_one(isbn: str) -> str:\n'
    '    """Read one."""\n    return isbn\n'
)


class DuplicateRoute(Rule[Project]):
    """One method and path, registered twice.

    What it finds:
        A second route of the same application with the method and the effective path of an
        earlier one, across routers and includes. The names of parameters do not matter, their
        converters do: `/u/{a}` and `/u/{b}` are one path, `/u/{a:int}` is another. A router
        that is included twice below different prefixes is fine, and so are two functions
        in the branches of one `if`. Where both are the same function, the case is one step less
        severe. Where one registration is reached twice it is told once for all: with medium
        confidence and at the include where a router is included again, with low confidence
        where a function that registers is called again, since the two may be alternatives.
        Applications inside test files are left alone.

    Why it matters:
        The first one answers and the second is dead code, while the schema may show the second.

    What to do:
        Delete one of the two, or give it a path of its own.

    Fix safety:
        No fix is offered: only the author knows which one is meant.
    """

    meta = Meta(
        code="API204",
        name="duplicate-route",
        summary="the same method and effective path twice in one application",
        severity=Severity.ERROR,
        since="0.2.0",
        remedy="Delete one of the two, or give it a path of its own.",
    )
    subject = Project
    examples = (
        Offending(
            HEAD + _BOOK + _AGAIN,
            10,
            "GET /books/{number} is registered already, as GET /books/{isbn}",
        ),
        Offending(
            _ROUTER,
            5,
            "GET /books/{isbn} is registered already",
            path="books.py",
            beside={
                "app.py": f"{HEAD}from books import router\n\n{_BOOK}app.include_router(router)\n"
            },
        ),
        Offending(
            f"{HEAD}from books import router\n\n"
            "app.include_router(router)\napp.include_router(router)\n",
            7,
            "GET /books/{isbn} is registered already",
            beside={"books.py": _ROUTER},
        ),
        Sound(
            f"{HEAD}from books import router\n\n"
            'app.include_router(router, prefix="/v1")\napp.include_router(router, prefix="/v2")\n',
            beside={"books.py": _ROUTER},
        ),
        Sound(HEAD + _BOOK + _AGAIN.replace("app.get", "app.head")),
        Sound(HEAD + _BOOK.replace("{isbn}", "{isbn:int}") + _AGAIN),
        Sound(
            f'{HEAD}import os\n\nif os.getenv("OLD"):\n\n'
            '    @app.get("/books")\n    def old() -> str:\n        """Read it."""\n\n'
            'else:\n\n    @app.get("/books")\n    def new() -> str:\n        """Read it."""\n'
        ),
        Sound(
            f"import os\n{HEAD}from books import router\n\n"
            'if os.getenv("OLD"):\n    app.include_router(router)\nelse:\n\n'
            '    @app.get("/books/{isbn}")\n    def read_book(isbn: str) -> str:\n'
            '        """Read a book."""\n        return isbn\n',
            beside={"books.py": _ROUTER},
        ),
        Sound(HEAD + "admin = FastAPI()\n" + _BOOK + _AGAIN.replace("@app", "@admin")),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        first: dict[tuple[str, str, tuple[str, ...]], Route] = {}
        again: dict[tuple[str, str], Finding] = {}
        for route in sorted(subject.routes.routes, key=attrgetter("order")):
            if route.app is None or route.order < 0 or path_class(route.registered.path) == "test":
                continue
            symbols = path_symbols(route.path.rstrip("/") if route.kind == "mount" else route.path)
            rows = {
                method: first.setdefault((route.app, method, symbols), route)
                for method in route.methods or (route.kind,)
            }
            known = {
                method: earlier
                for method, earlier in rows.items()
                if earlier is not route and not are_alternatives(earlier, route)
            }
            if any(earlier.registered != route.registered for earlier in known.values()):
                yield self._told(route, known)
            elif known:
                again.setdefault((route.app, route.registered.path), self._told(route, known))
        yield from again.values()

    def _told(self, route: Route, known: dict[str, Route]) -> Finding:
        whole = len(known) == max(len(route.methods), 1)
        row = route.row if whole else f"{', '.join(known)} {route.path}"
        earlier = list(dict.fromkeys(known.values()))
        others = [each.row for each in earlier if each.path != route.path]
        same = route.endpoint != "" and all(e.endpoint == route.endpoint for e in earlier)
        reached = all(each.registered == route.registered for each in earlier)
        again = reached and any(each.includes != route.includes for each in earlier)
        return self.finding(
            _place(route, earlier[0], same),
            f"{row} is registered already" + (f", as {' and '.join(others)}" if others else ""),
            key=row,
            scope=route.endpoint.rpartition(".")[2],
            confidence=_confidence(reached, again),
            lower=int(same or reached),
            remedy="Include the router once, or below another prefix." if again else "",
            related=tuple(
                Related("registered first here", _place(each, route, same)) for each in earlier
            ),
        )


def _place(route: Route, other: Route, same: bool) -> Place:
    """Where the two differ: in an include, in what registers one function, else in the function."""
    for mine, others in zip_longest(route.includes, other.includes):
        if route.registered == other.registered and mine is not None and mine != others:
            return mine
    return route.registered if same else route.place


def _confidence(reached: bool, again: bool) -> Confidence:
    if not reached:
        return Confidence.HIGH
    return Confidence.MEDIUM if again else Confidence.LOW
