"""ASY303."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, ForgottenAwait, Meta, Offending, Rule, Severity, Sound


class ForgottenAwaitRule(Rule[ForgottenAwait]):
    """A coroutine that is made and never runs.

    What it finds:
        A call of an `async def` of the project, or of a coroutine function that is known of a
        library, whose coroutine is dropped, bound to a name that nothing uses, asked for an
        attribute, tested, compared or iterated as if it were its result. Coroutines that are
        returned, passed on, stored, gathered or scheduled are left alone, and so are functions
        whose decorators could make something else of them.

    Why it matters:
        The body of the function does not run, and a check such as `if not is_allowed(user):`
        is always decided the same way.

    What to do:
        Write `await` before the call.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ASY303",
        name="forgotten-await",
        summary="a coroutine that is made and not awaited, returned or scheduled",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Write await before the call.",
    )
    subject = ForgottenAwait
    examples = (
        Offending(
            "async def audit(): ...\nasync def endpoint():\n    audit()\n",
            3,
            "audit() is a coroutine that is dropped",
        ),
        Offending(
            "async def is_allowed(user): ...\nasync def endpoint(user):\n"
            "    if not is_allowed(user):\n        raise ValueError\n",
            3,
            "always true",
        ),
        Offending(
            "from sqlalchemy.ext.asyncio import AsyncSession\n"
            "async def endpoint(session: AsyncSession):\n"
            "    return await session.execute('select 1').scalars()\n",
            3,
            "AsyncSession.execute",
        ),
        Sound("async def audit(): ...\nasync def endpoint():\n    await audit()\n"),
        Sound("async def audit(): ...\ndef endpoint():\n    return audit()\n"),
        Sound(
            "import asyncio\nasync def audit(): ...\nasync def endpoint():\n"
            "    waiting = audit()\n    await asyncio.gather(waiting, audit())\n"
        ),
        Sound(
            "import asyncio\nasync def audit(): ...\nasync def endpoint():\n"
            "    tasks = [audit() for _ in range(3)]\n    await asyncio.gather(*tasks)\n"
        ),
    )

    def check(self, subject: ForgottenAwait, context: Context) -> Iterator[Finding]:
        yield self.finding(
            subject.place,
            f"{subject.callee}() is a coroutine that {subject.problem}",
            scope=subject.scope,
            key=subject.callee,
            confidence=subject.confidence,
        )
