"""One checkbox line: a task, a task written wrongly, or just a box."""

import re

from msgspec import Struct

from sdd.model.documents import Mention
from sdd.read.markdown.inline import Text

_BOX = re.compile(r"\[(?P<mark>[ xX])\](?:\s+|\Z)")
_ID = re.compile(
    r"(?:[^\w\[\]`~]|__?){0,8}[\[`]?(?P<id>T\d{1,5}(?:\.(?:[A-Z]{0,8}\d{1,4}|[A-Z]{2,8})){0,3}[A-Za-z]?)(?![\w.]*\w)"
    r"[\]`*_:\uff1a.)]{0,4}"
)
_BARE_ID = re.compile(r"T\d")
_RANGE = re.compile(
    r"[\s*_`]*(?:-|\u2013|—|\.\.+|…|to|through|&|,|/|\+|and)[\s*_`\[]*T\d", re.IGNORECASE
)
_MARKER = re.compile(
    r"[\s*_`:\u2013—-]*(?:\[(?P<word>[^\[\]\n]{1,40})\]|\((?P<round>P)\))[*_`]{0,2}"
)
_STORY = re.compile(r"(?:US|story|user story)[\s-]?(\d{1,4})(?!\d)", re.IGNORECASE)
_EDGE = re.compile(r"[\s*_:\u2013—-]*")
# What people write when they mean a task, each with what is wrong with it.
_ODD = (
    (re.compile(r"\[[ xX]\]\s*[*`\[]{0,3}TX{2,4}\b"), "the template's id TXXX was never numbered"),
    (re.compile(r"\[[ xX]\][*`\[]{0,3}T\d"), "no space between the checkbox and the id"),
    (re.compile(r"\[\][ *`\[]{0,4}T\d"), "the checkbox is empty: `[]` instead of `[ ]`"),
    (re.compile(r"\[(?:\s{2,4}|\s[xX]\s?|[xX]\s)\]\s+[*`\[]{0,3}T\d"), "the checkbox holds spaces"),
    (re.compile(r"\[[^\]\w\s]\]\s*[*`\[]{0,3}T\d"), "the checkbox is neither `[ ]` nor `[x]`"),
    (re.compile(r"\[[ xX]\]\s+[*`\[]{0,3}T[-_]\d"), "the id is not `T` followed by digits"),
    (re.compile(r"\[[ xX]\]\s+[*`\[]{0,3}t\d{2,5}\b"), "the id begins with a small `t`"),
)  # fmt: skip
_UNMARKED = re.compile(r"[-*+]\[[ xX]?\]\s*[*`\[]{0,3}T\d|\[[ xX]\]\s+[*`\[]{0,3}T\d")


class Box(Struct, frozen=True):
    """A checkbox. id: empty if it is no task; description: from `start` in the text on."""

    done: bool
    id: str = ""
    parallel: bool = False
    story: str = ""
    start: int = 0


def read_box(text: Text) -> Box | None:
    """The checkbox at the start of a list item, or None."""
    box = _BOX.match(text.shown)
    if box is None:
        return None
    done = box["mark"] in "xX"
    lead, start = _markers(text.shown, box.end())
    match = _ID.match(text.shown, start)
    if match is None or _RANGE.match(text.shown, match.end("id")):
        return Box(done)
    follow, end = _markers(text.shown, match.end())
    words = [*lead, *follow]
    stories = (found for word in words if (found := _STORY.match(word)))
    story = next((f"US{int(found[1])}" for found in stories), "")
    edge = _EDGE.match(text.shown, end)
    return Box(done, match["id"], "P" in words, story, edge.end() if edge else end)


def find_fault(text: Text, *, item: bool) -> Mention | None:
    """Why a text that looks like a task is none: the reason, at the whole line; else None.

    item: the text is a list item; a paragraph can only be a task whose dash lacks its space.
    """
    shown = text.shown
    if not item:
        match = _UNMARKED.match(shown)
        reason = "no list marker, or no space behind it" if match else ""
    else:
        reason = next((reason for pattern, reason in _ODD if pattern.match(shown)), "")
    line_end = shown.find("\n")
    end = len(shown) if line_end < 0 else line_end
    return Mention(reason, text.place(0, end)) if reason else None


def _markers(shown: str, start: int) -> tuple[list[str], int]:
    """The words of the brackets that follow each other from an offset on, and where they end.

    A bracket that is no marker of ours ("[FR-001]") belongs to the description, and is passed
    over only if a marker follows it.
    """
    words: list[str] = []
    position = end = start
    while match := _MARKER.match(shown, position):
        position = match.end()
        word = (match["word"] or match["round"]).strip()
        if _BARE_ID.match(word):
            break
        if word.upper() == "P" or _STORY.match(word) or _is_priority(word):
            words.append("P" if word.upper() == "P" else word)
            end = position
    return words, end


def _is_priority(word: str) -> bool:
    return len(word) == 2 and word[0] in "Pp" and word[1].isdecimal()
