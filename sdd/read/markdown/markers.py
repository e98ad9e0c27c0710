"""What is still open in a document: clarification markers and template text left behind."""

import re
from collections.abc import Iterable, Iterator

from sdd.model.documents import Mention
from sdd.read.markdown.inline import Text
from sdd.read.markdown.outline import Block, Item, Row
from sdd.read.markdown.parts import field_spans, texts

_WORDS = (
    r"(?:NEEDS? CLARIFICATION|需要澄清|需要明确|需澄清|要確認|要明確化|要明確"
    r"|NECESITA ACLARACIÓN|REQUIERE ACLARACIÓN)"
)
_BRACKETED = re.compile(r"\[\s{0,3}" + _WORDS)
_BARE = re.compile(f"(?P<words>{_WORDS})")
_SEPARATED = re.compile(r"(?:[(\u2013—:;,-]\s{0,3}|\bor )(?P<words>" + _WORDS + ")")
_TALK_BEFORE = re.compile(
    r"\b(?:no|zero|without|any|all|use|using|with|as|mark|marked|the|remaining|of|resolve[sd]?)"
    r"[\s\"'“(*]{1,4}\Z",
    re.IGNORECASE,
)
# Before a bracket that asks something these alone speak of markers: "use [...: which?]" asks.
_DENIED_BEFORE = re.compile(
    r"\b(?:no|zero|without|mark|marked|resolve[sd]?|marked as|mark as)[\s\"'“(*]{1,4}\Z",
    re.IGNORECASE,
)
_TALK_AFTER = re.compile(
    r"[\])\"'”*:\s]{0,4}(?:markers?|tags?|items?|placeholders?|remain|were|was|are|is|have|has"
    r"|resolved|none|n/a)\b",
    re.IGNORECASE,
)
# Questions of the templates, which are residue, and of texts about markers.
_SAMPLE_QUESTIONS = (
    "specific question", "question", "...", "…", "auth method not", "retention period not",
)  # fmt: skip
_STRUCK = re.compile(r"~~[^~\n]*~~")
_LONGEST_MARKER = 2000
_CONTEXT = 24


def read_clarifications(blocks: Iterable[Block]) -> tuple[Mention, ...]:
    """Every open marker, in order: bracketed, or standing as the value of a field, cell or item.

    Inline code, comments, fences, struck text and mere talk ("no NEEDS CLARIFICATION remain")
    do not count.
    """
    return tuple(mention for block in blocks for mention in _in_block(block))


def _in_block(block: Block) -> Iterator[Mention]:
    for text in texts(block):
        bracketed = list(_bracketed(text))
        yield from bracketed
        if not bracketed:
            yield from _values(block, text)


def _bracketed(text: Text) -> Iterator[Mention]:
    prose = _STRUCK.sub(_spaces, text.prose)
    for match in _BRACKETED.finditer(prose):
        end = prose.find("]", match.end(), match.end() + _LONGEST_MARKER) + 1 or match.end()
        question = prose[match.end() : end].strip(" \t\n:\uff1a]")
        sample = question.lower().startswith(_SAMPLE_QUESTIONS)
        if not sample and not _is_talk(prose, match.start(), end, question):
            yield text.mention(match.start(), end)


def _values(block: Block, text: Text) -> Iterator[Mention]:
    """Bare markers that begin a field's value, a cell or an item, or follow a comma in a value."""
    prose = _STRUCK.sub(_spaces, text.prose)
    for start, end in _value_spans(block, text):
        match = _BARE.match(prose, start) or _SEPARATED.search(prose, start, end)
        if match and not _TALK_AFTER.match(prose, match.end(), end):
            yield text.mention(match.start("words"), end)


def _value_spans(block: Block, text: Text) -> Iterator[tuple[int, int]]:
    if labels := field_spans(text):
        yield from labels
        return
    if isinstance(block, Row | Item):
        start = len(text.prose) - len(text.prose.lstrip(" *_"))
        if _BARE.match(text.prose, start):
            yield start, len(text.prose.rstrip())


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_talk(prose: str, start: int, end: int, question: str) -> bool:
    before = _DENIED_BEFORE if question else _TALK_BEFORE
    if before.search(prose[max(0, start - _CONTEXT) : start]):
        return True
    return not question and bool(_TALK_AFTER.match(prose[end : end + _CONTEXT]))
