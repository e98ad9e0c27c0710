"""What binds a literal: the target, key, parameter, callee or other side that names it."""

import ast
from collections.abc import Sequence

from sdd.model.expressions import Argument, Attribute, Expression, Name, Subscript, Text, dotted
from sdd.read.python.literals import Bound, choose_name, string_value
from sdd.read.python.sinks import COMPARISONS, NAMED_BY_ANOTHER, SINKS
from sdd.redact.names import secret_strength

# Calls that hand their first argument on to whatever binds the call's result.
WRAPPERS = frozenset(
    {"SecretStr", "SecretBytes", "Secret", "Field", "PrivateAttr", "str", "bytes", "bytearray"}
    | {"Query", "Header", "Cookie", "Form", "Body", "Option", "quote", "quote_plus"}
    | {"fromhex", "unhexlify", "b64decode", "urlsafe_b64decode"}
)
# Calls that declare an option of a command line: its names come first, then its default.
OPTIONS = frozenset({"option", "add_argument", "add_option"})
# Methods of a literal whose result is as secret as the literal.
CONVERSIONS = frozenset({"encode", "decode", "strip", "format"})
FALLBACKS = frozenset({"default", "default_value", "fallback", "server_default"})
# Beside a name, the keys of an entry that hold the value.
NAMING_KEYS = ("key", "name", "variable", "env")
VALUE_KEYS = frozenset({"value", "default", "content"})
RESULT = "returned value"
_GETTERS = ("_get_", "get_", "load_", "read_", "fetch_", "default_", "_default_")
_BY_NAME = {
    **dict.fromkeys(("add_header", "putheader", "set_header"), "header"),
    **{"set_cookie": "cookie", "setattr": "attribute", "set": "value of set"},
    **{"setenv": "value of setenv", "putenv": "value of putenv"},
}


def bound_argument(
    keyword: str, position: int, function: Expression, outer: Bound | None, before: list[Argument]
) -> Bound | None:
    """What binds a literal argument; `outer` binds the result of the call.

    before: the arguments to the left of it, already converted.
    """
    callee = last_name(function)
    if sink := _sink(function, callee).get(position) if not keyword else None:
        return Bound(choose_name([outer.name, sink]) if outer else sink, f"argument of {callee}")
    default = keyword in FALLBACKS
    kind = _kind_of_default(callee, position, keyword, default)
    if kind:
        names = [each.value.value or "" for each in before if isinstance(each.value, Text)]
        if names:
            return Bound(choose_name([*names, outer.name] if outer else names), kind)
    if outer and (default or (callee in WRAPPERS and position == 0 and not keyword)):
        return outer
    return Bound(keyword, "keyword argument") if keyword else None


def compared_arguments(function: Expression, values: Sequence[ast.expr]) -> Bound | None:
    """What binds the literals of `compare_digest(a, b)`: the name on the other side."""
    if last_name(function) not in COMPARISONS:
        return None
    return compared(values[:2])


def compared(sides: Sequence[ast.expr]) -> Bound | None:
    """What binds the literals of a comparison: the most telling name among its sides."""
    names = [name for side in sides if (name := source_name(side))]
    return Bound(choose_name(names), "comparison") if names else None


def bound_by(targets: list[Expression], context: str) -> Bound | None:
    """What the targets of an assignment say of a literal on the right."""
    names = [name for target in targets if (name := _target_name(target))]
    return Bound(choose_name(names), context) if names else None


def bound_entry(key: Expression, siblings: str) -> Bound | None:
    """What binds the value of a dictionary entry: its key, or the entry that names it.

    siblings: the name that another entry of the same dictionary gives, e.g. under "key".
    """
    if siblings and isinstance(key, Text) and key.value in VALUE_KEYS:
        return Bound(siblings, "entry")
    return bound_by([key], "dict key")


def entry_name(node: ast.Dict) -> str:
    """The credential's name in `{"key": "DB_PASSWORD", "value": ...}`, or an empty string."""
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None and string_value(key) in NAMING_KEYS:
            name = string_value(value) or ""
            if secret_strength(name) == "strong":
                return name
    return ""


def bound_pair(elements: Sequence[ast.expr]) -> Bound | None:
    """What binds the second of two literals where the first is a credential's name.

    `("Authorization", "Bearer ...")` in a list of headers or of defaults.
    """
    if len(elements) != 2:
        return None
    name, value = map(string_value, elements)
    if name is None or value is None:
        return None
    # Two words are more often two names; what is issued or generated holds a digit.
    is_pair = secret_strength(name) == "strong" and any(map(str.isdigit, value))
    return Bound(name, "pair") if is_pair else None


def bound_result(function: str) -> Bound | None:
    """What binds a literal that a function returns: the function's own name."""
    for verb in _GETTERS:
        if function.startswith(verb):
            function = function.removeprefix(verb)
            break
    return Bound(function, RESULT) if secret_strength(function) else None


def last_name(function: Expression) -> str:
    """The last name of a callee."""
    if isinstance(function, Attribute):
        return function.attr
    return dotted(function).rpartition(".")[2]


def source_name(node: ast.expr) -> str:
    """The last name of an expression: of an attribute, of a subscript with a literal, of a call
    that only changes its form, or of `get("name")`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(slice=inner):
            return string_value(inner) or ""
        case ast.Call(func=ast.Attribute(value=inner, attr=method)):
            if method in CONVERSIONS or method == "get_secret_value":
                return source_name(inner)
            if method in ("get", "getenv") and node.args:
                return string_value(node.args[0]) or ""
    return ""


def _sink(function: Expression, callee: str) -> dict[int, str]:
    if callee in SINKS:
        return SINKS[callee]
    if isinstance(function, Attribute):
        receiver = last_name(function.value)
        return SINKS.get(f"{receiver}.{callee}", {})
    return {}


def _kind_of_default(callee: str, position: int, keyword: str, default: bool) -> str:
    """In words for messages; "" where the call names nothing by a literal."""
    _, value = NAMED_BY_ANOTHER.get(callee, (-1, -1))
    if value >= 0 and (default or (position == value and not keyword)):
        return _BY_NAME.get(callee, f"fallback of {callee}")
    return "default of an option" if callee in OPTIONS and default else ""


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
