"""Small edits of an existing record: its status, and what it says of other records.

Everything else stays byte for byte; line ends are those of the document.
"""

import re
from collections.abc import Iterator

from sdd.model.decisions import Decision, DecisionStatus, Relation
from sdd.model.documents import Section
from sdd.model.finding import Place

_LINES = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_ABOUT_OTHERS = ("more information", "reference", "link", "related", "see also")
_LABELS = {
    Relation.SUPERSEDES: "Supersedes",
    Relation.SUPERSEDED_BY: "Superseded by",
    Relation.AMENDS: "Amends",
    Relation.AMENDED_BY: "Amended by",
    Relation.RELATES: "Related",
}


def with_status(text: str, decision: Decision, status: DecisionStatus, successor: str = "") -> str:
    """The text with another status. decision: as read from the text.

    successor: a link to the record that supersedes it, for `superseded`. Where the record has no
    status yet, it gets one in the way of its layout.
    """
    value = f"{status.value} by {successor}" if successor else status.value
    field = decision.status_field
    if field is None:
        return _with_new_status(text, decision, value)
    if not _is_in_front_matter(text, field.place):
        value = value[:1].upper() + value[1:]
    if not field.value:
        return _with_empty_status(text, decision, value)
    return _replaced(text, field.place, value)


def with_reference(text: str, decision: Decision, relation: Relation, other: str) -> str:
    """The text with one more line about another record. other: a link to it.

    The line stands in the status section of Nygard's layout, else in the section about links;
    where there is none, one is added at the end.
    """
    line = f"{_LABELS[relation]} {other}"
    if decision.layout == "nygard" and (section := _section(decision, ("status",))):
        wording = line.replace("Related ", "Relates to ", 1)
        return _appended(text, decision, section, wording, blank=True)
    item = f"- {_LABELS[relation]}: {other}"
    if section := _section(decision, _ABOUT_OTHERS):
        return _appended(text, decision, section, item, blank=False)
    title = "More Information" if decision.layout == "madr" else "References"
    end = _line_end(text)
    return text.rstrip() + end * 2 + f"## {title}" + end * 2 + item + end


def with_number(text: str, decision: Decision, number: int) -> str:
    """The text with another number in its title, of the width that it had."""
    if decision.heading is None or decision.heading_number < 0:
        return text
    lines = _split(text)
    index = decision.heading.line - 1
    old = re.compile(rf"0*{decision.heading_number}(?!\d)")
    lines[index] = old.sub(lambda match: f"{number:0{len(match[0])}}", lines[index], count=1)
    return "".join(lines)


def _section(decision: Decision, keys: tuple[str, ...]) -> Section | None:
    return next(
        (each for each in decision.sections if each.level > 1 and each.key.startswith(keys)), None
    )


def _appended(text: str, decision: Decision, section: Section, line: str, *, blank: bool) -> str:
    """The text with a line behind the last one that stands directly in a section."""
    lines = _split(text)
    following = [
        each.place.line for each in decision.sections if each.place.line > section.place.line
    ]
    last = min(following, default=len(lines) + 1) - 1
    while last > section.place.line and not lines[last - 1].strip():
        last -= 1
    end = _line_end(text)
    before = lines[last - 1]
    if not before.endswith(("\n", "\r")):
        lines[last - 1] = before + end
    gap = end if blank or last == section.place.line else ""
    lines.insert(last, f"{gap}{line}{end}")
    return "".join(lines)


def _with_new_status(text: str, decision: Decision, value: str) -> str:
    end = _line_end(text)
    said = value[:1].upper() + value[1:]
    if decision.layout == "madr":
        return _in_new_front_matter(text, value, end)
    lines = _split(text)
    if decision.layout == "nygard":
        chapters = (each.place.line for each in decision.sections if each.level > 1)
        lines.insert(next(chapters, len(lines) + 1) - 1, f"## Status{end * 2}{said}{end * 2}")
    else:
        at = decision.heading.end_line if decision.heading else 0
        lines.insert(at, f"{end}- **Status**: {said}{end}")
    return "".join(lines)


def _in_new_front_matter(text: str, value: str, end: str) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    if body.startswith("---"):
        first, _, rest = body.partition("\n")
        return f"{mark}{first}\nstatus: {value}{end}{rest}"
    return f"{mark}---{end}status: {value}{end}---{end * 2}{body}"


def _with_empty_status(text: str, decision: Decision, value: str) -> str:
    """A label or heading without a value gets one."""
    lines = _split(text)
    place = decision.status_field.place if decision.status_field else Place(decision.path)
    line = lines[place.line - 1]
    end = line[len(line.rstrip("\r\n")) :] or _line_end(text)
    if line.lstrip().startswith("#"):
        lines[place.line - 1] = f"{line.rstrip()}{end}{end}{value}{end}"
    else:
        lines[place.line - 1] = f"{line.rstrip()} {value}{end}"
    return "".join(lines)


def _replaced(text: str, place: Place, value: str) -> str:
    lines = _split(text)
    line = lines[place.line - 1]
    shift = int(place.line == 1 and text.startswith("\ufeff"))
    start, stop = place.column - 1 + shift, place.end_column - 1 + shift
    lines[place.line - 1] = line[:start] + value + line[stop:]
    return "".join(lines)


def _is_in_front_matter(text: str, place: Place) -> bool:
    lines = _split(text.removeprefix("\ufeff"))
    if not lines or lines[0].strip() != "---":
        return False
    return not any(line.strip() in ("---", "...") for line in lines[1 : place.line - 1])


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _split(text: str) -> list[str]:
    return list(_lines(text))


def _lines(text: str) -> Iterator[str]:
    for match in _LINES.finditer(text):
        if match[0]:
            yield match[0]
