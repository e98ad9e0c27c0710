"""Plans: the gate, the technical context, deviations and what is still open."""

from sdd.read.markdown.plan import read_plan

PLAN = """\
# Implementation Plan: Login

**Branch**: `001-login` | **Date**: 2026-01-15 | **Spec**: [spec.md](./spec.md)

## Technical Context

**Language/Version**: Python 3.11
**Storage**: TBD
**Testing**: [e.g., pytest, XCTest or NEEDS CLARIFICATION]

## Constitution Check

*GATE: Must pass before Phase 0 research.*

- [x] I. Contracts

## Project Structure

```text
# [REMOVE IF UNUSED] Option 1: Single project (DEFAULT)
  src/
# Option 2: Web
```

**Structure Decision**: Option 1

## Complexity Tracking

| Violation | Why Needed | Simpler Alternative Rejected Because |
|---|---|---|
| Queue | load | cron |
| [e.g., 4th project] | [current need] | [why] |
"""


def test_a_plan_is_read_with_places() -> None:
    plan = read_plan(PLAN, "p.md")
    assert [(field.key, field.value) for field in plan.fields] == [
        ("branch", "`001-login`"),
        ("date", "2026-01-15"),
        ("spec", "[spec.md](./spec.md)"),
    ]
    assert [field.label for field in plan.context] == ["Language/Version", "Storage", "Testing"]
    assert plan.gate is not None
    assert (plan.gate.place.line, plan.gate.last_line, plan.gate.empty) == (11, 16, False)
    assert [row.cells for row in plan.deviations] == [("Queue", "load", "cron")]
    assert [(item.text, item.place.line) for item in plan.decisions] == [("TBD", 8)]
    assert [item.place.line for item in plan.samples] == [9]
    assert [(item.place.line, item.place.column) for item in plan.options] == [(20, 1), (22, 1)]


def test_a_gate_with_only_the_reminder_is_empty() -> None:
    text = (
        "## Constitution Check\n\n*GATE: Must pass.*\n\n<!-- x -->\n\n"
        "[Gates determined based on it]\n"
    )
    gate = read_plan(text, "p.md").gate
    assert gate is not None
    assert gate.empty


def test_an_option_heading_outside_of_the_tree_is_left_alone() -> None:
    text = "# Implementation Plan: X\n\n## Research\n\n### Option 1: Queue\n\nWe chose Option 2.\n"
    assert read_plan(text, "p.md").options == ()
