"""Declarations that the framework refuses while the application is imported.

Source: fastapi/routing.py, fastapi/dependencies/utils.py and starlette/routing.py of 0.165.
"""

import re
from collections import Counter

from sdd.link.builtin_calls import plain_of
from sdd.link.contracts import Contracts, parts_of
from sdd.link.framework import NO_BODY_STATUS, RESPONSES
from sdd.link.objects import (
    NONE,
    ClassValue,
    FunctionValue,
    Generic,
    Registration,
    RouterValue,
    Union,
    Value,
)
from sdd.model.finding import Place
from sdd.model.routes import ImportCrash, Route

CONVERTERS = frozenset({"str", "path", "int", "float", "uuid"})
# The grammar of path parameters in starlette/routing.py.
PARAMETER = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)(?::([a-zA-Z_][a-zA-Z0-9_]*))?\}")
_UNIONS = frozenset({"typing.Union", "typing.Optional"})


class Crashes:
    """Collects crashes of one program; each is told once, however often it is included."""

    def __init__(self, contracts: Contracts) -> None:
        self.contracts = contracts
        self.found: dict[tuple[Place, str], ImportCrash] = {}

    def router(self, router: RouterValue) -> None:
        """The prefix of a router where it is made."""
        self._prefix(router.keywords.get("prefix", NONE), router.place)

    def include(self, entry: Registration, target: RouterValue) -> None:
        """The prefix of an include, and an empty path below no prefix at all."""
        place = entry.facts.place(entry.call.at)
        self._prefix(entry.keywords.get("prefix", NONE), place)
        own = plain_of(target.keywords.get("prefix", NONE))
        if entry.path != "" or own not in (None, ""):
            return
        for inner in target.entries:
            if inner.kind == "http" and inner.path == "":
                message = "an empty path below an empty prefix is refused"
                self._add(inner.facts.place(inner.call.at), message, "", "empty path")

    def _prefix(self, value: Value, place: Place) -> None:
        prefix = plain_of(value)
        if not isinstance(prefix, str) or not prefix:
            return
        if not prefix.startswith("/"):
            self._add(place, f'the prefix "{prefix}" does not begin with a slash', "", prefix)
        elif prefix.endswith("/"):
            self._add(place, f'the prefix "{prefix}" ends with a slash', "", prefix)

    def route(self, entry: Registration, route: Route, endpoint: Value) -> None:
        """One route: its path, its parameters and its contract."""
        names = self._path(route)
        scope = route.endpoint.rpartition(".")[2]
        for parameter in route.parameters or ():
            name = parameter.variable
            if parameter.source == "path" and parameter.has_default:
                message = f"the path parameter {name} cannot have a default with Path()"
                self._add(parameter.place, message, scope, name)
            elif parameter.source not in ("", "path") and name in names:
                marker = parameter.source.capitalize()
                message = f"{marker}() cannot be used for {name}, which the path has"
                self._add(parameter.place, message, scope, name)
        if route.kind == "http" and isinstance(endpoint, FunctionValue):
            self._contract(entry, route, endpoint, scope)

    def _path(self, route: Route) -> set[str]:
        found = PARAMETER.findall(route.path)
        counts = Counter(name for name, _ in found)
        scope = route.endpoint.rpartition(".")[2]
        for name, count in counts.items():
            if count > 1:
                message = f"the path {route.path} has the parameter {name} twice"
                self._add(route.registered, message, scope, name)
        for name, converter in found:
            if converter and converter not in CONVERTERS:
                message = f'the converter "{converter}" of {name} is not known'
                self._add(route.registered, message, scope, name)
        return set(counts)

    def _contract(
        self, entry: Registration, route: Route, endpoint: FunctionValue, scope: str
    ) -> None:
        model = entry.keywords.get("response_model")
        if model == NONE or (model is None and entry.hidden):
            return
        returns = endpoint.definition.returns
        if model is None and returns is not None and route.contract != "stream":
            model = self.contracts.annotation(returns, endpoint.env)
        if model is None or model == NONE:
            return
        if self.contracts.is_kind(model, RESPONSES) and "response_model" not in entry.keywords:
            return
        if (problem := self._problem(model, route)) and route.contract != "stream":
            self._add(route.place, problem, scope, "contract")

    def _problem(self, model: Value, route: Route) -> str:
        status = route.status_code or 200
        if status < 200 or status in NO_BODY_STATUS:
            return f"status {status} has no body, and a response contract is declared"
        options = _options(model)
        if any(self.contracts.is_kind(option, RESPONSES) for option in options):
            return "a Response class in the contract needs response_model=None"
        for part in parts_of(model):
            if isinstance(part, ClassValue) and self._is_foreign(part):
                return f"{part.definition.name} is no type that Pydantic can take"
        return ""

    def _is_foreign(self, kind: ClassValue) -> bool:
        """A plain class of the project: no bases, no decorators, no schema of its own."""
        evaluator = self.contracts.evaluator
        lineage = evaluator.lineage(kind)
        return all(
            all(isinstance(base, ClassValue) for base in each.bases)
            and not each.definition.decorators
            and not each.keywords
            and "__get_pydantic_core_schema__" not in each.env.names
            for each in lineage
        )

    def _add(self, place: Place, message: str, scope: str, key: str) -> None:
        self.found.setdefault((place, message), ImportCrash(place, message, scope, key))


def _options(model: Value) -> tuple[Value, ...]:
    """The members of a union, however it is written; else the value itself."""
    if isinstance(model, Union):
        return model.items
    if isinstance(model, Generic):
        name = getattr(model.origin, "name", "")
        return model.items if name in _UNIONS else ()
    return (model,)
