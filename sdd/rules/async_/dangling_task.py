"""ASY304."""

from collections.abc import Iterator

from sdd.plugin import Context, DanglingTask, Finding, Meta, Offending, Rule, Severity, Sound


class DanglingTaskRule(Rule[DanglingTask]):
    """A task that nothing refers to.

    What it finds:
        `asyncio.create_task`, `ensure_future` or `loop.create_task` whose result is dropped or
        bound to a name that nothing uses. Tasks of a task group, and tasks that are stored,
        returned, passed on or awaited, are left alone.

    Why it matters:
        The event loop refers to its tasks only weakly: one that nobody keeps can vanish before
        it is done (https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task), and
        nobody sees its exception.

    What to do:
        Keep the task in a set and remove it when it is done, or use a task group.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ASY304",
        name="dangling-task",
        summary="a task whose result nobody keeps",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Keep the task until it is done, or use asyncio.TaskGroup.",
    )
    subject = DanglingTask
    examples = (
        Offending(
            "import asyncio\nasync def work(): ...\nasync def endpoint():\n"
            "    asyncio.create_task(work())\n",
            4,
            "asyncio.create_task",
        ),
        Sound(
            "import asyncio\nasync def work(): ...\nasync def endpoint():\n"
            "    task = asyncio.create_task(work())\n    await task\n"
        ),
        Sound(
            "import asyncio\nasync def work(): ...\nasync def endpoint():\n"
            "    async with asyncio.TaskGroup() as group:\n        group.create_task(work())\n"
        ),
    )

    def check(self, subject: DanglingTask, context: Context) -> Iterator[Finding]:
        yield self.finding(
            subject.place,
            f"nothing keeps the task that {subject.callee}() makes in {subject.scope}",
            scope=subject.scope,
            key=subject.callee,
        )
