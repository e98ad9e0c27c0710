"""Calls: functions are followed with their arguments."""

from sdd.link.builtin_calls import call_external, call_method
from sdd.link.construction import Construction
from sdd.link.environment import Env
from sdd.link.framework import ADDS_ROUTES, LIBRARY_ROUTERS, ROUTE_CLASSES, router_kind
from sdd.link.lookup import Keywords
from sdd.link.objects import (
    NONE,
    ClassValue,
    DictValue,
    External,
    ExternalObject,
    FunctionValue,
    Generic,
    InstanceValue,
    ListValue,
    Method,
    ModuleValue,
    PartialValue,
    Plain,
    Super,
    Unclear,
    Value,
    dict_of,
)
from sdd.link.registering import add_routes, call_router, make_route, register
from sdd.link.relevance import names_framework, registers, registers_surely
from sdd.link.routers import RouteDecorator, RouterCall, RouterMethod, RouterValue
from sdd.link.values import holds_router, iterated
from sdd.link.views import create_router, is_controller_maker
from sdd.model.expressions import Call, Expression
from sdd.model.facts import ModuleFacts
from sdd.model.routes import UnknownRoute

MAX_DEPTH = 40
# Statements of a function, and calls of it, up to which it is followed for a constant.
SHORT, OFTEN = 12, 1_000
UNFOLLOWED = (Unclear, External, ExternalObject)


class Invocation(Construction):
    """Calls values."""

    def call(self, node: Call, env: Env) -> Value:
        function = self.evaluate(node.function, env)
        if function == External("builtins.super"):
            return self.super_of(env)
        arguments: list[Value] = []
        keywords: Keywords = {}
        hidden = False
        for argument in node.arguments:
            value = self.evaluate(argument.value, env)
            if argument.star == "*":
                items = iterated(value)
                arguments += items or []
                hidden = hidden or items is None
            elif argument.star == "**":
                hidden = not self.spread(value, keywords) or hidden
            elif argument.name:
                keywords[argument.name] = value
            else:
                arguments.append(value)
        if isinstance(function, Unclear) and any(map(holds_router, arguments)):
            self.need(function)
        if registers_surely(node):
            self.note_unfollowed(node, function, env)
        if isinstance(function, RouterMethod):
            given = tuple(arguments)
            name = function.name
            call = RouterCall(name, node, env.facts, env.scope, given, keywords, hidden)
            return call_router(self, function, call)
        return self.invoke(function, tuple(arguments), keywords, hidden, node, env)

    def note_unfollowed(self, node: Expression, value: Value, env: Env) -> None:
        """List a registration on something that cannot be followed, and ask for more.

        node: the registering call. value: what its function, or its decorator, turned out to be.
        """
        if not isinstance(node, Call) or not isinstance(value, UNFOLLOWED):
            return
        self.need(value)
        if isinstance(value, Unclear):
            reason = f"the router {value.reason}"
        elif self.names_framework(env.facts):
            reason = f"the router is made outside the project ({value.name})"
        else:
            return
        self.unknown.append(UnknownRoute(env.facts.place(node.at), reason))

    def names_framework(self, facts: ModuleFacts) -> bool:
        """Whether a file imports the framework; remembered."""
        if facts.path not in self.importing:
            self.importing[facts.path] = names_framework(facts)
        return self.importing[facts.path]

    def spread(self, value: Value, keywords: Keywords) -> bool:
        """Merge a `**` argument; False where its keys are not known."""
        if not isinstance(value, DictValue):
            self.need(value)
            return False
        for key, item in value.items.items():
            keywords[str(key)] = item
        return not value.partial

    def super_of(self, env: Env) -> Value:
        current: Env | None = env
        while current is not None and current.called_by is None:
            current = current.outer
        function = current.called_by if current else None
        if function is None or function.receiver is None:
            return Unclear("super() outside a method")
        kind = self.class_around(function)
        return Super(kind, function.receiver) if kind else Unclear("super() outside a class")

    def class_around(self, function: FunctionValue) -> ClassValue | None:
        """The class whose body defines a method."""
        receiver = function.receiver
        kind = receiver.kind if isinstance(receiver, InstanceValue) else None
        if isinstance(receiver, RouterValue):
            kind = receiver.owner
        if not isinstance(kind, ClassValue):
            return None
        return next((each for each in self.lineage(kind) if each.env is function.env), None)

    def invoke(
        self,
        function: Value,
        arguments: tuple[Value, ...],
        keywords: Keywords,
        hidden: bool,
        node: Call | None = None,
        env: Env | None = None,
    ) -> Value:
        """Call a value."""
        match function:
            case FunctionValue():
                return self.call_function(function, arguments, keywords)
            case ClassValue():
                return self.instantiate(function, arguments, keywords, node, env)
            case PartialValue(function=inner, arguments=first, keywords=given):
                merged = {**dict(given), **keywords}
                return self.invoke(inner, (*first, *arguments), merged, hidden, node, env)
            case RouteDecorator():
                if arguments:
                    register(self, function, arguments[0])
                    return arguments[0]
                return NONE
            case External(name=name) if router_kind(name):
                made = self.make_router(name, keywords, node, env)
                made.hidden = hidden
                if node and env:
                    call = RouterCall("", node, env.facts, env.scope, arguments, keywords, hidden)
                    add_routes(self, made, call)
                return made
            case External(name=name) if name in ROUTE_CLASSES and node and env:
                call = RouterCall("", node, env.facts, env.scope, arguments, keywords, hidden)
                return make_route(self, name, call)
            case External(name=name) if name.endswith(".__init__") and router_kind(
                name.removesuffix(".__init__")
            ):
                # `APIRouter.__init__(self, prefix="/x")`
                if arguments and isinstance(arguments[0], RouterValue):
                    arguments[0].keywords |= keywords
                return NONE
            case External() if is_controller_maker(function) and node and env and arguments:
                made = self.make_router("fastapi.APIRouter", {}, node, env)
                if isinstance(arguments[0], ClassValue):
                    create_router(self, arguments[0], made, keywords)
                    return made
                return Unclear("is made of a class that is not known")
            case External(name=name) if name in LIBRARY_ROUTERS and node and env:
                return self.make_library_router(name, arguments, keywords, node, env)
            case External(name=name):
                if (
                    name in ADDS_ROUTES
                    and node
                    and env
                    and holds_router(arguments[0] if arguments else NONE)
                ):
                    reason = f"{name} adds routes of its own"
                    self.unknown.append(UnknownRoute(env.facts.place(node.at), reason))
                return call_external(self, name, arguments, keywords)
            case Method():
                return call_method(self, function, arguments, keywords)
            case InstanceValue():
                called = self.class_member(function.kind, "__call__", function)
                if isinstance(called, FunctionValue):
                    return self.call_function(called, arguments, keywords)
            case Generic(origin=origin):
                return self.invoke(origin, arguments, keywords, hidden, node, env)
            case ModuleValue():
                return self.unread_package(function) or Unclear("is a module")
            case ExternalObject(name=name):
                return ExternalObject(f"{name}()", arguments, tuple(keywords.items()))
        return function if isinstance(function, Unclear) else Unclear("the call is not followed")

    def call_function(
        self, function: FunctionValue, arguments: tuple[Value, ...], keywords: Keywords
    ) -> Value:
        """Follow a function of the project with these arguments; its first return value."""
        scope = function.definition
        if self.depth >= MAX_DEPTH or self.active.count(function.identity) > 2:
            return Unclear(f"{scope.name} calls itself")
        if scope.is_generator:
            return Unclear(f"{scope.name} is a generator")
        key = self.call_key(function, arguments, keywords)
        if key in self.results:
            return self.results[key][0]
        if not self.is_worth_following(function, (*arguments, *keywords.values())):
            return Unclear(f"{scope.name} is not followed")
        changes = self.changes
        bound = self.bind(function, arguments, keywords)
        self.active.append(function.identity)
        try:
            result = self.run_function(function, bound)
        finally:
            self.active.pop()
        if isinstance(result, RouterValue) and result.kind == "app":
            self.program.factories.add(scope.name)
        if self.changes == changes:
            # It made and changed nothing, so it need not be followed again. The values are kept,
            # so that their identity stays theirs.
            self.results[key] = (result, (function, arguments, keywords))
        return result

    def is_worth_following(self, function: FunctionValue, given: tuple[Value, ...]) -> bool:
        """Whether a call can matter to routes.

        It can where a router goes in or the function registers or makes one, and where it is a
        decorator, of an endpoint for all that is known, or makes one. Others are followed for
        the constants that they give, as far as they are short and not called often.
        """
        values = given if function.receiver is None else (*given, function.receiver)
        if any(map(holds_router, values)):
            return True
        if self.registers(function.facts, function.scope) or self.builds_routes(function):
            return True
        identity = function.identity
        short = function.definition.statements <= SHORT
        if any(isinstance(each, FunctionValue) for each in given) or self.makes_function(function):
            return short
        self.called[identity] += 1
        return short and self.called[identity] <= OFTEN

    def makes_function(self, function: FunctionValue) -> bool:
        """Whether a function is defined inside, as in a decorator with arguments."""
        facts = function.facts
        if facts.path not in self.makers:
            self.makers[facts.path] = frozenset(
                scope.parent for scope in facts.scopes if scope.kind == "function"
            )
        return function.scope in self.makers[facts.path]

    def registers(self, facts: ModuleFacts, number: int) -> bool:
        """Whether a function registers routes; remembered."""
        identity = (facts.path, number)
        if identity not in self.registering:
            self.registering[identity] = registers(facts, number)
        return self.registering[identity]

    def builds_routes(self, function: FunctionValue) -> bool:
        """Whether it is the constructor of a class with methods that register routes."""
        receiver = function.receiver
        if not isinstance(receiver, InstanceValue) or function.definition.name != "__init__":
            return False
        return any(
            self.registers(each.facts, number)
            for each in self.lineage(receiver.kind)
            for number, scope in enumerate(each.facts.scopes)
            if scope.parent == each.scope and scope.kind == "function"
        )

    def call_key(
        self, function: FunctionValue, arguments: tuple[Value, ...], keywords: Keywords
    ) -> tuple[object, ...]:
        """What two calls have in common that give the same result."""
        given = (*arguments, *keywords.values())
        return (
            function.identity,
            id(function.env),
            id(function.receiver) if function.receiver is not None else 0,
            tuple(keywords),
            tuple(each if isinstance(each, Plain | External) else id(each) for each in given),
        )

    def bind(
        self, function: FunctionValue, arguments: tuple[Value, ...], keywords: Keywords
    ) -> Keywords:
        """Parameters by name, defaults filled in."""
        given = list(arguments) if function.receiver is None else [function.receiver, *arguments]
        rest = dict(keywords)
        bound: Keywords = {}
        for parameter in function.definition.parameters:
            name = parameter.name
            if parameter.kind == "star":
                bound[name] = ListValue(given, "tuple")
                given = []
            elif parameter.kind == "double-star":
                bound[name] = dict_of(rest)
            elif given and parameter.kind in ("positional", "normal"):
                bound[name] = given.pop(0)
            elif name in rest:
                bound[name] = rest.pop(name)
            elif parameter.default is not None:
                bound[name] = self.evaluate(parameter.default, function.env)
            else:
                bound[name] = self.assumed(function, parameter)
        return bound


def _is_constructor(name: str) -> bool:
    owner, _, method = name.rpartition(".")
    return method == "__init__" and bool(router_kind(owner))
