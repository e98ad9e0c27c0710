"""A record mended: ids, stages, names and dialects as the format has them; its body stays.

Nothing is made up: a date that is nowhere stays missing.
"""

import re
from collections.abc import Mapping
from datetime import date

from sdd.model.front_matter import FrontMatter, Value
from sdd.model.prompt_records import RECORDS, ROUTED, STAGES, PromptRecord, stage_called
from sdd.record.front_matter import Field, write_front_matter
from sdd.record.phr.merging import as_field
from sdd.record.slug import slug

_ORDER = (
    *("id", "title", "stage", "date", "surface", "model", "feature", "branch", "user"),
    *("command", "labels", "links", "files", "tests"),
)
_NAMES = {
    "date_iso": "date",
    "date_created": "date",
    "created_date": "date",
    "created_at": "date",
    "created": "date",
    "files_yaml": "files",
    "tests_yaml": "tests",
    "phr_id": "id",
}
_LISTS = ("labels", "files", "tests")
_SECTIONS = {"prompt_text": "Prompt", "response_text": "Response snapshot"}
_LINE_END = re.compile(r"\r\n?|\n")


def mended_path(record: PromptRecord, number: int) -> str:
    """Where a record belongs: under its number, with its words and its stage."""
    stage = mended_stage(record)
    folder = record.path.rpartition("/")[0]
    if stage in ROUTED and record.route and record.route != ROUTED[stage]:
        folder = f"{RECORDS}/{ROUTED[stage]}"
    words = slug(record.slug or record.title, otherwise="record")
    return f"{folder}/{number:04d}-{words}.{slug(stage, otherwise='misc')}.prompt.md"


def mended_stage(record: PromptRecord) -> str:
    """The stage by its present name; of two that disagree the one that the fields say.

    A word that no stage is known by stays: what it meant is not for us to say.
    """
    told = [stage_called(word) for word in (record.stage, record.file_stage) if word]
    return next((stage for stage in told if stage in STAGES), "".join(told[-1:])) or "misc"


def mended_text(record: PromptRecord, text: str, number: int) -> str:
    """The text with a right id and stage; everything else in sound fields stays as it is.

    Fields of another dialect, and broken ones, are written anew, as spec-kit-plus names and
    orders them. Everything below the fields stays byte for byte.
    """
    front = record.front
    if record.dialect in ("spec-kit-plus", "sdd") and not front.broken:
        return _with_lines(record, text, number)
    return _rewritten(record, text, number)


def _with_lines(record: PromptRecord, text: str, number: int) -> str:
    lines = text.splitlines(keepends=True)
    stage = mended_stage(record)
    if not record.id or _number(record.id) != number:
        _set(lines, record.front, "id", f"{number:04d}")
    if record.stage != stage:
        _set(lines, record.front, "stage", stage)
    return "".join(lines)


def _set(lines: list[str], front: FrontMatter, key: str, value: str) -> None:
    """Put a value into the line of a field, or a new line on top of the fields."""
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    if key in front.lines:
        index = front.lines[key] - 1
        mark = '"' if '"' in lines[index] else ""
        lines[index] = f"{key}: {mark}{value}{mark}{end}"
    else:
        lines.insert(1, f"{key}: {value}{end}")


def _number(text: str) -> int | None:
    return int(text[:18]) if text.isdecimal() else None


def _rewritten(record: PromptRecord, text: str, number: int) -> str:
    """The fields written anew; a prompt that stood among them becomes a section."""
    front = record.front
    fields = _fields(record, number)
    moved = {key: fields.pop(key) for key in _SECTIONS if isinstance(fields.get(key), str)}
    sections = "".join(
        f"\n## {_SECTIONS[key]}\n\n{str(value).strip()}\n"
        for key, value in moved.items()
        if not (record.prompt_place and record.prompt_place.line >= front.body)
    )
    comments = "".join(f"{comment}\n" for _, comment in front.comments)
    head = write_front_matter(fields).replace("---\n", f"---\n{comments}", 1)
    body = _below(text.removeprefix("\ufeff"), front)
    end = "\r\n" if "\r\n" in text else "\n"
    return (head + sections).replace("\n", end) + body


def _fields(record: PromptRecord, number: int) -> dict[str, Field]:
    found = {_name(key): value for key, value in record.front.fields.items()}
    found.pop("prompt_history_record", None)
    mended: dict[str, Field] = {
        "id": f"{number:04d}",
        "title": record.title or record.slug.replace("-", " ").strip().capitalize(),
        "stage": mended_stage(record),
    }
    if record.date:
        mended["date"] = _date(record.date)
    if record.feature:
        mended["feature"] = record.feature
    for key in _LISTS:
        if key in found:
            mended[key] = _list(found[key])
    if isinstance(links := found.get("links"), dict):
        mended["links"] = {key.lower(): as_field(value) for key, value in links.items()}
    rest = {key: as_field(value) for key, value in found.items() if key not in mended}
    everything: Mapping[str, Field] = {**mended, **rest}
    first = {key: everything[key] for key in _ORDER if key in everything}
    return {**first, **everything}


def _name(key: str) -> str:
    lowered = key.lower() if key.isupper() or key.lower() in _NAMES else key
    return _NAMES.get(lowered, lowered)


def _date(text: str) -> Field:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return text


def _list(value: Value) -> Field:
    if isinstance(value, list):
        return as_field(value)
    entries = FrontMatter(fields={"it": value}).texts("it")
    return list(entries) or ["none"]


def _below(text: str, front: FrontMatter) -> str:
    """What stands below the fields, as it is."""
    ends = [0, *(match.end() for match in _LINE_END.finditer(text))]
    return text[ends[min(front.body - 1, len(ends) - 1)] :] if front.body > 1 else text
