"""API211."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound
from sdd.redact.placing import path_class

HEAD = "from fastapi import APIRouter, FastAPI\napp = FastAPI()\n\n"
_DOC = '    """Read the name."""\n    return ""\n'


class UntaggedRoute(Rule[Route]):
    """A route without a tag.

    What it finds:
        An HTTP route in the schema with no tag anywhere on its chain: not on the decorator, its
        router, an include or the application. Applications inside test files are left alone.

    Why it matters:
        Documentation and generated clients group by tag; without one the route falls into
        "default" with everything else.

    What to do:
        Give the router or its include a tag, or the route itself.

    Fix safety:
        No fix is offered: the name of the group is for the author to choose.
    """

    meta = Meta(
        code="API211",
        name="untagged-route",
        summary="a route in the schema with no tag on its chain",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Give the route, its router or the include a tag.",
        opt_in=True,
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}@app.get("/name")\ndef read_name() -> str:\n{_DOC}',
            5,
            "GET /name has no tag",
        ),
        Sound(f'{HEAD}@app.get("/name", tags=["names"])\ndef read_name() -> str:\n{_DOC}'),
        Sound(
            f'{HEAD}router = APIRouter()\n\n@router.get("/name")\ndef read_name() -> str:\n{_DOC}\n'
            'app.include_router(router, tags=["names"])\n'
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.kind != "http" or subject.tags or not subject.is_shown:
            return
        if path_class(subject.place.path) == "test":
            return
        yield self.finding(
            subject.place,
            f"{subject.row} has no tag",
            key=subject.row,
            scope=subject.endpoint.rpartition(".")[2],
        )
