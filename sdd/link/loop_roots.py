"""Functions that FastAPI and Starlette call on the event loop, and as what.

From the source of the frameworks: what starts and stops an application is called directly where
it is no coroutine function (fastapi/routing.py `_startup`; starlette/routing.py before 1.0), and so
is what a middleware consists of (starlette/middleware/base.py, authentication.py). Validators run
while a request is read (fastapi/routing.py `get_request_handler`). Sync endpoints, dependencies,
handlers of exceptions, background tasks and streams run in the thread pool.
"""

from collections.abc import Iterator

from sdd.link.annotations import Spot
from sdd.link.callbacks import functions_in
from sdd.link.callgraph import CallGraph
from sdd.link.classes import Key
from sdd.link.decorating import kind_of_decorator, registers_route
from sdd.link.framework import router_kind
from sdd.link.kinds import ClassKind, Foreign, Kind, Object, options_of
from sdd.link.validators import models_in, validators
from sdd.model.calls import LIFESPAN, MIDDLEWARE, SHUTDOWN, STARTUP, VALIDATOR
from sdd.model.expressions import Attribute, Call, Expression, Sequence, Text
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Scope

_EVENTS = {"startup": STARTUP, "shutdown": SHUTDOWN}
_KEYWORDS = {
    "on_startup": STARTUP,
    "on_shutdown": SHUTDOWN,
    "lifespan": LIFESPAN,
    "dispatch": MIDDLEWARE,
    "on_error": MIDDLEWARE,
}
_DISPATCHING = frozenset({"starlette.middleware.base.BaseHTTPMiddleware"})


def framework_roots(graph: CallGraph, modules: tuple[ModuleFacts, ...]) -> dict[Key, str]:
    """The functions, sync and async ones, that some modules hand to the framework to be called
    on the loop, each with its role (`sdd.model.calls`)."""
    found: dict[Key, str] = {}
    fields: dict[Key, tuple[Kind, ...]] = {}
    for facts in modules:
        for key, role in _Roots(graph, facts, fields).found():
            found.setdefault(key, role)
    return found


class _Roots:
    """The search in one module. fields: see `models_in`."""

    def __init__(
        self, graph: CallGraph, facts: ModuleFacts, fields: dict[Key, tuple[Kind, ...]]
    ) -> None:
        self.graph = graph
        self.fields = fields
        self.types = graph.types
        self.facts = facts

    def found(self) -> Iterator[tuple[Key, str]]:
        for index, scope in enumerate(self.facts.scopes):
            if scope.kind == "function":
                yield from self._decorated(index, scope)
                yield from self._dispatching(index, scope)
            for step in scope.steps:
                value = step.value if isinstance(step, Binding | Evaluation) else None
                if isinstance(value, Call):
                    yield from self._registered(value, Spot(self.facts, index, step.at))

    def _decorated(self, index: int, scope: Scope) -> Iterator[tuple[Key, str]]:
        for decorator in scope.decorators:
            if isinstance(decorator, Call) and (role := _role_of(decorator)):
                if self._is_framework(decorator, Spot(self.facts, scope.parent, scope.at)):
                    yield from self._run((self.facts.path, index), role)
            elif registers_route(decorator) and len(scope.parameters):
                yield from self._validators(scope)

    def _validators(self, scope: Scope) -> Iterator[tuple[Key, str]]:
        """What checks the models that an endpoint takes."""
        spot = Spot(self.facts, scope.parent, scope.at)
        for parameter in scope.parameters:
            if parameter.annotation is not None:
                kind = self.types.annotations.kind(parameter.annotation, spot)
                for model in models_in(self.types, kind, self.fields):
                    yield from ((each, VALIDATOR) for each in validators(self.types, model))

    def _dispatching(self, index: int, scope: Scope) -> Iterator[tuple[Key, str]]:
        owner = (self.facts.path, scope.parent)
        if scope.name != "dispatch" or self.types.scope(*owner).kind != "class":
            return
        if not _DISPATCHING.isdisjoint(self.types.classes.lineage(owner).foreign):
            yield from self._run((self.facts.path, index), MIDDLEWARE)

    def _registered(self, node: Call, spot: Spot) -> Iterator[tuple[Key, str]]:
        handed = [*_by_position(node), *_by_keyword(node)]
        name = kind_of_decorator(node)
        added = node.argument("middleware_class", 0) if name == "add_middleware" else None
        listed = node.argument("middleware")
        if not (handed or added or listed) or not self._is_framework(node, spot):
            return
        for value, role in handed:
            yield from self._handed(value, spot, role)
        if added is not None:
            yield from self._called(self.types.of(added, spot))
        for item in listed.items if isinstance(listed, Sequence) else ():
            if isinstance(item, Call) and item.arguments:
                yield from self._registered(item, spot)
                yield from self._called(self.types.of(item.arguments[0].value, spot))

    def _called(self, middleware: Kind) -> Iterator[tuple[Key, str]]:
        """`__call__` of a class that is handed over as middleware."""
        for option in options_of(middleware):
            if isinstance(option, ClassKind):
                method = self.types.classes.method((option.path, option.scope), "__call__")
                if method is not None:
                    yield from self._run(method, MIDDLEWARE)

    def _handed(self, value: Expression, spot: Spot, role: str) -> Iterator[tuple[Key, str]]:
        handlers = value.items if isinstance(value, Sequence) else (value,)
        for handler in handlers:
            for function in functions_in(self.types.of(handler, spot)):
                yield from self._run((function.path, function.scope), role)

    def _run(self, key: Key, role: str) -> Iterator[tuple[Key, str]]:
        """The function, unless decorators put something else in its place that is not known."""
        if self.types.scope(*key).is_async:
            yield key, role
            return
        around = self.graph.decorating.of(key)
        if around.offloads or not around.known:
            return
        for each in (*around.wrappers, key):
            yield each, role
            if self.types.scope(*each).is_async:
                return

    def _is_framework(self, node: Call, spot: Spot) -> bool:
        """Whether a call is one of an application or router, or of a class of the framework."""
        return any(self._is_ours(kind) for kind in options_of(self.types.callee(node, spot)))

    def _is_ours(self, kind: Kind) -> bool:
        match kind:
            case Foreign(name=name):
                owner = name.rpartition(".")[0]
                package = name.partition(".")[0]
                return package in ("fastapi", "starlette") or bool(
                    router_kind(name) or router_kind(owner)
                )
            case ClassKind(path=path, scope=scope) | Object(path=path, scope=scope):
                foreign = self.types.classes.lineage((path, scope)).foreign
                return any(self._is_ours(Foreign(each)) for each in foreign)
        return False


def _by_position(node: Call) -> Iterator[tuple[Expression, str]]:
    """What a call of one of the framework's methods is handed by its place, with its role."""
    match node.function:
        case Attribute(attr="add_event_handler"):
            handler, role = node.argument("func", 1), _event(node)
        case Attribute(attr="append", value=Attribute(attr=listed)):
            handler, role = node.argument("", 0), _KEYWORDS.get(listed, "")
        case Call() as decorator:  # `app.middleware("http")(function)`
            handler, role = node.argument("", 0), _role_of(decorator)
        case _:
            return
    if handler is not None and role:
        yield handler, role


def _by_keyword(node: Call) -> Iterator[tuple[Expression, str]]:
    for argument in node.arguments:
        if role := _KEYWORDS.get(argument.name):
            yield argument.value, role


def _role_of(decorator: Call) -> str:
    name = kind_of_decorator(decorator)
    return _event(decorator) if name == "on_event" else MIDDLEWARE if name == "middleware" else ""


def _event(node: Call) -> str:
    """The role that `on_event("startup")` or `add_event_handler("startup", ...)` gives."""
    event = node.argument("event_type", 0)
    return _EVENTS.get(event.value or "", "") if isinstance(event, Text) else ""
