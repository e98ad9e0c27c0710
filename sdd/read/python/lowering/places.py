"""Where nodes stand: one code generation pass that notes offsets of chosen nodes only.

libcst nodes carry no positions. Its own provider computes line and column of every node;
this pass only adds up lengths, which costs about a third.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any

import libcst as cst
from libcst._nodes.internal import CodegenState


class _Span(AbstractContextManager[None]):
    """Notes the offset before and after the tokens of one node."""

    def __init__(self, state: "_Offsets", index: int) -> None:
        self.state = state
        self.index = index

    def __enter__(self) -> None:
        self.state.spans[self.index * 2] = self.state.offset

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.state.spans[self.index * 2 + 1] = self.state.offset


_NOTHING: AbstractContextManager[None] = nullcontext()


class _Offsets(CodegenState):
    """A code generation state that knows the offset of the next token."""

    def __init__(self, module: cst.Module, nodes: Sequence[cst.CSTNode]) -> None:
        super().__init__(module.default_indent, module.default_newline)
        self.offset = 0
        self.chosen = {id(node): index for index, node in enumerate(nodes)}
        self.spans = [-1] * (2 * len(nodes))

    def add_token(self, value: str) -> None:
        self.tokens.append(value)
        self.offset += len(value)

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
        index = self.chosen.get(id(node))
        return _NOTHING if index is None else _Span(self, index)


def take_places(
    module: cst.Module, nodes: Sequence[cst.CSTNode], text: str
) -> tuple[int, ...] | None:
    """Start and end offset (code points, end exclusive) of each node, flat, in their order.

    None where the generated text differs from the source: then no offset can be trusted.
    """
    state = _Offsets(module, nodes)
    try:
        module._codegen(state)
    except RecursionError:
        return None
    if "".join(state.tokens) != text:
        return None
    # Behind a last line without an end, the parser counts one that is not there.
    return tuple(min(offset, len(text)) for offset in state.spans)
