"""Task list text to a value."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from sdd.model.documents import Mention, Phase, Section, Task, Tasks
from sdd.read.markdown.inline import Text, plain
from sdd.read.markdown.outline import Item, Outline, Paragraph, outline
from sdd.read.markdown.parts import (
    covers,
    outermost,
    read_header,
    read_sections,
    read_suppressions,
    read_title,
)
from sdd.read.markdown.paths import read_paths
from sdd.read.markdown.phases import read_phases
from sdd.read.markdown.task_line import Box, find_fault, read_box

_WORD = re.compile(r"\w+")
_MOST_WORDS = 60
_SAME_TASK = 0.6
_EXPLAINING = ("format", "path conventions", "notes", "example", "legend")


def read_tasks(text: str, path: str) -> Tasks:
    """A task list from its text; path: posix, relative to the root.

    Any text gives a task list, if an empty one; raises DocumentTooWild and nothing else.
    """
    document = outline(text, path)
    sections = read_sections(document)
    phases = read_phases(document)
    boxes = [
        (block.text, box)
        for block in document.blocks
        if isinstance(block, Item) and (box := read_box(block.text))
    ]
    others = [box for _, box in boxes if not box.id]
    named = [(text, box) for text, box in boxes if box.id]
    around = _phases_around(phases, [text.place().line for text, _ in named])
    tasks = [_task(text, box, phase) for (text, box), phase in zip(named, around, strict=True)]
    return Tasks(
        path=path,
        title=read_title(sections),
        fields=read_header(document),
        sections=sections,
        phases=phases,
        tasks=_with_echoes(tasks, sections),
        malformed=tuple(_malformed(document, sections)),
        other_boxes=len(others),
        other_boxes_done=sum(box.done for box in others),
        suppressions=read_suppressions(document),
    )


def _task(text: Text, box: Box, phase: int) -> Task:
    return Task(
        id=box.id,
        done=box.done,
        parallel=box.parallel,
        story=box.story,
        description=plain(text.shown[box.start :]),
        place=text.place(),
        phase=phase,
        paths=read_paths(text, box.start),
    )


def _phases_around(phases: tuple[Phase, ...], lines: list[int]) -> Iterator[int]:
    """For each line, in order, the index of the innermost phase around it, or -1."""
    around: list[int] = []
    following = 0
    for line in lines:
        while following < len(phases) and phases[following].place.line <= line:
            around.append(following)
            following += 1
        while around and phases[around[-1]].last_line < line:
            around.pop()
        yield around[-1] if around else -1


def _malformed(document: Outline, sections: tuple[Section, ...]) -> Iterator[Mention]:
    """Lines that look like a task, outside of the sections that explain the format."""
    explaining = outermost(section for section in sections if section.key.startswith(_EXPLAINING))
    for block in document.blocks:
        if isinstance(block, Item | Paragraph) and not covers(explaining, block.line):
            fault = find_fault(block.text, item=isinstance(block, Item))
            if fault:
                yield fault


def _with_echoes(tasks: list[Task], sections: tuple[Section, ...]) -> tuple[Task, ...]:
    """Tasks, where the shorter of two listings in different chapters is marked as an echo."""
    chapters = [section.place.line for section in sections if section.level <= 2]
    by_id: dict[str, list[int]] = defaultdict(list)
    for index, task in enumerate(tasks):
        by_id[task.id].append(index)
    echoes: set[int] = set()
    for indexes in by_id.values():
        longest = max(indexes, key=lambda index: len(tasks[index].description))
        home = bisect_right(chapters, tasks[longest].place.line)
        echoes.update(
            index
            for index in indexes
            if bisect_right(chapters, tasks[index].place.line) != home
            and _same(tasks[index].description, tasks[longest].description)
        )
    return tuple(
        replace(task, echo=True) if index in echoes else task for index, task in enumerate(tasks)
    )


def _same(shorter: str, longer: str) -> bool:
    """True where most words of the shorter description are in the longer one."""
    few = set(_WORD.findall(shorter.casefold())[:_MOST_WORDS])
    many = set(_WORD.findall(longer.casefold()))
    return not few or len(few & many) >= _SAME_TASK * len(few)
