"""Values that cannot carry text of somebody else: by type, or because the code checks them."""

from collections.abc import Iterator

from sdd.link.annotations import Spot
from sdd.link.call_sites import last_name
from sdd.link.kinds import (
    NUMBER,
    ClassKind,
    Foreign,
    ForeignObject,
    Function,
    Items,
    Kind,
    Object,
    options_of,
)
from sdd.link.types import Types
from sdd.model.expressions import (
    Attribute,
    Call,
    Expression,
    Name,
    Operator,
    Subscript,
    walk,
)
from sdd.model.facts import Evaluation

_TYPES = frozenset(
    {"builtins.int", "builtins.float", "builtins.bool", "builtins.complex", "decimal.Decimal"}
    | {"uuid.UUID", "datetime.datetime", "datetime.date", "datetime.time", "datetime.timedelta"}
)
_NUMBERS = frozenset(f"builtins.{name}" for name in ("len", "abs", "round", "sum", "hash", "id"))
_ENUMS = frozenset(f"enum.{name}" for name in ("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"))
# Attributes that name a table or a column as the code declares it.
_DECLARED = frozenset(
    {"__tablename__", "__table__", "__name__", "fullname", "model_fields", "__fields__"}
    | {"tablename", "__table_args__", "metadata", "hex"}
)
_TESTING = frozenset(
    {"isidentifier", "isalnum", "isalpha", "isdigit", "isnumeric", "isdecimal", "match"}
    | {"fullmatch", "isinstance", "search", "issubset"}
)


def is_harmless(types: Types, node: Expression, spot: Spot) -> bool:
    """Whether a value is a number, a date, a member of an enumeration or a declared name."""
    match node:
        case Attribute(value=owner, attr=attribute):
            if attribute in _DECLARED or last_name(owner) in _DECLARED:
                return True
            if attribute in ("value", "name") and _is_enum(types, types.of(owner, spot)):
                return True
        case Call():
            callee = types.callee(node, spot)
            if isinstance(callee, Foreign) and callee.name in _NUMBERS | _TYPES:
                return True
        case Name() | Subscript():
            if _is_literal(types, node, spot):
                return True
    kinds = options_of(types.of(node, spot))
    return all(_is_plain(types, each) for each in kinds)


def _is_plain(types: Types, kind: Kind) -> bool:
    if isinstance(kind, Items):
        return all(_is_plain(types, each) for each in options_of(kind.item))
    if kind == NUMBER or (isinstance(kind, ForeignObject) and kind.name in _TYPES):
        return True
    return _is_enum(types, kind)


def _is_enum(types: Types, kind: Kind) -> bool:
    if not isinstance(kind, Object | ClassKind):
        return False
    return not _ENUMS.isdisjoint(types.classes.lineage((kind.path, kind.scope)).foreign)


def _is_literal(types: Types, node: Expression, spot: Spot) -> bool:
    """Whether a name is a parameter with `Literal["asc", "desc"]` as annotation."""
    if not isinstance(node, Name):
        return False
    for parameter in spot.facts.scopes[spot.scope].parameters:
        if parameter.name == node.id and parameter.annotation is not None:
            return any(
                isinstance(each, Subscript) and last_name(each.value) == "Literal"
                for each in walk(parameter.annotation)
            )
    return False


def is_checked(types: Types, node: Expression, spot: Spot) -> bool:
    """Whether the scope compares a value with something, or hands it to what may refuse it."""
    return any(_checks(types, each, node, spot) for each in _statements(spot))


def _statements(spot: Spot) -> Iterator[Evaluation]:
    """The tests and calls before a place, in its function and in comprehensions around it."""
    scope, before = spot.facts.scopes[spot.scope], spot.at
    while scope.kind == "comprehension":
        yield from (step for step in scope.steps if isinstance(step, Evaluation))
        scope = spot.facts.scopes[scope.parent]
    for step in scope.steps:
        if 0 <= before <= step.at:
            return
        if isinstance(step, Evaluation) and step.how in ("test", "assert", "statement"):
            yield step


def _checks(types: Types, step: Evaluation, node: Expression, spot: Spot) -> bool:
    if step.how == "statement":
        return isinstance(step.value, Call) and _may_refuse(types, step.value, node, spot)
    for each in walk(step.value):
        match each:
            case Operator(operator="in" | "not in", operands=(first, *_)) if _plain(first) == node:
                return True
            case Call(function=function) if last_name(function) in _TESTING:
                owner = function.value if isinstance(function, Attribute) else None
                if owner == node or any(argument.value == node for argument in each.arguments):
                    return True
            case Call() if _may_refuse(types, each, node, spot):
                return True
    return False


def _plain(node: Expression) -> Expression:
    """`order` of `order.strip().lower()`."""
    while isinstance(node, Call) and isinstance(node.function, Attribute) and not node.arguments:
        node = node.function.value
    return node


def _may_refuse(types: Types, call: Call, node: Expression, spot: Spot) -> bool:
    """Whether a call hands the value to a function of the project that raises or answers no."""
    if not any(argument.value == node for argument in call.arguments):
        return False
    callee = types.callee(call, spot)
    if not isinstance(callee, Function):
        return False
    scope = types.scope(callee.path, callee.scope)
    return any(isinstance(each, Evaluation) and each.how == "raise" for each in scope.steps)
