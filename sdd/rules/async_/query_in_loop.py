"""ASY305."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    QueryInLoop,
    Related,
    Rule,
    Severity,
    Sound,
)


class QueryInLoopRule(Rule[QueryInLoop]):
    """A database query for each row of another query (N+1).

    What it finds:
        A query, made directly or through a helper, in a loop or comprehension over the result
        of a query. Loops over anything else, such as batches of ids, are left alone.

    Why it matters:
        A hundred rows are a hundred and one round trips; it gets worse as the data grows.

    What to do:
        Ask once: join, load eagerly (`selectinload`), or select with `in_`.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ASY305",
        name="query-in-loop",
        summary="a query in a loop over the result of another query",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Ask once: join, load eagerly, or select with in_.",
    )
    subject = QueryInLoop
    examples = (
        Offending(
            "from sqlalchemy import select\nfrom sqlalchemy.ext.asyncio import AsyncSession\n"
            "async def endpoint(session: AsyncSession, User, Order):\n"
            "    users = (await session.execute(select(User))).scalars().all()\n"
            "    for user in users:\n"
            "        await session.execute(select(Order).where(Order.user_id == user.id))\n",
            6,
            "sqlalchemy.ext.asyncio.AsyncSession.execute",
        ),
        Sound(
            "from sqlalchemy import select\nfrom sqlalchemy.ext.asyncio import AsyncSession\n"
            "async def endpoint(session: AsyncSession, User, batches):\n"
            "    for batch in batches:\n"
            "        await session.execute(select(User).where(User.id.in_(batch)))\n"
        ),
    )

    def check(self, subject: QueryInLoop, context: Context) -> Iterator[Finding]:
        helper = f" (through {subject.via})" if subject.via else ""
        yield self.finding(
            subject.place,
            f"{subject.query}(){helper} asks the database once for each row of another query",
            scope=subject.scope,
            key=subject.query,
            confidence=subject.confidence,
            related=(Related("the loop over the rows", subject.loop),),
        )
