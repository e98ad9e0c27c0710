"""How decision records of public repositories are read: fully, partly or not, and why."""

from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from benchmarks.readings import Kind, read_all
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


def describe_decisions(folder: Path) -> str:
    """The part of the page about decision records. folder: of clones."""
    started = perf_counter()
    lines, gaps, total = [], [], 0
    for name, line, readings in read_all(DECISIONS, folder, (*ASKED, *OTHERS)):
        lines.append(line)
        total += len(readings)
        gaps += [
            f"- `{name}` {each.path}: {', '.join(each.missing)}"
            for each in readings
            if each.missing
        ]
    seconds = perf_counter() - started
    summary = f"{total} records in {seconds:.1f} s, git included."
    return _TEXT + "\n".join(
        [*lines, "", summary, "", "### What is missing", "", *gaps, "", _READ_BY_HAND]
    )


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


DECISIONS: Kind[Decision] = Kind(
    is_one=is_decision,
    read=read_adr,
    missing=missing_of,
    is_nothing=lambda missing: "decision" in missing,
    style=lambda decision: decision.layout,
)
