"""TSK101."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, Tasks

_PATH = "specs/001-login/tasks.md"
_HEAD = "# Tasks: Login\n\n## Phase 1: Setup\n\n- [x] T001 Create app/main.py\n"


class MalformedTask(Rule[Tasks]):
    """A line that looks like a task and is not.

    What it finds:
        A checkbox with a task id that no reader takes for one: `[]`, `[ x ]` or another mark in
        the box, no space behind the box or the list marker, `T-001`, and the template's `TXXX`.
        Checkboxes without an id are acceptance or sub-steps and are fine, and so are ranges
        ("T001-T005") and the lines that explain the format.

    Why it matters:
        Such a line is in no count: the feature looks finished while the task is open.

    What to do:
        Write it as `- [ ] T001 [P] [US1] Description with app/path.py`.

    Fix safety:
        No fix is offered yet: the number of a task is for its author to give.
    """

    meta = Meta(
        code="TSK101",
        name="malformed-task",
        summary="a line that looks like a task and cannot be read as one",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Write it as `- [ ] T001 [P] [US1] Description with app/path.py`.",
    )
    subject = Tasks
    examples = (
        Offending(f"{_HEAD}- [] T002 Create app/db.py\n", 6, "the checkbox is empty", path=_PATH),
        Offending(f"{_HEAD}- [ ]T002 Create app/db.py\n", 6, "no space", path=_PATH),
        Offending(f"{_HEAD}- [ ] TXXX Clean up\n", 6, "never numbered", path=_PATH),
        Sound(
            f"{_HEAD}  - [ ] the app starts\n- [x] T001-T005 reviewed\n"
            "- [ ] **T002** [P] Create app/db.py\n\n```text\n- [] T003\n```\n",
            path=_PATH,
        ),
    )

    def check(self, subject: Tasks, context: Context) -> Iterator[Finding]:
        for mention in subject.malformed:
            yield self.finding(mention.place, f"not a task: {mention.text}", key=mention.text)
