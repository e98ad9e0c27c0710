"""Class-based views: what the decorators and base classes of libraries do with a class.

Sources: fastapi-utils and fastapi-restful (`cbv`), fastapi-class (`View`), classy-fastapi
(`Routable`), fastapi-controllers (`create_router`).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd.link.framework import VERBS
from sdd.link.objects import (
    NONE,
    ClassValue,
    DictValue,
    External,
    ExternalObject,
    FunctionValue,
    InstanceValue,
    ListValue,
    Plain,
    Value,
)
from sdd.link.registering import register
from sdd.link.routers import Registration, RouteDecorator, RouterCall, RouterValue
from sdd.link.values import plain_of
from sdd.model.expressions import Attribute, Call, Expression, Name

if TYPE_CHECKING:
    from sdd.link.lookup import Lookup

# Projects copy the first one into their own code, so its name alone tells.
VIEW_DECORATORS = frozenset({"cbv", "controller", "class_based_view"})
METHOD_VIEWS = frozenset({"fastapi_class.View", "fastapi_class.views.View"})
ROUTABLES = frozenset({"classy_fastapi.Routable", "classy_fastapi.routable.Routable"})
CONTROLLERS = "fastapi_controllers"


def take_view(evaluator: "Lookup", decorator: Call, made: Value, view: ClassValue) -> None:
    """Apply a class decorator. decorator: its call; made: what it evaluates to."""
    if isinstance(made, ExternalObject) and made.name in METHOD_VIEWS:
        _take_methods(evaluator, decorator, made, view)
    elif _last_name(decorator.function) in VIEW_DECORATORS and decorator.arguments:
        outer = view.env.outer or view.env
        given = tuple(evaluator.evaluate(each.value, outer) for each in decorator.arguments)
        if isinstance(given[0], RouterValue):
            _take_routes(evaluator, decorator, given[0], given[1:], view)


def _take_routes(
    evaluator: "Lookup", node: Call, router: RouterValue, urls: tuple[Value, ...], view: ClassValue
) -> None:
    """`@cbv(router, *urls)`: the routes of the class's methods are registered again, at the end."""
    for url in urls:
        for name, method in sorted(_methods_of(evaluator, view).items()):
            if name in VERBS:
                keywords = {"response_model": NONE, **_responses(evaluator, method)}
                _register(evaluator, router, name, node, method, (url,), keywords)
    own = [entry for entry in router.entries if _belongs(evaluator, entry, view)]
    for entry in own:
        entry.view = view
    router.entries[:] = [entry for entry in router.entries if entry not in own] + own


def _belongs(evaluator: "Lookup", entry: Registration, view: ClassValue) -> bool:
    return isinstance(entry.target, FunctionValue) and any(
        entry.target.env is each.env for each in evaluator.lineage(view)
    )


def _responses(evaluator: "Lookup", method: FunctionValue) -> dict[str, Value]:
    """`@set_responses(Model, 201)` of a method that is registered by its name."""
    for made, _ in _decorators(evaluator, method):
        if made.name.rpartition(".")[2] == "set_responses":
            model, status = made.get("response", 0), made.get("status_code", 1)
            return {"response_model": model or NONE, "status_code": status or Plain(200)}
    return {}


def _take_methods(
    evaluator: "Lookup", node: Call, decorator: ExternalObject, view: ClassValue
) -> None:
    """`@View(router, path="/x")`: methods are registered by their names, in alphabetical order."""
    router = decorator.get("router", 0)
    if not isinstance(router, RouterValue):
        return
    models = evaluator.class_member(view, "response_model", None)
    base = plain_of(decorator.get("path") or Plain("/"))
    for name, method in sorted(_methods_of(evaluator, view).items()):
        found = [each for each in _decorators(evaluator, method) if _is_endpoint(each[0])]
        told, call = found[0] if found else (ExternalObject(""), node)
        if name not in VERBS and not found:
            continue
        model = models.items.get(name, NONE) if isinstance(models, DictValue) else NONE
        keywords = {
            "methods": _listed(told.get("methods", 0) or Plain(name)),
            "response_model": told.get("response_model") or model,
            "status_code": told.get("status_code")
            or decorator.get("default_status_code")
            or Plain(200),
        }
        path = Plain(f"{base}{plain_of(told.get('path') or Plain(''))}")
        bound = FunctionValue(method.env, method.scope, InstanceValue(view, {}), bool(found))
        _register(evaluator, router, "api_route", call, bound, (path,), keywords)


def _is_endpoint(made: ExternalObject) -> bool:
    return made.name in ("fastapi_class.endpoint", "fastapi_class.routers.endpoint")


def _listed(value: Value) -> Value:
    return value if isinstance(value, ListValue) else ListValue([value])


def fill_routable(evaluator: "Lookup", view: InstanceValue, router: RouterValue) -> None:
    """What `Routable` does on construction: a router with the marked methods, by name."""
    view.attributes["router"] = router
    for _, method in sorted(_methods_of(evaluator, view.kind).items()):
        bound = FunctionValue(method.env, method.scope, view)
        for made, node in _decorators(evaluator, method):
            package, _, verb = made.name.rpartition(".")
            if package.partition(".")[0] == "classy_fastapi":
                keywords = {"response_model": NONE, **dict(made.keywords)}
                keywords |= {"methods": made.get("methods", 1) or NONE} if verb == "route" else {}
                name = "api_route" if verb == "route" else verb
                _register(evaluator, router, name, node, bound, made.arguments[:1], keywords)
                break


def create_router(
    evaluator: "Lookup", view: ClassValue, router: RouterValue, keywords: dict[str, Value]
) -> None:
    """What `create_router(cls, **keywords)` does: settings of the class, then its methods."""
    settings: dict[str, Value] = {}
    for each in reversed(evaluator.lineage(view)):
        for decorator in reversed(each.definition.decorators):
            made = evaluator.evaluate(decorator, each.env.outer or each.env)
            if isinstance(made, ExternalObject) and made.name == f"{CONTROLLERS}.router":
                settings |= dict(made.keywords)
    router.keywords = {**settings, **keywords}
    for method in _methods_of(evaluator, view).values():
        for made, node in reversed(list(_decorators(evaluator, method))):
            package, _, verb = made.name.rpartition(".")
            if package == CONTROLLERS:
                before = len(router.entries)
                given = dict(made.keywords)
                _register(evaluator, router, verb, node, method, made.arguments, given)
                for entry in router.entries[before:]:
                    entry.view = view


def _register(
    evaluator: "Lookup",
    router: RouterValue,
    verb: str,
    node: Call,
    method: FunctionValue,
    arguments: tuple[Value, ...],
    keywords: dict[str, Value],
) -> None:
    call = RouterCall(verb, node, method.facts, method.env.scope, arguments, keywords)
    register(evaluator, RouteDecorator(router, call), method)


def _methods_of(evaluator: "Lookup", view: ClassValue) -> dict[str, FunctionValue]:
    """Every function of a class by name; an overridden one keeps the place of the first."""
    found: dict[str, FunctionValue] = {}
    for each in reversed(evaluator.lineage(view)):
        found |= {
            name: value
            for name, value in each.env.names.items()
            if isinstance(value, FunctionValue) and value.env is each.env
        }
    return found


def _decorators(
    evaluator: "Lookup", method: FunctionValue
) -> Iterator[tuple[ExternalObject, Call]]:
    """The decorators of a method that come from libraries, the outermost first."""
    for written in method.definition.decorators:
        made = evaluator.evaluate(written, method.env)
        if isinstance(made, ExternalObject) and isinstance(written, Call):
            yield made, written


def _last_name(node: Expression) -> str:
    if isinstance(node, Attribute):
        return node.attr
    return node.id if isinstance(node, Name) else ""


def is_controller_maker(value: Value) -> bool:
    """True for `create_router` of fastapi-controllers."""
    return value == External(f"{CONTROLLERS}.create_router")
