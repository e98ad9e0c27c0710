"""API205."""

from collections.abc import Iterator

from sdd.plugin import (
    Confidence,
    Context,
    Finding,
    Meta,
    Offending,
    Related,
    Route,
    Rule,
    Severity,
    Sound,
    TakenParameter,
    path_parameters,
)
from sdd.redact.placing import path_class

HEAD = (
    "from typing import Annotated\n"
    "from fastapi import APIRouter, Depends, FastAPI, Path, Request\napp = FastAPI()\n\n"
)
_PAGES = frozenset({"HTMLResponse", "TemplateResponse"})
_DOC = '    """Read a book."""\n    return ""\n'


class UnboundPathParameter(Rule[Route]):
    """A path parameter that the path and the function do not share.

    What it finds:
        A parameter in the effective path, prefixes of routers and includes counted, that
        neither the function nor any of its dependencies takes; and the reverse, a parameter
        declared with `Path()` that the path does not have. Aliases, dependencies at any depth,
        classes and callables as dependencies, and reads of `request.path_params`, also by
        middleware, count. Where a dependency cannot be followed the rule is silent. A
        `{rest:path}` that nobody takes is fine, since there is no other way to write
        "everything below", and so is a parameter of an HTML page, whose script reads its
        address, unless the function asks for a value under another name. A router that no
        application includes is told with less confidence, since its include may add what is
        missing. Applications inside test files are left alone.

    Why it matters:
        The value in the address is ignored: every address gives the same answer. In the
        reverse case every request fails with 422.

    What to do:
        Take the parameter in the function, or correct its name in the path.

    Fix safety:
        No fix is offered: the name in the path or the one in the function may be the wrong one.
    """

    meta = Meta(
        code="API205",
        name="unbound-path-parameter",
        summary="a path parameter that nothing takes, or one that the path does not have",
        severity=Severity.ERROR,
        since="0.2.0",
        remedy="Give the parameter one name in the path and in the function.",
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}@app.get("/books/{{isbn}}")\ndef read_book(number: str) -> str:\n{_DOC}',
            6,
            'GET /books/{isbn}: nothing takes the path parameter "isbn"',
        ),
        Offending(
            f'{HEAD}router = APIRouter(prefix="/books")\n\n@router.get("/{{isbn}}")\n'
            f"def read_book(isbn: str) -> str:\n{_DOC}\n"
            'app.include_router(router, prefix="/shops/{shop}")\n',
            8,
            'nothing takes the path parameter "shop"',
        ),
        Offending(
            f'{HEAD}@app.get("/books")\ndef read_book(isbn: Annotated[str, Path()]) -> str:\n'
            f"{_DOC}",
            6,
            'GET /books: the path has no "isbn", which is declared with Path()',
        ),
        Offending(
            f'{HEAD}@app.get("/files/{{rest:path}}")\ndef read_file(name: str) -> str:\n{_DOC}',
            6,
            'nothing takes the path parameter "rest"',
        ),
        Sound(
            f"{HEAD}def shop_of(shop: str) -> str:\n    return shop\n\n"
            'router = APIRouter(prefix="/shops/{shop}", dependencies=[Depends(shop_of)])\n\n'
            f'@router.get("/{{isbn}}")\ndef read_book(isbn: str) -> str:\n{_DOC}\n'
            "app.include_router(router)\n"
        ),
        Sound(
            f"{HEAD}class Key:\n    def __init__(self, shop: str, isbn: str) -> None:\n"
            "        self.text = shop + isbn\n\n"
            '@app.get("/{shop}/{isbn}")\n'
            f"def read_book(key: Annotated[Key, Depends()]) -> str:\n{_DOC}"
        ),
        Sound(
            f'{HEAD}@app.get("/books/{{isbn}}")\n'
            f'def read_book(number: Annotated[str, Path(alias="isbn")]) -> str:\n{_DOC}'
        ),
        Sound(
            f'{HEAD}@app.get("/books/{{isbn}}")\ndef read_book(request: Request) -> str:\n'
            '    """Read a book."""\n    return request.path_params["isbn"]\n'
        ),
        Sound(f'{HEAD}@app.get("/{{rest:path}}")\ndef front(request: Request) -> str:\n{_DOC}'),
        Sound(
            f"from fastapi.responses import HTMLResponse\n{HEAD}"
            f'@app.get("/books/{{isbn}}")\ndef show_book() -> HTMLResponse:\n{_DOC}'
        ),
        Sound(f'{HEAD}@app.get("/books/{{book-id}}")\ndef read_book() -> str:\n{_DOC}'),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.parameters is None or subject.kind == "mount":
            return
        if path_class(subject.place.path) == "test":
            return
        in_path = {each.name: each.converter for each in path_parameters(subject.path)}
        taken = {each.name for each in subject.parameters} | context.project.routes.read_by_name
        asked = any(_is_asked_for(each) and each.name not in in_path for each in subject.parameters)
        for name, converter in in_path.items():
            if name not in taken and (asked or not (converter == "path" or _is_page(subject))):
                yield self._untaken(subject, name)
        if subject.app is None:
            return
        required = {each.name: each for each in subject.parameters if each.source == "path"}
        for name, parameter in required.items():
            if name not in in_path:
                yield self._missing(subject, parameter)

    def _untaken(self, route: Route, name: str) -> Finding:
        return self.finding(
            route.place,
            f'{route.row}: nothing takes the path parameter "{name}"',
            key=f"{route.row} {name}",
            scope=route.endpoint.rpartition(".")[2],
            confidence=Confidence.HIGH if route.app else Confidence.MEDIUM,
        )

    def _missing(self, route: Route, parameter: TakenParameter) -> Finding:
        return self.finding(
            route.place,
            f'{route.row}: the path has no "{parameter.name}", which is declared with Path()',
            key=f"{route.row} {parameter.name}",
            scope=route.endpoint.rpartition(".")[2],
            related=(Related("declared here", parameter.place),),
        )


def _is_page(route: Route) -> bool:
    names = {route.response_class.rpartition(".")[2], *route.body.responses}
    return not _PAGES.isdisjoint(names)


def _is_asked_for(parameter: TakenParameter) -> bool:
    """Whether a request has to bring a value that may be meant to come from the path."""
    return parameter.source == "" and parameter.scalar and not parameter.has_default
