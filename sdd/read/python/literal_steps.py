"""The literals of one line with the way to the verdict on each, for `sdd secrets explain`."""

from msgspec import Struct

from sdd.model.secret_story import Judged, LiteralStory
from sdd.read.python.builder import Builder
from sdd.read.python.decoding import Undecodable, decode
from sdd.read.python.literals import Bound, Literals
from sdd.read.python.parsing import Unparsable, parse
from sdd.read.python.positions import Positions
from sdd.read.python.reader import room_to_recurse
from sdd.read.python.scan import scan
from sdd.read.python.statements import Statements
from sdd.redact.judge import Step, Verdict, trace


class _Asked(Struct, frozen=True):
    value: str
    at: int
    bound: Bound
    verdict: Verdict | None


class _Listening(Literals):
    """Literals that remember everything that they were asked; nothing of it leaves this file."""

    def __init__(self) -> None:
        super().__init__(shaped=True)
        self.asked: list[_Asked] = []

    def keep(self, value: str, at: int, scope: int, bound: Bound | None) -> str | None:
        kept = super().keep(value, at, scope, bound)
        named = bound or Bound("", "literal")
        self.asked.append(_Asked(value, at, named, self.judge(value, bound)))
        return kept


def explain_line(data: bytes, line: int) -> tuple[LiteralStory, ...] | None:
    """The story of each literal that stands on a line, in source order.

    data: bytes of a Python file; line: 1-based. None where the file cannot be read as Python.
    No value is in what is returned, only what `masking.describe` shows of it.
    """
    try:
        text = decode(data)
    except Undecodable:
        return None
    if scan(text).excess:
        return None
    with room_to_recurse():
        try:
            parsed = parse(text)
        except Unparsable:
            return None
        literals = _Listening()
        builder = Builder(literals, Positions(text, parsed.lines))
        Statements(builder).module(parsed.tree)
    lines = parsed.lines
    spans = builder.spans if parsed.exact else []
    start = lines[line - 1] if line <= len(lines) else len(text)
    end = lines[line] if line < len(lines) else len(text) + 1
    covering = [
        (spans[each.at][0], each)
        for each in literals.asked
        if spans and spans[each.at][0] < end and spans[each.at][1] > start
    ]
    return tuple(_story(each, max(1, at - start + 1)) for at, each in sorted(covering, key=_at))


def _at(pair: tuple[int, _Asked]) -> int:
    return pair[0]


def _story(asked: _Asked, column: int) -> LiteralStory:
    steps = trace(asked.value, asked.bound.name, asked.bound.context)
    if steps[-1].verdict and asked.verdict is None:
        why = "let through: in an example, a docstring or a list only what is surely alive counts"
        steps = (*steps, Step("context", why))
    return LiteralStory(
        column=column,
        steps=tuple(Judged(step.name, step.decision) for step in steps),
        group=asked.verdict.group if asked.verdict else "",
    )
