"""What a walk through history found, as lines for people or as one object for programs."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sdd.model.leaks import History, Leak
from sdd.redact.text import redact_text
from sdd.report.json_text import to_json
from sdd.report.plain import plain

_SHORT = 12


def render_leaks(history: History, form: str) -> str:
    """The report. form: "text" or "json" (schema `sdd-history/1`). No value is in either."""
    if form == "json":
        return to_json(
            {
                "schema": "sdd-history/1",
                "commits": history.commits,
                "shallow": history.shallow,
                "leaks": [_object(leak) for leak in history.leaks],
            }
        )
    return "".join(f"{line}\n" for leak in history.leaks for line in _lines(leak))


def render_extent(history: History, seconds: float) -> str:
    """The verdict in a sentence or two."""
    number = len(history.leaks)
    found = f"Found {number} secret{'' if number == 1 else 's'}" if number else "No secrets found"
    commits = f"{history.commits} commit{'' if history.commits == 1 else 's'}"
    text = f"{found} in what {commits} added, in {seconds:.2f} s.\n"
    if history.shallow:
        text += "This clone is shallow: older commits exist that were not looked at.\n"
    return text


def _lines(leak: Leak) -> Iterator[str]:
    finding, place = leak.finding, leak.finding.place
    head = f"{place.path}:{place.line}:{place.column}: {finding.severity.value} {finding.code}"
    yield plain(f"{leak.commit.id[:_SHORT]} {head} {finding.message}")
    again = f", added {leak.again + 1} times" if leak.again else ""
    where = "still in the file" if leak.present else "gone from the file"
    by = f"{leak.commit.author}: {redact_text(leak.commit.subject).text}"
    yield plain(f"  {_day(leak)} {by}; {where}{again}")


def _object(leak: Leak) -> dict[str, object]:
    finding, place = leak.finding, leak.finding.place
    return {
        "commit": leak.commit.id,
        "date": _day(leak),
        "author": leak.commit.author,
        "subject": redact_text(leak.commit.subject).text,
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "present": leak.present,
        "again": leak.again,
    }


def _day(leak: Leak) -> str:
    return datetime.fromtimestamp(leak.commit.time, UTC).date().isoformat()
