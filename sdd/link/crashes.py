"""Declarations that the framework refuses while the application is imported.

Source: fastapi/routing.py, fastapi/dependencies/utils.py and starlette/routing.py of 0.165.
"""

import re
from collections import Counter
from typing import TypeGuard

from sdd.link.contracts import Contracts, parts_of
from sdd.link.dependencies import Taken
from sdd.link.framework import ITERATORS, NO_BODY_STATUS, RESPONSES
from sdd.link.objects import (
    NONE,
    DictValue,
    FunctionValue,
    Generic,
    Value,
)
from sdd.link.routers import Registration, RouterValue
from sdd.link.values import plain_of
from sdd.model.finding import Place
from sdd.model.routes import ImportCrash, Route, TakenParameter

CONVERTERS = frozenset({"str", "path", "int", "float", "uuid"})
# The grammar of path parameters in starlette/routing.py.
PARAMETER = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)(?::([a-zA-Z_][a-zA-Z0-9_]*))?\}")
ASYNC_ITERATORS = frozenset(name for name in ITERATORS if ".Async" in name)
_NO_BODY = frozenset(map(str, NO_BODY_STATUS))


class Crashes:
    """Collects crashes of one program; each is told once, however often it is included."""

    def __init__(self, contracts: Contracts) -> None:
        self.contracts = contracts
        self.found: dict[tuple[Place, str], ImportCrash] = {}

    def cycles(self) -> None:
        """Includes of a router in itself, at any depth."""
        for place in self.contracts.evaluator.cycles:
            self._add(place, "the router would include itself", "", "include")

    def router(self, router: RouterValue) -> None:
        """The prefix of a router where it is made."""
        self._prefix(router.keywords.get("prefix", NONE), router.place)

    def include(self, entry: Registration, target: RouterValue) -> None:
        """The prefix of an include, and an empty path below no prefix at all."""
        self._prefix(entry.keywords.get("prefix", NONE), entry.facts.place(entry.call.at))
        own = plain_of(target.keywords.get("prefix", NONE))
        if entry.path != "" or own not in (None, ""):
            return
        for inner in target.entries:
            if inner.kind in ("http", "websocket") and inner.path == "":
                message = "an empty path below an empty prefix is refused"
                self._add(inner.facts.place(inner.call.at), message, "", "empty path")

    def mount(self, entry: Registration) -> None:
        """The path of a mount."""
        if entry.path and not entry.path.startswith("/"):
            message = f'the path "{entry.path}" of the mount does not begin with a slash'
            self._add(entry.facts.place(entry.call.at), message, "", entry.path)

    def _prefix(self, value: Value, place: Place) -> None:
        prefix = plain_of(value)
        if not isinstance(prefix, str) or not prefix:
            return
        if not prefix.startswith("/"):
            self._add(place, f'the prefix "{prefix}" does not begin with a slash', "", prefix)
        elif prefix.endswith("/"):
            self._add(place, f'the prefix "{prefix}" ends with a slash', "", prefix)

    def route(self, entry: Registration, route: Route, endpoint: Value, taken: Taken) -> None:
        """One route: its path, its parameters and its contract."""
        names = self._path(route)
        scope = route.endpoint.rpartition(".")[2]
        for refused in taken.refused:
            self._add(refused.place, refused.message, scope, refused.name)
        for parameter in taken.parameters:
            if message := _path_trouble(parameter, names):
                self._add(parameter.place, message, scope, parameter.variable)
        if route.kind == "http" and isinstance(endpoint, FunctionValue):
            self._contract(entry, route, endpoint, scope)
            self._responses(entry, route, scope)

    def _path(self, route: Route) -> set[str]:
        found = PARAMETER.findall(route.path)
        counts = Counter(name for name, _ in found)
        scope = route.endpoint.rpartition(".")[2]
        for name, count in counts.items():
            if count > 1:
                message = f"the path {route.path} has the parameter {name} twice"
                self._add(route.registered, message, scope, name)
        known = CONVERTERS | self.contracts.evaluator.converters
        for name, converter in found:
            if converter and converter not in known:
                message = f'the converter "{converter}" of {name} is not known'
                self._add(route.registered, message, scope, name)
        return set(counts)

    def _contract(
        self, entry: Registration, route: Route, endpoint: FunctionValue, scope: str
    ) -> None:
        model = entry.keywords.get("response_model")
        if model == NONE or (model is None and entry.hidden):
            return
        returns = endpoint.definition.returns if self.contracts.reads_annotations else None
        written = model is not None
        if model is None and returns is not None:
            model = self.contracts.annotation(returns, endpoint.env)
        if model is None or model == NONE:
            return
        if not written and self.contracts.is_kind(model, RESPONSES):
            return
        if problem := self._problem(model, route, endpoint.definition.is_generator):
            self._add(route.place, problem, scope, "contract")

    def _problem(self, model: Value, route: Route, yields: bool) -> str:
        if refusal := self.contracts.refusal_of(model):
            return refusal
        if route.contract == "stream":
            return ""
        status = route.status_code or 200
        if status < 200 or status in NO_BODY_STATUS:
            return f"status {status} has no body, and a response contract is declared"
        if any(self.contracts.is_kind(part, RESPONSES) for part in parts_of(model)):
            return "a Response class in the contract needs response_model=None"
        origin = model.origin if isinstance(model, Generic) else model
        if not yields and self.contracts.is_kind(origin, ASYNC_ITERATORS):
            return "an asynchronous iterator is no contract of a function that does not yield"
        return ""

    def _responses(self, entry: Registration, route: Route, scope: str) -> None:
        """Models among `responses={status: {"model": ...}}`."""
        responses = entry.keywords.get("responses", NONE)
        for status, response in responses.items.items() if _is_dict(responses) else ():
            model = response.items.get("model", NONE) if _is_dict(response) else NONE
            if model == NONE:
                continue
            if str(status) in _NO_BODY:
                message = f"status {status} among the responses has no body, and has a model"
                self._add(route.place, message, scope, "responses")
            elif refusal := self.contracts.refusal_of(model):
                self._add(route.place, refusal, scope, "responses")

    def _add(self, place: Place, message: str, scope: str, key: str) -> None:
        self.found.setdefault((place, message), ImportCrash(place, message, scope, key))


def _path_trouble(parameter: TakenParameter, names: set[str]) -> str:
    """Why the framework refuses a parameter for a path with these names, or ""."""
    name, source = parameter.variable, parameter.source
    if name not in names:
        return ""
    if source == "path" and parameter.has_default:
        return f"the path parameter {name} cannot have a default with Path()"
    if source not in ("", "path"):
        return f"{source.capitalize()}() cannot be used for {name}, which the path has"
    return "" if parameter.scalar else f"the path parameter {name} must be of a scalar type"


def _is_dict(value: Value) -> TypeGuard[DictValue]:
    return isinstance(value, DictValue)
