"""ASY308."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Struct

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound, matches_path
from sdd.redact.placing import path_class

HEAD = "from fastapi import FastAPI\napp = FastAPI()\n\n"


class SyncEndpointOptions(Struct, frozen=True):
    """Which endpoints may be sync."""

    exceptions: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="Paths of routes that may be sync, with wildcards, such as `/reports/*`."
        ),
    ] = ()


class SyncEndpoint(Rule[Route]):
    """An endpoint that is no coroutine function.

    What it finds:
        An HTTP route whose endpoint is a plain `def`. Routes whose paths the option `exceptions`
        names and applications inside test files are left alone, as are endpoints that cannot be
        followed to a function.

    Why it matters:
        FastAPI runs such an endpoint in a pool of about 40 threads: with that many slow requests
        all others wait. A project that has chosen asynchronous drivers wants one way throughout.

    What to do:
        Write `async def`, and await asynchronous clients inside. An endpoint that must block is
        better left as it is (ASY301), and named in `exceptions`.

    Fix safety:
        No fix is offered: what blocks inside would then block the event loop.
    """

    meta = Meta(
        code="ASY308",
        name="sync-endpoint",
        summary="an endpoint that is a plain `def`, where a clause demands async",
        severity=Severity.WARNING,
        since="0.3.0",
        remedy="Write `async def`, and await asynchronous clients inside.",
        opt_in=True,
    )
    subject = Route
    options = SyncEndpointOptions
    examples = (
        Offending(
            f'{HEAD}@app.get("/books")\ndef list_books() -> list[str]:\n    return []\n',
            5,
            "GET /books is answered by list_books, which is no `async def`",
        ),
        Sound(f'{HEAD}@app.get("/books")\nasync def list_books() -> list[str]:\n    return []\n'),
        Sound(
            "from fastapi import FastAPI\nfrom starlette.staticfiles import StaticFiles\n\n"
            'app = FastAPI()\napp.mount("/static", StaticFiles(directory="."))\n'
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        """Yield a finding for a route with a sync endpoint."""
        if subject.kind != "http" or subject.is_async or subject.scope < 0:
            return
        if path_class(subject.place.path) == "test":
            return
        if any(matches_path(each, subject.path) for each in context.options.exceptions):
            return
        name = subject.endpoint.rpartition(".")[2]
        yield self.finding(
            subject.place,
            f"{subject.row} is answered by {name}, which is no `async def`",
            key=subject.row,
            scope=name,
        )
