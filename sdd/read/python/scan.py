"""One linear look at the text before the parser: what is too wild for it, comments, lines.

The parser is native code: about 1,400 nested brackets or 8,400 `elif` end the process, and its
time grows with the square of a chain's length and exponentially with nested patterns. Python
itself refuses 200 nested brackets and 100 indents, so nothing that runs is lost by refusing
them first; what is dear by repetition is bounded by an estimate of the parser's time.
"""

import re

from msgspec import Struct

MAX_BYTES = 5_000_000
MAX_NESTING = 200
MAX_INDENT = 100
MAX_CHAIN = 1_500
MAX_ELIF = 1_000
MAX_SECONDS = 5.0

# Measured with libcst 1.9: microseconds per squared link of a chain, per squared level of
# nesting, and per fourfold level of a `case` pattern; below the thresholds they do not show.
CHAIN_COST, DEAR_CHAIN = 0.6, 100
NESTING_COST, DEAR_NESTING = 10.0, 20
PATTERN_COST, DEAR_PATTERN = 1.3, 3

# Every alternative starts with its own character and is possessive, so that the scan is linear
# on any text; strings that never end run to the end of the line or of the file.
_TOKEN = re.compile(
    r"(?P<comment>\#[^\r\n]*+)"
    r'|(?P<string>"""[^"\\]*+(?:(?:\\(?:.|\Z)|"(?!""))[^"\\]*+)*+(?:"""|\Z)'
    r"|'''[^'\\]*+(?:(?:\\(?:.|\Z)|'(?!''))[^'\\]*+)*+(?:'''|\Z)"
    r'|"[^"\\\r\n]*+(?:\\(?:\r\n|.|\Z)[^"\\\r\n]*+)*+"?'
    r"|'[^'\\\r\n]*+(?:\\(?:\r\n|.|\Z)[^'\\\r\n]*+)*+'?)"
    r"|(?P<open>[(\[{])"
    r"|(?P<close>[)\]}])"
    r"|(?P<comma>[,;])"
    r"|(?P<joined>\\\r?\n)"
    r"|(?P<newline>[\r\n][\r\n \t\f]*+)"
    r"|(?P<chain>[-+~*/%@&|^<>=.:!]++|\b(?:not|await|lambda|if|and|or|yield|in|is)\b)",
    re.DOTALL,
)


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
    their sum. deepest: of the logical line. cost: estimated microseconds of the parser.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.chains = [0]
        self.open_links = 0
        self.deepest = 0
        self.cost = 0.0
        self.is_case = False
        self.comments: list[tuple[int, int]] = []
        self.logical: list[tuple[int, int]] = []
        self.line_start = 0
        self.indents = [0]
        self.elifs = [0]
        self.excess: Excess | None = None

    def run(self) -> Scan:
        text = self.text
        self.begin_line(len(text) - len(text.lstrip(" \t\f\r\n\\")))
        for match in _TOKEN.finditer(text):
            self.take(match.lastgroup or "", match)
            if self.open_links > MAX_CHAIN or len(self.chains) > MAX_NESTING or self.excess:
                self.refuse(match.start())
                break
        else:
            self.end_line(len(text))
        return Scan(self.excess, tuple(self.comments), tuple(self.logical))

    def take(self, kind: str, match: re.Match[str]) -> None:
        chains = self.chains
        if kind == "chain":
            self.link(match.end() - match.start())
        elif kind == "string":
            self.link(1)
        elif kind == "comma":
            self.unlink()
            chains.append(0)
        elif kind == "open":
            chains.append(0)
            self.deepest = max(self.deepest, len(chains))
        elif kind == "close" and len(chains) > 1:
            # A call or index is a link of the chain that it is applied to.
            self.unlink()
            self.link(1)
        elif kind == "comment":
            self.comments.append(match.span())
        elif kind == "newline" and len(chains) == 1:
            self.end_line(match.start())
            self.begin_line(match.end())

    def link(self, count: int) -> None:
        self.chains[-1] += count
        self.open_links += count

    def unlink(self) -> None:
        """A part ends: at a comma, a closing bracket or the end of the line."""
        links = self.chains.pop()
        self.open_links -= links
        if links > DEAR_CHAIN:
            self.cost += CHAIN_COST * links * links

    def begin_line(self, start: int) -> None:
        self.line_start = start
        text = self.text
        self.is_case = text.startswith("case", start)
        if text.startswith("#", start):
            return
        line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        self.indent(start - line, text.startswith("elif", start), start)

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
        if self.deepest > DEAR_NESTING:
            self.cost += NESTING_COST * self.deepest**2
        if self.is_case and self.deepest > DEAR_PATTERN:
            self.cost += PATTERN_COST * 4.0 ** min(self.deepest, 100)
        self.deepest = 0
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
        return Excess(reason, self.text.count("\n", 0, at) + 1)


def scan(text: str) -> Scan:
    """Look at decoded source once. Linear in its length; offsets are code points."""
    if len(text) > MAX_BYTES:
        return Scan(Excess(f"larger than {MAX_BYTES // 1_000_000} MB", 1), (), ())
    return _Scanner(text).run()


def line_starts(text: str) -> tuple[int, ...]:
    """The offset of each line's start; a line ends with LF, CRLF or CR."""
    return (0, *(match.end() for match in _LINE_END.finditer(text)))


_LINE_END = re.compile(r"\r\n|\n|\r")
