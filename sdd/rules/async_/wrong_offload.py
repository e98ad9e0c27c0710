"""ASY309."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, WrongOffload


class WrongOffloadRule(Rule[WrongOffload]):
    """A call that should hand work to a thread and hands none.

    What it finds:
        `to_thread(load())`: the function runs first, on the event loop, and its result is handed
        to the thread; and `to_thread(load)` of an `async def`: the thread makes a coroutine that
        nobody runs. The same for executors, `run_in_threadpool`, threads and their kin. A call
        that gives a callable, such as `partial(...)`, is left alone.

    Why it matters:
        The event loop blocks all the same, or the work is not done at all.

    What to do:
        Pass the function and its arguments apart: `to_thread(load, key)`; await an `async def`.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ASY309",
        name="wrong-offload",
        summary="to_thread(f()) or to_thread(async_fn): nothing runs in the thread",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Pass the function and its arguments apart; await a coroutine function.",
    )
    subject = WrongOffload
    examples = (
        Offending(
            "import asyncio, time\nasync def endpoint():\n"
            "    await asyncio.to_thread(time.sleep(1))\n",
            3,
            "time.sleep is called before",
        ),
        Offending(
            "import asyncio\nasync def load(): ...\nasync def endpoint():\n"
            "    await asyncio.to_thread(load)\n",
            4,
            "load is a coroutine function",
        ),
        Sound(
            "import asyncio, time\nasync def endpoint():\n"
            "    await asyncio.to_thread(time.sleep, 1)\n"
        ),
        Sound(
            "import asyncio, functools, time\nasync def endpoint():\n"
            "    await asyncio.to_thread(functools.partial(time.sleep, 1))\n"
        ),
        Sound(
            "import asyncio\ndef make(key):\n    def run():\n        return key\n    return run\n"
            "async def endpoint():\n    await asyncio.to_thread(make(1))\n"
        ),
    )

    def check(self, subject: WrongOffload, context: Context) -> Iterator[Finding]:
        problem = f"is a coroutine function, which {subject.offloader}() only calls"
        if subject.called:
            problem = f"is called before {subject.offloader}() gets its result"
        yield self.finding(
            subject.place,
            f"{subject.given} {problem}",
            scope=subject.scope,
            key=subject.given,
            confidence=subject.confidence,
        )
