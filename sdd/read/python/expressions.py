"""libcst expressions become the closed set of `sdd.model.expressions`."""

from collections.abc import Callable
from typing import Any

import libcst as cst

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
)
from sdd.read.python.builder import Builder
from sdd.read.python.literals import ELEMENT, Bound, number_value, string_value

# Deeper expressions are generated or hostile; nothing that a rule asks about lies below.
MAX_DEPTH = 300
CONSTANTS = {"True": True, "False": False, "None": None}


class Expressions:
    """Converts the expressions of one file; scopes of lambdas and comprehensions included."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.depth = 0
        self.handlers: dict[type, Callable[[Any, Bound | None], Expression]] = {
            cst.Name: self.name,
            cst.Attribute: self.attribute,
            cst.Call: self.call,
            cst.SimpleString: self.text,
            cst.ConcatenatedString: self.concatenated,
            cst.FormattedString: self.formatted,
            cst.TemplatedString: self.formatted,
            cst.Integer: self.number,
            cst.Float: self.number,
            cst.Imaginary: self.number,
            cst.Ellipsis: self.ellipsis,
            cst.List: self.sequence,
            cst.Tuple: self.sequence,
            cst.Set: self.sequence,
            cst.Dict: self.mapping,
            cst.Subscript: self.subscript,
            cst.BinaryOperation: self.binary,
            cst.BooleanOperation: self.boolean,
            cst.UnaryOperation: self.unary,
            cst.Comparison: self.comparison,
            cst.IfExp: self.conditional,
            cst.Await: self.awaited,
            cst.Yield: self.yielded,
            cst.Lambda: self.function,
            cst.NamedExpr: self.walrus,
            cst.StarredElement: self.starred,
            cst.ListComp: self.comprehension,
            cst.SetComp: self.comprehension,
            cst.GeneratorExp: self.comprehension,
            cst.DictComp: self.comprehension,
        }

    def convert(self, node: cst.CSTNode, bound: Bound | None = None) -> Expression:
        """One expression; `bound` says what binds its literals, where that is known."""
        handler = self.handlers.get(type(node))
        if handler is None or self.depth > MAX_DEPTH:
            return Opaque(type(node).__name__.lower())
        self.depth += 1
        converted = handler(node, bound)
        self.depth -= 1
        return converted

    def optional(self, node: cst.CSTNode | None) -> Expression | None:
        """The same for a node that may be missing."""
        return self.convert(node) if node is not None else None

    def annotation(self, node: cst.Annotation | None) -> Expression | None:
        """What stands behind a colon or an arrow."""
        return self.convert(node.annotation) if node is not None else None

    # names and constants

    def name(self, node: cst.Name, bound: Bound | None) -> Expression:
        if node.value in CONSTANTS:
            return Constant(CONSTANTS[node.value])
        return Name(node.value)

    def attribute(self, node: cst.Attribute, bound: Bound | None) -> Expression:
        inherited = bound if node.attr.value in CONVERSIONS else None
        return Attribute(self.convert(node.value, inherited), node.attr.value)

    def number(self, node: cst.BaseNumber, bound: Bound | None) -> Expression:
        value = number_value(node)
        return Opaque("number") if value is None else Constant(value)

    def ellipsis(self, node: cst.Ellipsis, bound: Bound | None) -> Expression:
        return Constant("...")

    # text

    def text(self, node: cst.SimpleString, bound: Bound | None) -> Expression:
        return self.literal(node, string_value(node), "b" in node.prefix, bound)

    def literal(
        self, node: cst.CSTNode, value: str | None, binary: bool, bound: Bound | None
    ) -> Expression:
        if value is None:
            return Opaque("invalid string")
        at = self.builder.number(node)
        return Text(self.keep(value, at, bound), at, binary)

    def concatenated(self, node: cst.ConcatenatedString, bound: Bound | None) -> Expression:
        parts = _flatten(node)
        values = [string_value(part) for part in parts if isinstance(part, cst.SimpleString)]
        if len(values) == len(parts) and None not in values:
            return self.literal(node, "".join(filter(None, values)), False, bound)
        at = self.builder.number(node)
        return FString(tuple(self.convert(part) for part in parts), at)

    def formatted(
        self, node: cst.FormattedString | cst.TemplatedString, bound: Bound | None
    ) -> Expression:
        texts = (cst.FormattedStringText, cst.TemplatedStringText)
        if all(isinstance(part, texts) for part in node.parts):
            value = "".join(_unescaped(part) for part in node.parts)
            return self.literal(node, value, False, bound)
        at = self.builder.number(node)
        skeleton = "".join(
            _unescaped(part) if isinstance(part, texts) else "{}" for part in node.parts
        )
        withheld = "://" in skeleton and self.keep(skeleton, at, None) is None
        parts: list[Expression] = []
        for part in node.parts:
            if not isinstance(part, texts):
                parts.extend(self.replacement(part))
            elif withheld:
                parts.append(Text(None, at))
            else:
                parts.append(Text(self.keep(_unescaped(part), at, None), at))
        return FString(tuple(parts), at)

    def keep(self, value: str, at: int, bound: Bound | None) -> str | None:
        return self.builder.literals.keep(value, at, self.builder.current.index, bound)

    def replacement(self, node: cst.CSTNode) -> list[Expression]:
        if not isinstance(node, cst.FormattedStringExpression | cst.TemplatedStringExpression):
            return []
        value = self.convert(node.expression)
        if not node.format_spec and node.conversion in (None, "s") and node.equal is None:
            return [value]
        inner = [each for part in node.format_spec or () for each in self.replacement(part)]
        return [Opaque("formatted", (value, *inner))]

    # displays

    def sequence(self, node: cst.List | cst.Tuple | cst.Set, bound: Bound | None) -> Expression:
        if pair := bound_pair(node):
            first, second = (element.value for element in node.elements)
            return Sequence("tuple", (self.convert(first), self.convert(second, pair)))
        items = tuple(self.element(element, bound) for element in node.elements)
        return Sequence(type(node).__name__.lower(), items)

    def element(self, node: cst.BaseElement, bound: Bound | None) -> Expression:
        if isinstance(node, cst.StarredElement):
            return self.starred(node, None)
        return self.convert(node.value, Bound(bound.name, ELEMENT) if bound else None)

    def starred(self, node: cst.StarredElement, bound: Bound | None) -> Expression:
        return Operator("*", (self.convert(node.value),))

    def mapping(self, node: cst.Dict, bound: Bound | None) -> Expression:
        items: list[tuple[Expression | None, Expression]] = []
        named = entry_name(node)
        for element in node.elements:
            if isinstance(element, cst.DictElement):
                key = self.convert(element.key)
                items.append((key, self.convert(element.value, bound_entry(key, named))))
            else:
                items.append((None, self.convert(element.value)))
        return Mapping(tuple(items))

    # calls

    def call(self, node: cst.Call, bound: Bound | None) -> Expression:
        function = self.convert(node.func, bound)
        at = self.builder.number(node)
        arguments: list[Argument] = []
        sides = compared_arguments(function, node.args)
        for position, argument in enumerate(node.args):
            keyword = argument.keyword.value if argument.keyword else ""
            binding = sides or bound_argument(keyword, position, function, bound, arguments)
            arguments.append(self.argument(argument, binding))
        return Call(function, tuple(arguments), at)

    def argument(self, node: cst.Arg, bound: Bound | None = None) -> Argument:
        """One argument of a call or of a class header."""
        keyword = node.keyword.value if node.keyword else ""
        return Argument(self.convert(node.value, bound), keyword, node.star)

    def subscript(self, node: cst.Subscript, bound: Bound | None) -> Expression:
        value = self.convert(node.value)
        return Subscript(value, tuple(self.index(element.slice) for element in node.slice))

    def index(self, node: cst.BaseSlice) -> Expression:
        if isinstance(node, cst.Index):
            return self.convert(node.value)
        if not isinstance(node, cst.Slice):
            return Opaque("slice")
        bounds = (node.lower, node.upper, node.step)
        return Opaque("slice", tuple(self.bound(part) for part in bounds))

    def bound(self, node: cst.BaseExpression | None) -> Expression:
        return Constant(None) if node is None else self.convert(node)

    # operators

    def binary(self, node: cst.BinaryOperation, bound: Bound | None) -> Expression:
        return self.chain(node, bound, inheriting="+")

    def boolean(self, node: cst.BooleanOperation, bound: Bound | None) -> Expression:
        return self.chain(node, bound, inheriting="or")

    def chain(
        self,
        node: cst.BinaryOperation | cst.BooleanOperation,
        bound: Bound | None,
        inheriting: str,
    ) -> Expression:
        """Operators lean to the left; a run of the same one becomes one flat node."""
        symbol = _symbol(node.operator)
        operands: list[cst.BaseExpression] = []
        inner: cst.BaseExpression = node
        while isinstance(inner, type(node)) and _symbol(inner.operator) == symbol:
            operands.append(inner.right)
            inner = inner.left
        operands.append(inner)
        inherited = bound if symbol == inheriting else None
        operands.reverse()
        texts = [_plain_text(operand) for operand in operands] if symbol == "+" else [None]
        if None not in texts:
            # Parts of one text are judged as the text that they make.
            at = self.builder.number(node)
            if self.keep("".join(filter(None, texts)), at, inherited) is None:
                return Text(None, at)
            inherited = None
        elif symbol == "+" and bound and bound.context == RESULT:
            # A function that puts its result together adds a prefix, not the secret.
            inherited = None
        values = tuple(self.convert(operand, inherited) for operand in operands)
        return Operator(symbol, values)

    def unary(self, node: cst.UnaryOperation, bound: Bound | None) -> Expression:
        return Operator(_symbol(node.operator), (self.convert(node.expression),))

    def comparison(self, node: cst.Comparison, bound: Bound | None) -> Expression:
        sides = [node.left, *(part.comparator for part in node.comparisons)]
        symbol = _symbol(node.comparisons[0].operator)
        listed = symbol in ("in", "not in") and isinstance(
            sides[-1], cst.Tuple | cst.List | cst.Set
        )
        binding = compared(sides) if symbol in ("==", "!=") or listed else None
        return Operator(symbol, tuple(self.convert(side, binding) for side in sides))

    def conditional(self, node: cst.IfExp, bound: Bound | None) -> Expression:
        body = self.convert(node.body, bound)
        test = self.convert(node.test)
        return Conditional(test, body, self.convert(node.orelse, bound))

    def awaited(self, node: cst.Await, bound: Bound | None) -> Expression:
        return Await(self.convert(node.expression))

    def yielded(self, node: cst.Yield, bound: Bound | None) -> Expression:
        self.builder.current.is_generator = True
        if isinstance(node.value, cst.From):
            return Operator("yield from", (self.convert(node.value.item),))
        return Operator("yield", (self.convert(node.value),) if node.value else ())

    def walrus(self, node: cst.NamedExpr, bound: Bound | None) -> Expression:
        target = self.convert(node.target)
        value = self.convert(node.value, bound_by([target], "assignment expression"))
        at, block = self.builder.number(node), self.builder.current.block
        self.builder.add(Binding(target, "walrus", at, block, value))
        return value

    # scopes inside expressions

    def function(self, node: cst.Lambda, bound: Bound | None) -> Expression:
        parameters = self.parameters(node.params)
        scope = self.builder.enter("lambda")
        scope.at = self.builder.number(node)
        scope.parameters = parameters
        at = scope.at
        self.builder.add(Evaluation(self.convert(node.body), "return", at, -1))
        self.builder.leave()
        return Lambda(scope.index)

    def comprehension(self, node: cst.BaseComp, bound: Bound | None) -> Expression:
        scope = self.builder.enter("comprehension", "")
        scope.at = at = self.builder.number(node)
        clause: cst.CompFor | None = node.for_in
        while clause is not None:
            how = "async for" if clause.asynchronous else "for"
            value = self.convert(clause.iter)
            for target, unpack in unpacked(clause.target):
                self.builder.add(Binding(self.convert(target), how, at, -1, value, None, unpack))
            for condition in clause.ifs:
                self.builder.add(Evaluation(self.convert(condition.test), "test", at, -1))
            clause = clause.inner_for_in
        for element in _elements(node):
            self.builder.add(Evaluation(self.convert(element), "element", at, -1))
        self.builder.leave()
        return Lambda(scope.index)

    def parameters(self, node: cst.Parameters) -> tuple[Parameter, ...]:
        """The parameters of a function or lambda; defaults belong to the enclosing scope."""
        found = [self.parameter(each, "positional") for each in node.posonly_params]
        found += [self.parameter(each, "normal") for each in node.params]
        if isinstance(node.star_arg, cst.Param):
            found.append(self.parameter(node.star_arg, "star"))
        found += [self.parameter(each, "keyword") for each in node.kwonly_params]
        if node.star_kwarg:
            found.append(self.parameter(node.star_kwarg, "double-star"))
        return tuple(found)

    def parameter(self, node: cst.Param, kind: str) -> Parameter:
        name = node.name.value
        at = self.builder.number(node.name)
        annotation = self.annotation(node.annotation)
        default = None
        if node.default is not None:
            default = self.convert(node.default, Bound(name, "default of a parameter"))
        return Parameter(name, kind, at, annotation, default)


def unpacked(
    target: cst.CSTNode, path: tuple[int, ...] = ()
) -> list[tuple[cst.CSTNode, tuple[int, ...]]]:
    """The single targets inside a tuple or list target, each with its index path."""
    if not isinstance(target, cst.Tuple | cst.List):
        return [(target, path)]
    return [
        found
        for index, element in enumerate(target.elements)
        for found in unpacked(element.value, (*path, index))
    ]


def _elements(node: cst.BaseComp) -> tuple[cst.BaseExpression, ...]:
    if isinstance(node, cst.DictComp):
        return (node.key, node.value)
    return (node.elt,) if isinstance(node, cst.BaseSimpleComp) else ()


def _unescaped(part: cst.CSTNode) -> str:
    """The literal text between two values of an f-string."""
    return str(getattr(part, "value", "")).replace("{{", "{").replace("}}", "}")


def _plain_text(node: cst.BaseExpression) -> str | None:
    """The text of a literal without values, implicit concatenation joined."""
    parts = _flatten(node)
    if not all(isinstance(part, cst.SimpleString) for part in parts):
        return None
    values = [string_value(part) for part in parts if isinstance(part, cst.SimpleString)]
    return None if None in values else "".join(filter(None, values))


def _flatten(node: cst.BaseExpression) -> list[cst.BaseExpression]:
    parts: list[cst.BaseExpression] = []
    while isinstance(node, cst.ConcatenatedString):
        parts.append(node.left)
        node = node.right
    return [*parts, node]


def _symbol(operator: cst.CSTNode) -> str:
    known = _SYMBOLS.get(type(operator))
    return known or type(operator).__name__.lower()


_SYMBOLS: dict[type, str] = {
    cst.Add: "+",
    cst.Subtract: "-",
    cst.Multiply: "*",
    cst.Divide: "/",
    cst.FloorDivide: "//",
    cst.Modulo: "%",
    cst.Power: "**",
    cst.MatrixMultiply: "@",
    cst.BitOr: "|",
    cst.BitAnd: "&",
    cst.BitXor: "^",
    cst.LeftShift: "<<",
    cst.RightShift: ">>",
    cst.And: "and",
    cst.Or: "or",
    cst.Not: "not",
    cst.Minus: "-",
    cst.Plus: "+",
    cst.BitInvert: "~",
    cst.Equal: "==",
    cst.NotEqual: "!=",
    cst.LessThan: "<",
    cst.LessThanEqual: "<=",
    cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=",
    cst.In: "in",
    cst.NotIn: "not in",
    cst.Is: "is",
    cst.IsNot: "is not",
}
