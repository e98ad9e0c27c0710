"""Tasks that a document lists twice: once in an overview, once in detail."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict

from msgspec.structs import replace

from sdd.model.documents import Section, Task

_WORD = re.compile(r"\w+")
_MOST_WORDS = 60
_SAME_TASK = 0.6
_MOST_OF_A_LIST = 0.5


def mark_echoes(tasks: list[Task], sections: tuple[Section, ...]) -> tuple[Task, ...]:
    """The tasks, where the shorter of two listings of one task is marked as an echo.

    Two listings are one task if they stand in different chapters, one of which repeats most of
    its tasks elsewhere, and agree in story and in most of their words. Anything else with the
    same id is a second task.
    """
    starts = [section.place.line for section in sections if section.level <= 2]
    chapters = [bisect_right(starts, task.place.line) for task in tasks]
    by_id: dict[str, list[int]] = defaultdict(list)
    for index, task in enumerate(tasks):
        by_id[task.id].append(index)
    repeating = _repeating_chapters(list(by_id.values()), chapters)
    echoes: set[int] = set()
    for indexes in by_id.values():
        detail = max(indexes, key=lambda index: len(tasks[index].description))
        words = set(_WORD.findall(tasks[detail].description.casefold()))
        echoes.update(
            index
            for index in indexes
            if chapters[index] != chapters[detail]
            and repeating.intersection((chapters[index], chapters[detail]))
            and _is_same(tasks[index], tasks[detail], words)
        )
    return tuple(
        replace(task, echo=True) if index in echoes else task for index, task in enumerate(tasks)
    )


def _repeating_chapters(groups: list[list[int]], chapters: list[int]) -> set[int]:
    """The chapters that share more than half of their tasks' ids with other chapters."""
    repeated: Counter[int] = Counter()
    for indexes in groups:
        places = {chapters[index] for index in indexes}
        if len(places) > 1:
            repeated.update(chapters[index] for index in indexes)
    sizes = Counter(chapters)
    return {
        chapter for chapter, count in repeated.items() if count > _MOST_OF_A_LIST * sizes[chapter]
    }


def _is_same(one: Task, detail: Task, words: set[str]) -> bool:
    """True where the stories agree and most words of the first are among the detail's words."""
    if one.story and detail.story and one.story != detail.story:
        return False
    few = set(_WORD.findall(one.description.casefold())[:_MOST_WORDS])
    return len(few & words) >= _SAME_TASK * len(few)
