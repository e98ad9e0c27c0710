"""API221."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound
from sdd.redact.placing import path_class

HEAD = "from typing import Any\nfrom fastapi import FastAPI\napp = FastAPI()\n\n"
_DOC = '    """Read the state."""\n    return {}\n'


class WeakResponseModel(Rule[Route]):
    """A contract that says nothing.

    What it finds:
        A route in the schema whose contract carries no information: a bare `dict` or `list`,
        `Any`, `object` and what is made of them alone (`dict[str, Any]`, `list[dict] | None`).
        No contract at all is
        missing-response-model. Applications inside test files are left alone.

    Why it matters:
        Nothing is filtered and the schema is empty, as without a contract; it only looks
        declared.

    What to do:
        Name the fields in a model, or at least the type of the values (`dict[str, int]`).

    Fix safety:
        No fix is offered: a model cannot be invented.
    """

    meta = Meta(
        code="API221",
        name="weak-response-model",
        summary="a contract without information, such as a bare dict or Any",
        severity=Severity.INFO,
        since="0.2.0",
        remedy="Name the fields in a model, or at least the type of the values.",
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}@app.get("/state")\ndef read_state() -> dict:\n{_DOC}',
            6,
            "GET /state answers with dict, which says nothing about the body",
        ),
        Offending(
            f'{HEAD}@app.get("/state", response_model=Any)\ndef read_state():\n{_DOC}',
            6,
            "GET /state answers with Any",
        ),
        Offending(
            f'{HEAD}@app.get("/state")\ndef read_state() -> dict[str, Any] | None:\n{_DOC}',
            6,
            "GET /state answers with dict[str, Any] | None",
        ),
        Sound(f'{HEAD}@app.get("/state")\ndef read_state() -> dict[str, int]:\n{_DOC}'),
        Sound(
            f'{HEAD}@app.get("/state", include_in_schema=False)\ndef read_state() -> dict:\n{_DOC}'
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.model is None or not subject.model.weak or not subject.is_shown:
            return
        if subject.contract not in ("annotation", "response_model"):
            return
        if path_class(subject.place.path) == "test":
            return
        yield self.finding(
            subject.place,
            f"{subject.row} answers with {subject.model.text}, which says nothing about the body",
            key=subject.row,
            scope=subject.endpoint.rpartition(".")[2],
        )
