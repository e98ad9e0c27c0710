"""User stories and their acceptance scenarios."""

import re
from collections import defaultdict

from sdd.model.documents import Scenario, Section, Story
from sdd.read.markdown.outline import Outline
from sdd.read.markdown.parts import under
from sdd.read.markdown.scenarios import read_given, speaks_of_acceptance

_STORY = re.compile(
    r"(?:user\s+stor(?:y|ies)|ユーザーストーリー|用户故事|使用者故事|historia de usuario"
    r"|\bUS(?=[- ]?\d))\s*[#№-]?\s*(?P<number>\d{1,4})(?![\d.])",
    re.IGNORECASE,
)
_PRIORITY = re.compile(r"\bP(\d)\b")
_TITLE_EDGE = re.compile(r"^[\s\-\u2013—:\uff1a.]+")


def read_stories(document: Outline, sections: tuple[Section, ...]) -> tuple[Story, ...]:
    """The stories in order: numbered headings, or the one story of older documents.

    A heading that repeats a number in another chapter ("Success Criteria" per story) is no
    second story: stories live in the chapter where the first one stands.
    """
    numbered = [(section, match) for section in sections if (match := _STORY.search(section.title))]
    if not numbered:
        acceptance = [section for section in sections if section.key == "acceptance scenarios"]
        return tuple(
            _story(document, [section, *acceptance], 0, section.title)
            for section in sections
            if section.key == "primary user story"
        )
    home = _home(sections, numbered[0][0])
    by_number: dict[int, list[Section]] = defaultdict(list)
    for section, match in numbered:
        by_number[int(match["number"])].append(section)
    return tuple(
        _story(
            document,
            [section, *_elsewhere(section, by_number.pop(number, []))],
            number,
            section.title[match.end() :],
        )
        for section, match in numbered
        if section.level == numbered[0][0].level
        and home[0] <= section.place.line <= home[1]
        and (number := int(match["number"]))
    )


def _elsewhere(story: Section, sections: list[Section]) -> list[Section]:
    """Sections that name the story and do not stand in it, as in a chapter of criteria.

    They belong to the first story of a number; a second one is a mistake that has none.
    """
    level = story.level
    return [each for each in sections if not story.holds(each.place.line) and each.level != level]


def _home(sections: tuple[Section, ...], story: Section) -> tuple[int, int]:
    """First and last line of the chapter around the first story; everything if it is one."""
    around = [
        section
        for section in sections
        if 1 < section.level < story.level and section.holds(story.place.line)
    ]
    return (around[0].place.line, around[0].last_line) if around else (1, sections[-1].last_line)


def _story(document: Outline, sections: list[Section], number: int, title: str) -> Story:
    """A story from its own section and from those elsewhere that belong to it."""
    home = sections[0]
    priority = _PRIORITY.search(home.title)
    blocks = [block for section in sections for block in under(document, section)]
    scenarios = (found for block in blocks for found in read_given(document, block))
    return Story(
        number=number,
        title=_TITLE_EDGE.sub("", title).partition("(")[0].strip(),
        priority=f"P{priority[1]}" if priority else "",
        place=home.place,
        last_line=home.last_line,
        scenarios=tuple(
            Scenario(index, text, place) for index, (text, place) in enumerate(scenarios, 1)
        ),
        accepted=any(map(speaks_of_acceptance, blocks)),
    )
