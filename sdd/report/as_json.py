"""The object that other tools rely on, schema `sdd-report/1`."""

from collections.abc import Sequence

from sdd import __version__
from sdd.model.finding import Finding, FixOffer, Related, Severity
from sdd.model.outcome import Outcome
from sdd.report.citation import reference
from sdd.report.json_text import to_json
from sdd.report.merge import merge


def render_json(outcomes: Sequence[Outcome]) -> str:
    """One JSON object for the whole run, byte-identical for identical outcomes.

    Paths are posix and relative to the root; with several roots, to the outermost one.
    Lines and columns are 1-based, columns count code points, the end column is exclusive.
    """
    outcome = merge(outcomes)
    return to_json(
        {
            "schema": "sdd-report/1",
            "tool": {"name": "sdd", "version": __version__},
            "checked": {
                "python_files": outcome.python_files,
                "documents": outcome.documents,
                "other_files": outcome.other_files,
                "rules": len(outcome.rules),
            },
            "summary": {
                **{severity.value: outcome.count(severity) for severity in Severity},
                "suppressed": outcome.suppressed,
                "baselined": outcome.baselined,
            },
            "findings": [_finding(finding) for finding in outcome.findings],
            "unchecked": [{"path": item.path, "reason": item.reason} for item in outcome.unchecked],
        }
    )


def _finding(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "article": reference(finding.article),
        "related": [_related(related) for related in finding.related],
        "fix": _fix(finding.fix),
        "fingerprint": finding.fingerprint,
    }


def _related(related: Related) -> dict[str, object]:
    place = related.place
    return {
        "message": related.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
    }


def _fix(fix: FixOffer | None) -> dict[str, str] | None:
    return {"title": fix.title, "safety": fix.safety} if fix else None
