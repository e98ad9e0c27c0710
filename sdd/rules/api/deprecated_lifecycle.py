"""API217."""

from collections.abc import Iterator

from sdd.plugin import Context, EventHook, Finding, Meta, Offending, Rule, Severity, Sound

HEAD = "from fastapi import FastAPI\n"


class DeprecatedLifecycle(Rule[EventHook]):
    """A start or stop hook of the old kind.

    What it finds:
        `on_event("startup")` and `on_event("shutdown")` on an application or router, as a
        decorator or as a call.

    Why it matters:
        The framework has deprecated them. What start opens and stop closes stands in two
        functions, and with a `lifespan` beside them they are never called at all.

    What to do:
        Write one `lifespan` context manager: what stands before its `yield` starts, what
        stands behind it stops.

    Fix safety:
        No fix is offered: two functions that share state have to become one.
    """

    meta = Meta(
        code="API217",
        name="deprecated-lifecycle",
        summary="on_event instead of a lifespan",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Write one lifespan context manager and pass it to FastAPI(lifespan=...).",
    )
    subject = EventHook
    examples = (
        Offending(
            f'{HEAD}app = FastAPI()\n\n@app.on_event("startup")\nasync def connect() -> None:\n'
            '    """Connect."""\n',
            4,
            'on_event("startup") is deprecated',
        ),
        Sound(
            "from collections.abc import AsyncIterator\n"
            f"from contextlib import asynccontextmanager\n{HEAD}\n"
            "@asynccontextmanager\nasync def lifespan(app: FastAPI) -> AsyncIterator[None]:\n"
            "    yield\n\napp = FastAPI(lifespan=lifespan)\n"
        ),
        Sound(
            "from bus import bus\n\n"
            '@bus.on_event("startup")\nasync def connect() -> None:\n    """Connect."""\n'
        ),
    )

    def check(self, subject: EventHook, context: Context) -> Iterator[Finding]:
        argument = f'"{subject.event}"' if subject.event else ""
        yield self.finding(
            subject.place,
            f"on_event({argument}) is deprecated",
            key=subject.event or "on_event",
            scope=subject.scope,
        )
