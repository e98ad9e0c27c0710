"""Task list text to a value."""

import re
from collections.abc import Iterator
from itertools import islice

from sdd.model.documents import Mention, Phase, Section, Task, Tasks
from sdd.read.markdown.echoes import mark_echoes
from sdd.read.markdown.inline import plain
from sdd.read.markdown.outline import (
    Block,
    Comment,
    Fence,
    Item,
    Outline,
    Paragraph,
    outline,
)
from sdd.read.markdown.parts import (
    covers,
    outermost,
    read_header,
    read_sections,
    read_suppressions,
    read_title,
    texts,
)
from sdd.read.markdown.paths import find_target, read_paths
from sdd.read.markdown.phases import read_phases
from sdd.read.markdown.task_line import Box, find_fault, read_box

_MOST_STEPS = 60
_CHECKING = re.compile(
    r"\W{0,4}(?:re-?run|run|execute|verify|validate|confirm|check|ensure|review|inspect|monitor"
    r"|measure|benchmark|profile|deploy|commit|push|merge|tag|release|demo|approve|wait|sign[ -]off"
    r"|manual(?:ly)?|smoke|checkpoint|gate|stop|mark|audit|conduct|perform|install|start|launch|open"
    r"|read|study|analy[sz]e|research|investigate|identify|decide|discuss|plan|compare|locate"
    r"|submit|create (?:a )?(?:pr|pull request|branch))\b",
    re.IGNORECASE,
)
# A test that is written names its file; one that names none is a trial by hand.
_TRYING = re.compile(r"\W{0,4}(?:test|try|walk through)\b", re.IGNORECASE)
_EXPLAINING = ("format", "path conventions", "notes", "example", "legend")


def read_tasks(text: str, path: str) -> Tasks:
    """A task list from its text; path: posix, relative to the root.

    Any text gives a task list, if an empty one; raises DocumentTooWild and nothing else.
    """
    document = outline(text, path)
    sections = read_sections(document)
    phases = read_phases(document)
    boxes = [
        (index, box)
        for index, block in enumerate(document.blocks)
        if isinstance(block, Item) and (box := read_box(block.text))
    ]
    others = [box for _, box in boxes if not box.id]
    named = [(index, box) for index, box in boxes if box.id]
    around = _phases_around(phases, [document.blocks[index].line for index, _ in named])
    tasks = [
        _task(document.blocks, index, box, phase)
        for (index, box), phase in zip(named, around, strict=True)
    ]
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


def _task(blocks: tuple[Block, ...], index: int, box: Box, phase: int) -> Task:
    (text,) = texts(blocks[index])
    description = plain(text.shown[box.start :])
    own = read_paths(text, box.start)
    return Task(
        id=box.id,
        done=box.done,
        parallel=box.parallel,
        story=box.story,
        description=description,
        place=text.place(),
        phase=phase,
        paths=(*own, *_paths_below(blocks, index)),
        target=find_target(own, description),
        checking=bool(_CHECKING.match(description) or (not own and _TRYING.match(description))),
    )


def _paths_below(blocks: tuple[Block, ...], index: int) -> Iterator[Mention]:
    """The files that the sub-steps of a task name; a task of its own below it is none."""
    owner = blocks[index]
    depth = owner.depth if isinstance(owner, Item) else 0
    for block in islice(blocks, index + 1, index + 1 + _MOST_STEPS):
        if isinstance(block, Fence | Comment):
            continue
        if not isinstance(block, Item | Paragraph) or block.depth < depth:
            return
        if isinstance(block, Item) and (block.depth == depth or _is_task(block)):
            return
        yield from read_paths(block.text, 0)


def _is_task(block: Item) -> bool:
    box = read_box(block.text)
    return box is not None and bool(box.id)


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
