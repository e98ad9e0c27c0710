"""API220."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, ImportCrash, Meta, Offending, Rule, Severity, Sound
from sdd.redact.placing import path_class

HEAD = (
    "from typing import Annotated\nfrom fastapi import APIRouter, FastAPI, Path, Response\n"
    "app = FastAPI()\n\n"
)
_DOC = '    """Say what it does."""\n'


class ImportCrashRule(Rule[ImportCrash]):
    """A declaration with which the application does not start.

    What it finds:
        What the framework refuses while the module is imported: a union with a Response class,
        or another return class that Pydantic cannot take, without `response_model=None`; a
        contract with status 204, 205, 304 or below 200; a prefix that does not begin with a
        slash or that ends with one; a parameter twice in one path; an unknown converter; an
        empty path below an empty prefix; a default in `Path(...)` or behind
        `Annotated[..., Path()]`; `Query`, `Header`, `Cookie` or `Body` on a name that the path
        has. A plain default on a path parameter, a Response class alone as annotation and
        `-> None` with 204 are fine. Test files are left alone: their runs tell.

    Why it matters:
        The service does not start, and the message of the framework names neither the
        parameter's line nor, for a contract, the route.

    What to do:
        Correct the declaration as the message says.

    Fix safety:
        No fix is offered yet.
    """

    meta = Meta(
        code="API220",
        name="import-crash",
        summary="a declaration with which the application cannot be imported",
        severity=Severity.ERROR,
        since="0.2.0",
        remedy="Correct the declaration; the application does not start with it.",
    )
    subject = ImportCrash
    examples = (
        Offending(
            f'{HEAD}@app.get("/book")\ndef read_book() -> Response | str:\n{_DOC}    return ""\n',
            6,
            "Response",
        ),
        Offending(
            f'{HEAD}@app.delete("/book", status_code=204)\ndef drop_book() -> str:\n{_DOC}'
            '    return ""\n',
            6,
            "204",
        ),
        Offending(f'{HEAD}router = APIRouter(prefix="books")\n', 5, "books"),
        Offending(
            f'{HEAD}@app.get("/books/{{isbn:text}}")\ndef read_book(isbn: str) -> str:\n{_DOC}'
            "    return isbn\n",
            5,
            "text",
        ),
        Offending(
            f'{HEAD}@app.get("/books/{{isbn}}")\ndef read_book(\n'
            f'    isbn: Annotated[str, Path()] = "1",\n) -> str:\n{_DOC}    return isbn\n',
            7,
            "isbn",
        ),
        Sound(
            f'{HEAD}@app.get("/book", response_model=None)\ndef read_book() -> Response | str:\n'
            f'{_DOC}    return ""\n'
        ),
        Sound(f'{HEAD}@app.delete("/book", status_code=204)\ndef drop_book() -> None:\n{_DOC}'),
        Sound(
            f'{HEAD}@app.get("/books/{{isbn}}")\ndef read_book(isbn: str = "1") -> str:\n{_DOC}'
            "    return isbn\n"
        ),
        Sound(
            f'{HEAD}router = APIRouter()\n\n@router.get("")\ndef front() -> str:\n{_DOC}'
            '    return ""\n\napp.include_router(router, prefix="/front")\n'
        ),
    )

    def check(self, subject: ImportCrash, context: Context) -> Iterator[Finding]:
        if path_class(subject.place.path) == "test":
            return
        yield self.finding(subject.place, subject.message, key=subject.key, scope=subject.scope)
