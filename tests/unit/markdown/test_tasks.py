"""Task lists: lines, phases, paths, echoes and boxes that are no tasks."""

import pytest

from sdd.model.documents import Task
from sdd.read.markdown.tasks import read_tasks


def read_one(line: str) -> Task:
    (task,) = read_tasks(f"## Phase 1: Setup\n\n{line}\n", "t.md").tasks
    return task


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- [ ] T001 Do it", ("T001", False, False, "", "Do it")),
        ("- [X] T012a [P] [US2] Do it", ("T012a", True, True, "US2", "Do it")),
        ("* [x] **T1**: [US3] [P] Do it", ("T1", True, True, "US3", "Do it")),
        ("- [ ] [T007] [P1] [US1] Do it", ("T007", False, False, "US1", "Do it")),
        ("- [ ] [P] [US4] T020: Do it", ("T020", False, True, "US4", "Do it")),
        ("- [ ] **T021** (P) Do it", ("T021", False, True, "", "Do it")),
        ("- [ ] T49.D01 [Story 2] Do it", ("T49.D01", False, False, "US2", "Do it")),
        ("- [ ] T030 [S5] [US3] Do it", ("T030", False, False, "US3", "Do it")),
        ("- [ ] T008 [FR-001] Do it", ("T008", False, False, "", "[FR-001] Do it")),
    ],
)
def test_a_task_line_is_read_in_its_dialects(
    line: str, expected: tuple[str, bool, bool, str, str]
) -> None:
    task = read_one(line)
    assert (task.id, task.done, task.parallel, task.story, task.description) == expected
    assert (task.place.line, task.place.column) == (3, 3)


@pytest.mark.parametrize(
    "line",
    ["- [ ] the app starts", "- [x] T001-T005 reviewed", "- [ ] Tests pass", "- [x] T001 to T005"],
)
def test_a_checkbox_without_a_task_id_is_counted_apart(line: str) -> None:
    read = read_tasks(f"{line}\n", "t.md")
    assert (read.tasks, read.malformed, read.other_boxes) == ((), (), 1)
    assert read.other_boxes_done == int(line.startswith("- [x]"))


@pytest.mark.parametrize(
    "line",
    ["- [] T001 x", "- [ ]T001 x", "-[ ] T001 x", "- [ x ] T001 x", "- [-] T001 x",
     "- [ ] T-001 x", "- [ ] TXXX x", "[ ] T001 x"],
)  # fmt: skip
def test_a_line_that_only_looks_like_a_task_is_named_with_its_reason(line: str) -> None:
    read = read_tasks(f"# Tasks\n\n{line}\n", "t.md")
    assert read.tasks == ()
    (mention,) = read.malformed
    assert mention.text
    assert mention.place.line == 3


def test_dependencies_that_name_tasks_are_not_malformed() -> None:
    text = "## Dependencies\n\n- T001 before T002\n\n## Format: `[ID]`\n\n- [] T001\n"
    assert read_tasks(text, "t.md").malformed == ()


def test_phases_know_their_kind_story_and_extent() -> None:
    text = (
        "## Phase 1: Setup (Shared Infrastructure)\n- [ ] T001 a\n"
        "## Phase 2: Foundational (Blocking Prerequisites)\n- [ ] T002 b\n"
        "## Phase 3: User Story 2 - List (Priority: P1) \U0001f3af MVP\n### Tests\n- [ ] T003 c\n"
        "## Phase 4: User Stories 3 & 4\n- [ ] T004 d\n"
        "## Phase 5: Polish & Cross-Cutting Concerns\n- [ ] T005 e\n"
        "## Notes\n- [ ] T006 f\n"
    )
    read = read_tasks(text, "t.md")
    assert [(phase.number, phase.kind, phase.story) for phase in read.phases] == [
        ("1", "setup", ""),
        ("2", "foundational", ""),
        ("3", "story", "US2"),
        ("4", "story", ""),
        ("5", "polish", ""),
    ]
    assert [task.phase for task in read.tasks] == [0, 1, 2, 3, 4, -1]


def test_phases_may_be_early_translated_or_inside_a_checkbox() -> None:
    text = (
        "## Phase 3.1: Setup\n\n## フェーズ 2: 基盤\n\n"
        "## 阶段 3\uff1a用户故事 1\n\n## Fase 4: Pulido\n\n"
        "- [ ] **Phase 5: User Story 2**\n  - [ ] T001 a\n\nPhase 6: prose\n"
    )
    read = read_tasks(text, "t.md")
    assert [(phase.number, phase.kind, phase.story) for phase in read.phases] == [
        ("3.1", "setup", ""),
        ("2", "foundational", ""),
        ("3", "story", "US1"),
        ("4", "polish", ""),
        ("5", "story", "US2"),
    ]
    assert read.tasks[0].phase == 4


def test_a_task_that_is_listed_twice_is_one_task_and_a_reused_id_is_two() -> None:
    text = (
        "## Overview\n- [ ] T001 Create the model\n- [ ] T002 Add login\n"
        "## Phase 1: Setup\n- [x] T001 Create the model in app/models.py\n- [ ] T002 Write docs\n"
    )
    assert [(task.id, task.echo) for task in read_tasks(text, "t.md").tasks] == [
        ("T001", True),
        ("T002", False),
        ("T001", False),
        ("T002", False),
    ]


def test_a_reused_id_is_no_overview_however_alike_the_two_tasks_sound() -> None:
    text = (
        "## Phase 1: User Story 1\n- [ ] T001 [US1] Serve the list in app/routers/books.py\n"
        "- [ ] T002 [US1] Cut pages\n"
        "## Phase 2: User Story 2\n- [ ] T001 [US2] Serve one book in app/routers/books.py\n"
        "- [ ] T003 [US2] Ask the publisher\n"
    )
    assert [task.echo for task in read_tasks(text, "t.md").tasks] == [False] * 4


def test_paths_are_files_and_not_routes_addresses_or_pairs_of_words() -> None:
    task = read_one(
        "- [ ] T001 Create/update GET/POST /api/v1/tasks in `src/a_b.py:12`, (tests/test_a.py), "
        "README.md, app/[id]/page.tsx, backend/src/ and Next.js (https://x.io/y.py) v1.2"
    )
    assert [path.text for path in task.paths] == [
        "src/a_b.py",
        "tests/test_a.py",
        "README.md",
        "app/[id]/page.tsx",
        "backend/src/",
    ]
    assert task.paths[0].place.column == len(
        "- [ ] T001 Create/update GET/POST /api/v1/tasks in `s"
    )


def test_nothing_in_fences_and_comments_is_a_task() -> None:
    text = "```\n- [ ] T001 a\n```\n\n<!--\n- [ ] T002 b\n- [] T003\n-->\n\n    - [ ] T004 d\n"
    read = read_tasks(text, "t.md")
    assert (read.tasks, read.malformed, read.other_boxes) == ((), (), 0)
