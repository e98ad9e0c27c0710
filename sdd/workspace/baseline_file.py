"""The baseline on disk: one entry a line, sorted, nothing that changes when lines move."""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from sdd.errors import BaselineError
from sdd.model.baseline import BaselineEntry
from sdd.model.facts import UnreadableFile
from sdd.workspace.files import exists, read_file
from sdd.workspace.wording import quote
from sdd.workspace.writing import write_atomically

DEFAULT_BASELINE = ".sdd-baseline.json"
SCHEMA = "sdd-baseline/1"

_LARGEST = 50_000_000
_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_RULE = re.compile(r"[A-Z]{3}[0-9]{3}")
_HINT = "Resolve a merge conflict in it, or remove it and run `sdd check --write-baseline`."


class _Entry(Struct, forbid_unknown_fields=True):
    fingerprint: str
    rule: str
    path: str


class _File(Struct, forbid_unknown_fields=True):
    schema: str
    findings: list[_Entry]


class Baseline(Struct, frozen=True):
    """A baseline as read. lines: the 1-based line of each fingerprint in the file."""

    entries: tuple[BaselineEntry, ...] = ()
    lines: dict[str, int] = {}


def load_baseline(path: Path) -> Baseline | None:
    """The baseline in a file; None where there is no such file.

    Raises BaselineError for one that is not whole, and says where it breaks.
    """
    if not exists(path):
        return None
    data = read_file(path.parent.resolve(), path.name, _LARGEST)
    if isinstance(data, UnreadableFile):
        raise BaselineError(f"the baseline {quote(path.name)} cannot be used: {data.reason}")
    try:
        content = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise _refuse(path, str(error)) from None
    if content.schema != SCHEMA:
        raise _refuse(path, f"its schema is {quote(content.schema[:60])} and not {quote(SCHEMA)}")
    for entry in content.findings:
        if not (_FINGERPRINT.fullmatch(entry.fingerprint) and _RULE.fullmatch(entry.rule)):
            raise _refuse(path, "an entry has no fingerprint of 32 hex digits, or no rule code")
    entries = (BaselineEntry(each.path, each.rule, each.fingerprint) for each in content.findings)
    return Baseline(tuple(entries), _lines(data.decode("utf-8", "replace")))


def save_baseline(path: Path, entries: Iterable[BaselineEntry]) -> None:
    """Write a baseline, whole or not at all. Raises OutputError where that is impossible."""
    write_atomically(path, render_baseline(entries).encode("utf-8"))


def render_baseline(entries: Iterable[BaselineEntry]) -> str:
    """The text of a baseline: the same entries give the same bytes."""
    lines = [
        msgspec.json.encode(_Entry(each.fingerprint, each.rule, each.path)).decode("utf-8")
        for each in sorted(set(entries))
    ]
    body = "".join(f"\n    {line}{',' if line is not lines[-1] else ''}" for line in lines)
    end = "\n  " if lines else ""
    return f'{{\n  "schema": "{SCHEMA}",\n  "findings": [{body}{end}]\n}}\n'


def _lines(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        for found in _FINGERPRINT.finditer(line):
            lines.setdefault(found[0], number)
    return lines


def _refuse(path: Path, reason: str) -> BaselineError:
    return BaselineError(f"the baseline {quote(path.name)} cannot be used: {reason}", _HINT)
