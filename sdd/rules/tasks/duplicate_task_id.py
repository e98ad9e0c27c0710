"""TSK102."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Place,
    Related,
    Rule,
    Severity,
    Sound,
    Tasks,
)

_PATH = "specs/001-login/tasks.md"
_HEAD = "# Tasks: Login\n\n## Phase 1: Setup\n\n- [x] T001 Create app/main.py\n"


class DuplicateTaskId(Rule[Tasks]):
    """Two tasks with one id.

    What it finds:
        A task id that a later checkbox uses again for other work. A task that is listed twice,
        in an overview and in detail, is one task.

    Why it matters:
        Dependencies, commits and records name tasks by id; a ticked twin hides an open one.

    What to do:
        Give the later task the next free number, and a letter ("T012a") where order matters.

    Fix safety:
        No fix is offered: other lines may already point at either of the two.
    """

    meta = Meta(
        code="TSK102",
        name="duplicate-task-id",
        summary="one task id for two tasks",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Give the later task the next free number.",
    )
    subject = Tasks
    examples = (
        Offending(f"{_HEAD}- [ ] T001 Add app/db.py\n", 6, "T001 is used twice", path=_PATH),
        Sound(
            f"# Tasks: Login\n\n## Overview\n\n- [x] T001 Create app/main.py\n\n{_HEAD}"
            "- [ ] T001a Add app/db.py\n",
            path=_PATH,
        ),
    )

    def check(self, subject: Tasks, context: Context) -> Iterator[Finding]:
        first: dict[str, Place] = {}
        for task in subject.tasks:
            if task.echo:
                continue
            known = first.setdefault(task.id, task.place)
            if known != task.place:
                yield self.finding(
                    task.place,
                    f"{task.id} is used twice; first on line {known.line}",
                    key=task.id,
                    related=(Related("first used here", known),),
                )
