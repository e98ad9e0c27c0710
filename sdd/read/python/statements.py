"""libcst statements become scopes and steps."""

from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from sdd.model.expressions import Expression, dotted
from sdd.model.facts import Binding, Definition, Evaluation, Import
from sdd.read.python.bindings import bound_by, bound_result, compared
from sdd.read.python.builder import Builder, OpenScope
from sdd.read.python.expressions import Expressions, unpacked
from sdd.read.python.literals import DOCSTRING, Bound


class Statements:
    """Walks the semantic fields of a module; whitespace is never visited."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.expressions = Expressions(builder)
        self.convert = self.expressions.convert
        self.handlers: dict[type, Callable[[Any], None]] = {
            cst.SimpleStatementLine: self.line,
            cst.Expr: self.expression,
            cst.Assign: self.assign,
            cst.AnnAssign: self.annotated,
            cst.AugAssign: self.augmented,
            cst.Return: self.returned,
            cst.Raise: self.raised,
            cst.Assert: self.asserted,
            cst.Del: self.deleted,
            cst.Import: self.imported,
            cst.ImportFrom: self.imported_from,
            cst.Global: self.outer_names,
            cst.Nonlocal: self.outer_names,
            cst.TypeAlias: self.type_alias,
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

    def module(self, node: cst.Module) -> None:
        """Walk a whole file into the builder's module scope."""
        self.builder.current.documented = _documented(node.body)
        self.body(node.body)

    def body(self, statements: Sequence[cst.CSTNode]) -> None:
        for statement in statements:
            handler = self.handlers.get(type(statement))
            if type(statement) is not cst.SimpleStatementLine:
                self.builder.current.statements += 1
            if handler:
                handler(statement)

    def line(self, node: cst.SimpleStatementLine) -> None:
        self.body(node.body)

    def suite(
        self, node: cst.BaseSuite, kind: str, owner: int, head: Expression | None = None
    ) -> None:
        before = self.builder.enter_block(kind, owner, head)
        self.body(node.body)
        self.builder.current.block = before

    def evaluate(
        self, node: cst.CSTNode, value: cst.BaseExpression, how: str, bound: Bound | None = None
    ) -> Expression:
        at, block = self.builder.number(node), self.builder.current.block
        converted = self.convert(value, bound)
        self.builder.add(Evaluation(converted, how, at, block))
        return converted

    # simple statements

    def expression(self, node: cst.Expr) -> None:
        if isinstance(node.value, cst.SimpleString | cst.ConcatenatedString):
            # A docstring or a stray text: judged, but no step.
            self.convert(node.value, Bound("", DOCSTRING))
            return
        self.evaluate(node, node.value, "statement")

    def assign(self, node: cst.Assign) -> None:
        at = self.builder.number(node)
        targets = [target.target for target in node.targets]
        if len(targets) == 1 and self.pairwise(at, targets[0], node.value):
            return
        singles = [found for target in targets for found in unpacked(target)]
        converted = [self.convert(target) for target, _ in singles]
        context = "enum member" if self.builder.current.is_enum else "assignment"
        value = self.convert(node.value, bound_by(converted, context))
        for target, (_, unpack) in zip(converted, singles, strict=True):
            self.bind(target, "assign", at, value, unpack=unpack)

    def pairwise(self, at: int, target: cst.CSTNode, value: cst.BaseExpression) -> bool:
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

    def annotated(self, node: cst.AnnAssign) -> None:
        at = self.builder.number(node)
        target = self.convert(node.target)
        annotation = self.convert(node.annotation.annotation)
        value = None
        if node.value is not None:
            value = self.convert(node.value, bound_by([target], "annotated assignment"))
        self.bind(target, "annotate", at, value, annotation)

    def augmented(self, node: cst.AugAssign) -> None:
        at = self.builder.number(node)
        target = self.convert(node.target)
        value = self.convert(node.value, bound_by([target], "augmented assignment"))
        self.bind(target, "augment", at, value)

    def returned(self, node: cst.Return) -> None:
        bound = bound_result(self.builder.current.name)
        self.evaluate(node, node.value or cst.Name("None"), "return", bound)

    def raised(self, node: cst.Raise) -> None:
        if node.exc is not None:
            self.evaluate(node, node.exc, "raise")
        if node.cause is not None:
            self.evaluate(node, node.cause.item, "raise")

    def asserted(self, node: cst.Assert) -> None:
        self.evaluate(node, node.test, "assert")
        if node.msg is not None:
            self.evaluate(node, node.msg, "assert")

    def deleted(self, node: cst.Del) -> None:
        at = self.builder.number(node)
        for target, _ in unpacked(node.target):
            self.bind(self.convert(target), "delete", at, None)

    def type_alias(self, node: cst.TypeAlias) -> None:
        at = self.builder.number(node)
        self.bind(self.convert(node.name), "type", at, self.convert(node.value))

    def outer_names(self, node: cst.Global | cst.Nonlocal) -> None:
        self.builder.current.outer_names += [item.name.value for item in node.names]

    # imports

    def imported(self, node: cst.Import) -> None:
        at = self.builder.number(node)
        for item in node.names:
            module = _dotted(item.name)
            alias = _alias(item) or module.partition(".")[0]
            name = None if not _alias(item) else ""
            self.builder.add(Import(module, name, alias, 0, at, self.builder.current.block))

    def imported_from(self, node: cst.ImportFrom) -> None:
        at = self.builder.number(node)
        module = _dotted(node.module) if node.module is not None else ""
        level, block = len(node.relative), self.builder.current.block
        if isinstance(node.names, cst.ImportStar):
            self.builder.add(Import(module, "*", "*", level, at, block))
            return
        for item in node.names:
            name = _dotted(item.name)
            self.builder.add(Import(module, name, _alias(item) or name, level, at, block))

    # compound statements

    def branch(self, node: cst.If) -> None:
        owner, kind = self.builder.new_owner(), "if"
        current: cst.If | cst.Else | None = node
        while isinstance(current, cst.If):
            head = self.evaluate(current, current.test, "test")
            self.suite(current.body, kind, owner, head)
            current, kind = current.orelse, "elif"
        if current is not None:
            self.suite(current.body, "else", owner)

    def loop(self, node: cst.For) -> None:
        owner, at = self.builder.new_owner(), self.builder.number(node)
        how = "async for" if node.asynchronous else "for"
        value = self.convert(node.iter)
        before = self.builder.enter_block(how, owner, value)
        for target, unpack in unpacked(node.target):
            self.bind(self.convert(target), how, at, value, unpack=unpack)
        self.body(node.body.body)
        self.builder.current.block = before
        if node.orelse is not None:
            self.suite(node.orelse.body, "else", owner)

    def repeat(self, node: cst.While) -> None:
        owner = self.builder.new_owner()
        head = self.evaluate(node, node.test, "test")
        self.suite(node.body, "while", owner, head)
        if node.orelse is not None:
            self.suite(node.orelse.body, "else", owner)

    def attempt(self, node: cst.Try | cst.TryStar) -> None:
        owner = self.builder.new_owner()
        self.suite(node.body, "try", owner)
        for handler in node.handlers:
            head = self.expressions.optional(handler.type)
            before = self.builder.enter_block("except", owner, head)
            if handler.name is not None:
                at = self.builder.number(handler)
                self.bind(self.convert(handler.name.name), "except", at, head)
            self.body(handler.body.body)
            self.builder.current.block = before
        if node.orelse is not None:
            self.suite(node.orelse.body, "else", owner)
        if node.finalbody is not None:
            self.suite(node.finalbody.body, "finally", owner)

    def manage(self, node: cst.With) -> None:
        owner = self.builder.new_owner()
        how = "async with" if node.asynchronous else "with"
        outer = self.builder.current.block
        for item in node.items:
            head = self.manager(node, item, how)
            self.builder.enter_block(how, owner, head)
        self.body(node.body.body)
        self.builder.current.block = outer

    def manager(self, node: cst.With, item: cst.WithItem, how: str) -> Expression:
        if item.asname is None:
            return self.evaluate(node, item.item, how)
        at = self.builder.number(node)
        value = self.convert(item.item)
        for target, unpack in unpacked(item.asname.name):
            self.bind(self.convert(target), how, at, value, unpack=unpack)
        return value

    def match(self, node: cst.Match) -> None:
        owner = self.builder.new_owner()
        head = self.evaluate(node, node.subject, "match")
        for case in node.cases:
            before = self.builder.enter_block("case", owner, head)
            for name in _captured(case.pattern):
                self.bind(self.convert(name), "match", self.builder.number(name), head)
            self.compare(case.pattern, compared([node.subject]))
            if case.guard is not None:
                self.evaluate(case, case.guard, "test")
            self.body(case.body.body)
            self.builder.current.block = before

    def compare(self, pattern: cst.CSTNode, bound: Bound | None) -> None:
        """Judge the literals of a pattern: by what is matched, by a key, by an attribute."""
        match pattern:
            case cst.MatchValue(value=value):
                self.convert(value, bound)
            case cst.MatchMappingElement(key=key, pattern=inner):
                self.compare(inner, bound_by([self.convert(key)], "comparison"))
            case cst.MatchKeywordElement(key=key, pattern=inner):
                self.compare(inner, bound_by([self.convert(key)], "comparison"))
            case _:
                for child in pattern.children:
                    if _is_pattern(child):
                        self.compare(child, bound)

    # definitions

    def function(self, node: cst.FunctionDef) -> None:
        builder = self.builder
        at, block = builder.number(node), builder.current.block
        decorators = tuple(self.convert(each.decorator) for each in node.decorators)
        parameters = self.expressions.parameters(node.params)
        returns = self.expressions.annotation(node.returns)
        scope = builder.enter("function", node.name.value)
        scope.is_async = node.asynchronous is not None
        scope.parameters, scope.returns, scope.decorators = parameters, returns, decorators
        self.define(scope, node, at, block)

    def class_(self, node: cst.ClassDef) -> None:
        builder = self.builder
        at, block = builder.number(node), builder.current.block
        decorators = tuple(self.convert(each.decorator) for each in node.decorators)
        bases = tuple(self.expressions.argument(each) for each in (*node.bases, *node.keywords))
        scope = builder.enter("class", node.name.value)
        scope.bases, scope.decorators = bases, decorators
        scope.is_enum = any(dotted(base.value).endswith(("Enum", "Flag")) for base in bases)
        self.define(scope, node, at, block)

    def define(
        self, scope: OpenScope, node: cst.FunctionDef | cst.ClassDef, at: int, block: int
    ) -> None:
        scope.at, scope.name_at = at, self.builder.number(node.name)
        scope.documented = _documented(node.body.body)
        if scope.parent:
            scope.parent.steps.append(Definition(scope.index, at, block))
        self.body(node.body.body)
        self.builder.leave()


def _is_pairwise(target: cst.CSTNode, value: cst.CSTNode) -> bool:
    displays = (cst.Tuple, cst.List)
    if not isinstance(target, displays) or not isinstance(value, displays):
        return False
    elements = [*target.elements, *value.elements]
    if any(isinstance(element, cst.StarredElement) for element in elements):
        return False
    return len(target.elements) == len(value.elements) and all(
        not isinstance(left, displays) or _is_pairwise(left, right)
        for left, right in _pairs(target, value)
    )


def _pairs(target: Any, value: Any) -> list[tuple[cst.BaseExpression, cst.BaseExpression]]:
    return [
        (left.value, right.value)
        for left, right in zip(target.elements, value.elements, strict=True)
    ]


def _documented(body: Sequence[cst.CSTNode]) -> bool:
    first: cst.CSTNode | None = body[0] if body else None
    if isinstance(first, cst.SimpleStatementLine):
        first = first.body[0]
    return isinstance(first, cst.Expr) and isinstance(
        first.value, cst.SimpleString | cst.ConcatenatedString
    )


def _dotted(node: cst.BaseExpression) -> str:
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return ".".join(reversed(parts))


def _alias(item: cst.ImportAlias) -> str:
    target = item.asname.name if item.asname else None
    return target.value if isinstance(target, cst.Name) else ""


def _captured(pattern: cst.MatchPattern) -> list[cst.Name]:
    names: list[cst.Name] = []
    waiting: list[cst.CSTNode] = [pattern]
    while waiting:
        node = waiting.pop()
        if isinstance(node, cst.MatchAs | cst.MatchStar) and node.name is not None:
            names.append(node.name)
        if isinstance(node, cst.MatchMapping) and node.rest is not None:
            names.append(node.rest)
        waiting.extend(child for child in node.children if _is_pattern(child))
    return names


def _is_pattern(node: cst.CSTNode) -> bool:
    return isinstance(
        node,
        cst.MatchPattern
        | cst.MatchSequenceElement
        | cst.MatchStar
        | cst.MatchMappingElement
        | cst.MatchKeywordElement
        | cst.MatchOrElement,
    )
