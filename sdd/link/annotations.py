"""What an annotation says of a value."""

from collections.abc import Callable

from msgspec import Struct

from sdd.link.kinds import (
    ABSENT,
    UNTYPED,
    Awaitable,
    ClassKind,
    Foreign,
    ForeignObject,
    Group,
    Items,
    Kind,
    Manager,
    Object,
    Pairs,
    Produces,
    choose,
    options_of,
)
from sdd.link.meanings import Argued, Defined, External, Meaning, Unknown, Variable
from sdd.link.names import Names
from sdd.link.quoted import parse_quoted
from sdd.model.expressions import (
    Attribute,
    Call,
    Constant,
    Expression,
    Name,
    Operator,
    Sequence,
    Subscript,
    Text,
)
from sdd.model.facts import ModuleFacts

_TRANSPARENT = frozenset(
    {"Annotated", "Optional", "ClassVar", "Final", "Required", "NotRequired", "ReadOnly"}
    | {"InitVar", "Mapped", "DynamicMapped", "WriteOnlyMapped", "Union", "Unpack"}
)
_AWAITABLE = frozenset({"Awaitable", "Coroutine", "Future", "Task"})
_ITERABLE = frozenset(
    {"Generator", "Iterator", "Iterable", "Collection", "Container", "List", "Sequence", "Set"}
    | {"AbstractSet", "MutableSequence", "MutableSet", "FrozenSet", "Deque", "AsyncIterator"}
    | {"AsyncIterable", "AsyncGenerator", "Reversible", "KeysView", "ValuesView"}
    | {"list", "set", "frozenset", "deque"}
)
_MAPPINGS = frozenset({"Dict", "Mapping", "MutableMapping", "DefaultDict", "OrderedDict"})
_MANAGERS = frozenset(
    {"ContextManager", "AbstractContextManager", "AsyncContextManager"}
    | {"AbstractAsyncContextManager"}
)
_STANDARD = frozenset(
    {"typing", "typing_extensions", "collections", "collections.abc", "contextlib", "builtins"}
    | {"asyncio", "dataclasses", "sqlalchemy.orm", "asyncio.futures", "asyncio.tasks"}
)
_NOTHING_SAID = frozenset({"Any", "object", "Self", "TypeVar", "Generic", "Protocol"})


class Spot(Struct, frozen=True):
    """Where an expression stands: its file, its scope, and the number of its step (-1: any)."""

    facts: ModuleFacts
    scope: int
    at: int = -1


class Annotations:
    """Reads annotations as kinds. canonical: gives the one name of a thing that has several."""

    def __init__(self, names: Names, canonical: Callable[[str], str]) -> None:
        self.names = names
        self.canonical = canonical
        self.asking: set[tuple[str, int]] = set()

    def kind(self, node: Expression, spot: Spot) -> Kind:
        """The kind of a value with this annotation; unknown where it says nothing."""
        match node:
            case Constant(value=None):
                return ABSENT
            case Text(value=str(text)):
                inner = parse_quoted(text)
                return self.kind(inner, spot) if inner is not None else UNTYPED
            case Operator(operator="|", operands=operands):
                return choose(self.kind(each, spot) for each in operands)
            case Name() | Attribute():
                return self._named(self._meaning(node, spot))
            case Subscript(value=value, items=items):
                return self._generic(self._meaning(value, spot), items, spot)
        return UNTYPED

    def aliased(self, node: Expression, spot: Spot) -> tuple[Expression, Spot]:
        """The expression behind the names of type aliases, with the place where it stands."""
        seen: set[tuple[str, int]] = set()
        while True:
            if isinstance(node, Text) and node.value and (inner := parse_quoted(node.value)):
                node = inner
                continue
            if not isinstance(node, Name | Attribute):
                return node, spot
            meaning = self._meaning(node, spot)
            if not isinstance(meaning, Variable) or meaning.binding.value is None:
                return node, spot
            if (meaning.path, meaning.binding.at) in seen:
                return node, spot
            seen.add((meaning.path, meaning.binding.at))
            node, spot = meaning.binding.value, self._home(meaning)

    def _meaning(self, node: Expression, spot: Spot) -> Meaning:
        return self.names.meaning(spot.facts, spot.scope, node, spot.at)

    def _home(self, variable: Variable) -> Spot:
        facts = self.names.program.facts[variable.path]
        return Spot(facts, variable.scope, variable.binding.at)

    def _named(self, meaning: Meaning) -> Kind:
        match meaning:
            case External(name=name):
                return self._foreign(self.canonical(name))
            case Defined(path=path, scope=scope):
                is_class = self.names.program.facts[path].scopes[scope].kind == "class"
                return Object(path, scope) if is_class else UNTYPED
            case Variable():
                return self._alias(meaning)
            case Argued():
                return UNTYPED
            case Unknown():
                return meaning
        return UNTYPED

    def _foreign(self, name: str) -> Kind:
        owner, _, last = name.rpartition(".")
        if owner in _STANDARD and last in _NOTHING_SAID:
            return UNTYPED
        if owner in _STANDARD and last in _ITERABLE:
            return Items(UNTYPED)
        if owner in _STANDARD and (last in _MAPPINGS or last == "dict"):
            return Pairs(UNTYPED)
        if owner in _STANDARD and last in ("Callable", "type", "Type"):
            return UNTYPED
        return ForeignObject(name)

    def _alias(self, variable: Variable) -> Kind:
        """`Database = Annotated[Session, ...]`, `type X = ...`, `UserId = NewType(...)`."""
        value = variable.binding.value
        key = (variable.path, variable.binding.at)
        if value is None or key in self.asking:
            return UNTYPED
        self.asking.add(key)
        try:
            if isinstance(value, Call):
                return self._new_type(value, self._home(variable))
            return self.kind(value, self._home(variable))
        finally:
            self.asking.discard(key)

    def _new_type(self, node: Call, spot: Spot) -> Kind:
        meaning = self._meaning(node.function, spot)
        base = node.argument("tp", 1)
        if isinstance(meaning, External) and meaning.name.endswith(".NewType") and base is not None:
            return self.kind(base, spot)
        return UNTYPED

    def _generic(self, meaning: Meaning, items: tuple[Expression, ...], spot: Spot) -> Kind:
        if not isinstance(meaning, External):
            return self._named(meaning)
        name = self.canonical(meaning.name)
        owner, _, last = name.rpartition(".")
        if owner not in _STANDARD or not items:
            return self._foreign(name)
        if last == "Union":
            return choose(self.kind(each, spot) for each in items)
        if last in _TRANSPARENT:
            return self.kind(items[0], spot)
        if last in _AWAITABLE:
            return Awaitable(self.kind(items[-1], spot))
        if last in _ITERABLE:
            return Items(self.kind(items[0], spot))
        if last in _MAPPINGS or last == "dict":
            return Pairs(self.kind(items[-1], spot))
        if last in _MANAGERS:
            return Manager(self.kind(items[0], spot))
        if last in ("tuple", "Tuple"):
            return self._tuple(items, spot)
        if last in ("type", "Type"):
            return choose(_class_of(option) for option in options_of(self.kind(items[0], spot)))
        if last == "Callable":
            return Produces(self.kind(items[-1], spot))
        return UNTYPED

    def _tuple(self, items: tuple[Expression, ...], spot: Spot) -> Kind:
        if len(items) == 2 and items[1] == Constant("..."):
            return Items(self.kind(items[0], spot))
        if len(items) == 1 and isinstance(items[0], Sequence):
            items = items[0].items
        return Group(tuple(self.kind(each, spot) for each in items))


def _class_of(kind: Kind) -> Kind:
    match kind:
        case ForeignObject(name=name):
            return Foreign(name)
        case Object(path=path, scope=scope):
            return ClassKind(path, scope)
    return UNTYPED
