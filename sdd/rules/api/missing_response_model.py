"""API201."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound

HEAD = "from fastapi import APIRouter, FastAPI, Response\napp = FastAPI()\n"


class MissingResponseModel(Rule[Route]):
    """A route with no response contract.

    What it finds:
        An HTTP route with no `response_model`, no return annotation, no response class that
        replaces the body, and a status that allows a body. The order is the framework's own.
        Routes outside the schema, websockets and mounts have no contract to miss.

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
        Offending(f'{HEAD}@app.get("/books")\ndef list_books():\n    return []\n', 4, "GET /books"),
        Offending(
            'import fastapi\nrouter = fastapi.APIRouter(prefix="/v1")\n\n'
            '@router.api_route("/x", methods=["PUT", "GET"])\nasync def both():\n    return 1\n',
            5,
            "GET, PUT /v1/x",
        ),
        Sound(f'{HEAD}@app.get("/books")\ndef list_books() -> list[str]:\n    return []\n'),
        Sound(f'{HEAD}@app.delete("/b", status_code=204)\ndef drop():\n    pass\n'),
        Sound(f'{HEAD}@app.get("/raw", response_model=None)\ndef raw():\n    return 1\n'),
        Sound(f'{HEAD}@app.get("/f", response_class=Response)\ndef file():\n    return b""\n'),
        Sound(f'{HEAD}@app.get("/h", include_in_schema=False)\ndef hidden():\n    return 1\n'),
        Sound(f'{HEAD}@app.websocket("/ws")\nasync def talk(socket):\n    pass\n'),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.kind != "http" or subject.contract != "none" or not subject.include_in_schema:
            return
        row = f"{', '.join(subject.methods)} {subject.path}"
        yield self.finding(
            subject.place,
            f"{row} has no response contract",
            scope=subject.endpoint.rpartition(".")[2],
            key=row,
        )
