"""TSK108."""

from collections import defaultdict
from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, Task, Tasks

_PATH = "specs/001-login/tasks.md"
_HEAD = (
    "# Tasks: Login\n\n## Phase 1: User Story 1\n\n- [ ] T001 [US1] Add the form in app/login.py\n"
)
_SHOWN = 4


class TaskWithoutPath(Rule[Tasks]):
    """A task that does not say where.

    What it finds:
        Tasks inside a story phase that name no file, neither in their line nor in their
        sub-steps: one finding per phase. Tasks that run, try, review, deploy or commit something
        need none.

    Why it matters:
        Whether a task was done is seen in a file. Without one nobody can check the tick, and two
        agents cannot tell that they are about to change the same place.

    What to do:
        End the task with the file that it creates or changes: `... in app/login.py`.

    Fix safety:
        No fix is offered: only the author knows the place.
    """

    meta = Meta(
        code="TSK108",
        name="task-without-path",
        summary="a task in a story phase that names no file",
        severity=Severity.INFO,
        since="0.2.0",
        remedy="End each task with the file that it creates or changes.",
    )
    subject = Tasks
    examples = (
        Offending(
            f"{_HEAD}- [ ] T002 [US1] Add rate limiting\n",
            6,
            "T002 names no file",
            path=_PATH,
        ),
        Sound(
            f"{_HEAD}- [ ] T002 [US1] Add rate limiting\n  - in `app/limits.py`\n"
            "- [ ] T003 [US1] Run all tests\n\n## Phase 2: Polish\n\n- [ ] T004 Tidy up\n",
            path=_PATH,
        ),
    )

    def check(self, subject: Tasks, context: Context) -> Iterator[Finding]:
        placeless: dict[int, list[Task]] = defaultdict(list)
        for task in subject.tasks:
            in_story = task.phase >= 0 and subject.phases[task.phase].kind == "story"
            if in_story and not task.paths and not task.checking and not task.echo:
                placeless[task.phase].append(task)
        for index, tasks in placeless.items():
            phase = subject.phases[index]
            message = f"{_list([task.id for task in tasks])} no file"
            yield self.finding(
                tasks[0].place, message, key=f"phase {phase.number}", scope=tasks[0].id
            )


def _list(ids: list[str]) -> str:
    if len(ids) == 1:
        return f"{ids[0]} names"
    if len(ids) > _SHOWN:
        return f"{', '.join(ids[:_SHOWN])} and {len(ids) - _SHOWN} more name"
    return f"{', '.join(ids[:-1])} and {ids[-1]} name"
