"""PLN103."""

import re
from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    GateCheck,
    Meta,
    Offending,
    Plan,
    Row,
    Rule,
    Severity,
    Sound,
)

_PATH = "specs/001-login/plan.md"
_PLAN = "# Implementation Plan: Login\n\n## Constitution Check\n\n"
_TABLE = (
    "\n## Complexity Tracking\n\n| Violation | Why Needed | Simpler Alternative Rejected "
    "Because |\n|---|---|---|\n"
)
_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u3400-\u9fff]{2}")
_COMMON = frozenset(
    ["violation", "fail", "failed", "the", "and", "for", "not", "with", "principle", "requires"]
)
_EMPTY = re.compile(r"\W*(?:none|n/?a|no violations?|not applicable|なし|无|無)?\W*", re.IGNORECASE)
_LONGEST = 80


class UnjustifiedViolation(Rule[Plan]):
    """A gate that the plan fails, and says nothing about.

    What it finds:
        A line of the Constitution Check that is marked as failed (❌, FAIL, VIOLATION, NOT MET)
        and has neither a row of Complexity Tracking that names it nor a justification in the
        check itself. Deferred, partial and open lines are not failures.

    Why it matters:
        A principle that may be broken without a reason is no principle. The row is what a
        reviewer accepts or refuses.

    What to do:
        Change the plan, or add a row: the violation, why it is needed, and which simpler way
        was rejected and why.

    Fix safety:
        No fix is offered: the reason is the point.
    """

    meta = Meta(
        code="PLN103",
        name="unjustified-violation",
        summary="a failed gate with no Complexity Tracking row",
        severity=Severity.ERROR,
        since="0.2.0",
        remedy="Change the plan, or justify the violation in a row of Complexity Tracking.",
    )
    subject = Plan
    examples = (
        Offending(
            f"{_PLAN}| Principle | Verdict |\n|---|---|\n| I. Contracts | ✅ PASS |\n"
            f"| II. Async | ❌ FAIL |\n{_TABLE}",
            8,
            "failed and not justified: II. Async",
            path=_PATH,
        ),
        Offending(f"{_PLAN}- II. Async: VIOLATION\n", 5, "II. Async", path=_PATH),
        Sound(
            f"{_PLAN}- ❌ II. Async: FAIL\n{_TABLE}| Async: a sync driver | no other exists | "
            "a thread pool hides it |\n",
            path=_PATH,
        ),
        Sound(
            f"{_PLAN}- ✅ I. Contracts: no violation\n- ⚠️ II. Async: deferred to phase 2\n"
            "- III. Tests: VIOLATION, justified: the device cannot be simulated\n",
            path=_PATH,
        ),
    )

    def check(self, subject: Plan, context: Context) -> Iterator[Finding]:
        rows = [row for row in subject.deviations if not _EMPTY.fullmatch(" ".join(row.cells))]
        failed = [check for check in subject.checks if check.failed and not check.justified]
        for check in failed:
            # One row for one failure is its row, whatever it is called in it.
            if len(rows) >= len(failed) or any(_is_about(row, check) for row in rows):
                continue
            text = check.text if len(check.text) <= _LONGEST else f"{check.text[:_LONGEST]}..."
            message = f"failed and not justified: {text}"
            yield self.finding(check.place, message, key=" ".join(sorted(_words(check.text)))[:120])


def _is_about(row: Row, check: GateCheck) -> bool:
    return bool(_words(" ".join(row.cells)) & _words(check.text))


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if word not in _COMMON}
