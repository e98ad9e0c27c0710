"""Task list text to a value."""

from collections.abc import Iterator

from sdd.model.documents import Mention, Phase, Section, Task, Tasks
from sdd.read.markdown.echoes import mark_echoes
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
        tasks=mark_echoes(tasks, sections),
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
