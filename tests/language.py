"""The verbs of the tests: a project is written to disk and checked as a user would."""

from collections.abc import Mapping
from pathlib import Path

from sdd.app.check import CheckRequest, CheckResult, check
from sdd.model.finding import Finding

Files = Mapping[str, str | bytes]


def write_project(root: Path, files: Files) -> Path:
    """Write files (path to text or bytes) below a folder; returns the folder."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def run(root: Path, files: Files, **request: object) -> CheckResult:
    """Check a project made of these files, whatever folder the test runs in."""
    write_project(root, files)
    return check(CheckRequest(root=root, **request), root)


def finds(root: Path, files: Files, **request: object) -> tuple[Finding, ...]:
    """Every finding of a project, in report order."""
    outcomes = run(root, files, **request).outcomes
    return tuple(finding for outcome in outcomes for finding in outcome.findings)


def places(findings: tuple[Finding, ...]) -> list[tuple[str, int, str]]:
    """Path, line and code of each finding."""
    return [(each.place.path, each.place.line, each.code) for each in findings]
