"""Constitution text to a value."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sdd.model.documents import Constitution, Footer, Mention, Principle, Section
from sdd.read.markdown.bindings import read_blocks
from sdd.read.markdown.clauses import read_clauses
from sdd.read.markdown.footer import read_footer
from sdd.read.markdown.impact import read_report
from sdd.read.markdown.outline import Block, Heading, Outline, outline
from sdd.read.markdown.parts import read_sections, read_suppressions, read_title, texts
from sdd.read.markdown.principles import find_principles

_PLACEHOLDER = re.compile(
    r"\[(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PROJECT NAME|DATE|YYYY-MM-DD)\](?![(\[])"
    r"|\bTODO\([A-Z][A-Z0-9_ ]*\)"
)
_NON_NEGOTIABLE = re.compile(
    r"\bnon[- ]negotiable\b|\bno negociable\b|不可协商|不可協商|不可妥协|不可妥協"
    r"|交渉不可|譲れない",
    re.IGNORECASE,
)


def read_constitution(text: str, path: str) -> Constitution:
    """A constitution from its text; path: posix, relative to the root.

    Any text gives a constitution, if an empty one; raises DocumentTooWild and nothing else.
    """
    document = outline(text, path)
    sections = read_sections(document)
    footer = read_footer(document)
    articles = tuple(_articles(document, sections, footer))
    return Constitution(
        path=path,
        title=read_title(sections),
        sections=sections,
        articles=articles,
        principles=find_principles(articles),
        footer=footer,
        report=read_report(document),
        placeholders=tuple(_placeholders(document.blocks)),
        suppressions=read_suppressions(document),
    )


def _articles(
    document: Outline, sections: tuple[Section, ...], footer: Footer | None
) -> Iterator[Principle]:
    """Each heading with the clauses directly under it; text before the first has no title."""
    starts = [section.place.line for section in sections]
    below: dict[int, list[Block]] = defaultdict(list)
    for block in document.blocks:
        if not isinstance(block, Heading) and not _is_footer(block, footer):
            below[bisect_right(starts, block.line) - 1].append(block)
    if preamble := read_clauses(below[-1]):
        first = preamble[0].place
        yield Principle("", 0, first, preamble[-1].place.end_line, False, preamble)
    for index, (section, strict) in enumerate(_with_strictness(sections)):
        yield Principle(
            title=section.title,
            level=section.level,
            place=section.place,
            last_line=section.last_line,
            non_negotiable=strict,
            clauses=read_clauses(below[index]),
            bindings=read_blocks(below[index], document.path),
        )


def _with_strictness(sections: tuple[Section, ...]) -> Iterator[tuple[Section, bool]]:
    """Each section, and whether it or one around it calls itself non-negotiable."""
    covered = 0
    for section in sections:
        if _NON_NEGOTIABLE.search(section.title):
            covered = max(covered, section.last_line)
        yield section, section.place.line <= covered


def _is_footer(block: Block, footer: Footer | None) -> bool:
    return footer is not None and block.line <= footer.place.line <= block.end_line


def _placeholders(blocks: Iterable[Block]) -> Iterator[Mention]:
    for block in blocks:
        for text in texts(block):
            for match in _PLACEHOLDER.finditer(text.prose):
                yield text.mention(*match.span())
