"""The stage of a record, decided by what the session touched: a table of rules, no judgement.

The stages are those of spec-kit-plus (`create-phr.sh`): what is done without a feature is
"general", and the constitution has a stage of its own.
"""

import re
from collections.abc import Sequence

from sdd.model.prompt_records import RECORDS
from sdd.model.session import Command, Session, Write

_DOCUMENTS = (
    ("constitution", re.compile(r"(?:.*/)?memory/constitution\.md")),
    ("spec", re.compile(r"(?:.*/)?specs/[^/]+/(?:spec\.md|checklists/.*)")),
    (
        "plan",
        re.compile(
            r"(?:.*/)?specs/[^/]+/(?:(?:plan|research|data-model|quickstart)\.md|contracts/.*)"
            r"|history/adr/.*"
        ),
    ),
    ("tasks", re.compile(r"(?:.*/)?specs/[^/]+/tasks\.md")),
)
_TESTS = re.compile(
    r"(?:.*/)?(?:tests?|__tests__|e2e)/.*|(?:.*/)?(?:test_[^/]*|[^/]*_test|conftest)\.py"
    r"|.*\.(?:test|spec)\.[cm]?[jt]sx?|.*_test\.go"
)
_PROSE = re.compile(r".*\.(?:md|mdx|rst|txt|adoc)", re.IGNORECASE)
_FEATURE = re.compile(r"specs/([^/]+)/.+")


def decide_stage(session: Session, feature: str) -> str:
    """The stage by what was written and how the tests ended.

    session: cleaned, its paths relative to the root. feature: name of its folder, or "".
    """
    documents = [stage for write in session.writes if (stage := _document(write))]
    kinds = {_kind(write.path) for write in session.writes}
    has_code = bool(kinds & {"code", "test"})
    if not has_code and documents[-1:] == ["constitution"]:
        return "constitution"
    if not feature:
        return "general"
    if has_code:
        return _coded(session, kinds)
    if documents:
        return documents[-1]
    return "misc" if session.writes else "explainer"


def touched_feature(session: Session) -> str:
    """The feature folder in which most was written; the last one of several; "" for none."""
    names = [match[1] for write in session.writes if (match := _FEATURE.fullmatch(_now(write)))]
    return max(reversed(names), key=names.count, default="")


def _coded(session: Session, kinds: set[str]) -> str:
    """Red, green or refactor, as far as the runs of tests prove it."""
    runs = [command for command in session.commands if command.is_test]
    if runs and runs[-1].failed:
        return "red"
    if kinds & {"code", "test"} == {"test"}:
        return "green" if runs else "red"
    if _is_refactoring(session.writes, runs, kinds):
        return "refactor"
    if runs or any(write.ticked for write in session.writes):
        return "green"
    return "misc"


def _is_refactoring(writes: Sequence[Write], runs: Sequence[Command], kinds: set[str]) -> bool:
    """Code was changed, nothing was added or ticked, and tests passed before and after."""
    is_kept = "test" not in kinds and not any(
        each.ticked or each.change == "created" for each in writes
    )
    return is_kept and len(runs) > 1 and not any(run.failed for run in runs)


def _document(write: Write) -> str:
    """The stage that a document belongs to; a file of tasks in which boxes are ticked has none."""
    if write.ticked:
        return ""
    return next((stage for stage, path in _DOCUMENTS if path.fullmatch(_now(write))), "")


def _kind(path: str) -> str:
    if path.startswith(("<", f"{RECORDS}/", "specs/", "history/", ".specify/", ".claude/")):
        return "other"
    if _TESTS.fullmatch(path):
        return "test"
    return "prose" if _PROSE.fullmatch(path) else "code"


def _now(write: Write) -> str:
    return write.to or write.path
