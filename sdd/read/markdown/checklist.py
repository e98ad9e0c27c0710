"""Checklist text to a value."""

import re

from sdd.model.documents import CheckItem, Checklist
from sdd.read.markdown.inline import plain
from sdd.read.markdown.outline import Item, outline
from sdd.read.markdown.parts import read_sections, read_suppressions, read_title

_BOX = re.compile(r"\[(?P<mark>[ xX])\]\s+")
_ID = re.compile(r"[*_`]{0,3}(?P<id>CHK[-_]?\d{1,5}[a-z]?)\b[*_`:.\s]*")


def read_checklist(text: str, path: str) -> Checklist:
    """A checklist from its text; path: posix, relative to the root.

    Any text gives a checklist, if an empty one; raises DocumentTooWild and nothing else.
    """
    document = outline(text, path)
    return Checklist(
        path=path,
        title=read_title(read_sections(document)),
        items=tuple(
            item for block in document.blocks if isinstance(block, Item) and (item := _item(block))
        ),
        suppressions=read_suppressions(document),
    )


def _item(block: Item) -> CheckItem | None:
    shown = block.text.shown
    box = _BOX.match(shown)
    if box is None:
        return None
    number = _ID.match(shown, box.end())
    start = number.end() if number else box.end()
    return CheckItem(
        text=plain(shown[start:]),
        done=box["mark"] in "xX",
        place=block.text.place(),
        id=number["id"] if number else "",
    )
