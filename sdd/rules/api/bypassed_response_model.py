"""API222."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Related, Route, Rule, Severity, Sound
from sdd.redact.placing import path_class

HEAD = (
    "from fastapi import FastAPI, HTTPException\nfrom fastapi.responses import JSONResponse\n"
    "from pydantic import BaseModel\napp = FastAPI()\n\n"
    "class Book(BaseModel):\n    title: str\n\n"
)
_DOC = '    """Read a book."""\n'


class BypassedResponseModel(Rule[Route]):
    """A Response object that goes out past the contract.

    What it finds:
        A `return` of a Response instance in a function whose route declares a model, by
        `response_model` or by annotation. Routes without a model, with a weak one (`Any`,
        `dict`), with a Response class as annotation or with `response_model=None` promise
        nothing and are fine, and so is an answer whose status `responses=` declares, and a
        redirect or "not modified" beside other answers. Applications inside test files are left
        alone.

    Why it matters:
        The framework sends such an object as it is: nothing is validated, filtered or
        converted, and fields that the model leaves out reach the client.

    What to do:
        Return the model and set headers and status on an injected `Response`; raise
        `HTTPException` for errors; or declare the other answers in `responses=`.

    Fix safety:
        No fix is offered: the answer may be meant to differ.
    """

    meta = Meta(
        code="API222",
        name="bypassed-response-model",
        summary="a Response instance returned past a declared contract",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Return the model, and raise HTTPException for errors.",
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}@app.get("/book", response_model=Book)\ndef read_book():\n{_DOC}'
            '    return JSONResponse({"name": "x"})\n',
            12,
            "this Response skips the contract Book of GET /book",
        ),
        Offending(
            f'{HEAD}@app.get("/book")\ndef read_book() -> Book | None:\n{_DOC}'
            '    answer = JSONResponse({"name": "x"})\n    answer.set_cookie("a", "b")\n'
            "    return answer\n",
            14,
            "this Response skips the contract Book | None of GET /book",
        ),
        Sound(
            f'{HEAD}@app.get("/book", response_model=Book)\ndef read_book(seen: bool = False):\n'
            f"{_DOC}    if seen:\n        return JSONResponse(None, status_code=304)\n"
            '    return Book(title="x")\n'
        ),
        Sound(
            f'{HEAD}@app.get("/book", response_model=Book)\ndef read_book():\n{_DOC}'
            '    raise HTTPException(404, "no such book")\n'
        ),
        Sound(
            f'{HEAD}@app.get("/book")\ndef read_book() -> JSONResponse:\n{_DOC}'
            '    return JSONResponse({"name": "x"})\n'
        ),
        Sound(
            f'{HEAD}@app.get("/book", response_model=Book, responses={{404: {{"model": Book}}}})\n'
            f'def read_book():\n{_DOC}    return JSONResponse({{"title": ""}}, status_code=404)\n'
        ),
        Sound(
            f'{HEAD}@app.get("/book", response_model=None)\ndef read_book() -> Book | JSONResponse:'
            f'\n{_DOC}    return JSONResponse({{"name": "x"}})\n'
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.contract not in ("annotation", "response_model"):
            return
        if subject.model is None or subject.model.weak:
            return
        if path_class(subject.place.path) == "test":
            return
        for place in subject.bypasses:
            yield self.finding(
                place,
                f"this Response skips the contract {subject.model.text} of {subject.row},"
                " so nothing checks or filters it",
                key=subject.row,
                scope=subject.endpoint.rpartition(".")[2],
                related=(Related("the contract is declared here", subject.place),),
            )
