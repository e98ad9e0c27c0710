"""Python expressions as values: one small closed set, free of syntax and of secrets.

Every node that can be reported or ordered carries `at`, an index into the places of its
module (`sdd.model.facts.ModuleFacts.places`), counted in source order.
"""

from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

Number: TypeAlias = int | float | str | bool | None


class Name(Struct, frozen=True, array_like=True, tag="n"):
    """A bare name."""

    id: str


class Attribute(Struct, frozen=True, array_like=True, tag="a"):
    """`value.attr`."""

    value: "Expression"
    attr: str


class Argument(Struct, frozen=True, array_like=True):
    """One argument of a call or class header. name: keyword or ""; star: "", "*" or "**"."""

    value: "Expression"
    name: str = ""
    star: str = ""


class Call(Struct, frozen=True, array_like=True, tag="c"):
    """`function(arguments)`."""

    function: "Expression"
    arguments: tuple[Argument, ...]
    at: int

    def argument(self, name: str, position: int | None = None) -> "Expression | None":
        """The argument bound to a parameter by keyword or, before any `*`, by position."""
        for index, argument in enumerate(self.arguments):
            if argument.star == "*":
                position = None
            if argument.name == name or (index == position and not argument.name):
                return argument.value
        return None

    @property
    def unpacks(self) -> bool:
        """True where `**` hides which keywords are passed."""
        return any(argument.star == "**" for argument in self.arguments)


class Constant(Struct, frozen=True, array_like=True, tag="k"):
    """A number, True, False, None or Ellipsis (as the string "..."); never text."""

    value: Number


class Text(Struct, frozen=True, array_like=True, tag="t"):
    """A string or bytes literal, implicit concatenation joined.

    value: None where the literal looks like a secret and is withheld.
    """

    value: str | None
    at: int
    binary: bool = False


class Sequence(Struct, frozen=True, array_like=True, tag="s"):
    """A list, tuple or set display. kind: "list", "tuple" or "set"."""

    kind: str
    items: tuple["Expression", ...]


class Mapping(Struct, frozen=True, array_like=True, tag="d"):
    """A dict display; a key of None is a `**` entry."""

    items: tuple[tuple["Expression | None", "Expression"], ...]


class Subscript(Struct, frozen=True, array_like=True, tag="i"):
    """`value[items]`."""

    value: "Expression"
    items: tuple["Expression", ...]


class Operator(Struct, frozen=True, array_like=True, tag="o"):
    """An operator with its operands in source order, e.g. `+`, `not`, `or`, `==`, `*`, `yield`.

    A run of one operator is one node: `a + b + c` has three operands.
    """

    operator: str
    operands: tuple["Expression", ...]


class Conditional(Struct, frozen=True, array_like=True, tag="q"):
    """`body if test else orelse`."""

    test: "Expression"
    body: "Expression"
    orelse: "Expression"


class Await(Struct, frozen=True, array_like=True, tag="w"):
    """`await value`."""

    value: "Expression"


class Lambda(Struct, frozen=True, array_like=True, tag="l"):
    """A lambda or comprehension; scope: its index in the module's scopes."""

    scope: int


class FString(Struct, frozen=True, array_like=True, tag="f"):
    """An f-string or t-string: literal parts (Text) and values in source order."""

    parts: tuple["Expression", ...]
    at: int


class Opaque(Struct, frozen=True, array_like=True, tag="x"):
    """Anything else. kind: a word for messages, e.g. "await"; parts: what it contains.

    A "slice" has three parts: start, stop and step, None where they are not written.
    """

    kind: str
    parts: tuple["Expression", ...] = ()


Expression: TypeAlias = (
    Name
    | Attribute
    | Call
    | Constant
    | Text
    | Sequence
    | Mapping
    | Subscript
    | Operator
    | Conditional
    | Await
    | Lambda
    | FString
    | Opaque
)


def children(node: Expression) -> tuple[Expression, ...]:
    """The direct sub-expressions of a node, in source order; scopes are not entered."""
    match node:
        case Attribute(value=value) | Await(value=value):
            return (value,)
        case Call():
            return (node.function, *(argument.value for argument in node.arguments))
        case Sequence(items=items) | FString(parts=items) | Opaque(parts=items):
            return items
        case Operator(operands=operands):
            return operands
        case Mapping(items=pairs):
            return tuple(part for pair in pairs for part in pair if part is not None)
        case Subscript(value=value, items=items):
            return (value, *items)
        case Conditional():
            return (node.test, node.body, node.orelse)
    return ()


def walk(node: Expression) -> Iterator[Expression]:
    """A node and everything below it, outermost first; never recursive, so depth is no limit."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(reversed(children(current)))


def dotted(node: Expression) -> str:
    """`a.b.c` for a chain of names, else an empty string."""
    parts: list[str] = []
    while isinstance(node, Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, Name):
        return ""
    parts.append(node.id)
    return ".".join(reversed(parts))
