"""One linear look at the text before the parser: what is too wild for it, comments, lines.

The parser is native code: about 1,400 nested brackets or 8,400 `elif` end the process, and its
time grows with the square of a chain's length and exponentially with nested patterns and
targets of `del`. Python itself refuses 200 nested brackets and 100 indents, so nothing that
runs is lost by refusing them first; what is dear by repetition is bounded by an estimate of
the parser's time.
"""

import re

from msgspec import Struct

from sdd.read.python.tokens import find_tokens

MAX_BYTES = 5_000_000
MAX_LINES = 300_000
MAX_TOKENS = 1_000_000
MAX_NESTING = 200
MAX_INDENT = 100
MAX_CHAIN = 1_500
MAX_ELIF = 1_000
MAX_SECONDS = 5.0

# Measured with libcst 1.9: microseconds per squared link of a chain, and per bracket and level
# that it stands at; ordinary code stays below the thresholds, and its lines are counted.
CHAIN_COST, DEAR_CHAIN = 0.6, 20
NESTING_COST, DEAR_NESTING = 10.0, 8
# Microseconds per token, and by what each level multiplies them, where the parser reads what
# is in brackets again and again: in patterns and in targets of `del`.
PATTERN_COST, PATTERN_GROWTH = 1.3, 4.0
DELETE_COST, DELETE_GROWTH = 0.5, 2.0

_MARGIN = re.compile(r"(?:[ \t\f\r\n]|\\(?:\r\n?|\n))*+")
_CASE = re.compile(r"case\b")
_LINE_END = re.compile(r"\r\n|\n|\r")


class Excess(Struct, frozen=True):
    """Why a text must not reach the parser. line: 1-based."""

    reason: str
    line: int


class Scan(Struct, frozen=True):
    """What the look found.

    comments: (start, end) offsets in source order.
    logical_lines: (start, end) offsets of each logical line, comments and blank lines left out.
    """

    excess: Excess | None
    comments: tuple[tuple[int, int], ...]
    logical_lines: tuple[tuple[int, int], ...]


class _Scanner:
    """The state of one scan.

    chains: links so far in the current part of each open bracket, outermost first; open_links:
    their sum. cost: estimated microseconds of the parser. price, growth: what each token of the
    line adds to it, by how deep it stands.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.chains = [0]
        self.open_links = 0
        self.cost = 0.0
        self.price, self.growth = 0.0, 1.0
        self.comments: list[tuple[int, int]] = []
        self.logical: list[tuple[int, int]] = []
        self.line_start = 0
        self.indents = [0]
        self.elifs = [0]
        self.excess: Excess | None = None

    def run(self) -> Scan:
        text = self.text
        self.begin_line(0)
        for count, (kind, start, end) in enumerate(find_tokens(text)):
            self.take(kind, start, end)
            if count > MAX_TOKENS:
                self.excess = self.describe(f"more than {MAX_TOKENS:,} operators and marks", start)
            if self.open_links > MAX_CHAIN or len(self.chains) > MAX_NESTING or self.excess:
                self.refuse(start)
                break
        else:
            self.end_line(len(text))
        return Scan(self.excess, tuple(self.comments), tuple(self.logical))

    def take(self, kind: str, start: int, end: int) -> None:
        chains = self.chains
        if self.price:
            self.cost += self.price * self.growth ** min(len(chains), 100)
        if kind == "chain":
            self.link(end - start)
        elif kind in ("string", "word", "colon"):
            self.link(1)
        elif kind == "comma":
            self.unlink()
            chains.append(0)
        elif kind == "open":
            chains.append(0)
            if len(chains) > DEAR_NESTING:
                self.cost += NESTING_COST * len(chains)
        elif kind == "close" and len(chains) > 1:
            # A call or index is a link of the chain that it is applied to.
            self.unlink()
            self.link(1)
        elif kind == "shut":
            self.unlink()
        elif kind == "comment":
            self.comments.append((start, end))
        elif kind == "newline" and len(chains) == 1:
            self.end_line(start)
            self.begin_line(start)
        elif kind == "delete":
            self.price, self.growth = DELETE_COST, DELETE_GROWTH

    def link(self, count: int) -> None:
        self.chains[-1] += count
        self.open_links += count

    def unlink(self) -> None:
        """A part ends: at a comma, a closing bracket or the end of the line."""
        links = self.chains.pop()
        self.open_links -= links
        if links > DEAR_CHAIN:
            self.cost += CHAIN_COST * links * links

    def begin_line(self, line_end: int) -> None:
        """Look at the first words behind a line end (or at the start of the text)."""
        text = self.text
        margin = _MARGIN.match(text, line_end)
        start = self.line_start = margin.end() if margin else line_end
        self.price = 0.0
        if text.startswith("#", start):
            return
        if _CASE.match(text, start):
            self.price, self.growth = PATTERN_COST, PATTERN_GROWTH
        blank = margin[0] if margin else ""
        column = len(blank) - 1 - max(blank.rfind(end) for end in "\r\n\f")
        self.indent(column, text.startswith("elif", start), start)

    def indent(self, column: int, is_elif: bool, start: int) -> None:
        while self.indents[-1] > column:
            self.indents.pop()
            self.elifs.pop()
        if self.indents[-1] < column:
            self.indents.append(column)
            self.elifs.append(0)
        self.elifs[-1] = self.elifs[-1] + 1 if is_elif else 0
        if len(self.indents) > MAX_INDENT:
            self.excess = self.describe(f"more than {MAX_INDENT} levels of indentation", start)
        elif self.elifs[-1] > MAX_ELIF:
            self.excess = self.describe(f"a chain of more than {MAX_ELIF:,} `elif`", start)

    def end_line(self, end: int) -> None:
        start = self.line_start
        if start < end and not self.text.startswith("#", start):
            self.logical.append((start, end))
        self.unlink()
        self.chains.append(0)
        if self.cost > MAX_SECONDS * 1e6:
            self.excess = self.describe("nested or chained so that it cannot be parsed soon", start)

    def refuse(self, at: int) -> None:
        if self.excess:
            return
        if len(self.chains) > MAX_NESTING:
            reason = f"more than {MAX_NESTING} nested brackets"
        else:
            reason = f"an expression with a chain of more than {MAX_CHAIN:,} operators"
        self.excess = self.describe(reason, at)

    def describe(self, reason: str, at: int) -> Excess:
        return Excess(reason, len(_LINE_END.findall(self.text, 0, at)) + 1)


def scan(text: str) -> Scan:
    """Look at decoded source once. Linear in its length; offsets are code points."""
    if len(text) > MAX_BYTES:
        return Scan(Excess(f"larger than {MAX_BYTES // 1_000_000} MB", 1), (), ())
    if text.count("\n") + text.count("\r") - text.count("\r\n") > MAX_LINES:
        return Scan(Excess(f"longer than {MAX_LINES:,} lines", MAX_LINES + 1), (), ())
    return _Scanner(text).run()


def line_starts(text: str) -> tuple[int, ...]:
    """The offset of each line's start; a line ends with LF, CRLF or CR."""
    return (0, *(match.end() for match in _LINE_END.finditer(text)))
