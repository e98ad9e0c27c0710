"""ASY306."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    NestedLoop,
    Offending,
    Rule,
    Severity,
    Sound,
    path_steps,
    path_text,
)


class NestedEventLoop(Rule[NestedLoop]):
    """An event loop that is started where one is running.

    What it finds:
        `asyncio.run`, `loop.run_until_complete`, `loop.run_forever` or `anyio.run` in an
        `async def`, directly or through sync helpers of the project. Helpers that ask first
        whether a loop is running are left alone, and so is code that is handed to a thread.

    Why it matters:
        It raises RuntimeError: an event loop cannot be started inside another one.

    What to do:
        Await the coroutine, or make the helper async.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ASY306",
        name="nested-event-loop",
        summary="an event loop that is started in code that runs on one",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Await the coroutine instead of running a second loop.",
    )
    subject = NestedLoop
    examples = (
        Offending(
            "import asyncio\nasync def load(): ...\nasync def endpoint():\n"
            "    asyncio.run(load())\n",
            4,
            "asyncio.run",
        ),
        Offending(
            "import asyncio\nasync def load(): ...\n"
            "def load_now():\n    return asyncio.run(load())\n"
            "async def endpoint():\n    return load_now()\n",
            6,
            "endpoint -> load_now (app.py:4) -> asyncio.run",
        ),
        Sound("import asyncio\nasync def load(): ...\ndef main():\n    asyncio.run(load())\n"),
        Sound(
            "import asyncio\nasync def load(): ...\ndef load_now():\n"
            "    try:\n        asyncio.get_running_loop()\n"
            "    except RuntimeError:\n        return asyncio.run(load())\n"
            "async def endpoint():\n    return load_now()\n"
        ),
    )

    def check(self, subject: NestedLoop, context: Context) -> Iterator[Finding]:
        steps = path_steps(subject.hops)
        way = f": {path_text(subject.hops)}" if steps else ""
        yield self.finding(
            subject.place,
            f"{subject.callee}() cannot start a loop in {subject.within}{way}",
            scope=subject.within.scope,
            key=subject.callee,
            confidence=subject.confidence,
            is_path=bool(steps),
            related=steps,
        )
