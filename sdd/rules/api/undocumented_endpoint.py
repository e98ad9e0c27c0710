"""API210."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound
from sdd.redact.placing import path_class

HEAD = "from fastapi import FastAPI\napp = FastAPI()\n\n"


class UndocumentedEndpoint(Rule[Route]):
    """An endpoint that nobody has described.

    What it finds:
        An HTTP route in the schema whose function has no docstring and whose decorator has
        neither `summary` nor `description`, nor a `name` of several words, which the
        documentation shows as the summary. Applications inside test files are left alone.

    Why it matters:
        The generated documentation shows the function's name and nothing else; people and
        agents then guess what a call does.

    What to do:
        Write a docstring; the framework takes it as the description.

    Fix safety:
        No fix is offered: a description cannot be invented.
    """

    meta = Meta(
        code="API210",
        name="undocumented-endpoint",
        summary="a route in the schema with no docstring, summary or description",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Write a docstring; the framework takes it as the description.",
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}@app.get("/name")\ndef read_name() -> str:\n    return ""\n',
            5,
            "GET /name has no docstring, summary or description",
        ),
        Sound(
            f'{HEAD}@app.get("/name")\ndef read_name() -> str:\n'
            '    """Read the name."""\n    return ""\n'
        ),
        Sound(
            f'{HEAD}@app.get("/name", summary="The name")\ndef read_name() -> str:\n'
            '    return ""\n\n'
            '@app.get("/age", name="Age of the service")\ndef read_age() -> int:\n    return 1\n\n'
            '@app.get("/size", description="The size")\ndef read_size() -> int:\n    return 1\n'
        ),
        Sound(
            f'{HEAD}@app.get("/name", include_in_schema=False)\ndef read_name() -> str:\n'
            '    return ""\n'
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.kind != "http" or subject.documented or not subject.is_shown:
            return
        if path_class(subject.place.path) == "test":
            return
        yield self.finding(
            subject.place,
            f"{subject.row} has no docstring, summary or description",
            key=subject.row,
            scope=subject.endpoint.rpartition(".")[2],
        )
