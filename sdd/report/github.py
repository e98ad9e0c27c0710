"""Workflow commands that GitHub Actions turns into annotations."""

from collections.abc import Sequence

from sdd.model.finding import Finding, Severity
from sdd.model.outcome import Outcome
from sdd.report.citation import cite
from sdd.report.merge import merge_within_checkout
from sdd.report.plain import plain

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(outcomes: Sequence[Outcome]) -> str:
    """One `::error ...::message` line per finding; empty text where there is none.

    The message quotes the article and says what to do, each on a line of the annotation.
    """
    return "".join(f"{_command(item)}\n" for item in merge_within_checkout(outcomes).findings)


def _command(finding: Finding) -> str:
    properties = ",".join(f"{key}={_property(value)}" for key, value in _properties(finding))
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(_message(finding))}"


def _properties(finding: Finding) -> list[tuple[str, str]]:
    place = finding.place
    lines = [("file", place.path), ("line", str(place.line)), ("endLine", str(place.end_line))]
    columns = [("col", str(place.column)), ("endColumn", str(place.end_column))]
    title = [("title", f"{finding.code} {finding.name}")]
    # Columns of a span over several lines make the annotation invalid.
    return lines + (columns if place.line == place.end_line else []) + title


def _message(finding: Finding) -> str:
    parts = [plain(finding.message)]
    if finding.article:
        parts.append(cite(finding.article))
    if finding.remedy:
        parts.append(plain(finding.remedy))
    return "\n".join(parts)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(plain(text)).replace(":", "%3A").replace(",", "%2C")
