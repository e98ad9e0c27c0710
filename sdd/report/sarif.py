"""SARIF 2.1.0 that code scanning accepts."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from sdd import __version__
from sdd.model.finding import Finding, Place, Related
from sdd.model.outcome import Outcome, Unchecked
from sdd.report.citation import cite, reference
from sdd.report.json_text import to_json
from sdd.report.merge import merge_within_checkout
from sdd.report.plain import plain
from sdd.report.sarif_rules import LEVELS, describe_rule

# Code scanning refuses a file that holds more.
MOST_RESULTS = 25_000


def render_sarif(outcomes: Sequence[Outcome]) -> str:
    """One SARIF log with one run, byte-identical for identical outcomes.

    Paths are relative, percent-encoded and without a base; columns count code points. No
    category is set, so that the upload can choose one per project. Where there are more
    findings than code scanning takes, the worst are kept and a notification tells the rest.
    """
    outcome = merge_within_checkout(outcomes)
    kept = _worst(outcome.findings)
    index = {card.code: position for position, card in enumerate(outcome.rules)}
    run = {
        "tool": {
            "driver": {
                "name": "sdd",
                "version": __version__,
                "rules": [describe_rule(card) for card in outcome.rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": _notifications(outcome, len(kept)),
            }
        ],
        "results": [_result(finding, index) for finding in kept],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return to_json({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _worst(findings: tuple[Finding, ...]) -> list[Finding]:
    ranked = sorted(findings, key=lambda finding: -finding.severity.rank)
    return sorted(ranked[:MOST_RESULTS], key=lambda finding: finding.order)


def _result(finding: Finding, index: Mapping[str, int]) -> dict[str, object]:
    rule_index = {"ruleIndex": index[finding.code]} if finding.code in index else {}
    return {
        "ruleId": finding.code,
        **rule_index,
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(finding.place)],
        "partialFingerprints": {
            "sddFingerprint/v1": finding.fingerprint,
            "primaryLocationLineHash": finding.fingerprint,
        },
        "relatedLocations": [
            _related(number, related) for number, related in enumerate(finding.related, start=1)
        ],
        **_flow(finding),
        "properties": _properties(finding),
    }


def _flow(finding: Finding) -> dict[str, object]:
    """The path that code takes, for viewers that can walk along it."""
    if not finding.is_path:
        return {}
    path = [related for related in finding.related if not related.is_clause]
    steps = [{"location": _related(number, step)} for number, step in enumerate(path)]
    return {"codeFlows": [{"threadFlows": [{"locations": steps}]}]}


def _message(finding: Finding) -> str:
    parts = [plain(finding.message) or finding.name]
    if finding.article:
        parts.append(cite(finding.article))
    if finding.remedy:
        parts.append(plain(finding.remedy))
    return _without_links("\n".join(parts))


def _without_links(text: str) -> str:
    """A message in which no `[text](target)` of the project becomes a link of ours."""
    return text.replace("](", "\\](")


def _location(place: Place) -> dict[str, object]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.path)},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        }
    }


def _uri(path: str) -> str:
    # One empty uri makes code scanning refuse the whole file.
    return quote(path, errors="backslashreplace") or "."


def _related(number: int, related: Related) -> dict[str, object]:
    text = plain(related.message) or "related place"
    return {"id": number, **_location(related.place), "message": {"text": _without_links(text)}}


def _properties(finding: Finding) -> dict[str, object]:
    article = {"article": reference(finding.article)} if finding.article else {}
    return {"confidence": finding.confidence.value, **article}


def _notifications(outcome: Outcome, kept: int) -> list[dict[str, object]]:
    notices = [_not_checked(item) for item in outcome.unchecked]
    left_out = len(outcome.findings) - kept
    if left_out:
        text = f"{left_out} findings are left out: code scanning takes {MOST_RESULTS} at most."
        notices.append({"level": "warning", "message": {"text": text}})
    return notices


def _not_checked(item: Unchecked) -> dict[str, object]:
    return {
        "level": "warning",
        "message": {"text": _without_links(f"Not checked: {plain(item.reason)}")},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(item.path)}}}],
    }
