"""TSK109."""

from collections.abc import Iterator

from sdd.plugin import Context, Feature, Finding, Meta, Offending, Rule, Severity, Sound

_TASKS = "specs/001-login/tasks.md"
_PATH = "specs/001-login/checklists/requirements.md"
_DONE = "# Tasks: Login\n\n## Phase 1: Setup\n\n- [x] T001 Create app/main.py\n"
_LIST = "# Requirements Checklist: Login\n\n- [x] CHK001 Are all stories testable?\n"
_LONGEST = 80


class OpenChecklist(Rule[Feature]):
    """A feature that is done, and a checklist that is not.

    What it finds:
        Unticked items in the checklists of a feature (`checklists/*.md`) whose tasks are all
        ticked: one finding per checklist.

    Why it matters:
        A checklist is the reviewer's word on the requirements. Ticked tasks over an open one
        mean that the feature was built before anybody agreed what it is.

    What to do:
        Answer each open item and tick it, or open a task for what it shows to be missing.

    Fix safety:
        No fix is offered: a tick is a reviewer's statement.
    """

    meta = Meta(
        code="TSK109",
        name="open-checklist",
        summary="an unticked checklist item in a feature whose tasks are all ticked",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Answer and tick each item, or open a task for what is missing.",
    )
    subject = Feature
    examples = (
        Offending(
            f"{_LIST}- [ ] CHK002 Are limits named?\n",
            4,
            "1 of 2 items is open though every task is ticked: CHK002 Are limits named?",
            path=_PATH,
            beside={_TASKS: _DONE},
        ),
        Sound(_LIST, path=_PATH, beside={_TASKS: _DONE}),
        Sound(
            f"{_LIST}- [ ] CHK002 Are limits named?\n",
            path=_PATH,
            beside={_TASKS: f"{_DONE}- [ ] T002 Create app/db.py\n"},
        ),
    )

    def check(self, subject: Feature, context: Context) -> Iterator[Finding]:
        tasks = [task for task in subject.tasks.tasks if not task.echo] if subject.tasks else []
        if not tasks or not all(task.done for task in tasks):
            return
        for checklist in subject.checklists:
            waiting = [item for item in checklist.items if not item.done]
            if not waiting:
                continue
            text = f"{waiting[0].id} {waiting[0].text}".strip()
            shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
            verb = "is" if len(waiting) == 1 else "are"
            yield self.finding(
                waiting[0].place,
                f"{len(waiting)} of {len(checklist.items)} items {verb} open though every task "
                f"is ticked: {shown}",
                key=checklist.path.rpartition("/")[2],
            )
