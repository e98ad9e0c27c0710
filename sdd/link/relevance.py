"""Which code can register routes: what is worth following, and what is not."""

from msgspec import Struct

from sdd.link.framework import VERBS
from sdd.model.expressions import (
    Attribute,
    Call,
    Expression,
    FString,
    Name,
    Operator,
    Text,
    walk,
)
from sdd.model.facts import Binding, Evaluation, Import, ModuleFacts, Scope

CLASSES = frozenset({"FastAPI", "APIRouter"})
# Names that belong to the framework alone.
DISTINCT = frozenset({"include_router", "add_api_route", "add_api_websocket_route"})
# Words that make a function worth following although nobody calls it.
ROUTING = VERBS | {
    "include_router",
    "add_api_route",
    "add_api_websocket_route",
    "add_route",
    "api_route",
    "websocket",
    "mount",
    *CLASSES,
}
_MAKING = ROUTING - VERBS


class Looks(Struct):
    """What single files were found to say, kept while more of them are read and linked again.

    relevant, read_by_name: by path; registering: by path and number of a function's scope.
    """

    relevant: dict[str, bool] = {}
    registering: dict[tuple[str, int], bool] = {}
    read_by_name: dict[str, frozenset[str]] = {}


def is_relevant(facts: ModuleFacts) -> bool:
    """Whether a file can register routes: it names the framework or one of its methods."""
    return any(_mentions_routing(scope) for scope in facts.scopes) or names_framework(facts)


def names_framework(facts: ModuleFacts) -> bool:
    """Whether a file imports FastAPI or something from it."""
    return any(
        isinstance(step, Import) and step.module.partition(".")[0] == "fastapi"
        for scope in facts.scopes
        for step in scope.steps
    )


def is_route_decorator(decorator: Expression) -> bool:
    """Whether a decorator looks like `x.get("/path")` and its kin, whatever `x` is."""
    if not isinstance(decorator, Call) or not isinstance(decorator.function, Attribute):
        return False
    path = decorator.argument("path", 0)
    if decorator.function.attr == "api_route":
        return path is not None
    return decorator.function.attr in VERBS | {"websocket"} and _may_be_path(path)


def registers_surely(node: Call) -> bool:
    """Whether a call registers something whatever it is on, by the name of its method."""
    name = node.function.attr if isinstance(node.function, Attribute) else ""
    if name == "mount":
        return len(node.arguments) > 1 and _may_be_path(node.argument("path", 0))
    return name in DISTINCT


def _may_be_path(node: Expression | None) -> bool:
    """Whether text begins with a slash or is empty, as far as it is written down."""
    match node:
        case Text(value=text):
            return not text or text.startswith("/")
        case FString(parts=(first, *_)) | Operator(operator="+", operands=(first, *_)):
            return _may_be_path(first)
    return isinstance(node, Name | Attribute)


def registers(facts: ModuleFacts, number: int) -> bool:
    """Whether a function's own body, or a decorator inside it, registers routes.

    One that says that it returns an application or a router does too.
    """
    scope = facts.scopes[number]
    if _mentions_making(scope) or _returns_router(scope):
        return True
    return any(
        scope.parent == number and _mentions_routing(scope)
        for scope in facts.scopes
        if scope.decorators
    )


def _mentions_routing(scope: Scope) -> bool:
    for step in () if ROUTING.isdisjoint(scope.called) else scope.steps:
        if isinstance(step, Binding | Evaluation) and step.value is not None:
            for node in walk(step.value):
                if isinstance(node, Call) and _called_name(node) in ROUTING:
                    return True
    return any(
        isinstance(node, Call) and _called_name(node) in ROUTING
        for decorator in scope.decorators
        for node in walk(decorator)
    )


def called_names(facts: ModuleFacts, number: int) -> set[str]:
    """The last names of what a function calls, functions inside it included."""
    scopes = facts.scopes
    inside = {number}
    for index, scope in enumerate(scopes):
        if scope.parent in inside:
            inside.add(index)
    return {
        _called_name(node)
        for index in inside
        for step in scopes[index].steps
        if isinstance(step, Binding | Evaluation) and step.value is not None
        for node in walk(step.value)
        if isinstance(node, Call)
    }


def is_used_as_router(facts: ModuleFacts, number: int, name: str) -> bool:
    """Whether routes are registered on a parameter of a function, in a file of the framework."""
    if not names_framework(facts):
        return False
    inside = [scope for scope in facts.scopes if scope.parent == number]
    nodes = [step.value for step in facts.scopes[number].steps if isinstance(step, Evaluation)]
    decorators = [each for scope in inside for each in scope.decorators]
    return any(_registers_on(node, name) for node in nodes) or any(
        is_route_decorator(each) and _owner(each) == name for each in decorators
    )


def _registers_on(node: Expression, name: str) -> bool:
    return isinstance(node, Call) and _called_name(node) in ROUTING - VERBS and _owner(node) == name


def _owner(node: Expression) -> str:
    """`x` of `x.get(...)`."""
    function = node.function if isinstance(node, Call) else None
    owner = function.value if isinstance(function, Attribute) else None
    return owner.id if isinstance(owner, Name) else ""


def _returns_router(scope: Scope) -> bool:
    return scope.returns is not None and any(
        (isinstance(node, Name) and node.id in CLASSES)
        or (isinstance(node, Attribute) and node.attr in CLASSES)
        for node in walk(scope.returns)
    )


def _mentions_making(scope: Scope) -> bool:
    return not _MAKING.isdisjoint(scope.called) and any(
        isinstance(node, Call) and _called_name(node) in _MAKING
        for step in scope.steps
        if isinstance(step, Binding | Evaluation) and step.value is not None
        for node in walk(step.value)
    )


def _called_name(node: Call) -> str:
    function = node.function
    if isinstance(function, Attribute):
        return function.attr
    return function.id if isinstance(function, Name) else ""
