"""Which other decisions a decision names, and how."""

import posixpath
import re
from collections.abc import Iterator

from sdd.model.decisions import Reference, Relation
from sdd.model.documents import Field
from sdd.model.finding import Place
from sdd.read.markdown.inline import Text

_LINK = re.compile(r"\[(?P<text>[^\[\]\n]{0,300})\]\((?P<target>[^()\s]{1,300})[^()\n]{0,200}\)")
_NUMBER = re.compile(r"\bADRs?[-_ #]{0,2}0*(?P<number>\d{1,6})(?!\d)", re.IGNORECASE)
_ANOTHER = re.compile(r"\s{0,3}(?:,|&|and)\s{0,3}#?0*(?P<number>\d{1,6})(?![\d.])")
_FILE = re.compile(r"(?:adr[-_ ]?)?0*(?P<number>\d{1,6})(?!\d)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}[-_.]\d{2}[-_.]\d{2}|\d{8}")
_WORDS = (
    (Relation.SUPERSEDED_BY, r"(?:super[sc]ed+ed|replaced)\s{1,3}by"),
    (Relation.SUPERSEDES, r"super[sc]ed+es|replaces"),
    (Relation.AMENDED_BY, r"amended\s{1,3}by"),
    (Relation.AMENDS, r"amends"),
    (Relation.RELATES, r"relate[sd](?:\s{1,3}(?:to|adrs?|decisions?))?|see\s{1,3}also"),
)
_RELATION = re.compile(
    "|".join(f"(?P<r{n}>\\b(?:{each}))" for n, (_, each) in enumerate(_WORDS)), re.I
)


def references_in_line(
    path: str, line: str, place: Place, usual: Relation | None = None
) -> Iterator[Reference]:
    """The decisions that one line names, each with the relation that stands before it.

    path: of the document. usual: the relation of what no word stands before; None leaves it out.
    place: of the line; its first character stands at the place's column.
    """
    marks = [(match.start(), _relation_of(match)) for match in _RELATION.finditer(line)]
    for start, end, number, target in _named(path, line):
        before = [relation for offset, relation in marks if offset < start]
        relation = before[-1] if before else usual
        if relation is not None:
            column = place.column + start
            where = Place(path, place.line, column, place.line, column + end - start)
            yield Reference(relation, number, target, where)


def references_in_field(path: str, field: Field, usual: Relation | None) -> Iterator[Reference]:
    """The decisions that the value of a field names."""
    yield from references_in_line(path, field.value, field.place, usual)


def references_in_text(path: str, text: Text, usual: Relation | None = None) -> Iterator[Reference]:
    """The decisions that the lines of a text name."""
    offset = 0
    for line in text.shown.split("\n"):
        yield from references_in_line(path, line, text.place(offset, offset + len(line)), usual)
        offset += len(line) + 1


def file_number(name: str) -> int:
    """The number of a record's file name, -1 for a date or words alone."""
    if _DATE.match(name):
        return -1
    match = _FILE.match(name)
    return int(match["number"]) if match else -1


def _relation_of(match: re.Match[str]) -> Relation:
    return _WORDS[int((match.lastgroup or "r0")[1:])][0]


def _named(path: str, line: str) -> Iterator[tuple[int, int, int, str]]:
    """Start, end, number and target of each decision that is named, in order."""
    found: list[tuple[int, int, int, str]] = []
    rest = line
    for match in _LINK.finditer(line):
        target = _resolved(path, match["target"])
        named = _NUMBER.search(match["text"])
        if target:
            number = file_number(posixpath.basename(target))
            if number < 0 and named:
                number = int(named["number"])
            found.append((*match.span(), number, target))
            blank = " " * (match.end() - match.start())
            rest = rest[: match.start()] + blank + rest[match.end() :]
    for match in _NUMBER.finditer(rest):
        found.append((*match.span(), int(match["number"]), ""))
        position = match.end()
        while more := _ANOTHER.match(rest, position):
            found.append((more.start("number"), more.end(), int(more["number"]), ""))
            position = more.end()
    yield from sorted(found)


def _resolved(path: str, target: str) -> str:
    """A link to a Markdown file as a path relative to the root; empty for any other link."""
    address = target.partition("#")[0].partition("?")[0]
    if "://" in address or address.startswith("/") or not address.lower().endswith(".md"):
        return ""
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
    return "" if place.startswith("../") else place
