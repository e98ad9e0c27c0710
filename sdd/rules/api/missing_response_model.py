"""API201."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound
from sdd.redact.placing import path_class

HEAD = (
    "from fastapi import APIRouter, FastAPI, Response, responses\n"
    'app = FastAPI()\nrouter = APIRouter(prefix="/v1")\n\n'
)
# What templates make is a page.
_PAGES = frozenset({"TemplateResponse"})
_NO_JSON = _PAGES | {
    "EventSourceResponse",
    "FileResponse",
    "HTMLResponse",
    "PlainTextResponse",
    "RedirectResponse",
    "StreamingResponse",
}
_BODY = '    """Say what it does."""\n'


class MissingResponseModel(Rule[Route]):
    """A route with no response contract.

    What it finds:
        An HTTP route with no `response_model`, no return annotation, no response class that
        replaces the body, and a status that allows a body. The order is the framework's own:
        a Response class as annotation, a stream of annotated items, and the router's or the
        application's default response class count; models for other codes in `responses` do
        not, and neither does another JSON class. Where every `return` hands out a page, a file,
        a redirect or a stream, or nothing at all, the case is one step less severe. Redirects,
        routes outside the schema, those of an application with `openapi_url=None`, websockets,
        mounts and routes whose contract cannot be told have none to miss; applications inside
        test files are scaffolding and are left alone.

    Why it matters:
        Without a contract nothing filters what leaves the service, and the generated schema
        says nothing about it, so clients are written against an accident.

    What to do:
        Annotate the return type with a model, or pass `response_model=`. A route that has no
        body says so with `-> None`; one that truly has no contract says `response_model=None`.

    Fix safety:
        No fix is offered: a model cannot be invented.
    """

    meta = Meta(
        code="API201",
        name="missing-response-model",
        summary="a route with no response contract",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Annotate the return type with a model or pass response_model= to the decorator.",
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}@app.get("/books")\ndef list_books():\n{_BODY}    return []\n',
            6,
            "GET /books has no response contract",
        ),
        Offending(
            f'{HEAD}@router.api_route("/x", methods=["PUT", "GET"])\nasync def both():\n{_BODY}'
            "    return 1\n\napp.include_router(router)\n",
            6,
            "GET, PUT /v1/x has no response contract",
        ),
        Offending(
            f'{HEAD}@app.get("/b", response_class=responses.ORJSONResponse)\ndef read():\n{_BODY}'
            "    return 1\n",
            6,
            "GET /b has no response contract",
        ),
        Offending(
            f'{HEAD}@app.get("/b", responses={{404: {{"model": str}}}})\ndef read():\n{_BODY}'
            "    return 1\n",
            6,
            "GET /b has no response contract",
        ),
        Offending(
            f'{HEAD}@app.get("/b")\ndef read():\n{_BODY}    return responses.FileResponse("b")\n',
            6,
            "GET /b has no response contract",
        ),
        Offending(
            f'{HEAD}@app.put("/b")\ndef touch():\n{_BODY}    print("touched")\n',
            6,
            "PUT /b has no response contract",
        ),
        Sound(f'{HEAD}@app.get("/name")\ndef read() -> str:\n{_BODY}    return ""\n'),
        Sound(f'{HEAD}@app.get("/n", response_model=str)\ndef read():\n{_BODY}    return ""\n'),
        Sound(f'{HEAD}@app.delete("/b", status_code=204)\ndef drop():\n{_BODY}'),
        Sound(f'{HEAD}@app.put("/b")\ndef touch() -> None:\n{_BODY}'),
        Sound(
            f'{HEAD}@app.get("/old", status_code=302)\ndef old():\n{_BODY}'
            '    return responses.RedirectResponse("/new")\n'
        ),
        Sound(
            "from fastapi import FastAPI\napp = FastAPI(openapi_url=None)\n\n"
            f'@app.get("/page")\ndef page():\n{_BODY}    return 1\n'
        ),
        Sound(f'{HEAD}@app.get("/raw", response_model=None)\ndef raw():\n{_BODY}    return 1\n'),
        Sound(
            f'{HEAD}@app.get("/f", response_class=responses.FileResponse)\ndef file():\n{_BODY}'
            '    return "a.pdf"\n\n'
            f'@app.get("/g")\ndef go() -> responses.RedirectResponse:\n{_BODY}'
            '    return responses.RedirectResponse("/f")\n'
        ),
        Sound(
            "from fastapi import FastAPI\nfrom fastapi.responses import HTMLResponse\n"
            "app = FastAPI(default_response_class=HTMLResponse)\n\n"
            f'@app.get("/")\ndef front():\n{_BODY}    return "<p>"\n'
        ),
        Sound(
            f'from collections.abc import AsyncIterator\n{HEAD}@app.get("/lines")\n'
            f"async def lines() -> AsyncIterator[int]:\n{_BODY}    yield 1\n"
        ),
        Sound(
            f'{HEAD}@app.get("/h", include_in_schema=False)\ndef hidden():\n{_BODY}    return 1\n\n'
            f'@router.get("/i")\ndef inner():\n{_BODY}    return 1\n\n'
            "app.include_router(router, include_in_schema=False)\n"
        ),
        Sound(f'{HEAD}@app.websocket("/ws")\nasync def talk(socket):\n{_BODY}'),
        Sound(
            f'from settings import OPTIONS\n{HEAD}@app.get("/x", **OPTIONS)\n'
            f"def told_elsewhere():\n{_BODY}    return 1\n"
        ),
        Sound(
            f'{HEAD}@app.get("/x")\ndef scaffold():\n{_BODY}    return 1\n',
            path="tests/test_app.py",
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.kind != "http" or subject.contract != "none" or not subject.is_shown:
            return
        if path_class(subject.place.path) == "test":
            return
        yield self.finding(
            subject.place,
            f"{subject.row} has no response contract",
            scope=subject.endpoint.rpartition(".")[2],
            key=subject.row,
            lower=int(_hands_out_no_json(subject) or subject.body.empty),
            remedy=_remedy(subject),
        )


def _hands_out_no_json(route: Route) -> bool:
    return route.body.only_responses and _NO_JSON.issuperset(route.body.responses)


def _remedy(route: Route) -> str:
    """Annotating is enough where there is no JSON that a model could describe."""
    if route.body.empty:
        return "Annotate the function with `-> None`, since it returns nothing."
    if not _hands_out_no_json(route):
        return MissingResponseModel.meta.remedy
    names = {"HTMLResponse" if name in _PAGES else name for name in route.body.responses}
    one = names.pop() if len(names) == 1 else "Response"
    return f"Annotate the function with `-> {one}`, which is what it returns."
