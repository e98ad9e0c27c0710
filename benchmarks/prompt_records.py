"""How prompt history records of public repositories are read: fully, partly or not, and why."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from benchmarks.readings import Kind, Reading, read_all
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
On 2026-11-25 the line at which each of the 38 broken fields breaks was read, and the headings of
each record without fields or without a prompt:

- **no YAML, mapping values**: a colon in a text without quotes (`- Story coverage (US1: 38)`), or
  fields without `---` above them whose lists have lost their indentation. **could not find
  expected ':'**: the template as it came, `{{FILES_YAML}}` in its place; these are the same ten
  records as **names of the template left**. **did not find expected key**, **'-'**: a list item
  that begins with a quoted part (`- "Try With AI" closure: PASS`). **unknown escape**: a Windows
  path in double quotes. In all 38 id, title, stage and date are found all the same, line by line,
  and in all but one a prompt. The rule is PHR101, and `sdd phr repair` writes the fields anew;
  what stands in a template that was left as it came are its own names, which is PHR102.
- **no fields on top**: notes, reports and articles in layouts that somebody made up; in seven of
  the eighteen a heading says where the prompt is, and it is found. Labels in their text, such as
  `**ID**: 001`, are not taken for fields.
- **no prompt**: a summary, a context, a report, decisions. "Prompt Summary" and "Request Summary"
  were written by a model, and are none; one record has its prompt below a heading Request, which
  stands in pasted texts too often to be taken for one. A prompt that the agent wrote anew under
  the heading Prompt looks like any other, and is not counted.
- **no title**: it stands in the heading of the text alone. **no id**: the fields have none; the
  name of the file has one, which `repair` puts in.

The issue that asked for this page counted 468 records and 21 decisions in the first three; the
folders hold more. Below `history/prompts/` there are 570 files named `*.prompt.md`, and 27 of
other names, which are read as well, since people keep records under them."""
_RULES = tuple(rule for rule in RULES if rule.meta.code.startswith("PHR") and not rule.meta.opt_in)


def describe_prompts(folder: Path) -> str:
    """The part of the page about prompt history records. folder: of clones."""
    began = perf_counter()
    lines, total, why = [], 0, Counter[str]()
    codes: Counter[str] = Counter()
    for _, line, readings in read_all(PROMPTS, folder, (*ASKED, *OTHERS)):
        lines.append(line)
        total += len(readings)
        why.update(reason for each in readings for reason in each.missing)
        codes.update(findings(readings))
    seconds = perf_counter() - began
    reasons = [f"| {reason} | {count} |" for reason, count in why.most_common()]
    found = ", ".join(f"{code} in {count}" for code, count in sorted(codes.items()))
    summary = (
        f"{total} records in {seconds:.1f} s, git included. Records in which a rule finds "
        f"something: {found}."
    )
    table = ["| what is missing or broken | records |", "|---|---:|", *reasons]
    return _TEXT + "\n".join([*lines, "", summary, "", *table, "", _LOOKED_AT, ""])


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


def findings(readings: Iterable[Reading[PromptRecord]]) -> Iterable[str]:
    """The codes of the rules, once for each record in which they find something."""
    records = tuple(each.record for each in readings if each.record)
    project = Project(marked=True, anchor="", prompt_records=records)
    found = ask_rules(_RULES, project, Settings())
    return [code for code, _ in {(each.code, each.place.path) for each in found}]


PROMPTS: Kind[PromptRecord] = Kind(
    is_one=is_record,
    read=read_phr,
    missing=missing_of,
    is_nothing=lambda missing: {"no fields on top", "no prompt"} <= set(missing),
    style=lambda record: record.dialect,
)
