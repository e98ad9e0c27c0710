"""TSK103."""

from collections import defaultdict
from collections.abc import Iterator

from sdd.plugin import Context, Feature, Finding, Meta, Offending, Place, Rule, Severity, Sound

_SPEC = "specs/001-login/spec.md"
_PATH = "specs/001-login/tasks.md"
_STORIES = (
    "# Feature Specification: Login\n\n## User Scenarios & Testing\n\n"
    "### User Story 1 - Log in (Priority: P1)\n\nA user logs in.\n\n"
    "## Requirements\n\n- **FR-001**: It MUST issue tokens.\n\n"
    "## Success Criteria\n\n- **SC-001**: 95 % of logins take under 1 s.\n"
)
_HEAD = "# Tasks: Login\n\n## Phase 1: User Story 1\n\n- [ ] T001 [US1] Add app/login.py\n"
_SHOWN = 4


class UnknownStory(Rule[Feature]):
    """A task whose user story cannot be told.

    What it finds:
        Once per label, a label (`[US7]`) that the specification has no story for; and, once per
        phase, tasks in the phase of one story that carry no label while other tasks of the list
        do. The phase names the story then, so that case is one step less severe. Silent where
        the specification does not number its stories or the list uses no labels at all.

    Why it matters:
        Labels are how tasks are traced to stories; a wrong one hides a story nobody builds.

    What to do:
        Correct the label, add the story to the specification, or add the missing labels.

    Fix safety:
        No fix is offered: either document may be the wrong one.
    """

    meta = Meta(
        code="TSK103",
        name="unknown-story",
        summary="a story label that the spec does not have, or none in a story phase",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Use the number of a user story of the specification, as in [US1].",
    )
    subject = Feature
    examples = (
        Offending(
            f"{_HEAD}- [ ] T002 [US7] Add app/logout.py\n",
            6,
            "the specification has no US7, which T002 names",
            path=_PATH,
            beside={_SPEC: _STORIES},
        ),
        Offending(
            f"{_HEAD}- [ ] T002 Add app/logout.py\n",
            6,
            "T002 has no story label in a story phase",
            path=_PATH,
            beside={_SPEC: _STORIES},
        ),
        Sound(
            f"{_HEAD}\n## Phase 2: Polish\n\n- [ ] T002 [P1] Write docs/login.md\n",
            path=_PATH,
            beside={_SPEC: _STORIES},
        ),
        Sound(_HEAD.replace(" [US1]", ""), path=_PATH, beside={_SPEC: _STORIES}),
    )

    def check(self, subject: Feature, context: Context) -> Iterator[Finding]:
        spec, tasks = subject.spec, subject.tasks
        if spec is None or tasks is None:
            return
        known = {story.label for story in spec.stories if story.number}
        if not known or not any(task.story for task in tasks.tasks):
            return
        first: dict[str, Place] = {}
        strangers: dict[str, list[str]] = defaultdict(list)
        unlabelled: dict[str, list[str]] = defaultdict(list)
        for task in tasks.tasks:
            phase = tasks.phases[task.phase] if task.phase >= 0 else None
            if task.story and task.story not in known:
                strangers[task.story].append(task.id)
                first.setdefault(task.story, task.place)
            elif not task.story and phase and phase.story:
                key = f"phase {phase.number}"
                unlabelled[key].append(task.id)
                first.setdefault(key, task.place)
        for label, ids in strangers.items():
            message = f"the specification has no {label}, which {_name(ids, 'names', 'name')}"
            yield self.finding(first[label], message, key=label)
        for key, ids in unlabelled.items():
            message = f"{_name(ids, 'has', 'have')} no story label in a story phase"
            yield self.finding(first[key], message, key=key, lower=1)


def _name(ids: list[str], one: str, several: str) -> str:
    """The first few of some task ids, with the verb that fits their number."""
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"{', '.join(ids[:_SHOWN])}{more} {one if len(ids) == 1 else several}"
