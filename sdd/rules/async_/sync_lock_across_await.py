"""ASY310."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, HeldLock, Meta, Offending, Related, Rule, Severity, Sound


class SyncLockAcrossAwait(Rule[HeldLock]):
    """A lock of threads that is held over an `await`.

    What it finds:
        `with lock:` in an `async def` whose suite awaits, where the lock is one of `threading`.

    Why it matters:
        The next task that wants the lock blocks the thread of the event loop; the task that
        holds it can then never go on to release it.

    What to do:
        Use `asyncio.Lock` with `async with`, or release the lock before the `await`.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ASY310",
        name="sync-lock-across-await",
        summary="a threading lock that is held over an await",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Use asyncio.Lock with async with, or release the lock before the await.",
    )
    subject = HeldLock
    examples = (
        Offending(
            "import asyncio, threading\nlock = threading.Lock()\nasync def endpoint():\n"
            "    with lock:\n        await asyncio.sleep(1)\n",
            4,
            "threading.Lock is held",
        ),
        Sound(
            "import asyncio\nlock = asyncio.Lock()\nasync def endpoint():\n"
            "    async with lock:\n        await asyncio.sleep(1)\n"
        ),
        Sound(
            "import asyncio, threading\nlock = threading.Lock()\nasync def endpoint(counts):\n"
            "    with lock:\n        counts.append(1)\n    await asyncio.sleep(1)\n"
        ),
    )

    def check(self, subject: HeldLock, context: Context) -> Iterator[Finding]:
        yield self.finding(
            subject.place,
            f"a {subject.kind} is held over an await in async {subject.scope}",
            scope=subject.scope,
            key=subject.kind,
            confidence=subject.confidence,
            related=(Related("the await", subject.awaited),),
        )
