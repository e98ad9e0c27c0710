"""Which articles of a constitution are its principles: those that a plan answers to one by one."""

import re
from collections.abc import Iterator

from sdd.model.documents import Principle
from sdd.read.markdown.titles import fold

_CHAPTER = re.compile(
    r"\bprinciples\b|\bprincipios\b|原則|原则|基本理念|\barticles of\b", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\W{0,4}(?:(?:principle|article|section)\s+)?(?P<number>[IVXL]{1,7}[a-z]?|\d{1,3})(?:[.:)\u2013—]|\s[-\u2013—])\s*\S"
    r"|\W{0,4}(?:principle|article)\s+(?:[IVXL]{1,7}|\d{1,3})\b"
    r"|第[\d一二三四五六七八九十]{1,3}[条條章]",
    re.IGNORECASE,
)
_ROMAN = re.compile(
    r"\W{0,4}(?:(?:principle|article)\s+)?[IVXL]{1,7}(?:[.:)\u2013—]|\s[-\u2013—])\s*\S"
)
_OTHER = re.compile(
    r"governance|amendment|compliance|version|workflow|glossary|appendix|enforcement|preamble"
    r"|definition of done|治理|ガバナンス|gobernanza",
    re.IGNORECASE,
)


def find_principles(articles: tuple[Principle, ...]) -> tuple[Principle, ...]:
    """The headings directly below chapters about principles, else those that are numbered.

    Roman numbers go before arabic ones, which also count chapters. A constitution with neither
    has no principles that could be told from its other chapters.
    """
    headings = [article for article in articles if article.level]
    below = tuple(_below_chapters(headings))
    if below:
        roman = tuple(each for each in headings if _ROMAN.match(each.title) and each.level > 1)
        return roman if len(roman) > len(below) and set(below) <= set(roman) else below
    for pattern in (_ROMAN, _NUMBERED):
        found = [each for each in headings if each.level > 1 and pattern.match(each.title)]
        level = min((each.level for each in found), default=0)
        named = tuple(
            each for each in found if each.level == level and not _OTHER.search(each.title)
        )
        if len(named) > 1:
            return named
    return ()


def _below_chapters(headings: list[Principle]) -> Iterator[Principle]:
    """The headings one level below a chapter whose title speaks of principles."""
    chapter: Principle | None = None
    level = 0
    for heading in headings:
        if chapter and heading.level <= chapter.level:
            chapter = None
        if chapter is None:
            if heading.level > 1 and _CHAPTER.search(fold(heading.title)):
                chapter, level = heading, 0
            continue
        level = level or heading.level
        if heading.level == level:
            yield heading
