"""Objects are made: applications and routers, instances of the project's classes."""

from abc import abstractmethod

from sdd.link.environment import Env
from sdd.link.framework import LIBRARY_ROUTERS, ROUTE_CLASSES, router_kind
from sdd.link.lookup import FIELD_MAKERS, Keywords, Lookup
from sdd.link.objects import (
    NONE,
    ClassValue,
    Deferred,
    External,
    ExternalObject,
    FunctionValue,
    InstanceValue,
    Plain,
    Unclear,
    Value,
)
from sdd.link.registering import add_routes, make_route
from sdd.link.relevance import is_used_as_router
from sdd.link.routers import Registration, RouterCall, RouterValue
from sdd.link.values import plain_of
from sdd.link.views import ROUTABLES, fill_routable
from sdd.model.expressions import Call
from sdd.model.facts import Parameter

POST_INITS = ("__post_init__", "__attrs_post_init__")
FIELDS = FIELD_MAKERS | {"dataclasses.field", "attrs.field", "attr.ib", "attr.field", "attr.attrib"}
FACTORIES = frozenset({"attrs.Factory", "attr.Factory"})


class Construction(Lookup):
    """Makes objects."""

    @abstractmethod
    def call_function(
        self, function: FunctionValue, arguments: tuple[Value, ...], keywords: Keywords
    ) -> Value:
        """Follow a function of the project with these arguments; its first return value."""

    def make_router(
        self, name: str, keywords: Keywords, node: Call | None, env: Env | None
    ) -> RouterValue:
        kind = router_kind(name) or "router"
        facts = env.facts if env else next(iter(self.program.facts.values()))
        place = facts.place(node.at if node else -1)
        made = RouterValue(kind, place, dict(keywords), [], call=node)
        if env is not None:
            made.name = self.dotted_name(env)
        self.routers.append(made)
        self.changes += 1
        return made

    def dotted_name(self, env: Env, name: str = "") -> str:
        """Module, scope and name, as far as there are any."""
        parts = (self.program.name_of(env.facts), env.facts.scopes[env.scope].qualname, name)
        return ".".join(part for part in parts if part)

    def make_library_router(
        self, name: str, arguments: tuple[Value, ...], keywords: Keywords, node: Call, env: Env
    ) -> RouterValue:
        """A router of another package, with the routes that it is known to have."""
        made = self.make_router(name, keywords, node, env)
        path = plain_of(keywords.get("path", arguments[1] if len(arguments) > 1 else Plain("")))
        for kind, methods in LIBRARY_ROUTERS[name]:
            made.entries.append(
                Registration(
                    kind=kind,
                    facts=env.facts,
                    call=node,
                    path=path if isinstance(path, str) else None,
                    methods=methods,
                    keywords={},
                    target=External(name),
                    reason="is no constant",
                )
            )
        return made

    def assumed(self, function: FunctionValue, parameter: Parameter) -> Value:
        """A stand-in for an argument that nobody passes: routers by annotation or use."""
        written = parameter.annotation
        kind: Value = External("fastapi.APIRouter")
        if written is not None:
            kind = self.evaluate(written, function.env)
        elif not is_used_as_router(function.facts, function.scope, parameter.name):
            return Unclear("is a parameter")
        if isinstance(kind, External) and router_kind(kind.name):
            made = self.make_router(kind.name, {}, None, function.env)
            made.assumed = True
            return made
        if isinstance(kind, External):
            return ExternalObject(kind.name)
        if isinstance(kind, ClassValue) and self.depth == 0 and not self.assuming:
            return self.stand_in(kind)
        return Unclear("is a parameter")

    def stand_in(self, kind: ClassValue) -> Value:
        """An object for a parameter of that class; its routers hold only what comes after."""
        before = len(self.routers)
        self.assuming = True
        try:
            made = self.instantiate(kind, (), {}, None, kind.env)
        finally:
            self.assuming = False
        for router in self.routers[before:]:
            router.entries.clear()
            router.assumed = True
        return made

    def instantiate(
        self,
        kind: ClassValue,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        node: Call | None,
        env: Env | None,
    ) -> Value:
        """An object of a class of the project; subclasses of routers are routers."""
        self.need(*(base for each in self.lineage(kind) for base in each.bases))
        roots = self.roots_of(kind)
        constructor = self.class_member(kind, "__init__", None)
        if node and env and (routes := roots & ROUTE_CLASSES.keys()):
            call = RouterCall("", node, env.facts, env.scope, arguments, keywords)
            return make_route(self, min(routes), call)
        made: InstanceValue | RouterValue
        if name := next(filter(router_kind, sorted(roots)), ""):
            inherited = {} if isinstance(constructor, FunctionValue) else keywords
            made = self.make_router(name, inherited, node, env or kind.env)
            made.owner = kind
            if inherited and node and env:
                call = RouterCall("", node, env.facts, env.scope, arguments, keywords)
                add_routes(self, made, call)
        else:
            made = InstanceValue(kind, {})
            self.changes += 1
            if roots & ROUTABLES and node and env:
                inherited = {} if isinstance(constructor, FunctionValue) else keywords
                inner = self.make_router("fastapi.APIRouter", inherited, node, env)
                fill_routable(self, made, inner)
        if isinstance(constructor, FunctionValue):
            bound = FunctionValue(constructor.env, constructor.scope, made)
            self.call_function(bound, arguments, keywords)
        elif isinstance(made, InstanceValue):
            self.fill_fields(made, arguments, keywords)
        return made

    def fill_fields(
        self, made: InstanceValue, arguments: tuple[Value, ...], keywords: Keywords
    ) -> None:
        """What a dataclass, an attrs class or a model does in the place of `__init__`."""
        given = list(arguments)
        made.attributes |= keywords
        for ancestor in reversed(self.lineage(made.kind)):
            for name in ancestor.env.annotations:
                if name in keywords:
                    continue
                if given:
                    made.attributes[name] = given.pop(0)
                elif (default := ancestor.env.names.get(name)) is not None:
                    made.attributes[name] = self.field_default(default, made)
        for name in POST_INITS:
            hook = self.class_member(made.kind, name, made)
            if isinstance(hook, FunctionValue):
                self.call_function(hook, (), {})

    def field_default(self, default: Value, owner: InstanceValue) -> Value:
        """The value of a field nobody passed: as written, or made by its factory."""
        if isinstance(default, Deferred):
            default = self.resolve(default)
        if not isinstance(default, ExternalObject):
            return default
        if default.name in FACTORIES:
            takes_self = plain_of(default.get("takes_self", 1) or NONE) is True
            factory = default.get("factory", 0) or NONE
            return self.invoke(factory, (owner,) if takes_self else (), {}, False)
        if default.name not in FIELDS:
            return default
        maker = default.get("factory") or default.get("default_factory")
        if maker is not None:
            return self.invoke(maker, (), {}, False)
        position = 0 if default.name in FIELD_MAKERS else -1
        inner = default.get("default", position)
        return self.field_default(inner, owner) if inner is not None else Unclear("has no default")
