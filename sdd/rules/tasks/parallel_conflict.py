"""TSK104."""

from collections import defaultdict
from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Related,
    Rule,
    Severity,
    Sound,
    Task,
    Tasks,
)

_PATH = "specs/001-login/tasks.md"
_HEAD = "# Tasks: Login\n\n## Phase 1: Setup\n\n- [ ] T001 [P] Create app/main.py\n"
_SHOWN = 4


class ParallelConflict(Rule[Tasks]):
    """Two parallel tasks on one file.

    What it finds:
        Tasks of one phase that are marked `[P]` and change the same file: one finding per file,
        at the second of them. Tasks that only run or review it are not counted, nor is a file
        that a task names beside the one it changes. Where all of them are done it is one step
        less severe.

    Why it matters:
        `[P]` tells people and agents that tasks may be done at the same time. Two of them in one
        file overwrite each other.

    What to do:
        Take the `[P]` from all but one, or move what they add into files of their own.

    Fix safety:
        No fix is offered: which task comes first is for its author to say.
    """

    meta = Meta(
        code="TSK104",
        name="parallel-conflict",
        summary="two [P] tasks of one phase on one file",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Take the [P] from all but one of these tasks.",
    )
    subject = Tasks
    examples = (
        Offending(
            f"{_HEAD}- [ ] T002 [P] Add CORS in app/main.py\n",
            6,
            "T001 and T002 are marked [P] and change app/main.py",
            path=_PATH,
        ),
        Sound(
            f"{_HEAD}- [ ] T002 Add CORS in app/main.py\n- [ ] T003 [P] Test app/main.py in "
            "tests/test_main.py\n- [ ] T004 [P] Review app/main.py\n\n## Phase 2: Polish\n\n"
            "- [ ] T005 [P] Tidy app/main.py\n",
            path=_PATH,
        ),
    )

    def check(self, subject: Tasks, context: Context) -> Iterator[Finding]:
        groups: dict[tuple[int, str], list[Task]] = defaultdict(list)
        for task in subject.tasks:
            if task.parallel and task.target and not task.checking and not task.echo:
                groups[task.phase, task.target.removeprefix("./")].append(task)
        for (phase, path), tasks in groups.items():
            ids = list(dict.fromkeys(task.id for task in tasks))
            if len(ids) < 2:
                continue
            number = subject.phases[phase].number if phase >= 0 else ""
            yield self.finding(
                tasks[1].place,
                f"{_list(ids)} are marked [P] and change {path}",
                key=f"{number} {path}",
                scope=tasks[1].id,
                lower=1 if all(task.done for task in tasks) else 0,
                related=(Related(f"{tasks[0].id} changes it first", tasks[0].place),),
            )


def _list(ids: list[str]) -> str:
    if len(ids) > _SHOWN:
        return f"{', '.join(ids[:_SHOWN])} and {len(ids) - _SHOWN} more"
    return f"{', '.join(ids[:-1])} and {ids[-1]}"
