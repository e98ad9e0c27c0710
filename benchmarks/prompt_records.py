"""How prompt history records of public repositories are read: fully, partly or not, and why."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.clones import commit_of, files_of, open_clone, paths_of
from sdd.engine.ask import ask_rules
from sdd.model.project import Project
from sdd.model.prompt_records import PromptRecord, is_record
from sdd.model.settings import Settings
from sdd.read.markdown.phr import read_phr
from sdd.rules.registry import RULES

ASKED = ("uneezaismail/hackathon-todo", "ammarakk/Todo-App", "panaversity/agentfactory")
OTHERS = ("mohsinsheikhani/sdd-fastapi-reference",)
_TEXT = """\
## Prompt history records

- **records**: Markdown files below `history/prompts/` (other than README and index), and
  `*.prompt.md` in other folders named `prompts`.
- **fully**: id, title, stage, date and prompt are found, and the fields are sound YAML.
- **partly**: some of that is missing or broken; the table below says what. **not**: neither fields
  nor a prompt are found. **crashed**: the reader raised an error.

| repository | commit | records | fully | partly | not | crashed | dialects |
|---|---|---:|---:|---:|---:|---:|---|
"""
_LOOKED_AT = """\
The records without a prompt were looked at on 2026-11-25: reports, templates and articles about the
work, with headings such as Summary or Context; what was asked is not in them. A prompt that was
rewritten by the agent looks like any other, and is not counted."""
_RULES = tuple(rule for rule in RULES if rule.meta.code.startswith("PHR") and not rule.meta.opt_in)


class Reading(NamedTuple):
    """One record as read. missing: what was not found; record: None where the reader failed."""

    path: str
    record: PromptRecord | None
    missing: tuple[str, ...]


def describe_prompts(folder: Path) -> str:
    """The part of the page about prompt history records. folder: of clones."""
    began = perf_counter()
    lines, total, why = [], 0, Counter[str]()
    codes: Counter[str] = Counter()
    for name in (*ASKED, *OTHERS):
        clone = open_clone(folder, name)
        if clone is None:
            lines.append(f"| {name} | not cloned | | | | | | |")
            continue
        readings = read_records(clone)
        total += len(readings)
        lines.append(row(name, commit_of(clone), readings))
        why.update(reason for each in readings for reason in each.missing)
        codes.update(findings(readings))
    seconds = perf_counter() - began
    reasons = [f"| {reason} | {count} |" for reason, count in why.most_common()]
    found = ", ".join(f"{code} in {count}" for code, count in sorted(codes.items()))
    return _TEXT + "\n".join(
        [
            *lines,
            "",
            f"{total} records in {seconds:.1f} s, git included. Records in which a rule finds "
            f"something: {found}.",
            "",
            _LOOKED_AT,
            "",
            "| what is missing or broken | records |",
            "|---|---:|",
            *reasons,
            "",
        ]
    )


def read_records(clone: Path) -> list[Reading]:
    """Every record of a clone."""
    paths = [path for path in paths_of(clone) if is_record(path)]
    return [read_one(path, data) for path, data in files_of(clone, paths)]


def read_one(path: str, data: bytes) -> Reading:
    """One record; a reader that fails is a finding of this benchmark, not its end."""
    try:
        record = read_phr(data.decode("utf-8", "replace"), path)
    except Exception as error:
        return Reading(path, None, (type(error).__name__,))
    return Reading(path, record, tuple(missing_of(record)))


def missing_of(record: PromptRecord) -> Iterable[str]:
    """What a record does not say, or what we do not find in it."""
    if not record.front.fields:
        yield "no fields on top"
    elif record.front.broken:
        yield f"the fields are no YAML ({record.front.broken})"
    for name in ("id", "title", "stage", "date"):
        if record.front.fields and not getattr(record, name):
            yield f"no {name}"
    if record.placeholders:
        yield "names of the template left"
    elif not record.prompt.strip():
        yield "no prompt"


def findings(readings: Iterable[Reading]) -> Iterable[str]:
    """The codes of the rules, once for each record in which they find something."""
    records = tuple(each.record for each in readings if each.record)
    project = Project(marked=True, anchor="", prompt_records=records)
    found = ask_rules(_RULES, project, Settings())
    return [code for code, _ in {(each.code, each.place.path) for each in found}]


def row(name: str, commit: str, readings: list[Reading]) -> str:
    """One line of the table."""
    read = [each for each in readings if each.record]
    nothing = [each for each in read if {"no fields on top", "no prompt"} <= set(each.missing)]
    some = [each for each in read if each.missing and each not in nothing]
    dialects = Counter(each.record.dialect for each in read if each.record)
    told = ", ".join(f"{count} {dialect}" for dialect, count in sorted(dialects.items()))
    full = len(read) - len(nothing) - len(some)
    cells = (name, commit, len(readings), full, len(some), len(nothing), len(readings) - len(read))
    return f"| {' | '.join(map(str, cells))} | {told} |"
