"""API217."""

from collections.abc import Iterator

from sdd.plugin import Context, EventHook, Finding, Meta, Offending, Rule, Severity, Sound

HEAD = "from fastapi import FastAPI\n"


class DeprecatedLifecycle(Rule[EventHook]):
    """A start or stop hook of the old kind.

    What it finds:
        `on_event("startup")` and `on_event("shutdown")` on an application or router, as a
        decorator or as a call, and `add_event_handler` with the same events.

    Why it matters:
        The framework has deprecated the first and keeps the second for old code only. What
        start opens and stop closes stands in two functions, and with a `lifespan` beside them
        they are never called at all.

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
        Offending(
            f"{HEAD}from bus import connect\n\napp = FastAPI()\n"
            'app.add_event_handler("startup", connect)\n',
            5,
            'add_event_handler("startup") is kept for old code only',
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
        fate = "is deprecated" if subject.how == "on_event" else "is kept for old code only"
        yield self.finding(
            subject.place,
            f"{subject.how}({argument}) {fate}",
            key=subject.event or subject.how,
            scope=subject.scope,
        )
