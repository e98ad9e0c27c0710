"""What decorators put around a function, and whether they hand it to a thread."""

from msgspec import Struct

from sdd.link.annotations import Spot
from sdd.link.callbacks import Callbacks, Fate
from sdd.link.calling import result
from sdd.link.classes import Key
from sdd.link.framework import VERBS
from sdd.link.kinds import ClassKind, Foreign, Function, Kind, Object, options_of
from sdd.link.types import Types
from sdd.model.expressions import Attribute, Call, Expression, Name

REGISTERING = (
    VERBS
    | {"api_route", "websocket", "websocket_route", "route", "middleware"}
    | {
        "exception_handler",
        "on_event",
    }
)

# Decorators of the standard library that leave a function where it runs.
_TRANSPARENT = frozenset(
    {"staticmethod", "classmethod", "override", "contextmanager", "cache", "lru_cache", "wraps"}
)


class Decorated(Struct, frozen=True):
    """wrappers: the functions that run in place of the decorated one, outermost first.

    offloads: the decorated function itself runs in a thread. known: False where a decorator is
    not of the project and nothing says what it does.
    """

    wrappers: tuple[Key, ...] = ()
    offloads: bool = False
    known: bool = True


class Decorating:
    """Answers about decorated functions; memoised."""

    def __init__(self, types: Types, callbacks: Callbacks) -> None:
        self.types = types
        self.callbacks = callbacks
        self.known: dict[Key, Decorated] = {}

    def of(self, key: Key) -> Decorated:
        """What stands around a function."""
        if key not in self.known:
            self.known[key] = Decorated()
            self.known[key] = self._of(key)
        return self.known[key]

    def _of(self, key: Key) -> Decorated:
        scope, facts = self.types.scope(*key), self.types.facts(key[0])
        spot = Spot(facts, scope.parent, scope.at)
        wrappers: list[Key] = []
        offloads, known = False, True
        for decorator in scope.decorators:
            for kind in options_of(self.types.of(decorator, spot)):
                if isinstance(kind, Object):
                    kind = self._called(kind.path, kind.scope, kind) or kind
                if isinstance(kind, Function):
                    offloads |= self._offloads(kind)
                    wrappers += self._wrappers(kind, key)
                elif isinstance(kind, ClassKind):
                    # The decorated name is an object of the class.
                    made = self._called(kind.path, kind.scope, None)
                    wrappers += [(made.path, made.scope)] if made is not None else []
                else:
                    offloads |= self._is_offloader(kind, decorator, spot)
                    known &= _is_transparent(decorator)
        return Decorated(tuple(wrappers), offloads, known)

    def _called(self, path: str, scope: int, receiver: Object | None) -> Function | None:
        """`__call__` of a class of the project."""
        method = self.types.classes.method((path, scope), "__call__")
        return Function(*method, receiver) if method is not None else None

    def passes_on(self, key: Key) -> bool:
        """Whether a function receives just what its callers give: no decorator adds to it."""
        return all(_is_transparent(each) for each in self.types.scope(*key).decorators)

    def keeps_coroutine(self, key: Key) -> bool:
        """Whether a coroutine function is one still behind its decorators, as far as it is known.

        A decorator that only registers a function leaves it as it is; one of the project is
        followed; of any other nothing is said.
        """
        scope = self.types.scope(*key)
        spot = Spot(self.types.facts(key[0]), scope.parent, scope.at)
        return all(self._keeps_coroutine(each, spot) for each in scope.decorators)

    def _keeps_coroutine(self, decorator: Expression, spot: Spot) -> bool:
        if kind_of_decorator(decorator) in ("staticmethod", "classmethod", "override"):
            return True
        kind = self.types.of(decorator, spot)
        if not isinstance(kind, Function):
            return registers_route(decorator)
        made = [each for each in options_of(result(self.types, kind)) if isinstance(each, Function)]
        return bool(made) and all(self.types.scope(each.path, each.scope).is_async for each in made)

    def _offloads(self, decorator: Function) -> bool:
        declared = self.types.declared(decorator.path, decorator.scope)
        if declared is not None and declared.callbacks:
            return True
        scope = self.types.scope(decorator.path, decorator.scope)
        first = scope.parameters[1:2] if decorator.receiver is not None else scope.parameters[:1]
        key = (decorator.path, decorator.scope)
        return any(self.callbacks.fate(key, each.name) is Fate.OFFLOADED for each in first)

    def _wrappers(self, decorator: Function, decorated: Key) -> list[Key]:
        kind = result(self.types, decorator)
        return [
            (each.path, each.scope)
            for each in options_of(kind)
            if isinstance(each, Function) and (each.path, each.scope) != decorated
        ]

    def _is_offloader(self, kind: Kind, decorator: Expression, spot: Spot) -> bool:
        """`@sync_to_async`, `@sync_to_async(thread_sensitive=False)`."""
        if isinstance(decorator, Call):
            kind = self.types.callee(decorator, spot)
        if not isinstance(kind, Foreign):
            return False
        known = self.types.catalogue.find_function(kind.name)
        return known is not None and any(
            callback.runs in ("off", "either") for callback in known.callbacks
        )


def _is_transparent(decorator: Expression) -> bool:
    return registers_route(decorator) or kind_of_decorator(decorator) in _TRANSPARENT


def kind_of_decorator(node: Expression) -> str:
    """The last name of a decorator."""
    function = node.function if isinstance(node, Call) else node
    if isinstance(function, Attribute):
        return function.attr
    return function.id if isinstance(function, Name) else ""


def registers_route(decorator: Expression) -> bool:
    """`@app.get("/")`, `@router.websocket("/ws")`: the function is handed back as it was."""
    return isinstance(decorator, Call) and kind_of_decorator(decorator) in REGISTERING
