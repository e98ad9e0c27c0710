"""What a call, an `await`, a `with` and a loop make of a value."""

from typing import TYPE_CHECKING

from sdd.link.annotations import Spot
from sdd.link.foreign import method_result, result_of
from sdd.link.kinds import (
    UNTYPED,
    Awaitable,
    Choice,
    ClassKind,
    ContainerMethod,
    Foreign,
    ForeignObject,
    Function,
    Group,
    Items,
    Kind,
    Manager,
    Object,
    Pairs,
    Partial,
    Produces,
    choose,
    weaken,
)
from sdd.link.meanings import External, Unknown
from sdd.link.special_calls import SPECIAL
from sdd.model.expressions import Attribute, Call, Expression, Name
from sdd.model.facts import ModuleFacts, Scope

if TYPE_CHECKING:
    from sdd.link.types import Types

_MANAGERS = frozenset({"contextlib.contextmanager", "contextlib.asynccontextmanager"})


def call_of(types: "Types", node: Call, spot: Spot) -> Kind:
    """What a call gives."""
    return _called(types, types.callee(node, spot), node, spot)


def _called(types: "Types", kind: Kind, node: Call, spot: Spot) -> Kind:
    match kind:
        case Choice(options=options):
            return choose(_called(types, each, node, spot) for each in options)
        case Foreign(name=name) if name in SPECIAL:
            return SPECIAL[name](types, node, spot)
        case ContainerMethod(owner=owner, name=name):
            return _from_container(types, owner, name, node, spot)
    return result(types, kind)


def result(types: "Types", kind: Kind) -> Kind:
    """What calling a value of this kind gives, whatever the arguments are."""
    match kind:
        case Choice(options=options):
            return choose(result(types, each) for each in options)
        case Foreign(name=name, confidence=confidence):
            return result_of(types.catalogue, name, confidence)
        case ForeignObject(name=name, confidence=confidence):
            return weaken(method_result(types.catalogue, name, "__call__") or UNTYPED, confidence)
        case ClassKind(path=path, scope=scope, confidence=confidence):
            return Object(path, scope, confidence)
        case Object(path=path, scope=scope):
            found = types.classes.method((path, scope), "__call__")
            return result(types, Function(*found, kind)) if found else UNTYPED
        case Function(confidence=confidence):
            return weaken(_of_function(types, kind), confidence)
        case Partial(function=inner):
            return result(types, inner)
        case Produces(result=given):
            return given
    return kind if isinstance(kind, Unknown) else UNTYPED


def _of_function(types: "Types", function: Function) -> Kind:
    scope = types.scope(function.path, function.scope)
    if scope.is_generator:
        given = types.yielded(function.path, function.scope)
        return Manager(given) if manages(types, function.path, scope) else Items(given)
    given = types.returned(function.path, function.scope)
    if _names_self(scope.returns) and function.receiver is not None:
        given = (
            function.receiver
            if isinstance(function.receiver, Object)
            else result(types, function.receiver)
        )
    return Awaitable(given) if scope.is_async else given


def manages(types: "Types", path: str, scope: Scope) -> bool:
    """Whether a generator function is a context manager by its decorator."""
    return any(is_named(types, each, path, scope, _MANAGERS) for each in scope.decorators)


def is_named(
    types: "Types", decorator: Expression, path: str, scope: Scope, names: frozenset[str]
) -> bool:
    """Whether a decorator is one of some foreign callables."""
    node = decorator.function if isinstance(decorator, Call) else decorator
    meaning = types.names.meaning(types.facts(path), scope.parent, node, scope.at)
    return isinstance(meaning, External) and meaning.name in names


def _names_self(returns: Expression | None) -> bool:
    match returns:
        case Name(id="Self") | Attribute(attr="Self"):
            return True
    return False


def unwrap(types: "Types", kind: Kind) -> Kind:
    """What `await` gives."""
    match kind:
        case Choice(options=options):
            return choose(unwrap(types, each) for each in options)
        case Awaitable(result=given):
            return given
        case ForeignObject(name=name, confidence=confidence):
            given = method_result(types.catalogue, name, "__await__") or UNTYPED
            return weaken(given, confidence)
    return kind if isinstance(kind, Unknown) else UNTYPED


def enter(types: "Types", kind: Kind, is_async: bool = False) -> Kind:
    """What `with kind as target` binds."""
    method = "__aenter__" if is_async else "__enter__"
    match kind:
        case Choice(options=options):
            return choose(enter(types, each, is_async) for each in options)
        case Manager(value=value):
            return value
        case Awaitable(result=inner) if is_async:
            return enter(types, inner, is_async)
        case ForeignObject(name=name, confidence=confidence):
            given = method_result(types.catalogue, name, method)
            return weaken(given, confidence) if given is not None else kind
        case Object(path=path, scope=scope):
            found = types.classes.method((path, scope), method)
            if found is None:
                return _enter_foreign(types, kind, method)
            given = result(types, Function(*found, kind))
            return unwrap(types, given) if is_async else given
    return kind if isinstance(kind, Unknown) else UNTYPED


def _enter_foreign(types: "Types", kind: Object, method: str) -> Kind:
    """The `with` of a class that inherits its context manager gives itself, as they mostly do."""
    for base in types.classes.lineage((kind.path, kind.scope)).foreign:
        given = method_result(types.catalogue, base, method)
        if given is not None and given != ForeignObject(types.catalogue.canonical(base)):
            return given
    return kind


def iterate(types: "Types", kind: Kind, is_async: bool = False) -> Kind:
    """What a loop over a value binds."""
    match kind:
        case Choice(options=options):
            return choose(iterate(types, each, is_async) for each in options)
        case Items(item=item):
            return item
        case Group(items=items):
            return choose(items)
        case Pairs():
            return UNTYPED
        case ForeignObject(name=name, confidence=confidence):
            given = method_result(types.catalogue, name, "__aiter__" if is_async else "__iter__")
            return weaken(given or UNTYPED, confidence)
        case Object(path=path, scope=scope):
            found = types.classes.method((path, scope), "__aiter__" if is_async else "__iter__")
            given = types.returned(*found) if found else UNTYPED
            return given.item if isinstance(given, Items) else UNTYPED
    return kind if isinstance(kind, Unknown) else UNTYPED


def _from_container(types: "Types", owner: Kind, name: str, node: Call, spot: Spot) -> Kind:
    match owner, name:
        case Items(item=item), "pop" | "popleft" | "__getitem__" | "__next__":
            return item
        case Items(), "copy" | "union" | "intersection" | "difference":
            return owner
        case Pairs(value=value), "get" | "pop" | "setdefault" | "__getitem__":
            return value
        case Pairs(value=value), "values":
            return Items(value)
        case Pairs(value=value), "items":
            return Items(Group((UNTYPED, value)))
        case Pairs(), "copy":
            return owner
    return UNTYPED


def enclosing_class(facts: ModuleFacts, scope: int) -> int | None:
    """The class whose method encloses a scope; None outside of methods."""
    while scope > 0:
        parent = facts.scopes[scope].parent
        if facts.scopes[scope].kind == "function" and facts.scopes[parent].kind == "class":
            return parent
        scope = parent
    return None
