"""Architecture decision record to a value: the layouts of spec-kit-plus, MADR and Nygard."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from sdd.model.decisions import Decision, DecisionStatus, Reference, Relation
from sdd.model.documents import Field, Mention, Section
from sdd.model.finding import Place
from sdd.read.markdown.adr_header import labelled_lines, read_fields_on_top
from sdd.read.markdown.adr_references import file_number, references_in_field, references_in_text
from sdd.read.markdown.adr_status import is_choice, read_status
from sdd.read.markdown.inline import Text, plain
from sdd.read.markdown.outline import Block, Comment, Fence, Heading, Outline, outline
from sdd.read.markdown.parts import read_sections, read_suppressions, texts, under
from sdd.read.markdown.titles import fold

_HEADING = re.compile(
    r"(?:ADR[-_ #]{0,2}(?P<adr>\d{1,6})(?!\d)[ \t]*[:.\u2013\u2014-]?"
    r"|(?P<bare>\d{1,6})[.:)](?=\s))\s*",
    re.IGNORECASE,
)
_CHAPTERS = {
    "context": (
        "context", "problem", "background", "motivation", "issue", "背景", "contexto", "contexte",
    ),
    "decision": (
        "decision", "決定", "决定", "决策", "decisión", "decisão", "entscheidung", "décision",
    ),
    "consequences": (
        "consequences", "consequence", "implications", "impact", "trade-offs", "tradeoffs",
        "positive", "影響", "后果", "结果", "consecuencias", "consequências", "konsequenzen",
        "conséquences",
    ),
    "alternatives": (
        "alternative", "considered options", "options", "alternativas", "pros & cons",
    ),
}  # fmt: skip
_NOT_THE_DECISION = ("decision drivers", "decision makers", "decision log", "related decisions")
_MADR = {
    "decision outcome", "context & problem statement", "considered options", "options envisagées",
}  # fmt: skip
_RELATED = (
    "reference", "links", "link", "related", "more information", "see also", "notes",
)  # fmt: skip
_USUAL: dict[str, Relation | None] = {
    "status": None, "supersedes": Relation.SUPERSEDES, "superseded by": Relation.SUPERSEDED_BY,
    "amends": Relation.AMENDS, "amended by": Relation.AMENDED_BY, "relates": Relation.RELATES,
}  # fmt: skip
_PROMPT = re.compile(
    r"(?:[^\w\[{\n]{0,8}|\d{1,3}[.)]\s{1,3})\[(?![ xX]\])(?:[^\[\]\n]{2,300}\s[^\[\]\n]{1,300}"
    r"|[A-Z][A-Z_]{2,40})\][.*_\s]{0,4}\Z"
)
_DOUBLE_BRACE = re.compile(r"\{\{\s{0,3}[A-Z][A-Z0-9_]{1,60}\s{0,3}\}\}")
_MADR_BRACE = re.compile(
    r"\{(?:title of|short title|describe|example|argument|justification|name the)[^{}\n]{0,300}\}"
)


def read_adr(text: str, path: str) -> Decision:
    """A decision from its text; path: posix, relative to the root.

    Any text gives a decision, if an empty one; raises DocumentTooWild and nothing else.
    """
    document = outline(text, path)
    sections = read_sections(document)
    fields = read_fields_on_top(document, text)
    heading = next((each for each in document.blocks if isinstance(each, Heading)), None)
    number, title = _title(heading)
    status_field = fields.get("status") or _status_section(document, sections)
    references = tuple(_references(document, sections, fields, status_field))
    return Decision(
        path=path,
        number=file_number(path.rpartition("/")[2]),
        title=title,
        heading=heading.text.place() if heading else None,
        heading_number=number,
        layout=_layout(sections, fields),
        status=_status(status_field, references),
        status_field=status_field,
        date_field=fields.get("date"),
        feature=plain(fields["feature"].value) if "feature" in fields else "",
        references=references,
        sections=sections,
        chapters=tuple(_chapters(sections, fields)),
        residue=tuple(_residue(document.blocks, status_field)),
        suppressions=read_suppressions(document),
    )


def _title(heading: Heading | None) -> tuple[int, str]:
    """The number in the first heading, -1 where it has none, and the words behind it."""
    if heading is None:
        return -1, ""
    match = _HEADING.match(heading.title)
    if match is None:
        return -1, heading.title
    return int(match["adr"] or match["bare"]), heading.title[match.end() :]


def _status_section(document: Outline, sections: Iterable[Section]) -> Field | None:
    """The first line under a heading "Status", as Nygard's layout has it."""
    section = next((each for each in sections if each.key == "status" and each.level > 1), None)
    if section is None:
        return None
    for block in under(document, section):
        for text in texts(block):
            labelled = next((each for each in labelled_lines(text) if each.key == "status"), None)
            if labelled:
                return labelled
            line = text.shown.partition("\n")[0].rstrip()
            if line.strip():
                return Field("status", section.title, line, text.place(0, len(line)))
    return Field("status", section.title, "", section.place)


def _status(field: Field | None, references: Iterable[Reference]) -> DecisionStatus | None:
    """The status as written; a record that names its successor is superseded whatever it says."""
    found = read_status(field.value) if field else None
    if found is DecisionStatus.ACCEPTED and any(
        each.relation is Relation.SUPERSEDED_BY and _is_below(each.place, field)
        for each in references
    ):
        return DecisionStatus.SUPERSEDED
    return found


def _is_below(place: Place, field: Field | None) -> bool:
    return field is not None and 0 <= place.line - field.place.line <= 3


def _references(
    document: Outline,
    sections: Iterable[Section],
    fields: dict[str, Field],
    status_field: Field | None,
) -> Iterator[Reference]:
    """What the header, the status and the chapters about links say; prose elsewhere is talk."""
    seen: set[Place] = set()
    of_fields = chain.from_iterable(
        references_in_field(document.path, fields[key], usual)
        for key, usual in _USUAL.items()
        if key in fields
    )
    of_status = references_in_field(document.path, status_field, None) if status_field else ()
    of_chapters = chain.from_iterable(
        references_in_text(document.path, text, Relation.RELATES if related else None)
        for section in sections
        if (related := section.key.startswith(_RELATED)) or section.key == "status"
        for block in under(document, section)
        for text in _prose(block)
    )
    for reference in (*of_fields, *of_status, *of_chapters):
        if reference.place not in seen:
            seen.add(reference.place)
            yield reference


def _prose(block: Block) -> tuple[Text, ...]:
    return () if isinstance(block, Heading) else texts(block)


def _layout(sections: tuple[Section, ...], fields: dict[str, Field]) -> str:
    keys = {section.key for section in sections if section.level > 1}
    if keys & _MADR:
        return "madr"
    if "status" in keys or ("context" in keys and "decision" in keys):
        return "nygard"
    return "speckit" if "decision" in keys and "status" in fields else "other"


def _chapters(sections: Iterable[Section], fields: dict[str, Field]) -> Iterator[str]:
    """Which of the four things a decision must say are said."""
    said = [fold(each.title) for each in sections if each.level > 1 and not each.empty]
    if "context" in fields and fields["context"].value:
        said.append("context")
    for chapter, words in _CHAPTERS.items():
        if any(_speaks_of(title, chapter, words) for title in said):
            yield chapter


def _speaks_of(title: str, chapter: str, words: tuple[str, ...]) -> bool:
    if chapter == "decision" and title.startswith(_NOT_THE_DECISION):
        return False
    return any(word in title for word in words)


def _residue(blocks: Iterable[Block], status: Field | None) -> Iterator[Mention]:
    """Prompts and tokens of templates: whole lines in brackets, braces, a list of statuses."""
    if status and is_choice(status.value):
        yield Mention(status.value, status.place)
    for block in blocks:
        if isinstance(block, Fence | Comment):
            continue
        for text in texts(block):
            yield from _residue_of(block, text)


def _residue_of(block: Block, text: Text) -> Iterator[Mention]:
    for pattern in (_DOUBLE_BRACE, _MADR_BRACE):
        for match in pattern.finditer(text.prose):
            yield text.mention(*match.span())
    offset = 0
    for line in text.prose.split("\n"):
        # Who decided stands in brackets as well: "[@ann, @ben]".
        if _PROMPT.match(_value_of(line)) and "@" not in line:
            start = offset + line.index("[")
            yield text.mention(start, offset + line.rindex("]") + 1)
        offset += len(line) + 1


def _value_of(line: str) -> str:
    """A line without a bold label in front of it."""
    label, colon, value = line.partition(":")
    return value if colon and "[" not in label and len(label) < 40 else line
