"""Binding comments and `sdd` blocks of a constitution: the rules that they name."""

import re
import tomllib
from collections.abc import Iterable, Iterator

from sdd.model.documents import BoundWord
from sdd.model.finding import Place
from sdd.read.markdown.outline import Block, Fence

_COMMENT = re.compile(r"<!--\s*sdd:\s*bind\b(.*)-->", re.DOTALL)
_TOKEN = re.compile(r"([\w-]+)=(\"[^\"\n]{0,1000}\"|\[[^\[\]\n]{0,1000}\]|[^\s,]+)|([^\s,=]+)")
_SEVERITY = "severity"
_HOW = "how"
NOTHING = "none"
"""The word of a comment which says that a clause asks for no rule: `<!-- sdd: bind none -->`."""


def read_comment(text: str, place: Place) -> tuple[BoundWord, ...]:
    """The rules of `<!-- sdd: bind API201 severity=error limit=15 -->`; nothing of another one.

    text: with its delimiters. Options and severity hold for every rule that the comment names;
    `how=inferred` marks what `sdd constitution bind` wrote.
    """
    match = _COMMENT.fullmatch(text.strip())
    if not match:
        return ()
    tokens = [found.groups() for found in _TOKEN.finditer(match[1])]
    words = [word for *_, word in tokens if word]
    if not words:
        return (BoundWord("", place, fault="a binding names no rule"),)
    options = {key: _value(value) for key, value, word in tokens if not word}
    return tuple(_bound(word, place, options) for word in words)


def read_blocks(blocks: Iterable[Block], path: str) -> tuple[BoundWord, ...]:
    """The rules of an article's fenced `sdd` blocks.

    `rules = ["API201"]` names rules; `[API201]` names one with its options and severity.
    """
    return tuple(
        word
        for block in blocks
        if isinstance(block, Fence) and block.info.split()[:1] == ["sdd"]
        for word in _of_fence(block, path)
    )


def _of_fence(block: Fence, path: str) -> Iterator[BoundWord]:
    try:
        table = tomllib.loads(block.content)
    except (ValueError, RecursionError) as error:
        place = Place(path, block.line, 1, block.line, 4)
        yield BoundWord("", place, fault=f"an sdd block is no valid TOML: {str(error)[:80]}")
        return
    for key, value in table.items():
        if key == "rules" and isinstance(value, list):
            for word in value:
                yield _bound(str(word), _place(block, path, str(word)), {})
        else:
            options = value if isinstance(value, dict) else {}
            yield _bound(key, _place(block, path, key), options)


def _bound(word: str, place: Place, options: dict[str, object]) -> BoundWord:
    severity = options.get(_SEVERITY, "")
    others = tuple((key, value) for key, value in options.items() if key not in (_SEVERITY, _HOW))
    written = options.get(_HOW) == "inferred"
    return BoundWord(word, place, str(severity), others, written=written)


def _place(block: Fence, path: str, word: str) -> Place:
    for line, text in enumerate(block.content.split("\n"), block.first):
        if (at := text.find(word)) >= 0:
            return Place(path, line, at + 1, line, at + 1 + len(word))
    return Place(path, block.line, 1, block.line, 4)


def _value(text: str) -> object:
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text
