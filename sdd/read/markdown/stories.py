"""User stories and their acceptance scenarios."""

import re
from collections.abc import Iterator

from sdd.model.documents import Scenario, Section, Story
from sdd.read.markdown.inline import plain
from sdd.read.markdown.outline import Item, Outline
from sdd.read.markdown.parts import under

_STORY = re.compile(
    r"(?:user\s+stor(?:y|ies)|ユーザーストーリー|用户故事|使用者故事|historia de usuario"
    r"|\bUS(?=[- ]?\d))\s*[#№-]?\s*(?P<number>\d{1,4})(?![\d.])",
    re.IGNORECASE,
)
_PRIORITY = re.compile(r"\bP(\d)\b")
_TITLE_EDGE = re.compile(r"^[\s\-\u2013—:\uff1a.]+")
_GIVEN = re.compile(r"(?:given|假设|假設|给定|給定|前提|もし|dado|dada)", re.IGNORECASE)


def read_stories(document: Outline, sections: tuple[Section, ...]) -> tuple[Story, ...]:
    """The stories in order: numbered headings, or the one story of older documents.

    A heading that repeats a number in another chapter ("Success Criteria" per story) is no
    second story: stories live in the chapter where the first one stands.
    """
    numbered = [(section, match) for section in sections if (match := _STORY.search(section.title))]
    if not numbered:
        return tuple(
            _story(document, section, 0, section.title)
            for section in sections
            if section.key == "primary user story"
        )
    home = _home(sections, numbered[0][0])
    return tuple(
        _story(document, section, int(match["number"]), section.title[match.end() :])
        for section, match in numbered
        if section.level == numbered[0][0].level and home[0] <= section.place.line <= home[1]
    )


def _home(sections: tuple[Section, ...], story: Section) -> tuple[int, int]:
    """First and last line of the chapter around the first story; everything if it is one."""
    around = [
        section
        for section in sections
        if 1 < section.level < story.level and section.holds(story.place.line)
    ]
    return (around[0].place.line, around[0].last_line) if around else (1, sections[-1].last_line)


def _story(document: Outline, section: Section, number: int, title: str) -> Story:
    priority = _PRIORITY.search(section.title)
    return Story(
        number=number,
        title=_TITLE_EDGE.sub("", title).partition("(")[0].strip(),
        priority=f"P{priority[1]}" if priority else "",
        place=section.place,
        last_line=section.last_line,
        scenarios=tuple(_scenarios(document, section)),
    )


def _scenarios(document: Outline, section: Section) -> Iterator[Scenario]:
    number = 0
    for block in under(document, section):
        if isinstance(block, Item) and _GIVEN.match(plain(block.text.shown)):
            number += 1
            yield Scenario(number, plain(block.text.shown), block.text.place())
