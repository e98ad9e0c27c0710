"""PLN101."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Place, Plan, Rule, Severity, Sound

_PATH = "specs/001-login/plan.md"
_PLAN = (
    "# Implementation Plan: Login\n\n## Summary\n\nTokens.\n\n"
    "## Technical Context\n\n**Storage**: PostgreSQL\n\n"
)


class MissingConstitutionCheck(Rule[Plan]):
    """A plan without a constitution gate, or with an empty one.

    What it finds:
        A plan in the layout of spec-kit that has no section about the constitution, or one that
        holds only the template's reminder and lines that nobody answered. Plans in another
        layout are not judged.

    Why it matters:
        The gate is where a plan says how it keeps to each principle, before code exists. A
        conflict found later costs a rewrite.

    What to do:
        Add `## Constitution Check` and say for each principle whether the plan keeps to it;
        justify a deviation under Complexity Tracking.

    Fix safety:
        No fix is offered: an empty heading would only hide the gap.
    """

    meta = Meta(
        code="PLN101",
        name="missing-constitution-check",
        summary="a plan with no constitution gate, or an empty one",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Say under Constitution Check how the plan keeps to each principle.",
    )
    subject = Plan
    examples = (
        Offending(_PLAN, 1, "has no Constitution Check", path=_PATH),
        Offending(
            f"{_PLAN}## Constitution Check\n\n*GATE: Must pass before Phase 0 research.*\n\n"
            "[Gates determined based on constitution file]\n\n## Project Structure\n\n`src/`\n",
            11,
            "is empty",
            path=_PATH,
        ),
        Offending(
            f"{_PLAN}## Constitution Check\n\n- [ ] I. Contracts: [how this plan keeps to it]\n",
            11,
            "is empty",
            path=_PATH,
        ),
        Sound(f"{_PLAN}## Constitution Check\n\n- [x] I. Contracts: kept\n", path=_PATH),
        Sound(f"{_PLAN}## 憲章チェック\n\n- すべて合格\n", path=_PATH),
        Sound("# Design\n\n## Architecture\n\nOne service.\n", path=_PATH),
    )

    def check(self, subject: Plan, context: Context) -> Iterator[Finding]:
        if subject.dialect == "other":
            return
        if subject.gate is None:
            top = next((section.place for section in subject.sections), Place(subject.path))
            yield self.finding(top, "the plan has no Constitution Check", key="missing")
        elif subject.gate.empty:
            message = f"section {subject.gate.title!r} is empty: no principle was checked"
            yield self.finding(subject.gate.place, message, key="empty")
