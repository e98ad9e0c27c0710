"""The facts of one file while they are being gathered: numbered nodes and open scopes."""

import ast

from sdd.model.expressions import Argument, Expression
from sdd.model.facts import Block, Parameter, Scope, Step
from sdd.read.python.literals import Literals
from sdd.read.python.positions import Positions, Span


class OpenScope:
    """A scope whose steps are still being added."""

    def __init__(self, index: int, kind: str, name: str, parent: "OpenScope | None") -> None:
        self.block = -1
        self.index = index
        self.kind = kind
        self.name = name
        self.parent = parent
        self.qualname = _qualify(kind, name, parent)
        self.at = self.name_at = -1
        self.outer_block = parent.block if parent else -1
        self.is_async = self.is_generator = self.documented = self.is_enum = False
        self.statements = 0
        self.parameters: tuple[Parameter, ...] = ()
        self.returns: Expression | None = None
        self.decorators: tuple[Expression, ...] = ()
        self.bases: tuple[Argument, ...] = ()
        self.outer_names: list[str] = []
        self.steps: list[Step] = []
        self.blocks: list[Block] = []
        self.called: set[str] = set()
        self.owners = 0

    def close(self) -> Scope:
        """The scope as a fact."""
        return Scope(
            kind=self.kind,
            name=self.name,
            qualname=self.qualname,
            parent=self.parent.index if self.parent else -1,
            at=self.at,
            name_at=self.name_at,
            block=self.outer_block,
            is_async=self.is_async,
            is_generator=self.is_generator,
            documented=self.documented,
            statements=self.statements,
            parameters=self.parameters,
            returns=self.returns,
            decorators=self.decorators,
            bases=self.bases,
            outer_names=tuple(self.outer_names),
            steps=tuple(self.steps),
            blocks=tuple(self.blocks),
            called=frozenset(self.called),
        )


def _qualify(kind: str, name: str, parent: OpenScope | None) -> str:
    if parent is None:
        return ""
    own = name or f"<{kind}>"
    return f"{parent.qualname}.{own}" if parent.qualname else own


class Builder:
    """Numbers nodes in source order and keeps the stack of open scopes.

    spans: where each numbered node stands. around: where the f-string stands that is being read.
    """

    def __init__(self, literals: Literals, positions: Positions) -> None:
        self.literals = literals
        self.positions = positions
        self.text = positions.text
        self.spans: list[Span] = []
        self.numbers: dict[int, int] = {}
        self.around: Span | None = None
        self.scopes: list[OpenScope] = []
        self.current = self.open_scope("module", "", None)

    def number(self, node: ast.stmt | ast.expr | ast.excepthandler) -> int:
        """Give a node its place in the order of the file; a node has one number."""
        number = self.numbers.setdefault(id(node), len(self.spans))
        if number == len(self.spans):
            self.spans.append(self.span(node))
        return number

    def mark(self, span: Span) -> int:
        """A number for something that is no node: a name in a definition or a pattern."""
        self.spans.append(span)
        return len(self.spans) - 1

    def span(self, node: ast.stmt | ast.expr | ast.excepthandler) -> Span:
        """Where a node stands; the f-string around it where the interpreter misplaces it."""
        span = self.positions.span(node)
        if self.around is None:
            return span
        inside = self.around[0] < span[0] <= span[1] < self.around[1]
        ends = not isinstance(node, ast.Call) or self.text.startswith(")", span[1] - 1)
        return span if inside and ends else self.around

    def open_scope(self, kind: str, name: str, parent: OpenScope | None) -> OpenScope:
        """A new scope below `parent`; it is not entered."""
        scope = OpenScope(len(self.scopes), kind, name, parent)
        self.scopes.append(scope)
        return scope

    def enter(self, kind: str, name: str = "") -> OpenScope:
        """Open a scope below the current one and make it current."""
        self.current = self.open_scope(kind, name, self.current)
        return self.current

    def leave(self) -> None:
        """Return to the enclosing scope."""
        if self.current.parent:
            self.current = self.current.parent

    def add(self, step: Step) -> None:
        """Append a step to the current scope."""
        self.current.steps.append(step)

    def enter_block(self, kind: str, owner: int, head: Expression | None = None) -> int:
        """Begin a suite in the current scope; returns the block to restore afterwards."""
        scope = self.current
        before = scope.block
        scope.blocks.append(Block(kind, before, owner, head))
        scope.block = len(scope.blocks) - 1
        return before

    def new_owner(self) -> int:
        """A number for one compound statement of the current scope."""
        self.current.owners += 1
        return self.current.owners
