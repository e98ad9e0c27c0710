"""Where the nodes of a libcst tree stand: one code generation pass that adds up lengths.

libcst nodes carry no positions. Its own provider computes line and column of every node; this
pass only notes offsets.
"""

import ast
from bisect import bisect_right
from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, TypeVar

import libcst as cst
from libcst._nodes.internal import CodegenState

from sdd.read.python.positions import Span

Node = TypeVar("Node", bound=ast.AST)


class _Span(AbstractContextManager[None]):
    """Notes the offset before and after the tokens of one node."""

    def __init__(self, state: "_Offsets", node: cst.CSTNode) -> None:
        self.state = state
        self.node = node
        self.start = state.offset

    def __enter__(self) -> None:
        self.start = self.state.offset

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.state.spans[id(self.node)] = (self.start, self.state.offset)


class _Offsets(CodegenState):
    """A code generation state that knows the offset of the next token."""

    def __init__(self, module: cst.Module) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self.offset = 0
        self.spans: dict[int, Span] = {}

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.offset += len(value)

    def before_codegen(self, node: cst.CSTNode) -> None:
        if isinstance(node, cst.LeftParen):
            self.spans[id(node)] = (self.offset, self.offset)

    def after_codegen(self, node: cst.CSTNode) -> None:
        if isinstance(node, cst.RightParen):
            self.spans[id(node)] = (self.offset, self.offset)

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.add_token(token)

    def record_syntactic_position(
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> Any:
        return _Span(self, node)


def take_places(module: cst.Module, text: str) -> dict[int, Span] | None:
    """Start and end offset (code points, end exclusive) by the identity of each node that has
    tokens of its own.

    None where the generated text differs from the source: then no offset can be trusted.
    """
    state = _Offsets(module)
    try:
        module._codegen(state)
    except RecursionError:
        return None
    if "".join(state.tokens) != text:
        return None
    # Behind a last line without an end, the parser counts one that is not there.
    length = len(text)
    return {
        node: (min(start, length), min(end, length)) for node, (start, end) in state.spans.items()
    }


class Places:
    """Gives nodes of `ast` the places of the libcst nodes that they were made from.

    lines: offset of each line's start; spans: see `take_places`, empty if unknown.
    """

    def __init__(self, text: str, lines: Sequence[int], spans: dict[int, Span]) -> None:
        self.text = text
        self.lines = lines
        self.spans = spans

    def put(self, lowered: Node, node: cst.CSTNode) -> Node:
        """The lowered node, which now stands where the other one does."""
        start, end = self._span(node)
        placed: Any = lowered
        placed.lineno, placed.col_offset = self._line_and_column(start)
        placed.end_lineno, placed.end_col_offset = self._line_and_column(end)
        return lowered

    def _span(self, node: cst.CSTNode) -> Span:
        # Brackets around an expression are no part of it, but those of a tuple are.
        if isinstance(node, cst.Tuple | cst.GeneratorExp) and node.lpar:
            return self._span(node.lpar[-1])[0], self._span(node.rpar[0])[1]
        return self.spans.get(id(node), (0, 0))

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        """The 1-based line and the column in UTF-8 bytes, as `ast` has them."""
        line = bisect_right(self.lines, offset)
        start = self.lines[line - 1]
        return line, len(self.text[start:offset].encode())
