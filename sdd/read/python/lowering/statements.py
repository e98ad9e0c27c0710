"""Trees of libcst become the trees that a newer interpreter's `ast` would give.

What a tree of `ast` says is kept: kinds, names, values and where they stand. Type parameters and
the context of names are left out, for nothing reads them.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import libcst as cst

from sdd.read.python.lowering.expressions import OPERATORS, Expressions
from sdd.read.python.lowering.patterns import Patterns
from sdd.read.python.lowering.places import Places, take_places
from sdd.read.python.newer import TypeAlias

Ending = TypeVar("Ending", ast.stmt, ast.ExceptHandler)


def lower(module: cst.Module, text: str, lines: Sequence[int]) -> tuple[ast.Module, bool]:
    """The tree of `ast`, and whether its places can be trusted.

    text: what the module was parsed from; lines: offset of each line's start.
    """
    spans = take_places(module, text)
    places = Places(text, lines, spans or {})
    statements = _Statements(places)
    return ast.Module(statements.body(module), []), spans is not None


class _Statements:
    """Lowers statements, each kind in a method of its own."""

    def __init__(self, places: Places) -> None:
        self.put = places.put
        self.expressions = Expressions(places)
        self.patterns = Patterns(places, self.expressions)
        self.convert = self.expressions.convert
        self.optional = self.expressions.optional
        self.handlers: dict[type, Callable[[Any], ast.stmt]] = {
            cst.Expr: lambda node: ast.Expr(self.convert(node.value)),
            cst.Assign: self.assign,
            cst.AnnAssign: self.annotated,
            cst.AugAssign: self.augmented,
            cst.Return: lambda node: ast.Return(self.optional(node.value)),
            cst.Raise: self.raised,
            cst.Assert: lambda node: ast.Assert(self.convert(node.test), self.optional(node.msg)),
            cst.Del: lambda node: ast.Delete([self.convert(node.target)]),
            cst.Import: lambda node: ast.Import(_aliases(node.names)),
            cst.ImportFrom: self.imported_from,
            cst.Global: lambda node: ast.Global([each.name.value for each in node.names]),
            cst.Nonlocal: lambda node: ast.Nonlocal([each.name.value for each in node.names]),
            cst.TypeAlias: self.type_alias,
            cst.Pass: lambda node: ast.Pass(),
            cst.Break: lambda node: ast.Break(),
            cst.Continue: lambda node: ast.Continue(),
            cst.If: self.branch,
            cst.For: self.loop,
            cst.While: self.repeat,
            cst.Try: self.attempt,
            cst.TryStar: self.attempt,
            cst.With: self.manage,
            cst.FunctionDef: self.function,
            cst.ClassDef: self.class_,
            cst.Match: self.match,
        }

    def body(self, suite: cst.BaseSuite | cst.Module) -> list[ast.stmt]:
        """The statements of a suite, those that share a line one by one."""
        return [self.statement(node) for node in _unfolded(suite)]

    def statement(self, node: cst.CSTNode) -> ast.stmt:
        return _ended(self.put(self.handlers[type(node)](node), node))

    # simple statements

    def assign(self, node: cst.Assign) -> ast.stmt:
        targets = [self.convert(each.target) for each in node.targets]
        return ast.Assign(targets, self.convert(node.value))

    def annotated(self, node: cst.AnnAssign) -> ast.stmt:
        target, annotation = self.convert(node.target), self.convert(node.annotation.annotation)
        return ast.AnnAssign(target, annotation, self.optional(node.value), 1)

    def augmented(self, node: cst.AugAssign) -> ast.stmt:
        operator = OPERATORS[type(node.operator).__name__.removesuffix("Assign")]
        return ast.AugAssign(self.convert(node.target), operator(), self.convert(node.value))

    def raised(self, node: cst.Raise) -> ast.stmt:
        cause = self.convert(node.cause.item) if node.cause else None
        return ast.Raise(self.optional(node.exc), cause)

    def imported_from(self, node: cst.ImportFrom) -> ast.stmt:
        names = [ast.alias("*")] if isinstance(node.names, cst.ImportStar) else None
        module = dotted(node.module) if node.module else None
        return ast.ImportFrom(module, names or _aliases(node.names), len(node.relative))

    def type_alias(self, node: cst.TypeAlias) -> ast.stmt:
        lowered: ast.stmt = TypeAlias(self.convert(node.name), [], self.convert(node.value))
        return lowered

    # compound statements

    def branch(self, node: cst.If) -> ast.stmt:
        if isinstance(node.orelse, cst.If):
            orelse = [self.statement(node.orelse)]
        else:
            orelse = self.orelse(node)
        return ast.If(self.convert(node.test), self.body(node.body), orelse)

    def orelse(self, node: Any) -> list[ast.stmt]:
        return self.body(node.orelse.body) if node.orelse else []

    def loop(self, node: cst.For) -> ast.stmt:
        kind = ast.AsyncFor if node.asynchronous else ast.For
        target, iterated = self.convert(node.target), self.convert(node.iter)
        return kind(target, iterated, self.body(node.body), self.orelse(node))

    def repeat(self, node: cst.While) -> ast.stmt:
        return ast.While(self.convert(node.test), self.body(node.body), self.orelse(node))

    def attempt(self, node: cst.Try | cst.TryStar) -> ast.stmt:
        kind = ast.TryStar if isinstance(node, cst.TryStar) else ast.Try
        handlers = [_ended(self.put(self.handler(each), each)) for each in node.handlers]
        finalbody = self.body(node.finalbody.body) if node.finalbody else []
        return kind(self.body(node.body), handlers, self.orelse(node), finalbody)

    def handler(self, node: cst.ExceptHandler | cst.ExceptStarHandler) -> ast.ExceptHandler:
        name = node.name.name.value if node.name and isinstance(node.name.name, cst.Name) else None
        return ast.ExceptHandler(self.optional(node.type), name, self.body(node.body))

    def manage(self, node: cst.With) -> ast.stmt:
        kind = ast.AsyncWith if node.asynchronous else ast.With
        items = [
            ast.withitem(
                self.convert(item.item), self.convert(item.asname.name) if item.asname else None
            )
            for item in node.items
        ]
        return kind(items, self.body(node.body))

    def match(self, node: cst.Match) -> ast.stmt:
        cases = [
            ast.match_case(
                self.patterns.convert(case.pattern), self.optional(case.guard), self.body(case.body)
            )
            for case in node.cases
        ]
        return ast.Match(self.convert(node.subject), cases)

    # definitions

    def function(self, node: cst.FunctionDef) -> ast.stmt:
        kind = ast.AsyncFunctionDef if node.asynchronous else ast.FunctionDef
        return kind(
            name=node.name.value,
            args=self.expressions.parameters(node.params),
            body=self.body(node.body),
            decorator_list=[self.convert(each.decorator) for each in node.decorators],
            returns=self.convert(node.returns.annotation) if node.returns else None,
        )

    def class_(self, node: cst.ClassDef) -> ast.stmt:
        bases, keywords = self.expressions.arguments((*node.bases, *node.keywords))
        return ast.ClassDef(
            name=node.name.value,
            bases=bases,
            keywords=keywords,
            body=self.body(node.body),
            decorator_list=[self.convert(each.decorator) for each in node.decorators],
        )


def dotted(node: cst.BaseExpression) -> str:
    """The name of a module as it is written in an import."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))


def _aliases(names: Any) -> list[ast.alias]:
    return [
        ast.alias(dotted(each.name), each.asname.name.value if each.asname else None)
        for each in names
    ]


def _unfolded(suite: cst.BaseSuite | cst.Module) -> Iterator[cst.CSTNode]:
    for node in suite.body:
        if isinstance(node, cst.SimpleStatementLine):
            yield from node.body
        else:
            yield node


def _ended(node: Ending) -> Ending:
    """A compound statement ends with the last one inside; libcst counts comments below to it."""
    last: Any = node
    for field in ("finalbody", "orelse", "handlers", "cases", "body"):
        if inner := getattr(node, field, None):
            last = inner[-1].body[-1] if isinstance(inner[-1], ast.match_case) else inner[-1]
            break
    node.end_lineno, node.end_col_offset = last.end_lineno, last.end_col_offset
    return node
