"""From followed applications and routers to the rows that would be served."""

from collections import Counter

from msgspec import Struct, structs

from sdd.link.bodies import Bodies
from sdd.link.contracts import Contract, Contracts, status_of_route
from sdd.link.crashes import Crashes
from sdd.link.dependencies import Taken
from sdd.link.evaluate import Evaluator
from sdd.link.framework import LIBRARY_ROUTERS
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
from sdd.link.values import iterated, plain_of, truth
from sdd.model.expressions import Attribute, Constant
from sdd.model.facts import Binding, Scope
from sdd.model.finding import Place
from sdd.model.routes import Body, Injection, Route, Suite, UnknownRoute

MAX_ROWS = 20_000


class Chain(Struct, frozen=True):
    """What the includes around a router add to its routes, outermost first.

    sources: keywords of every application, router and include on the way. hidden: some of them
    are not known. around: the prefix without that of the innermost router, which does not hold
    for its own mounts and Starlette routes. published: the application has an OpenAPI document.
    includes: places of the includes on the way; suites: around them.
    """

    prefix: str = ""
    in_schema: bool = True
    hidden: bool = False
    around: str = ""
    sources: tuple[dict[str, Value], ...] = ()
    published: bool = True
    includes: tuple[Place, ...] = ()
    suites: tuple[Suite, ...] = ()

    def joined(
        self, prefix: str, in_schema: bool, source: dict[str, Value], hidden: bool
    ) -> "Chain":
        """The chain one level further in."""
        return Chain(
            self.prefix + prefix,
            self.in_schema and in_schema,
            self.hidden or hidden,
            self.prefix,
            (*self.sources, source),
            self.published,
            self.includes,
            self.suites,
        )


class Table:
    """Collects rows.

    live: includes are references, so that later routes are served too. thorough: see `Taken`;
    old_models: see `Contracts`.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        live: bool = True,
        thorough: bool = True,
        old_models: bool = False,
    ) -> None:
        self.thorough = thorough
        self.evaluator = evaluator
        self.contracts = Contracts(evaluator, old_models)
        self.bodies = Bodies(self.contracts)
        self.suites = Suites()
        self.crashes = Crashes(self.contracts)
        self.live = live
        self.rows: list[Route] = []
        self.unknown: list[UnknownRoute] = []
        self.injections: list[Injection] = []
        self.order = 0
        self.seen: set[int] = set()
        self.told: set[tuple[object, ...]] = set()
        self.named: Counter[str] = Counter()

    def add(self, router: RouterValue) -> None:
        """Every row of an application, or of a router that nothing includes.

        A factory that is called again makes the same application again, which is told once. If
        it made another one under the same name, that one is called `name#2`.
        """
        self.order = 0
        name = router.name if router.kind == "app" and not router.assumed else ""
        before = len(self.rows)
        chain = Chain(published=_is_published(router))
        self._expand(router, chain, name or None, [], len(router.entries))
        if router.rearranged:
            self.rows[before:] = [structs.replace(row, order=-1) for row in self.rows[before:]]
        rows = tuple(
            (row.path, row.methods, row.place, row.registered) for row in self.rows[before:]
        )
        if (router.place, name, rows) in self.told:
            del self.rows[before:]
            return
        self.told.add((router.place, name, rows))
        self.named[name] += 1
        if name and self.named[name] > 1:
            other = f"{name}#{self.named[name]}"
            self.rows[before:] = [structs.replace(row, app=other) for row in self.rows[before:]]

    def _expand(
        self,
        router: RouterValue,
        chain: Chain,
        app: str | None,
        above: list[RouterValue],
        count: int,
    ) -> None:
        self.seen.add(id(router))
        if any(router is each for each in above):
            place = above[-1].entries[0].facts.place(above[-1].entries[0].call.at)
            self.unknown.append(UnknownRoute(place, "the router includes itself"))
            return
        prefix = self._prefix(router.keywords) if router.kind == "router" else ""
        in_schema = self._flag(router.keywords)
        if prefix is None or in_schema is None:
            what = "prefix" if prefix is None else "include_in_schema"
            self.unknown.append(UnknownRoute(router.place, f"the router's {what} is not constant"))
            return
        inner = chain.joined(prefix, in_schema, router.keywords, router.hidden)
        for entry in router.entries if self.live else router.entries[:count]:
            if len(self.rows) >= MAX_ROWS:
                return
            if entry.kind == "include" and isinstance(entry.target, RouterValue):
                self._include(entry, entry.target, inner, app, [*above, router])
            elif entry.bare and entry.kind in ("http", "websocket"):
                self._row(entry, chain, app)
            else:
                self._row(entry, inner, app)

    def _include(
        self,
        entry: Registration,
        target: RouterValue,
        chain: Chain,
        app: str | None,
        above: list[RouterValue],
    ) -> None:
        in_schema = self._flag(entry.keywords)
        self.crashes.include(entry, target)
        if entry.path is None or in_schema is None:
            reason = entry.reason or "include_in_schema is not constant"
            self._untold(entry, f"the prefix of the include {reason}")
            return
        inner = structs.replace(
            chain.joined(entry.path, in_schema, entry.keywords, entry.hidden),
            includes=(*chain.includes, entry.facts.place(entry.call.at)),
            suites=(*chain.suites, *self.suites.around(entry.facts, entry.call)),
        )
        self._expand(target, inner, app, above, entry.count)

    def _prefix(self, keywords: dict[str, Value]) -> str | None:
        given = keywords.get("prefix")
        if given is None or given == NONE:
            return ""
        text = plain_of(given)
        if isinstance(text, Unclear):
            self.evaluator.need(text)
        return text if isinstance(text, str) else None

    def _flag(self, keywords: dict[str, Value]) -> bool | None:
        given = keywords.get("include_in_schema")
        return True if given is None else truth(given)

    def _untold(self, entry: Registration, reason: str) -> None:
        self.unknown.append(UnknownRoute(entry.facts.place(entry.call.at), reason))

    def _row(self, entry: Registration, chain: Chain, app: str | None) -> None:
        if entry.path is None:
            self._untold(entry, f"the path {entry.reason}")
            return
        if entry.kind == "mount":
            self.crashes.mount(entry)
        if entry.kind in ("mount", "websocket", "starlette"):
            self._simple_row(entry, chain, app)
            return
        response_class = self._response_class(entry.keywords, chain)
        status = status_of_route(entry.keywords, response_class)
        in_schema = self._flag(entry.keywords)
        if isinstance(status, Unclear) or in_schema is None:
            self.evaluator.need(status if isinstance(status, Unclear) else NONE)
            in_schema_unknown = "include_in_schema is not a constant"
            self._untold(entry, status.reason if isinstance(status, Unclear) else in_schema_unknown)
            return
        endpoint = endpoint_of(self.evaluator, entry.target)
        written = entry.call.argument("response_model")
        contract = self.contracts.derive(
            endpoint, entry.keywords, entry.hidden or chain.hidden, status, response_class, written
        )
        if contract.kind == "unknown":
            self._untold(entry, contract.reason)
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
        taken = self._taken(entry, chain)
        hidden = entry.hidden or chain.hidden
        scope = _scope_of(endpoint)
        body = self._body(endpoint, entry)
        self.order += 1
        route = Route(
            kind="http" if entry.kind == "starlette" else entry.kind,
            methods=_methods_of(entry),
            path=_path_of_row(entry, chain),
            endpoint=self._name_of(entry.target),
            place=self._place_of(endpoint, entry),
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
            tags=self._tags(entry, chain),
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
        )
        self.rows.append(route)
        self.crashes.route(entry, route, endpoint, taken)

    def _taken(self, entry: Registration, chain: Chain) -> Taken:
        taken = Taken(self.evaluator, self.contracts, self.thorough)
        for source in (*chain.sources, entry.keywords):
            taken.listed(source.get("dependencies"))
        if entry.kind != "mount":
            taken.endpoint(entry.target, entry.view)
        self.injections += taken.injections
        return taken

    def _response_class(self, keywords: dict[str, Value], chain: Chain) -> Value | None:
        """The first that is explicit, from the inside out."""
        if "response_class" in keywords:
            return keywords["response_class"]
        for source in reversed(chain.sources):
            if "default_response_class" in source:
                return source["default_response_class"]
        return None

    def _tags(self, entry: Registration, chain: Chain) -> tuple[str, ...]:
        found: list[str] = []
        for source in (*chain.sources, entry.keywords):
            for item in iterated(source.get("tags", NONE)) or ():
                text = plain_of(item)
                if isinstance(text, str) and text not in found:
                    found.append(text)
        return tuple(found)

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


def _is_published(router: RouterValue) -> bool:
    """False where `openapi_url=None` is written down, and not only chosen by a condition."""
    written = router.call.argument("openapi_url") if router.call is not None else None
    return written != Constant(None)


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
