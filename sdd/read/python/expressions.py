"""Expressions of `ast` become the closed set of `sdd.model.expressions`."""

import ast
from collections.abc import Callable, Iterator
from itertools import chain as joined
from typing import Any

from sdd.model.expressions import (
    Argument,
    Attribute,
    Await,
    Call,
    Conditional,
    Constant,
    Expression,
    FString,
    Lambda,
    Mapping,
    Name,
    Opaque,
    Operator,
    Sequence,
    Subscript,
    Text,
)
from sdd.model.facts import Binding, Evaluation, Parameter
from sdd.read.python.bindings import (
    CONVERSIONS,
    RESULT,
    bound_argument,
    bound_by,
    bound_entry,
    bound_pair,
    compared,
    compared_arguments,
    entry_name,
    last_name,
)
from sdd.read.python.builder import Builder
from sdd.read.python.literals import ELEMENT, EXAMPLES, Bound, string_value
from sdd.read.python.newer import Interpolation, TemplateStr

# Deeper expressions are generated or hostile; nothing that a rule asks about lies below.
MAX_DEPTH = 300
# Greater numbers do not fit where facts travel, and no rule asks for them.
MAX_NUMBER = 2**63


class Expressions:
    """Converts the expressions of one file; scopes of lambdas and comprehensions included."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.depth = 0
        self.handlers: dict[type, Callable[[Any, Bound | None], Expression]] = {
            ast.Name: self.name,
            ast.Attribute: self.attribute,
            ast.Call: self.call,
            ast.Constant: self.constant,
            ast.JoinedStr: self.formatted,
            ast.FormattedValue: self.replacement,
            ast.List: self.sequence,
            ast.Tuple: self.sequence,
            ast.Set: self.sequence,
            ast.Dict: self.mapping,
            ast.Subscript: self.subscript,
            ast.Slice: self.slice,
            ast.BinOp: self.binary,
            ast.BoolOp: self.boolean,
            ast.UnaryOp: self.unary,
            ast.Compare: self.comparison,
            ast.IfExp: self.conditional,
            ast.Await: self.awaited,
            ast.Yield: self.yielded,
            ast.YieldFrom: self.yielded_from,
            ast.Lambda: self.function,
            ast.NamedExpr: self.walrus,
            ast.Starred: self.starred,
            ast.ListComp: self.comprehension,
            ast.SetComp: self.comprehension,
            ast.GeneratorExp: self.comprehension,
            ast.DictComp: self.comprehension,
            TemplateStr: self.formatted,
            Interpolation: self.replacement,
        }

    def convert(self, node: ast.AST, bound: Bound | None = None) -> Expression:
        """One expression; `bound` says what binds its literals, where that is known."""
        handler = self.handlers.get(type(node))
        if handler is None or self.depth > MAX_DEPTH:
            return Opaque(type(node).__name__.lower())
        self.depth += 1
        converted = handler(node, bound)
        self.depth -= 1
        return converted

    def optional(self, node: ast.AST | None) -> Expression | None:
        """The same for a node that may be missing."""
        return self.convert(node) if node is not None else None

    # names and constants

    def name(self, node: ast.Name, bound: Bound | None) -> Expression:
        return Name(node.id)

    def attribute(self, node: ast.Attribute, bound: Bound | None) -> Expression:
        inherited = bound if node.attr in CONVERSIONS else None
        return Attribute(self.convert(node.value, inherited), node.attr)

    def constant(self, node: ast.Constant, bound: Bound | None) -> Expression:
        value = node.value
        if isinstance(value, str | bytes):
            return self.literal(node, string_value(node) or "", isinstance(value, bytes), bound)
        if value is None or isinstance(value, bool):
            return Constant(value)
        if value is Ellipsis:
            return Constant("...")
        if isinstance(value, complex) or not abs(value) < MAX_NUMBER:
            return Opaque("number")
        return Constant(value)

    # text

    def literal(self, node: ast.expr, value: str, binary: bool, bound: Bound | None) -> Expression:
        at = self.builder.number(node)
        return Text(self.keep(value, at, bound), at, binary)

    def formatted(self, node: Any, bound: Bound | None) -> Expression:
        """An f-string (a JoinedStr) or a t-string (a TemplateStr)."""
        if all(isinstance(part, ast.Constant) for part in node.values):
            return self.literal(node, "".join(map(_text_of, node.values)), False, bound)
        at = self.builder.number(node)
        outer, self.builder.around = self.builder.around, self.builder.spans[at]
        skeleton = "".join(_text_of(part, "{}") for part in node.values)
        withheld = "://" in skeleton and self.keep(skeleton, at, None) is None
        parts: list[Expression] = []
        for part in node.values:
            if not isinstance(part, ast.Constant):
                parts.append(self.convert(part))
            else:
                parts.append(Text(None if withheld else self.keep(_text_of(part), at, None), at))
        self.builder.around = outer
        return FString(tuple(parts), at, isinstance(node, TemplateStr))

    def keep(self, value: str, at: int, bound: Bound | None) -> str | None:
        return self.builder.literals.keep(value, at, self.builder.current.index, bound)

    def replacement(self, node: Any, bound: Bound | None) -> Expression:
        """A value in an f-string (a FormattedValue) or in a t-string (an Interpolation)."""
        value = self.convert(node.value)
        inner = [
            self.convert(part)
            for part in (node.format_spec.values if node.format_spec else ())
            if not isinstance(part, ast.Constant)
        ]
        if node.conversion in (-1, ord("s")) and not _is_formatted(node):
            return value
        return Opaque("formatted", (value, *inner))

    # displays

    def sequence(self, node: ast.List | ast.Tuple | ast.Set, bound: Bound | None) -> Expression:
        if isinstance(node, ast.Tuple) and (pair := bound_pair(node.elts)):
            first, second = node.elts
            return Sequence("tuple", (self.convert(first), self.convert(second, pair)))
        items = tuple([self.element(element, bound) for element in node.elts])
        return Sequence(type(node).__name__.lower(), items)

    def element(self, node: ast.expr, bound: Bound | None) -> Expression:
        if isinstance(node, ast.Starred):
            return self.starred(node, None)
        return self.convert(node, Bound(bound.name, ELEMENT) if bound else None)

    def starred(self, node: ast.Starred, bound: Bound | None) -> Expression:
        return Operator("*", (self.convert(node.value),))

    def mapping(self, node: ast.Dict, bound: Bound | None) -> Expression:
        items: list[tuple[Expression | None, Expression]] = []
        named = entry_name(node)
        for name, value in zip(node.keys, node.values, strict=True):
            if name is None:
                items.append((None, self.convert(value)))
            else:
                key = self.convert(name)
                said = key.value or "" if isinstance(key, Text) else ""
                items.append((key, self.within(said, value, bound_entry(key, named))))
        return Mapping(tuple(items))

    def within(self, name: str, node: ast.expr, bound: Bound | None) -> Expression:
        """What a key or keyword holds; nothing below `example` and the like is in use."""
        if name not in EXAMPLES:
            return self.convert(node, bound)
        self.builder.literals.examples += 1
        converted = self.convert(node, bound)
        self.builder.literals.examples -= 1
        return converted

    # calls

    def call(self, node: ast.Call, bound: Bound | None) -> Expression:
        function = self.convert(node.func, bound)
        self.builder.current.called.add(last_name(function))
        at = self.builder.number(node)
        arguments: list[Argument] = []
        given = list(arguments_of(node.args, node.keywords))
        sides = compared_arguments(function, [value for _, _, value in given])
        for position, (keyword, star, value) in enumerate(given):
            binding = sides or bound_argument(keyword, position, function, bound, arguments)
            arguments.append(Argument(self.within(keyword, value, binding), keyword, star))
        return Call(function, tuple(arguments), at)

    def subscript(self, node: ast.Subscript, bound: Bound | None) -> Expression:
        value, inner = self.convert(node.value), node.slice
        parts = inner.elts if isinstance(inner, ast.Tuple) and inner.elts else [inner]
        return Subscript(value, tuple([self.convert(_unstarred(part)) for part in parts]))

    def slice(self, node: ast.Slice, bound: Bound | None) -> Expression:
        bounds = (node.lower, node.upper, node.step)
        return Opaque("slice", tuple([self.bound(part) for part in bounds]))

    def bound(self, node: ast.expr | None) -> Expression:
        return Constant(None) if node is None else self.convert(node)

    # operators

    def binary(self, node: ast.BinOp, bound: Bound | None) -> Expression:
        """Operators lean to the left; a run of the same one becomes one flat node."""
        operands: list[ast.expr] = []
        inner: ast.expr = node
        while isinstance(inner, ast.BinOp) and type(inner.op) is type(node.op):
            operands.append(inner.right)
            inner = inner.left
        operands.append(inner)
        operands.reverse()
        if isinstance(node.op, ast.Add):
            return self.sum(node, operands, bound)
        return Operator(_symbol(node.op), tuple([self.convert(each) for each in operands]))

    def sum(self, node: ast.BinOp, operands: list[ast.expr], bound: Bound | None) -> Expression:
        texts = [string_value(operand) for operand in operands]
        if None not in texts:
            # Parts of one text are judged as the text that they make.
            at = self.builder.number(node)
            if self.keep("".join(filter(None, texts)), at, bound) is None:
                return Text(None, at)
            bound = None
        elif bound and bound.context == RESULT:
            # A function that puts its result together adds a prefix, not the secret.
            bound = None
        return Operator("+", tuple([self.convert(operand, bound) for operand in operands]))

    def boolean(self, node: ast.BoolOp, bound: Bound | None) -> Expression:
        inherited = bound if isinstance(node.op, ast.Or) else None
        operands = tuple([self.convert(each, inherited) for each in _flat(node)])
        return Operator(_symbol(node.op), operands)

    def unary(self, node: ast.UnaryOp, bound: Bound | None) -> Expression:
        return Operator(_symbol(node.op), (self.convert(node.operand),))

    def comparison(self, node: ast.Compare, bound: Bound | None) -> Expression:
        sides = [node.left, *node.comparators]
        symbol = _symbol(node.ops[0])
        listed = symbol in ("in", "not in") and isinstance(
            sides[-1], ast.Tuple | ast.List | ast.Set
        )
        binding = compared(sides) if symbol in ("==", "!=") or listed else None
        return Operator(symbol, tuple([self.convert(side, binding) for side in sides]))

    def conditional(self, node: ast.IfExp, bound: Bound | None) -> Expression:
        body = self.convert(node.body, bound)
        test = self.convert(node.test)
        return Conditional(test, body, self.convert(node.orelse, bound))

    def awaited(self, node: ast.Await, bound: Bound | None) -> Expression:
        return Await(self.convert(node.value))

    def yielded(self, node: ast.Yield, bound: Bound | None) -> Expression:
        self.builder.current.is_generator = True
        return Operator("yield", (self.convert(node.value),) if node.value else ())

    def yielded_from(self, node: ast.YieldFrom, bound: Bound | None) -> Expression:
        self.builder.current.is_generator = True
        return Operator("yield from", (self.convert(node.value),))

    def walrus(self, node: ast.NamedExpr, bound: Bound | None) -> Expression:
        target = self.convert(node.target)
        value = self.convert(node.value, bound_by([target], "assignment expression"))
        at, block = self.builder.number(node), self.builder.current.block
        self.builder.add(Binding(target, "walrus", at, block, value))
        return value

    # scopes inside expressions

    def function(self, node: ast.Lambda, bound: Bound | None) -> Expression:
        parameters = self.parameters(node.args)
        scope = self.builder.enter("lambda")
        scope.at = self.builder.number(node)
        scope.parameters = parameters
        at = scope.at
        self.builder.add(Evaluation(self.convert(node.body), "return", at, -1))
        self.builder.leave()
        return Lambda(scope.index)

    def comprehension(
        self,
        node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
        bound: Bound | None,
    ) -> Expression:
        scope = self.builder.enter("comprehension", "")
        elements = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        scope.at = at = self.builder.mark(self.builder.span(elements[0]))
        for clause in node.generators:
            how = "async for" if clause.is_async else "for"
            value = self.convert(clause.iter)
            for target, unpack in unpacked(clause.target):
                self.builder.add(Binding(self.convert(target), how, at, -1, value, None, unpack))
            for condition in clause.ifs:
                self.builder.add(Evaluation(self.convert(condition), "test", at, -1))
        for element in elements:
            self.builder.add(Evaluation(self.convert(element), "element", at, -1))
        self.builder.leave()
        return Lambda(scope.index)

    def parameters(self, node: ast.arguments) -> tuple[Parameter, ...]:
        """The parameters of a function or lambda; defaults belong to the enclosing scope."""
        missing = len(node.posonlyargs) + len(node.args) - len(node.defaults)
        defaults = joined([None] * missing, node.defaults)
        found = [self.parameter(each, "positional", next(defaults)) for each in node.posonlyargs]
        found += [self.parameter(each, "normal", next(defaults)) for each in node.args]
        if node.vararg:
            found.append(self.parameter(node.vararg, "star", None))
        for each, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
            found.append(self.parameter(each, "keyword", default))
        if node.kwarg:
            found.append(self.parameter(node.kwarg, "double-star", None))
        return tuple(found)

    def parameter(self, node: ast.arg, kind: str, given: ast.expr | None) -> Parameter:
        positions = self.builder.positions
        at = self.builder.mark(positions.word_at(positions.span(node)[0]))
        annotation = self.optional(node.annotation)
        default = None
        if given is not None:
            default = self.convert(given, Bound(node.arg, "default of a parameter"))
        return Parameter(node.arg, kind, at, annotation, default)


def unpacked(
    target: ast.expr, path: tuple[int, ...] = ()
) -> list[tuple[ast.expr, tuple[int, ...]]]:
    """The single targets inside a tuple or list target, each with its index path."""
    if not isinstance(target, ast.Tuple | ast.List):
        return [(target, path)]
    return [
        found
        for index, element in enumerate(target.elts)
        for found in unpacked(_unstarred(element), (*path, index))
    ]


def arguments_of(
    positional: list[ast.expr], keywords: list[ast.keyword]
) -> Iterator[tuple[str, str, ast.expr]]:
    """The keyword or "", the star or "", and the value of each argument, in source order."""
    given: list[ast.expr | ast.keyword] = [*positional, *keywords]
    if positional and keywords and _begin(keywords[0]) < _begin(positional[-1]):
        given.sort(key=_begin)
    for each in given:
        if isinstance(each, ast.keyword):
            yield each.arg or "", "" if each.arg else "**", each.value
        elif isinstance(each, ast.Starred):
            yield "", "*", each.value
        else:
            yield "", "", each


def _begin(node: ast.expr | ast.keyword) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _unstarred(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Starred) else node


def _flat(node: ast.BoolOp) -> list[ast.expr]:
    """The operands of `and` or `or`; a run of the same one in brackets on the left included."""
    operands = node.values
    while isinstance(operands[0], ast.BoolOp) and type(operands[0].op) is type(node.op):
        operands = [*operands[0].values, *operands[1:]]
    return operands


def _text_of(part: ast.expr, otherwise: str = "") -> str:
    return (string_value(part) or "") if isinstance(part, ast.Constant) else otherwise


def _is_formatted(node: Any) -> bool:
    return bool(node.format_spec and node.format_spec.values)


def _symbol(operator: ast.AST) -> str:
    return _SYMBOLS.get(type(operator)) or type(operator).__name__.lower()


_SYMBOLS: dict[type, str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.BitOr: "|",
    ast.BitAnd: "&",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.USub: "-",
    ast.UAdd: "+",
    ast.Invert: "~",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}
