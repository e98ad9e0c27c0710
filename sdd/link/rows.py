"""From one entry of a router to the row that it makes."""

from collections.abc import Iterator

from msgspec import structs

from sdd.link.bodies import Bodies
from sdd.link.chain import Chain
from sdd.link.contracts import Contract, Contracts, parts_of, status_of_route
from sdd.link.crashes import Crashes
from sdd.link.dependencies import Taken
from sdd.link.evaluate import Evaluator
from sdd.link.framework import LIBRARY_ROUTERS, Version
from sdd.link.objects import (
    NONE,
    ClassValue,
    DictValue,
    External,
    FunctionValue,
    InstanceValue,
    PartialValue,
    Unclear,
    Value,
)
from sdd.link.routers import Registration, RouterValue
from sdd.link.suites import Suites
from sdd.link.values import plain_of, truth
from sdd.model.expressions import Attribute
from sdd.model.facts import Binding, Scope
from sdd.model.finding import Place
from sdd.model.routes import Body, Injection, Route, TakenParameter, UnknownRoute
from sdd.model.templates import path_parameters

# Stands for a prefix that is not known.
BEYOND = "..."


class Rows:
    """Collects rows, in the order in which they are added.

    version: of the framework, None for the newest. thorough: see `Taken`. found: the rows so
    far; pathless: rows whose path is not known; order: how many the current application has.
    """

    def __init__(self, evaluator: Evaluator, version: Version | None, thorough: bool) -> None:
        self.evaluator = evaluator
        self.thorough = thorough
        self.contracts = Contracts(evaluator, version)
        self.bodies = Bodies(self.contracts)
        self.suites = Suites()
        self.crashes = Crashes(self.contracts)
        self.found: list[Route] = []
        self.pathless: list[Route] = []
        self.unknown: list[UnknownRoute] = []
        self.injections: list[Injection] = []
        self.order = 0

    def untold(self, entry: Registration, reason: str) -> None:
        """List an entry that makes no row, with the reason."""
        self.unknown.append(UnknownRoute(entry.facts.place(entry.call.at), reason))

    def add(self, entry: Registration, chain: Chain, app: str | None) -> None:
        """The row of one entry, or the reason why it has none."""
        if entry.path is None:
            self.untold(entry, f"the path {entry.reason}")
            return
        if entry.kind == "mount":
            self.crashes.mount(entry)
        if entry.kind in ("mount", "websocket", "starlette"):
            self._simple_row(entry, chain, app)
            return
        response_class = chain.response_class(entry.keywords)
        status = status_of_route(entry.keywords, response_class)
        in_schema = flag(entry.keywords)
        if isinstance(status, Unclear) or in_schema is None:
            self.evaluator.need(status if isinstance(status, Unclear) else NONE)
            in_schema_unknown = "include_in_schema is not a constant"
            self.untold(entry, status.reason if isinstance(status, Unclear) else in_schema_unknown)
            return
        endpoint = endpoint_of(self.evaluator, entry.target)
        written = entry.call.argument("response_model")
        contract = self.contracts.derive(
            endpoint, entry.keywords, entry.hidden or chain.hidden, status, response_class, written
        )
        if contract.kind == "unknown":
            self.untold(entry, contract.reason)
        self._append(entry, chain, app, endpoint, contract, status, chain.in_schema and in_schema)

    def _simple_row(self, entry: Registration, chain: Chain, app: str | None) -> None:
        endpoint = endpoint_of(self.evaluator, entry.target)
        contract = Contract("response_class" if entry.kind == "starlette" else "none")
        status = 200 if entry.kind == "starlette" else None
        self._append(entry, chain, app, endpoint, contract, status, in_schema=False)

    def _append(
        self,
        entry: Registration,
        chain: Chain,
        app: str | None,
        endpoint: Value,
        contract: Contract,
        status: int | None,
        in_schema: bool,
    ) -> None:
        if self.thorough:
            self.evaluator.need(*parts_of(contract.value))
        taken = self._taken(entry, chain)
        self.order += 1
        route = self._row(entry, chain, app, endpoint, contract, status, in_schema, taken)
        self.found.append(route)
        self.crashes.route(entry, route, endpoint, taken)

    def unplaced(self, entry: Registration, chain: Chain, reason: str) -> None:
        """List an entry whose path is not known. What does not depend on the path is kept."""
        what = " ".join(entry.methods) or entry.kind
        self.untold(entry, f"{what} {entry.path or ''}: {reason}")
        if entry.kind != "http" or not self.thorough:
            return
        endpoint = endpoint_of(self.evaluator, entry.target)
        beyond = structs.replace(chain, prefix=BEYOND)
        contract = Contract("unknown", reason)
        shown = chain.in_schema and flag(entry.keywords) is not False
        taken = self._taken(entry, chain)
        row = self._row(entry, beyond, None, endpoint, contract, None, shown, taken)
        self.pathless.append(row)

    def _row(
        self,
        entry: Registration,
        chain: Chain,
        app: str | None,
        endpoint: Value,
        contract: Contract,
        status: int | None,
        in_schema: bool,
        taken: Taken,
    ) -> Route:
        hidden = entry.hidden or chain.hidden
        scope = _scope_of(endpoint)
        body = self._body(endpoint, entry)
        place = self._place_of(endpoint, entry)
        return Route(
            kind="http" if entry.kind == "starlette" else entry.kind,
            methods=_methods_of(entry),
            path=_path_of_row(entry, chain),
            endpoint=self._name_of(entry.target),
            place=place,
            registered=entry.facts.place(entry.call.at),
            contract=contract.kind,
            status_code=status,
            is_async=_is_async(endpoint),
            include_in_schema=in_schema,
            app=app,
            module=_path_of(endpoint, entry),
            scope=endpoint.scope if isinstance(endpoint, FunctionValue) else -1,
            reason=contract.reason,
            explicit_status=entry.keywords.get("status_code", NONE) != NONE or _sets_status(scope),
            order=self.order,
            tags=chain.tags(entry.keywords),
            security=tuple(taken.security),
            documented=_is_documented(entry, scope),
            model=self.contracts.model(contract),
            parameters=tuple(taken.parameters) if taken.known and not hidden else None,
            bypasses=body.undeclared if self.contracts.is_promise(contract) else (),
            published=chain.published,
            response_class=contract.text if contract.kind == "response_class" else "",
            body=body,
            includes=chain.includes,
            suites=(*chain.suites, *self.suites.around(entry.facts, entry.call)),
            untyped=tuple(_from_body(taken, _path_of_row(entry, chain), place)),
            requests=tuple(dict.fromkeys(taken.requests)),
        )

    def _taken(self, entry: Registration, chain: Chain) -> Taken:
        taken = Taken(self.evaluator, self.contracts, self.thorough)
        for source in (*chain.sources, entry.keywords):
            taken.listed(source.get("dependencies"))
        if entry.kind != "mount":
            taken.endpoint(entry.target, entry.view)
        self.injections += taken.injections
        return taken

    def _name_of(self, target: Value) -> str:
        if isinstance(target, RouterValue):
            return target.name
        return Taken(self.evaluator, self.contracts).name_of(target)

    def _place_of(self, endpoint: Value, entry: Registration) -> Place:
        if isinstance(endpoint, FunctionValue):
            scope = endpoint.definition
            return endpoint.facts.place(scope.at if scope.kind == "lambda" else scope.name_at)
        return entry.facts.place(entry.call.at)

    def _body(self, endpoint: Value, entry: Registration) -> Body:
        """What the endpoint shows, seen with the statuses that `responses` declares."""
        responses = entry.keywords.get("responses")
        items = responses.items if isinstance(responses, DictValue) else ()
        return self.bodies.read(endpoint, {str(status) for status in items})


def _from_body(taken: Taken, path: str, place: Place) -> Iterator[TakenParameter]:
    """The untyped parameters that are none of the path.

    place: of the route, where that of a parameter in another file was not taken.
    """
    names = {each.name for each in path_parameters(path)}
    for each in taken.untyped:
        if each.source or each.name not in names:
            unplaced = each.place == Place(each.place.path)
            yield structs.replace(each, place=place) if unplaced else each


def flag(keywords: dict[str, Value]) -> bool | None:
    """Whether `include_in_schema` holds; None where that is not known."""
    given = keywords.get("include_in_schema")
    return True if given is None else truth(given)


def endpoint_of(evaluator: Evaluator, target: Value) -> Value:
    """The function behind an endpoint: of a partial, a callable object, a bound method."""
    while isinstance(target, PartialValue):
        target = target.function
    if isinstance(target, InstanceValue):
        return evaluator.class_member(target.kind, "__call__", target)
    if isinstance(target, ClassValue):
        return evaluator.class_member(target, "__init__", None)
    return target


def _scope_of(endpoint: Value) -> Scope | None:
    return endpoint.definition if isinstance(endpoint, FunctionValue) else None


def _sets_status(scope: Scope | None) -> bool:
    """Whether a function sets `response.status_code` while it runs."""
    return scope is not None and any(
        isinstance(step, Binding)
        and isinstance(step.target, Attribute)
        and step.target.attr == "status_code"
        for step in scope.steps
    )


def _is_async(endpoint: Value) -> bool:
    if not isinstance(endpoint, FunctionValue):
        # The library routers that are known serve coroutine functions.
        return isinstance(endpoint, External) and endpoint.name in LIBRARY_ROUTERS
    return endpoint.definition.is_async or endpoint.awaits


def _path_of_row(entry: Registration, chain: Chain) -> str:
    path = entry.path or ""
    if entry.kind == "mount":
        return chain.around + path.rstrip("/")
    return (chain.around if entry.kind == "starlette" else chain.prefix) + path


def _methods_of(entry: Registration) -> tuple[str, ...]:
    """Starlette's own routes answer HEAD where they answer GET."""
    if entry.kind == "starlette" and "GET" in entry.methods:
        return tuple(sorted({*entry.methods, "HEAD"}))
    return entry.methods


def _path_of(endpoint: Value, entry: Registration) -> str:
    return endpoint.facts.path if isinstance(endpoint, FunctionValue) else entry.facts.path


def _is_documented(entry: Registration, scope: Scope | None) -> bool:
    written = any(name in entry.keywords for name in ("summary", "description"))
    # A name of several words is shown as the summary.
    title = plain_of(entry.keywords.get("name", NONE))
    written = written or (isinstance(title, str) and " " in title.strip())
    return written or entry.hidden or scope is None or scope.documented
