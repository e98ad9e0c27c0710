"""What the methods of applications and routers do: they add entries, in order."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import structs

from sdd.link.framework import ROUTE_CLASSES, VERBS
from sdd.link.objects import NONE, External, ExternalObject, ListValue, ModuleValue, Unclear, Value
from sdd.link.routers import (
    Registration,
    RouteDecorator,
    RouteObject,
    RouterCall,
    RouterMethod,
    RouterValue,
)
from sdd.link.values import iterated, plain_of
from sdd.model.routes import EventHook, UnknownRoute

if TYPE_CHECKING:
    from sdd.link.lookup import Lookup

DECORATORS = VERBS | {"api_route", "websocket", "route", "websocket_route"}
STARLETTE = frozenset({"route", "websocket_route", "add_route", "add_websocket_route"})
# What takes a route out of the list of an application, or moves one.
REARRANGING = frozenset(f"routes.{name}" for name in ("remove", "pop", "clear", "sort", "reverse"))


def call_router(evaluator: "Lookup", method: RouterMethod, call: RouterCall) -> Value:
    """Call a method of an application or router."""
    router = method.router
    if call.name in DECORATORS:
        return RouteDecorator(router, call)
    if call.name == "__init__":
        router.keywords |= call.keywords
        add_routes(evaluator, router, call)
        return NONE
    registrar = _REGISTRARS.get(call.name)
    if registrar is not None:
        registrar(evaluator, router, call)
        return NONE
    if call.name in REARRANGING:
        router.rearranged = True
    if call.name in ("on_event", "add_event_handler"):
        _note_hook(evaluator, call)
    return ExternalObject(
        f"{router.kind}.{call.name}", call.arguments, tuple(call.keywords.items())
    )


def register(evaluator: "Lookup", decorator: RouteDecorator, endpoint: Value) -> None:
    """Apply `@router.get("/x")` and its kin to an endpoint."""
    call = decorator.call
    if call.name in ("websocket", "websocket_route"):
        _add(evaluator, decorator.router, call, "websocket", endpoint, ())
        return
    kind = "starlette" if call.name == "route" else "http"
    _add(evaluator, decorator.router, call, kind, endpoint, _methods(call))


def make_route(evaluator: "Lookup", class_name: str, call: RouterCall) -> Value:
    """The value of `APIRoute("/x", endpoint, methods=["GET"])` and its kin."""
    kind = ROUTE_CLASSES[class_name]
    endpoint = call.get("app" if kind == "mount" else "endpoint", 1)
    methods = _methods(call) if kind in ("http", "starlette") else ()
    target = endpoint if endpoint is not None else Unclear("no endpoint is given")
    entry = _registration(evaluator, call, kind, target, methods)
    if entry is None:
        return Unclear("has methods that cannot be followed")
    entry.bare = True
    return RouteObject(entry)


def add_routes(evaluator: "Lookup", router: RouterValue, call: RouterCall) -> None:
    """Take over `routes=[...]` of a constructor."""
    given = call.keywords.get("routes", NONE)
    if given != NONE:
        _take_over(evaluator, router, call, given)


def _take_over(evaluator: "Lookup", router: RouterValue, call: RouterCall, given: Value) -> None:
    """Add every route of a list, or of another router."""
    if isinstance(given, RouterMethod) and given.name == "routes":
        taken = [structs.replace(entry, bare=True) for entry in given.router.entries]
        router.entries += taken
        given.router.included = True
        return
    items = iterated(given)
    if items is None:
        evaluator.need(given)
        items = [given]
    for item in items:
        _append(evaluator, router, call, item)


def _append(evaluator: "Lookup", router: RouterValue, call: RouterCall, route: Value) -> None:
    evaluator.need(route)
    if isinstance(route, RouteObject):
        evaluator.changes += 1
        router.entries.append(route.entry)
        return
    reason = route.reason if isinstance(route, Unclear) else "is no route that can be followed"
    evaluator.unknown.append(UnknownRoute(call.place, f"a route of the list {reason}"))


def _methods(call: RouterCall) -> tuple[str, ...] | None:
    """Sorted upper-case methods; None where they are not known."""
    if call.name in VERBS:
        return (call.name.upper(),)
    given = call.keywords.get("methods")
    if given is None or given == NONE:
        return ("GET",)
    items = given.items if isinstance(given, ListValue) else None
    words = [plain_of(item) for item in items] if items is not None else [None]
    texts = [word for word in words if isinstance(word, str)]
    return tuple(sorted({text.upper() for text in texts})) if len(texts) == len(words) else None


def _add(
    evaluator: "Lookup",
    router: RouterValue,
    call: RouterCall,
    kind: str,
    target: Value,
    methods: tuple[str, ...] | None = (),
) -> None:
    entry = _registration(evaluator, call, kind, target, methods)
    if entry is None:
        reason = "the methods are not a list that can be followed"
        evaluator.unknown.append(UnknownRoute(call.place, reason))
        return
    evaluator.changes += 1
    router.entries.append(entry)


def _registration(
    evaluator: "Lookup",
    call: RouterCall,
    kind: str,
    target: Value,
    methods: tuple[str, ...] | None,
) -> Registration | None:
    """The entry that a call adds; None where its methods are not known."""
    if methods is None:
        return None
    path = _path(call, kind)
    if isinstance(path, Unclear):
        evaluator.need(path)
    return Registration(
        kind=kind,
        facts=call.facts,
        call=call.node,
        path=path if isinstance(path, str) else None,
        methods=methods,
        keywords=call.keywords,
        target=evaluator.unwrapped(target),
        hidden=call.hidden,
        reason=path.reason if isinstance(path, Unclear) else "is no text",
        count=len(target.entries) if isinstance(target, RouterValue) else -1,
    )


def _path(call: RouterCall, kind: str) -> object:
    """The path, or the prefix of an include: text, or something that is none."""
    given = call.get("prefix", 1) if kind == "include" else call.get("path", 0)
    if given is not None:
        return plain_of(given)
    if call.hidden:
        return Unclear("is unpacked")
    return "" if kind == "include" else Unclear("is missing")


def _add_route(evaluator: "Lookup", router: RouterValue, call: RouterCall) -> None:
    """`add_api_route(path, endpoint, ...)`, `add_route`, `add_api_websocket_route`, ..."""
    endpoint = call.get("endpoint", 1) or call.get("route", 1)
    target = endpoint if endpoint is not None else Unclear("no endpoint is given")
    if "websocket" in call.name:
        _add(evaluator, router, call, "websocket", target)
        return
    kind = "starlette" if call.name in STARLETTE else "http"
    _add(evaluator, router, call, kind, target, _methods(call))


def _include(evaluator: "Lookup", router: RouterValue, call: RouterCall) -> None:
    target = call.get("router", 0) or Unclear("is not given")
    if isinstance(target, ModuleValue):
        target = evaluator.unread_package(target) or Unclear("is a module")
    if not isinstance(target, RouterValue):
        evaluator.need(target)
        evaluator.unknown.append(UnknownRoute(call.place, f"the included router {_why(target)}"))
        return
    if _contains(target, router):
        evaluator.cycles.append(call.place)
        evaluator.unknown.append(UnknownRoute(call.place, "the router includes itself"))
        return
    target.included = True
    _add(evaluator, router, call, "include", target)


def _why(target: Value) -> str:
    """Why something is not known to be a router."""
    if isinstance(target, Unclear):
        return target.reason
    if isinstance(target, External | ExternalObject):
        return f"is made outside the project ({target.name})"
    return "is no router"


def _contains(router: RouterValue, wanted: RouterValue) -> bool:
    """Whether a router is another one or includes it, at any depth."""
    waiting = [router]
    seen: list[RouterValue] = []
    while waiting:
        current = waiting.pop()
        if current is wanted:
            return True
        if not any(current is each for each in seen):
            seen.append(current)
            waiting += [
                entry.target
                for entry in current.entries
                if entry.kind == "include" and isinstance(entry.target, RouterValue)
            ]
    return False


def _mount(evaluator: "Lookup", router: RouterValue, call: RouterCall) -> None:
    target = call.get("app", 1) or Unclear("nothing is mounted")
    _add(evaluator, router, call, "mount", target)


def _append_one(evaluator: "Lookup", router: RouterValue, call: RouterCall) -> None:
    _append(evaluator, router, call, call.get("object", 0) or Unclear("is not given"))


def _extend(evaluator: "Lookup", router: RouterValue, call: RouterCall) -> None:
    _take_over(evaluator, router, call, call.get("iterable", 0) or Unclear("is not given"))


def _insert(evaluator: "Lookup", router: RouterValue, call: RouterCall) -> None:
    before = len(router.entries)
    _append(evaluator, router, call, call.get("object", 1) or Unclear("is not given"))
    position = plain_of(call.get("index", 0) or NONE)
    if len(router.entries) > before and isinstance(position, int):
        router.entries.insert(position, router.entries.pop())


def _note_hook(evaluator: "Lookup", call: RouterCall) -> None:
    event = plain_of(call.arguments[0]) if call.arguments else None
    text = event if isinstance(event, str) else ""
    hook = EventHook(call.place, text, call.facts.scopes[call.scope].qualname, call.name)
    if hook not in evaluator.hooks:
        evaluator.hooks.append(hook)


_REGISTRARS: dict[str, Callable[["Lookup", RouterValue, RouterCall], None]] = {
    "include_router": _include,
    "mount": _mount,
    "add_api_route": _add_route,
    "add_route": _add_route,
    "add_api_websocket_route": _add_route,
    "add_websocket_route": _add_route,
    "routes.append": _append_one,
    "routes.extend": _extend,
    "routes.insert": _insert,
}
