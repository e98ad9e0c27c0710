"""How decision records of public repositories are read: fully, partly or not, and why."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.clones import commit_of, files_of, open_clone, paths_of
from sdd.model.decisions import Decision
from sdd.read.markdown.adr import read_adr
from sdd.workspace.decision_places import is_decision

# The records that the feature was asked to read, then users of other tools and layouts.
ASKED = ("uneezaismail/hackathon-todo", "ammarakk/Todo-App", "panaversity/agentfactory")
OTHERS = (
    "npryce/adr-tools", "adr/madr", "thomvaill/log4brains", "adoble/adr-j",
    "BrighterCommand/Brighter", "shadowbane1000/adrinsight", "4training/pywikitools",
    "navapbc/wic-participant-recertification-portal-demo", "ansforge/ans-architecture-adr",
)  # fmt: skip
_TEXT = """\
## Decision records

- **records**: Markdown files in the folders in which tools keep decisions; indexes and templates
  are none.
- **fully**: title, number or date in the name, status, date, context, decision and consequences are
  found; where the layout is MADR, which makes them optional, status, date and consequences may be
  missing.
- **partly**: something of that is missing; the list below says what. Whether it is missing in the
  record or only not understood is told by hand below the tables.
- **not**: no decision is found at all. **crashed**: the reader raised an error.

| repository | commit | records | fully | partly | not | crashed | layouts |
|---|---|---:|---:|---:|---:|---:|---|
"""
_READ_BY_HAND = """\
Each of these was opened and read on 2026-11-25. What is named is missing in the record itself: some
are a paragraph without chapters, one calls its decision a proposal, two are test fixtures. The
dates of adr-j are there, in forms such as `21.07.2017`, which could be another day in another
country and are not guessed. Records outside the folders of tools, such as two files below `specs/`
of agentfactory, are not looked for.
"""


class Reading(NamedTuple):
    """One record as read. missing: what was not found; decision: None where the reader failed."""

    path: str
    decision: Decision | None
    missing: tuple[str, ...]


def describe_decisions(folder: Path) -> str:
    """The part of the page about decision records. folder: of clones."""
    started = perf_counter()
    lines, gaps, total = [], [], 0
    for name in (*ASKED, *OTHERS):
        clone = open_clone(folder, name)
        if clone is None:
            lines.append(f"| {name} | not cloned | | | | | | |")
            continue
        readings = read_decisions(clone)
        total += len(readings)
        lines.append(row(name, commit_of(clone), readings))
        gaps += [f"- `{name}` {each.path}: {', '.join(each.missing)}" for each in partly(readings)]
    seconds = perf_counter() - started
    summary = f"{total} records in {seconds:.1f} s, git included."
    return _TEXT + "\n".join(
        [*lines, "", summary, "", "### What is missing", "", *gaps, "", _READ_BY_HAND]
    )


def read_decisions(clone: Path) -> list[Reading]:
    """Every record of a clone."""
    paths = [path for path in paths_of(clone) if is_decision(path)]
    return [read_one(path, data) for path, data in files_of(clone, paths)]


def read_one(path: str, data: bytes) -> Reading:
    """One record; a reader that fails is a finding of this benchmark, not its end."""
    try:
        decision = read_adr(data.decode("utf-8", "replace"), path)
    except Exception as error:
        return Reading(path, None, (type(error).__name__,))
    return Reading(path, decision, tuple(missing_of(decision)))


def missing_of(decision: Decision) -> Iterable[str]:
    """What a record does not say, or what we do not find in it."""
    optional = decision.layout == "madr"
    if not decision.title:
        yield "title"
    if decision.status is None and not optional:
        yield "status"
    dated = decision.path.rpartition("/")[2][:8].replace("-", "").isdecimal()
    if not decision.date and not dated and not optional:
        yield "date"
    for chapter in ("context", "decision", "consequences"):
        if chapter not in decision.chapters and not (optional and chapter == "consequences"):
            yield chapter


def partly(readings: Iterable[Reading]) -> list[Reading]:
    """The records of which something is missing."""
    return [each for each in readings if each.missing]


def row(name: str, commit: str, readings: list[Reading]) -> str:
    """One line of the table."""
    read = [each for each in readings if each.decision]
    nothing = [each for each in read if "decision" in each.missing]
    some = [each for each in read if each.missing and each not in nothing]
    layouts = Counter(each.decision.layout for each in read if each.decision)
    told = ", ".join(f"{count} {layout}" for layout, count in sorted(layouts.items()))
    full = len(read) - len(nothing) - len(some)
    cells = (name, commit, len(readings), full, len(some), len(nothing), len(readings) - len(read))
    return f"| {' | '.join(map(str, cells))} | {told} |"
