"""Expressions of libcst become those of `ast`."""

import ast
from collections.abc import Callable, Sequence
from typing import Any

import libcst as cst

from sdd.read.python.lowering.places import Places
from sdd.read.python.lowering.text import Invalid, evaluated, lower_text

_SAME = ("Add", "BitOr", "BitAnd", "BitXor", "And", "Or", "Not", "In", "NotIn", "Is", "IsNot")
OPERATORS: dict[str, type[Any]] = {
    **{name: getattr(ast, name) for name in _SAME},
    "Subtract": ast.Sub,
    "Multiply": ast.Mult,
    "Divide": ast.Div,
    "FloorDivide": ast.FloorDiv,
    "Modulo": ast.Mod,
    "Power": ast.Pow,
    "MatrixMultiply": ast.MatMult,
    "LeftShift": ast.LShift,
    "RightShift": ast.RShift,
    "Minus": ast.USub,
    "Plus": ast.UAdd,
    "BitInvert": ast.Invert,
    "Equal": ast.Eq,
    "NotEqual": ast.NotEq,
    "LessThan": ast.Lt,
    "LessThanEqual": ast.LtE,
    "GreaterThan": ast.Gt,
    "GreaterThanEqual": ast.GtE,
}
_CONSTANTS = {"True": True, "False": False, "None": None}


class Expressions:
    """Lowers expressions, each kind in a method of its own."""

    def __init__(self, places: Places) -> None:
        self.put = places.put
        self.handlers: dict[type, Callable[[Any], ast.expr]] = {
            cst.Name: self.name,
            cst.Attribute: lambda node: ast.Attribute(self.convert(node.value), node.attr.value),
            cst.Call: self.call,
            cst.SimpleString: self.literal,
            cst.ConcatenatedString: lambda node: lower_text(node, self.convert, self.put),
            cst.FormattedString: lambda node: lower_text(node, self.convert, self.put),
            cst.TemplatedString: lambda node: lower_text(node, self.convert, self.put),
            cst.Integer: self.literal,
            cst.Float: self.literal,
            cst.Imaginary: self.literal,
            cst.Ellipsis: lambda node: ast.Constant(...),
            cst.List: lambda node: ast.List(self.elements(node)),
            cst.Tuple: lambda node: ast.Tuple(self.elements(node)),
            cst.Set: lambda node: ast.Set(self.elements(node)),
            cst.Dict: self.mapping,
            cst.Subscript: self.subscript,
            cst.BinaryOperation: self.binary,
            cst.BooleanOperation: self.boolean,
            cst.UnaryOperation: self.unary,
            cst.Comparison: self.comparison,
            cst.IfExp: self.conditional,
            cst.Await: lambda node: ast.Await(self.convert(node.expression)),
            cst.Yield: self.yielded,
            cst.Lambda: self.function,
            cst.NamedExpr: self.walrus,
            cst.StarredElement: lambda node: ast.Starred(self.convert(node.value)),
            cst.ListComp: self.comprehension,
            cst.SetComp: self.comprehension,
            cst.GeneratorExp: self.comprehension,
            cst.DictComp: self.mapping_comprehension,
        }

    def convert(self, node: cst.CSTNode) -> Any:
        """One expression with its place: an `ast.expr`, of a kind that fits where it stands."""
        handler = self.handlers.get(type(node))
        return self.put(handler(node) if handler else Invalid(), node)

    def optional(self, node: cst.CSTNode | None) -> Any:
        """The same for a node that may be missing."""
        return self.convert(node) if node is not None else None

    def name(self, node: cst.Name) -> ast.expr:
        if node.value in _CONSTANTS:
            return ast.Constant(_CONSTANTS[node.value])
        return ast.Name(node.value)

    def literal(self, node: cst.SimpleString | cst.BaseNumber) -> ast.expr:
        value = evaluated(node)
        return Invalid() if value is None else ast.Constant(value)

    def elements(self, node: cst.List | cst.Tuple | cst.Set) -> list[ast.expr]:
        return [
            self.convert(each if isinstance(each, cst.StarredElement) else each.value)
            for each in node.elements
        ]

    def mapping(self, node: cst.Dict) -> ast.expr:
        keys = [
            self.convert(each.key) if isinstance(each, cst.DictElement) else None
            for each in node.elements
        ]
        return ast.Dict(keys, [self.convert(each.value) for each in node.elements])

    def call(self, node: cst.Call) -> ast.expr:
        return ast.Call(self.convert(node.func), *self.arguments(node.args))

    def arguments(self, nodes: Sequence[cst.Arg]) -> tuple[list[ast.expr], list[ast.keyword]]:
        """The arguments of a call or of a class header: those by position, those by name."""
        positional: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        for node in nodes:
            value = self.convert(node.value)
            if node.keyword or node.star == "**":
                name = node.keyword.value if node.keyword else None
                keywords.append(self.put(ast.keyword(name, value), node.keyword or node.value))
            elif node.star:
                positional.append(self.put(ast.Starred(value), node.value))
            else:
                positional.append(value)
        return positional, keywords

    def subscript(self, node: cst.Subscript) -> ast.expr:
        parts = [self.slice(each.slice) for each in node.slice]
        return ast.Subscript(
            self.convert(node.value), parts[0] if len(parts) == 1 else ast.Tuple(parts)
        )

    def slice(self, node: cst.BaseSlice) -> ast.expr:
        if isinstance(node, cst.Slice):
            return ast.Slice(*map(self.optional, (node.lower, node.upper, node.step)))
        return self.convert(node.value) if isinstance(node, cst.Index) else Invalid()

    def binary(self, node: cst.BinaryOperation) -> ast.expr:
        return ast.BinOp(self.convert(node.left), _operator(node), self.convert(node.right))

    def boolean(self, node: cst.BooleanOperation) -> ast.expr:
        return ast.BoolOp(_operator(node), [self.convert(node.left), self.convert(node.right)])

    def unary(self, node: cst.UnaryOperation) -> ast.expr:
        return ast.UnaryOp(_operator(node), self.convert(node.expression))

    def comparison(self, node: cst.Comparison) -> ast.expr:
        left = self.convert(node.left)
        operators = [_operator(each) for each in node.comparisons]
        return ast.Compare(
            left, operators, [self.convert(each.comparator) for each in node.comparisons]
        )

    def conditional(self, node: cst.IfExp) -> ast.expr:
        return ast.IfExp(*map(self.convert, (node.test, node.body, node.orelse)))

    def yielded(self, node: cst.Yield) -> ast.expr:
        if isinstance(node.value, cst.From):
            return ast.YieldFrom(self.convert(node.value.item))
        return ast.Yield(self.optional(node.value))

    def walrus(self, node: cst.NamedExpr) -> ast.expr:
        return ast.NamedExpr(self.convert(node.target), self.convert(node.value))

    def function(self, node: cst.Lambda) -> ast.expr:
        return ast.Lambda(self.parameters(node.params), self.convert(node.body))

    def comprehension(self, node: cst.ListComp | cst.SetComp | cst.GeneratorExp) -> ast.expr:
        kind = getattr(ast, type(node).__name__)
        lowered: ast.expr = kind(self.convert(node.elt), self.clauses(node.for_in))
        return lowered

    def mapping_comprehension(self, node: cst.DictComp) -> ast.expr:
        key, value = self.convert(node.key), self.convert(node.value)
        return ast.DictComp(key, value, self.clauses(node.for_in))

    def clauses(self, node: cst.CompFor | None) -> list[ast.comprehension]:
        found: list[ast.comprehension] = []
        while node is not None:
            conditions = [self.convert(each.test) for each in node.ifs]
            target, iterated = self.convert(node.target), self.convert(node.iter)
            is_async = int(node.asynchronous is not None)
            found.append(ast.comprehension(target, iterated, conditions, is_async))
            node = node.inner_for_in
        return found

    def parameters(self, node: cst.Parameters) -> ast.arguments:
        """The parameters of a function or lambda."""
        by_position = (*node.posonly_params, *node.params)
        return ast.arguments(
            posonlyargs=[self.parameter(each) for each in node.posonly_params],
            args=[self.parameter(each) for each in node.params],
            vararg=self.parameter(node.star_arg) if isinstance(node.star_arg, cst.Param) else None,
            kwonlyargs=[self.parameter(each) for each in node.kwonly_params],
            kw_defaults=[self.optional(each.default) for each in node.kwonly_params],
            kwarg=self.parameter(node.star_kwarg) if node.star_kwarg else None,
            defaults=[self.convert(each.default) for each in by_position if each.default],
        )

    def parameter(self, node: cst.Param) -> ast.arg:
        annotation = self.convert(node.annotation.annotation) if node.annotation else None
        return self.put(ast.arg(node.name.value, annotation), node.name)


def _operator(node: Any) -> Any:
    return OPERATORS[type(node.operator).__name__]()
