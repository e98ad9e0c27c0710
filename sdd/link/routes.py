"""The route table: what decorators register on the applications and routers of a file."""

from msgspec import Struct

from sdd.link.contracts import Contract, Contracts
from sdd.link.framework import APPLICATIONS, ROUTERS, VERBS
from sdd.link.names import External, Names, Unknown, Variable
from sdd.link.values import Values
from sdd.model.expressions import Attribute, Call, Constant, Expression, Name, Sequence
from sdd.model.facts import ModuleFacts
from sdd.model.routes import Route, RouteTable, UnknownRoute


class Registrar(Struct, frozen=True):
    """An application or router that a name is bound to. app: its dotted name or None."""

    call: Call
    app: str | None
    prefix: str
    in_schema: bool


class Untold(Exception):
    """A registration cannot be followed. reason: in plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Routes:
    """Builds the table of one program."""

    def __init__(self, names: Names, values: Values) -> None:
        self.names = names
        self.values = values
        self.contracts = Contracts(names, values)

    def table(self, modules: tuple[ModuleFacts, ...]) -> RouteTable:
        """Every route of the modules, sorted, and what could not be followed."""
        routes: list[Route] = []
        unknown: list[UnknownRoute] = []
        for facts in modules:
            for index, scope in enumerate(facts.scopes):
                if scope.kind != "function":
                    continue
                for decorator in scope.decorators:
                    self._collect(facts, index, decorator, routes, unknown)
        return RouteTable(
            tuple(sorted(routes, key=_order)),
            tuple(sorted(unknown, key=lambda each: each.place)),
        )

    def _collect(
        self,
        facts: ModuleFacts,
        index: int,
        decorator: Expression,
        routes: list[Route],
        unknown: list[UnknownRoute],
    ) -> None:
        if not isinstance(decorator, Call) or not isinstance(decorator.function, Attribute):
            return
        verb = decorator.function.attr
        if verb not in VERBS | {"api_route", "websocket"}:
            return
        try:
            registrar = self._registrar(facts, facts.scopes[index].parent, decorator)
            if registrar is not None:
                routes.append(self._route(facts, index, decorator, verb, registrar))
        except Untold as trouble:
            unknown.append(UnknownRoute(facts.place(decorator.at), trouble.reason))

    def _registrar(self, facts: ModuleFacts, scope: int, decorator: Call) -> Registrar | None:
        """The application or router that a decorator is called on; None if it is neither."""
        owner = decorator.function.value if isinstance(decorator.function, Attribute) else None
        if not isinstance(owner, Name):
            return None
        meaning = self.names.meaning(facts, scope, owner, decorator.at)
        if not isinstance(meaning, Variable) or not isinstance(meaning.binding.value, Call):
            return None
        home = self.names.program.facts[meaning.path]
        call = meaning.binding.value
        made = self.names.meaning(home, meaning.scope, call.function, meaning.binding.at)
        if not isinstance(made, External):
            return None
        if made.name in APPLICATIONS:
            name = f"{self.names.program.name_of(home)}.{owner.id}"
            return Registrar(call, name, "", True)
        if made.name not in ROUTERS:
            return None
        prefix = self._text(home, meaning.scope, call.argument("prefix"), "the router's prefix")
        in_schema = self._flag(home, meaning.scope, call.argument("include_in_schema"))
        return Registrar(call, None, prefix, in_schema)

    def _route(
        self, facts: ModuleFacts, index: int, call: Call, verb: str, registrar: Registrar
    ) -> Route:
        scope = facts.scopes[index]
        outer = scope.parent
        own = self._text(facts, outer, call.argument("path", 0), "the path")
        methods = self._methods(facts, outer, call, verb)
        status = self._status(facts, outer, call)
        websocket = verb == "websocket"
        contract = Contract("none")
        if not websocket:
            inherited = registrar.call.argument("default_response_class")
            contract = self.contracts.derive(facts, outer, call, scope, status, inherited)
        return Route(
            kind="websocket" if websocket else "http",
            methods=() if websocket else methods,
            path=registrar.prefix + own,
            endpoint=f"{self.names.program.name_of(facts)}.{scope.qualname}",
            place=facts.header(scope),
            registered=facts.place(call.at),
            contract=contract.kind,
            status_code=None if websocket else status,
            is_async=scope.is_async,
            include_in_schema=registrar.in_schema
            and self._flag(facts, outer, call.argument("include_in_schema")),
            app=registrar.app,
            module=facts.path,
            scope=index,
            reason=contract.reason,
        )

    def _methods(self, facts: ModuleFacts, scope: int, call: Call, verb: str) -> tuple[str, ...]:
        if verb != "api_route":
            return (verb.upper(),)
        given = call.argument("methods")
        if given is None:
            return ("GET",)
        if not isinstance(given, Sequence):
            raise Untold("the methods are not a literal list")
        words = [self._text(facts, scope, item, "a method") for item in given.items]
        return tuple(sorted({word.upper() for word in words}))

    def _status(self, facts: ModuleFacts, scope: int, call: Call) -> int:
        given = call.argument("status_code")
        if given is None or given == Constant(None):
            return 200
        value = self.values.value_of(facts, scope, given, call.at)
        if isinstance(value, int):
            return value
        raise Untold("the status code is not a constant")

    def _text(self, facts: ModuleFacts, scope: int, node: Expression | None, what: str) -> str:
        if node is None:
            return ""
        value = self.values.value_of(facts, scope, node)
        if isinstance(value, str):
            return value
        reason = value.reason if isinstance(value, Unknown) else "is no text"
        raise Untold(f"{what} {reason}")

    def _flag(self, facts: ModuleFacts, scope: int, node: Expression | None) -> bool:
        if node is None:
            return True
        value = self.values.value_of(facts, scope, node)
        if isinstance(value, bool):
            return value
        raise Untold("include_in_schema is not a constant")


def _order(route: Route) -> tuple[str, tuple[str, ...], str, int]:
    return (route.path, route.methods, route.place.path, route.place.line)
