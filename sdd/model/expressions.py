"""Python expressions as values: one small closed set, free of syntax and of secrets.

Every node that can be reported or ordered carries `at`, an index into the places of its
module (`sdd.model.facts.ModuleFacts.places`), counted in source order.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

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
    """An f-string or t-string: literal parts (Text) and values in source order.

    template: a t-string, whose values whoever receives it keeps apart.
    """

    parts: tuple["Expression", ...]
    at: int
    template: bool = False


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
    return _CHILDREN[type(node)](node)


# Every look through the code asks this of every node: a table is five times faster than `match`.
_CHILDREN: dict[type, Callable[[Any], tuple[Expression, ...]]] = {
    Name: lambda node: (),
    Constant: lambda node: (),
    Text: lambda node: (),
    Lambda: lambda node: (),
    Attribute: lambda node: (node.value,),
    Await: lambda node: (node.value,),
    Call: lambda node: (node.function, *[argument.value for argument in node.arguments]),
    Sequence: lambda node: node.items,
    FString: lambda node: node.parts,
    Opaque: lambda node: node.parts,
    Operator: lambda node: node.operands,
    Mapping: lambda node: tuple([part for pair in node.items for part in pair if part is not None]),
    Subscript: lambda node: (node.value, *node.items),
    Conditional: lambda node: (node.test, node.body, node.orelse),
}
_LEAVES = frozenset({Name, Constant, Text, Lambda})


def walk(node: Expression) -> Iterator[Expression]:
    """A node and everything below it, outermost first; never recursive, so depth is no limit."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        if type(current) not in _LEAVES:
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
