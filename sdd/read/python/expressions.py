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
    dotted,
)
from sdd.model.facts import Binding, Evaluation, Parameter
from sdd.read.python.builder import Builder
from sdd.read.python.literals import ELEMENT, Bound, choose_name, number_value, string_value

# Calls that hand their first argument on to whatever binds the call's result.
WRAPPERS = frozenset(
    {"SecretStr", "SecretBytes", "Secret", "Field", "PrivateAttr", "str", "bytes"}
    | {"Query", "Header", "Cookie", "Form", "Body", "Option"}
)
# Calls that declare an option of a command line: its names come first, then its default.
OPTIONS = frozenset({"option", "add_argument", "add_option"})
# Methods of a literal whose result is as secret as the literal.
CONVERSIONS = frozenset({"encode", "strip", "format"})
# Calls whose first argument names the value and whose second is the fallback.
LOOKUPS = frozenset({"getenv", "get", "config", "str", "env", "setdefault", "pop", "environ"})
FALLBACKS = frozenset({"default", "default_value", "fallback"})
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
        parts: list[Expression] = []
        for part in node.parts:
            if isinstance(part, texts):
                parts.append(Text(self.keep(_unescaped(part), at, None), at))
            else:
                parts.extend(self.replacement(part))
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
        for element in node.elements:
            if isinstance(element, cst.DictElement):
                key = self.convert(element.key)
                items.append((key, self.convert(element.value, _bound_by(key, "dict key"))))
            else:
                items.append((None, self.convert(element.value)))
        return Mapping(tuple(items))

    # calls

    def call(self, node: cst.Call, bound: Bound | None) -> Expression:
        function = self.convert(node.func, bound)
        at = self.builder.number(node)
        callee = dotted(function).rpartition(".")[2]
        if isinstance(function, Attribute):
            callee = function.attr
        arguments: list[Argument] = []
        for position, argument in enumerate(node.args):
            keyword = argument.keyword.value if argument.keyword else ""
            binding = _binding_of(keyword, position, callee, bound, arguments)
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
        values = tuple(self.convert(operand, inherited) for operand in reversed(operands))
        return Operator(symbol, values)

    def unary(self, node: cst.UnaryOperation, bound: Bound | None) -> Expression:
        return Operator(_symbol(node.operator), (self.convert(node.expression),))

    def comparison(self, node: cst.Comparison, bound: Bound | None) -> Expression:
        sides = [node.left, *(part.comparator for part in node.comparisons)]
        symbol = _symbol(node.comparisons[0].operator)
        binding = None
        if symbol in ("==", "!="):
            names = [_last_name(side) for side in sides]
            name = choose_name([name for name in names if name])
            binding = Bound(name, "comparison") if name else None
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
        value = self.convert(node.value, _bound_by(target, "assignment expression"))
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


def _binding_of(
    keyword: str, position: int, callee: str, outer: Bound | None, before: list[Argument]
) -> Bound | None:
    """What binds a literal argument; `outer` binds the result of the call."""
    default = keyword in FALLBACKS
    if default or (position == 1 and not keyword):
        names = [each.value.value or "" for each in before if isinstance(each.value, Text)]
        kind = _kind_of_default(callee, default)
        if names and kind:
            return Bound(choose_name([*names, outer.name] if outer else names), kind)
    if outer and (default or (callee in WRAPPERS and position == 0 and not keyword)):
        return outer
    return Bound(keyword, "keyword argument") if keyword else None


def _kind_of_default(callee: str, by_keyword: bool) -> str:
    """In words for messages; "" where the call names nothing by a literal."""
    if callee in LOOKUPS:
        return f"fallback of {callee}"
    return "default of an option" if callee in OPTIONS and by_keyword else ""


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


def bound_by(targets: list[Expression], context: str) -> Bound | None:
    """What the targets of an assignment say of a literal on the right."""
    names = [name for target in targets if (name := _target_name(target))]
    return Bound(choose_name(names), context) if names else None


def _bound_by(target: Expression, context: str) -> Bound | None:
    return bound_by([target], context)


def _target_name(target: Expression) -> str:
    match target:
        case Name(id=name):
            return name
        case Attribute(attr=name):
            return name
        case Subscript(items=(Text(value=str(key)),)):
            return key
        case Text(value=str(key)):
            return key
    return ""


def _last_name(node: cst.BaseExpression) -> str:
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        return node.attr.value
    if isinstance(node, cst.Subscript) and len(node.slice) == 1:
        index = node.slice[0].slice
        if isinstance(index, cst.Index) and isinstance(index.value, cst.SimpleString):
            return string_value(index.value) or ""
    return ""
