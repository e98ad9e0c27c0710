"""What the methods of applications and routers do: they add entries, in order."""

from typing import TYPE_CHECKING

from sdd.link.framework import VERBS
from sdd.link.objects import (
    NONE,
    ClassValue,
    Env,
    ExternalObject,
    FunctionValue,
    ListValue,
    Registration,
    RouteDecorator,
    RouterMethod,
    RouterValue,
    Unclear,
    Value,
)
from sdd.link.values import plain_of
from sdd.model.expressions import Call
from sdd.model.facts import ModuleFacts
from sdd.model.routes import EventHook, UnknownRoute

if TYPE_CHECKING:
    from sdd.link.lookup import Lookup

Arguments = tuple[Value, ...]
Keywords = dict[str, Value]
DECORATORS = VERBS | {"api_route", "websocket", "route", "websocket_route"}
STARLETTE = frozenset({"route", "websocket_route", "add_route", "add_websocket_route"})
VIEW_DECORATORS = frozenset({"cbv", "controller", "class_based_view"})


def call_router(
    evaluator: "Lookup",
    method: RouterMethod,
    node: Call,
    env: Env,
    arguments: Arguments,
    keywords: Keywords,
    hidden: bool,
) -> Value:
    """Call a method of an application or router."""
    router, name = method.router, method.name
    if name in DECORATORS:
        return RouteDecorator(router, name, node, env.facts, arguments, keywords, hidden)
    if name == "__init__":
        router.keywords |= keywords
        return NONE
    registrar = _REGISTRARS.get(name)
    if registrar is not None:
        registrar(evaluator, router, node, env, arguments, keywords, hidden)
        return NONE
    if name in ("on_event", "add_event_handler"):
        _note_hook(evaluator, name, node, env, arguments)
    return ExternalObject(f"{router.kind}.{name}", arguments, tuple(keywords.items()))


def register(evaluator: "Lookup", decorator: RouteDecorator, endpoint: Value) -> None:
    """Apply `@router.get("/x")` and its kin to an endpoint."""
    verb = decorator.verb
    methods: tuple[str, ...] | None = ()
    if verb in ("websocket", "websocket_route"):
        kind = "websocket"
    else:
        kind = "starlette" if verb == "route" else "http"
        methods = _methods(verb, decorator.keywords)
    _add(
        evaluator,
        decorator.router,
        kind,
        decorator.call,
        decorator.facts,
        _first("path", decorator.arguments, decorator.keywords),
        methods,
        decorator.keywords,
        endpoint,
        decorator.hidden,
    )


def take_view(decorator: ExternalObject, view: ClassValue) -> None:
    """`@cbv(router)`: the routes of the class's methods are registered again, at the end."""
    if decorator.name.rpartition(".")[2] not in VIEW_DECORATORS:
        return
    router = decorator.arguments[0] if decorator.arguments else None
    if not isinstance(router, RouterValue):
        return
    own = [entry for entry in router.entries if _belongs(entry, view)]
    for entry in own:
        entry.view = view
    router.entries[:] = [entry for entry in router.entries if entry not in own] + own


def _belongs(entry: Registration, view: ClassValue) -> bool:
    return isinstance(entry.target, FunctionValue) and entry.target.env is view.env


def _methods(verb: str, keywords: Keywords) -> tuple[str, ...] | None:
    """Sorted upper-case methods; None where they are not known."""
    if verb in VERBS:
        return (verb.upper(),)
    given = keywords.get("methods")
    if given is None or given == NONE:
        return ("GET",)
    items = given.items if isinstance(given, ListValue) else None
    words = [plain_of(item) for item in items] if items is not None else [None]
    texts = [word for word in words if isinstance(word, str)]
    return tuple(sorted({text.upper() for text in texts})) if len(texts) == len(words) else None


def _first(name: str, arguments: Arguments, keywords: Keywords, position: int = 0) -> Value | None:
    if name in keywords:
        return keywords[name]
    return arguments[position] if len(arguments) > position else None


def _add(
    evaluator: "Lookup",
    router: RouterValue,
    kind: str,
    call: Call,
    facts: ModuleFacts,
    path: Value | None,
    methods: tuple[str, ...] | None,
    keywords: Keywords,
    target: Value,
    hidden: bool,
) -> None:
    text = plain_of(path) if path is not None else "" if kind == "include" else None
    if isinstance(text, Unclear):
        evaluator.need(text)
    if hidden and path is None:
        text = Unclear("is unpacked")
    if methods is None:
        evaluator.unknown.append(
            UnknownRoute(facts.place(call.at), "the methods are not a list that can be followed")
        )
        return
    reason = (
        text.reason if isinstance(text, Unclear) else "" if isinstance(text, str) else "no path"
    )
    evaluator.changes += 1
    router.entries.append(
        Registration(
            kind=kind,
            facts=facts,
            call=call,
            path=text if isinstance(text, str) else None,
            methods=methods,
            keywords=keywords,
            target=target,
            hidden=hidden,
            reason=reason,
            count=len(target.entries) if isinstance(target, RouterValue) else -1,
        )
    )


def _add_route(
    evaluator: "Lookup",
    router: RouterValue,
    node: Call,
    env: Env,
    arguments: Arguments,
    keywords: Keywords,
    hidden: bool,
) -> None:
    """`add_api_route(path, endpoint, ...)`, `add_route`, `add_api_websocket_route`, ..."""
    function = node.function
    name = getattr(function, "attr", "")
    endpoint = _first("endpoint", arguments, keywords, 1) or _first("route", arguments, keywords, 1)
    is_socket = "websocket" in name
    kind = "websocket" if is_socket else "starlette" if name in STARLETTE else "http"
    methods = () if is_socket else _methods("api_route", keywords)
    path = _first("path", arguments, keywords)
    target = endpoint if endpoint is not None else Unclear("no endpoint is given")
    _add(evaluator, router, kind, node, env.facts, path, methods, keywords, target, hidden)


def _include(
    evaluator: "Lookup",
    router: RouterValue,
    node: Call,
    env: Env,
    arguments: Arguments,
    keywords: Keywords,
    hidden: bool,
) -> None:
    target = _first("router", arguments, keywords) or Unclear("no router is given")
    if not isinstance(target, RouterValue):
        evaluator.need(target)
        reason = target.reason if isinstance(target, Unclear) else "is no router of the project"
        place = env.facts.place(node.at)
        evaluator.unknown.append(UnknownRoute(place, f"the included router {reason}"))
        return
    if _contains(target, router):
        place = env.facts.place(node.at)
        evaluator.cycles.append(place)
        evaluator.unknown.append(UnknownRoute(place, "the router includes itself"))
        return
    target.included = True
    prefix = _first("prefix", arguments, keywords, 1)
    _add(evaluator, router, "include", node, env.facts, prefix, (), keywords, target, hidden)


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


def _mount(
    evaluator: "Lookup",
    router: RouterValue,
    node: Call,
    env: Env,
    arguments: Arguments,
    keywords: Keywords,
    hidden: bool,
) -> None:
    target = _first("app", arguments, keywords, 1) or Unclear("nothing is mounted")
    path = _first("path", arguments, keywords)
    _add(evaluator, router, "mount", node, env.facts, path, (), keywords, target, hidden)


def _note_hook(evaluator: "Lookup", name: str, node: Call, env: Env, arguments: Arguments) -> None:
    if name != "on_event":
        return
    event = plain_of(arguments[0]) if arguments else None
    scope = env.facts.scopes[env.scope].qualname
    text = event if isinstance(event, str) else ""
    hook = EventHook(env.facts.place(node.at), text, scope)
    if hook not in evaluator.hooks:
        evaluator.hooks.append(hook)


_REGISTRARS = {
    "include_router": _include,
    "mount": _mount,
    "add_api_route": _add_route,
    "add_route": _add_route,
    "add_api_websocket_route": _add_route,
    "add_websocket_route": _add_route,
}
