"""The source lines that a report shows, with every secret in them made unreadable."""

from collections.abc import Iterable, Sequence

from sdd.app.sources import Loaded
from sdd.model.finding import Finding, Place
from sdd.read.python.decoding import Undecodable, decode
from sdd.redact.masking import mask


def excerpts(findings: Iterable[Finding], loaded: Loaded) -> dict[tuple[str, int], str]:
    """The lines that findings stand on, by path and 1-based line, redacted.

    Literals that look like secrets are replaced by asterisks of the same length, so that
    columns still fit.
    """
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        wanted.setdefault(finding.place.path, set()).add(finding.place.line)
    secrets: dict[str, list[Place]] = {}
    for each in loaded.project.literals:
        secrets.setdefault(each.place.path, []).append(each.place)
    return {
        (path, line): text
        for path, numbers in wanted.items()
        for line, text in _lines(loaded.data.get(path, b""), numbers, secrets.get(path, ()))
    }


def _lines(data: bytes, numbers: set[int], secrets: Sequence[Place]) -> Iterable[tuple[int, str]]:
    try:
        lines = decode(data).splitlines()
    except Undecodable:
        return
    for number in sorted(numbers):
        if number <= len(lines):
            yield number, mask(_hide(lines[number - 1], number, secrets))


def _hide(line: str, number: int, secrets: Sequence[Place]) -> str:
    for place in secrets:
        if place.line <= number <= place.end_line:
            start = place.column - 1 if number == place.line else 0
            end = place.end_column - 1 if number == place.end_line else len(line)
            line = line[:start] + "*" * (end - start) + line[end:]
    return line
