"""Statements of `ast` become scopes and steps."""

import ast
from collections.abc import Callable, Sequence
from typing import Any

from sdd.model.expressions import Argument, Expression, Name, dotted
from sdd.model.facts import Binding, Definition, Evaluation, Import
from sdd.read.python.bindings import bound_by, bound_result, compared
from sdd.read.python.builder import Builder, OpenScope
from sdd.read.python.expressions import Expressions, arguments_of, unpacked
from sdd.read.python.literals import DOCSTRING, Bound, string_value
from sdd.read.python.newer import TypeAlias
from sdd.read.python.patterns import captured, parts_of


class Statements:
    """Walks a module once, in source order."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.expressions = Expressions(builder)
        self.convert = self.expressions.convert
        self.handlers: dict[type, Callable[[Any], None]] = {
            ast.Expr: self.expression,
            ast.Assign: self.assign,
            ast.AnnAssign: self.annotated,
            ast.AugAssign: self.augmented,
            ast.Return: self.returned,
            ast.Raise: self.raised,
            ast.Assert: self.asserted,
            ast.Delete: self.deleted,
            ast.Import: self.imported,
            ast.ImportFrom: self.imported_from,
            ast.Global: self.outer_names,
            ast.Nonlocal: self.outer_names,
            ast.If: self.branch,
            ast.For: self.loop,
            ast.AsyncFor: self.loop,
            ast.While: self.repeat,
            ast.Try: self.attempt,
            ast.TryStar: self.attempt,
            ast.With: self.manage,
            ast.AsyncWith: self.manage,
            ast.FunctionDef: self.function,
            ast.AsyncFunctionDef: self.function,
            ast.ClassDef: self.class_,
            ast.Match: self.match,
            TypeAlias: self.type_alias,
        }

    def module(self, node: ast.Module) -> None:
        """Walk a whole file into the builder's module scope."""
        self.builder.current.documented = _documented(node.body)
        self.body(node.body)

    def body(self, statements: Sequence[ast.stmt]) -> None:
        for statement in statements:
            self.builder.current.statements += 1
            handler = self.handlers.get(type(statement))
            if handler:
                handler(statement)

    def suite(
        self, body: Sequence[ast.stmt], kind: str, owner: int, head: Expression | None = None
    ) -> None:
        before = self.builder.enter_block(kind, owner, head)
        self.body(body)
        self.builder.current.block = before

    def evaluate(
        self, node: ast.stmt | ast.expr, value: ast.expr, how: str, bound: Bound | None = None
    ) -> Expression:
        at, block = self.builder.number(node), self.builder.current.block
        converted = self.convert(value, bound)
        self.builder.add(Evaluation(converted, how, at, block))
        return converted

    # simple statements

    def expression(self, node: ast.Expr) -> None:
        if string_value(node.value) is not None:
            # A docstring or a stray text: judged, but no step.
            self.convert(node.value, Bound("", DOCSTRING))
            return
        self.evaluate(node, node.value, "statement")

    def assign(self, node: ast.Assign) -> None:
        at = self.builder.number(node)
        if len(node.targets) == 1 and self.pairwise(at, node.targets[0], node.value):
            return
        singles = [found for target in node.targets for found in unpacked(target)]
        converted = [self.convert(target) for target, _ in singles]
        context = "enum member" if self.builder.current.is_enum else "assignment"
        value = self.convert(node.value, bound_by(converted, context))
        for target, (_, unpack) in zip(converted, singles, strict=True):
            self.bind(target, "assign", at, value, unpack=unpack)

    def pairwise(self, at: int, target: ast.expr, value: ast.expr) -> bool:
        """`a, b = 1, 2` is two bindings; True if it was one of these."""
        if not _is_pairwise(target, value):
            return False
        for left, right in _pairs(target, value):
            if self.pairwise(at, left, right):
                continue
            name = self.convert(left)
            self.bind(name, "assign", at, self.convert(right, bound_by([name], "assignment")))
        return True

    def bind(
        self,
        target: Expression,
        how: str,
        at: int,
        value: Expression | None,
        annotation: Expression | None = None,
        unpack: tuple[int, ...] = (),
    ) -> None:
        block = self.builder.current.block
        self.builder.add(Binding(target, how, at, block, value, annotation, unpack))

    def annotated(self, node: ast.AnnAssign) -> None:
        at = self.builder.number(node)
        target = self.convert(node.target)
        annotation = self.convert(node.annotation)
        value = None
        if node.value is not None:
            value = self.convert(node.value, bound_by([target], "annotated assignment"))
        self.bind(target, "annotate", at, value, annotation)

    def augmented(self, node: ast.AugAssign) -> None:
        at = self.builder.number(node)
        target = self.convert(node.target)
        value = self.convert(node.value, bound_by([target], "augmented assignment"))
        self.bind(target, "augment", at, value)

    def returned(self, node: ast.Return) -> None:
        bound = bound_result(self.builder.current.name)
        self.evaluate(node, node.value or ast.Constant(None), "return", bound)

    def raised(self, node: ast.Raise) -> None:
        for value in (node.exc, node.cause):
            if value is not None:
                self.evaluate(node, value, "raise")

    def asserted(self, node: ast.Assert) -> None:
        for value in (node.test, node.msg):
            if value is not None:
                self.evaluate(node, value, "assert")

    def deleted(self, node: ast.Delete) -> None:
        at = self.builder.number(node)
        for each in node.targets:
            for target, _ in unpacked(each):
                self.bind(self.convert(target), "delete", at, None)

    def type_alias(self, node: Any) -> None:
        at = self.builder.number(node)
        self.bind(self.convert(node.name), "type", at, self.convert(node.value))

    def outer_names(self, node: ast.Global | ast.Nonlocal) -> None:
        self.builder.current.outer_names += node.names

    # imports

    def imported(self, node: ast.Import) -> None:
        at = self.builder.number(node)
        for item in node.names:
            alias = item.asname or item.name.partition(".")[0]
            name = "" if item.asname else None
            self.builder.add(Import(item.name, name, alias, 0, at, self.builder.current.block))

    def imported_from(self, node: ast.ImportFrom) -> None:
        at, block = self.builder.number(node), self.builder.current.block
        module, level = node.module or "", node.level
        for item in node.names:
            alias = item.asname or item.name
            self.builder.add(Import(module, item.name, alias, level, at, block))

    # compound statements

    def branch(self, node: ast.If) -> None:
        owner, kind = self.builder.new_owner(), "if"
        current = node
        while True:
            head = self.evaluate(current, current.test, "test")
            self.suite(current.body, kind, owner, head)
            follower = current.orelse[0] if current.orelse else None
            if not isinstance(follower, ast.If) or not self.is_elif(follower):
                break
            current, kind = follower, "elif"
        if current.orelse:
            self.suite(current.orelse, "else", owner)

    def is_elif(self, node: ast.If) -> bool:
        """Whether the first statement of an `else` is an `elif`, which the tree does not tell."""
        return self.builder.text.startswith("elif", self.builder.positions.span(node)[0])

    def loop(self, node: ast.For | ast.AsyncFor) -> None:
        owner, at = self.builder.new_owner(), self.builder.number(node)
        how = "async for" if isinstance(node, ast.AsyncFor) else "for"
        value = self.convert(node.iter)
        before = self.builder.enter_block(how, owner, value)
        for target, unpack in unpacked(node.target):
            self.bind(self.convert(target), how, at, value, unpack=unpack)
        self.body(node.body)
        self.builder.current.block = before
        if node.orelse:
            self.suite(node.orelse, "else", owner)

    def repeat(self, node: ast.While) -> None:
        owner = self.builder.new_owner()
        head = self.evaluate(node, node.test, "test")
        self.suite(node.body, "while", owner, head)
        if node.orelse:
            self.suite(node.orelse, "else", owner)

    def attempt(self, node: ast.Try | ast.TryStar) -> None:
        owner = self.builder.new_owner()
        self.suite(node.body, "try", owner)
        for handler in node.handlers:
            head = self.expressions.optional(handler.type)
            before = self.builder.enter_block("except", owner, head)
            if handler.name is not None:
                self.bind(Name(handler.name), "except", self.builder.number(handler), head)
            self.body(handler.body)
            self.builder.current.block = before
        if node.orelse:
            self.suite(node.orelse, "else", owner)
        if node.finalbody:
            self.suite(node.finalbody, "finally", owner)

    def manage(self, node: ast.With | ast.AsyncWith) -> None:
        owner = self.builder.new_owner()
        how = "async with" if isinstance(node, ast.AsyncWith) else "with"
        outer = self.builder.current.block
        for item in node.items:
            head = self.manager(node, item, how)
            self.builder.enter_block(how, owner, head)
        self.body(node.body)
        self.builder.current.block = outer

    def manager(self, node: ast.With | ast.AsyncWith, item: ast.withitem, how: str) -> Expression:
        if item.optional_vars is None:
            return self.evaluate(node, item.context_expr, how)
        at = self.builder.number(node)
        value = self.convert(item.context_expr)
        for target, unpack in unpacked(item.optional_vars):
            self.bind(self.convert(target), how, at, value, unpack=unpack)
        return value

    def match(self, node: ast.Match) -> None:
        owner = self.builder.new_owner()
        head = self.evaluate(node, node.subject, "match")
        for case in node.cases:
            before = self.builder.enter_block("case", owner, head)
            for name, span in captured(case.pattern, self.builder.positions):
                self.bind(Name(name), "match", self.builder.mark(span), head)
            self.compare(case.pattern, compared([node.subject]))
            if case.guard is not None:
                self.evaluate(case.guard, case.guard, "test")
            self.body(case.body)
            self.builder.current.block = before

    def compare(self, pattern: ast.pattern, bound: Bound | None) -> None:
        """Judge the literals of a pattern: by what is matched, by a key, by an attribute."""
        match pattern:
            case ast.MatchValue(value=value):
                self.convert(value, bound)
            case ast.MatchMapping(keys=keys, patterns=inner):
                for key, under in zip(keys, inner, strict=True):
                    self.compare(under, bound_by([self.convert(key)], "comparison"))
            case ast.MatchClass(kwd_attrs=names, kwd_patterns=inner):
                for each in pattern.patterns:
                    self.compare(each, bound)
                for name, named in zip(names, inner, strict=True):
                    self.compare(named, bound_by([Name(name)], "comparison"))
            case _:
                for each in parts_of(pattern):
                    self.compare(each, bound)

    # definitions

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        builder = self.builder
        at, block = builder.number(node), builder.current.block
        decorators = tuple([self.convert(each) for each in node.decorator_list])
        parameters = self.expressions.parameters(node.args)
        returns = self.expressions.optional(node.returns)
        scope = builder.enter("function", node.name)
        scope.is_async = isinstance(node, ast.AsyncFunctionDef)
        scope.parameters, scope.returns, scope.decorators = parameters, returns, decorators
        self.define(scope, node, at, block)

    def class_(self, node: ast.ClassDef) -> None:
        builder = self.builder
        at, block = builder.number(node), builder.current.block
        decorators = tuple([self.convert(each) for each in node.decorator_list])
        given = arguments_of(node.bases, node.keywords)
        bases = tuple([Argument(self.convert(value), name, star) for name, star, value in given])
        scope = builder.enter("class", node.name)
        scope.bases, scope.decorators = bases, decorators
        scope.is_enum = any(dotted(base.value).endswith(("Enum", "Flag")) for base in bases)
        self.define(scope, node, at, block)

    def define(
        self,
        scope: OpenScope,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef,
        at: int,
        block: int,
    ) -> None:
        scope.at = at
        scope.name_at = self.builder.mark(self.builder.positions.name_of(node))
        scope.documented = _documented(node.body)
        if scope.parent:
            scope.parent.steps.append(Definition(scope.index, at, block))
        self.body(node.body)
        self.builder.leave()


def _is_pairwise(target: ast.expr, value: ast.expr) -> bool:
    displays = (ast.Tuple, ast.List)
    if not isinstance(target, displays) or not isinstance(value, displays):
        return False
    if any(isinstance(element, ast.Starred) for element in (*target.elts, *value.elts)):
        return False
    return len(target.elts) == len(value.elts) and all(
        not isinstance(left, displays) or _is_pairwise(left, right)
        for left, right in _pairs(target, value)
    )


def _pairs(target: Any, value: Any) -> list[tuple[ast.expr, ast.expr]]:
    return list(zip(target.elts, value.elts, strict=True))


def _documented(body: Sequence[ast.stmt]) -> bool:
    first = body[0] if body else None
    return isinstance(first, ast.Expr) and string_value(first.value) is not None
