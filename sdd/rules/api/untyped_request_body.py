"""API202."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, UntypedBody
from sdd.redact.placing import path_class

HEAD = (
    "import hashlib\nimport hmac\nimport json\nfrom typing import Annotated, Any\n\n"
    "import httpx\nfrom fastapi import Body, Depends, FastAPI, Header, Request\n"
    "from pydantic import BaseModel\n\napp = FastAPI()\n\n\n"
    "class Book(BaseModel):\n    title: str\n\n\n"
)
_DOC = '    """Say what it does."""\n'


class UntypedRequestBody(Rule[UntypedBody]):
    """A request body that no type describes.

    What it finds:
        An endpoint, or a dependency or helper of one, that reads the body by itself
        (`await request.json()`, `.form()`, or `.body()` with a parser behind it), and a
        parameter that the framework takes from the body whose type says nothing: a bare `dict`
        or `list`, `dict[str, Any]`, `list[dict]`, `Any` or no type beside `Body()`. Where what
        was read is handed to a model by hand the case is one step less severe, because only the
        schema does not know it. A raw body is fine where its bytes are needed: to check a
        signature, to be stored or to be passed on to another server; so are streams. Bare
        parameters without `Body()` come from the query and are no body. Routes outside the
        schema and applications inside test files are left alone.

    Why it matters:
        Nothing checks what arrives, so each key is a chance for an error 500, and the schema
        shows no body, so clients are written against an accident.

    What to do:
        Declare a Pydantic model as the parameter; `list[Model]` and unions work as well. For
        keys that are truly free say at least what the values are (`dict[str, int]`).

    Fix safety:
        No fix is offered: a model cannot be invented.
    """

    meta = Meta(
        code="API202",
        name="untyped-request-body",
        summary="a body read by `Request.json()`, or typed `dict`, `Any` or not at all",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Declare a Pydantic model as the parameter that takes the body.",
    )
    subject = UntypedBody
    examples = (
        Offending(
            f'{HEAD}@app.post("/books", status_code=201)\n'
            f"async def add_book(request: Request) -> str:\n{_DOC}"
            '    data = await request.json()\n    return data["title"]\n',
            20,
            "POST /books reads its body by request.json(), so nothing declares or checks it",
        ),
        Offending(
            f'{HEAD}@app.put("/books")\ndef save(book: dict[str, Any], key: int) -> int:\n{_DOC}'
            "    return key\n",
            18,
            "PUT /books takes book: dict[str, Any] from the body, which says nothing of it",
        ),
        Offending(
            f'{HEAD}@app.put("/books")\ndef save(title=Body(embed=True)) -> str:\n{_DOC}'
            "    return str(title)\n",
            18,
            "PUT /books takes title from the body with no type",
        ),
        Offending(
            f'{HEAD}@app.put("/books")\nasync def save(request: Request) -> Book:\n{_DOC}'
            "    raw = await request.body()\n"
            "    return Book.model_validate(json.loads(raw))\n",
            20,
            "reads its body by request.body() and checks it by hand",
        ),
        Offending(
            f"{HEAD}async def payload(request: Request) -> Book:\n"
            "    return Book(**await request.json())\n\n\n"
            f'@app.put("/books")\ndef save(b: Annotated[Book, Depends(payload)]) -> Book:\n{_DOC}'
            "    return b\n",
            18,
            "and checks it by hand, so the schema does not know it",
        ),
        Sound(
            f'{HEAD}@app.post("/hook", status_code=201)\n'
            "async def hook(request: Request, x_signature: Annotated[str, Header()]) -> str:\n"
            f"{_DOC}    raw = await request.body()\n"
            '    digest = hmac.new(b"", raw, hashlib.sha256).hexdigest()\n'
            "    if not hmac.compare_digest(digest, x_signature):\n"
            '        return ""\n'
            '    return json.loads(raw)["title"]\n'
        ),
        Sound(
            f'{HEAD}@app.post("/proxy", status_code=201)\n'
            f"async def proxy(request: Request) -> str:\n{_DOC}"
            "    async with httpx.AsyncClient() as client:\n"
            '        answer = await client.post("https://example.org", json=await request.json())\n'
            "    return answer.text\n"
        ),
        Sound(
            f'{HEAD}@app.put("/books")\n'
            "def save(book: Book, tags: list[str], counts: dict[str, int], loose: Any = None,"
            f" bare=None) -> Book:\n{_DOC}    return book\n"
        ),
        Sound(
            f'{HEAD}@app.put("/files")\nasync def save(request: Request) -> int:\n{_DOC}'
            "    size = 0\n    async for chunk in request.stream():\n        size += len(chunk)\n"
            "    return size\n"
        ),
    )

    def check(self, subject: UntypedBody, context: Context) -> Iterator[Finding]:
        if path_class(subject.place.path) == "test":
            return
        yield self.finding(
            subject.place,
            f"{subject.row} {_said(subject)}",
            key=f"{subject.owner} {subject.name}",
            scope=subject.owner,
            confidence=subject.confidence,
            lower=int(subject.validated),
        )


def _said(body: UntypedBody) -> str:
    if body.how != "parameter":
        read = f"reads its body by {body.name}.{body.how}()"
        if body.validated:
            return f"{read} and checks it by hand, so the schema does not know it"
        return f"{read}, so nothing declares or checks it"
    if not body.text:
        return f"takes {body.name} from the body with no type"
    return f"takes {body.name}: {body.text} from the body, which says nothing of it"
