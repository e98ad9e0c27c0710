"""The source lines that a report shows, with every secret in them made unreadable."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sdd.app.sources import Loaded
from sdd.model.finding import Finding, Place
from sdd.read.other.text import BinaryFile
from sdd.read.other.text import decode as decode_other
from sdd.read.python.decoding import Undecodable, decode
from sdd.redact.text import redact_text
from sdd.workspace.discovery import is_python

_LINE_END = re.compile(r"\r\n|\n|\r")


def excerpts(findings: Iterable[Finding], loaded: Loaded) -> dict[tuple[str, int], str]:
    """The lines that findings stand on, by path and 1-based line, redacted.

    Literals that look like secrets are replaced by asterisks of the same length, so that
    columns still fit.
    """
    wanted: dict[str, set[int]] = {}
    for finding in findings:
        wanted.setdefault(finding.place.path, set()).add(finding.place.line)
    secrets: dict[tuple[str, int], list[Place]] = {}
    for place in _secret_places(loaded):
        for number in range(place.line, place.end_line + 1):
            secrets.setdefault((place.path, number), []).append(place)
    return {
        (path, number): redact_text(_hide(line, number, secrets.get((path, number), ()))).text
        for path, numbers in wanted.items()
        for number, line in _lines(path, loaded.data.get(path, b""), numbers)
    }


def _secret_places(loaded: Loaded) -> Iterator[Place]:
    yield from (each.place for each in loaded.project.literals)
    for record in loaded.project.prompt_records:
        yield from (secret.place for secret in record.secrets)
    for file in loaded.project.files:
        yield from (secret.place for secret in file.secrets)


def _lines(path: str, data: bytes, numbers: set[int]) -> Iterable[tuple[int, str]]:
    try:
        text = decode(data) if is_python(path) else decode_other(data, path).content
    except (Undecodable, BinaryFile):
        return
    # Other characters that Python calls line ends, such as form feeds, are none here.
    lines = _LINE_END.split(text)
    for number in sorted(numbers):
        if number <= len(lines):
            yield number, lines[number - 1]


def _hide(line: str, number: int, secrets: Sequence[Place]) -> str:
    for place in secrets:
        start = place.column - 1 if number == place.line else 0
        end = place.end_column - 1 if number == place.end_line else len(line)
        line = line[:start] + "*" * (end - start) + line[end:]
    return line
