"""Implementation plan text to a value."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from sdd.model.documents import Field, Mention, Plan, Row, Section
from sdd.model.finding import Place
from sdd.read.markdown.gate import gate_sections, read_checks
from sdd.read.markdown.inline import plain
from sdd.read.markdown.markers import read_clarifications
from sdd.read.markdown.outline import Block, Comment, Fence, Heading, Outline, outline
from sdd.read.markdown.outline import Row as TableRow
from sdd.read.markdown.parts import (
    read_header,
    read_sections,
    read_suppressions,
    read_title,
    texts,
    under,
)
from sdd.read.markdown.research import read_items
from sdd.read.markdown.residue import ends_in_sample, sample_end
from sdd.read.markdown.technical import read_context, read_folders

_OWN_SECTIONS = (
    "technical context", "constitution check", "project structure", "complexity tracking",
)  # fmt: skip
_OPTION = re.compile(r"[#\s]*(?:\[REMOVE IF UNUSED\]|Option \d{1,2}\s?:)[^\n]*")
_UNDECIDED = re.compile(r"[\s*_`]*(?:TBD|TBC|TODO|TO BE DECIDED|UNDECIDED|\?\?\?)[\s*_`.]*", re.I)


def read_plan(text: str, path: str) -> Plan:
    """A plan from its text; path: posix, relative to the root.

    Any text gives a plan, if an empty one; raises DocumentTooWild and nothing else.
    """
    document = outline(text, path)
    sections = read_sections(document)
    technical = _blocks_of(document, sections, "technical context")
    tracking = _blocks_of(document, sections, "complexity tracking")
    structure = _blocks_of(document, sections, "project structure")
    context = read_context(technical)
    samples = tuple(_samples(technical))
    return Plan(
        path=path,
        title=read_title(sections),
        dialect=_dialect(sections),
        fields=read_header(document),
        sections=sections,
        gate=_gate(document, sections),
        checks=read_checks(document, sections),
        context=context,
        folders=read_folders(document, structure),
        deviations=tuple(_deviations(tracking)),
        decisions=_decisions(document, context, samples),
        decided=read_items(document),
        samples=samples,
        options=tuple(_options(document, structure)),
        suppressions=read_suppressions(document),
    )


def _dialect(sections: tuple[Section, ...]) -> str:
    """ "spec-kit" for its layout, and for a text without chapters, which has no layout."""
    chapters = [section for section in sections if section.level > 1]
    known = not chapters or any(
        section.key in _OWN_SECTIONS or section.key.startswith("implementation plan")
        for section in sections
    )
    return "spec-kit" if known else "other"


def _blocks_of(document: Outline, sections: tuple[Section, ...], key: str) -> list[Block]:
    found = next((section for section in sections if section.key == key), None)
    return list(under(document, found)) if found else []


def _gate(document: Outline, sections: tuple[Section, ...]) -> Section | None:
    """The first chapter about the constitution; empty if only the template's reminder is there."""
    gates = gate_sections(sections)
    if not gates:
        return None
    empty = not any(map(_says_something, under(document, gates[0])))
    return replace(gates[0], empty=empty)


def _says_something(block: Block) -> bool:
    if isinstance(block, Heading | Comment):
        return False
    if isinstance(block, Fence | TableRow):
        return True
    written = plain(block.text.shown)
    return bool(written) and not written.startswith("GATE:") and not ends_in_sample(block.text)


def _deviations(blocks: Iterable[Block]) -> Iterator[Row]:
    for block in blocks:
        if isinstance(block, TableRow) and block.cells and not block.header:
            if sample_end(block.cells[0], 0):
                continue
            first, last = block.cells[0].place(), block.cells[-1].place()
            place = Place(first.path, first.line, first.column, last.end_line, last.end_column)
            yield Row(tuple(plain(cell.shown) for cell in block.cells), place)


def _decisions(
    document: Outline, context: tuple[Field, ...], samples: tuple[Mention, ...]
) -> tuple[Mention, ...]:
    """Every marker and undecided value, in order, once per line; not inside a sample."""
    found = [
        *read_clarifications(document.blocks),
        *(Mention(field.value, field.place) for field in context if _is_undecided(field)),
    ]
    taken = {sample.place.line for sample in samples}
    by_line: dict[int, Mention] = {}
    for mention in sorted(found, key=lambda mention: mention.place):
        if mention.place.line not in taken:
            by_line.setdefault(mention.place.line, mention)
    return tuple(by_line.values())


def _is_undecided(field: Field) -> bool:
    return bool(_UNDECIDED.fullmatch(field.value))


def _samples(blocks: Iterable[Block]) -> Iterator[Mention]:
    """Template samples that stand where a value should ("[e.g., Python 3.11 or ...]")."""
    for block in blocks:
        for text in texts(block):
            for match in re.finditer(r"\[", text.shown):
                if end := sample_end(text, match.start()):
                    yield text.mention(match.start(), end)


def _options(document: Outline, structure: list[Block]) -> Iterator[Mention]:
    """The alternatives of the template's source tree that were neither chosen nor removed."""
    for block in document.blocks:
        if isinstance(block, Heading) and "[REMOVE IF UNUSED]" in block.text.shown:
            yield block.text.mention(0, len(block.text.raw))
    for block in structure:
        if isinstance(block, Fence):
            yield from _option_lines(document, block)


def _option_lines(document: Outline, fence: Fence) -> Iterator[Mention]:
    for number in range(fence.first, fence.end_line + 1):
        line = document.lines[number - 1]
        if _OPTION.fullmatch(line):
            written = line.strip()
            column = line.index(written) + 1
            place = Place(document.path, number, column, number, column + len(written))
            yield Mention(written, place)
