"""What an endpoint and its dependencies take from the request, at any depth."""

from msgspec import Struct

from sdd.link.contracts import Contracts, spell
from sdd.link.evaluate import Evaluator
from sdd.link.objects import (
    ClassValue,
    External,
    ExternalObject,
    FunctionValue,
    Generic,
    InstanceValue,
    PartialValue,
    Value,
)
from sdd.link.values import iterated, plain_of
from sdd.model.expressions import Attribute, Call, Name, dotted, walk
from sdd.model.facts import Binding, Evaluation, Parameter
from sdd.model.finding import Place
from sdd.model.routes import Injection, RequestParameter, TakenParameter

_FASTAPI = ("fastapi", "fastapi.params", "fastapi.param_functions")
MARKERS = {
    f"{module}.{name}": name.lower()
    for module in _FASTAPI
    for name in ("Path", "Query", "Header", "Cookie", "Body", "Form", "File")
}
INJECTORS = frozenset(f"{module}.{name}" for module in _FASTAPI for name in ("Depends", "Security"))
# Attributes of a request by which a function reads path parameters without taking them.
REQUEST_PATHS = frozenset({"path_params", "url", "scope"})
CONTAINERS = frozenset(
    {"builtins.list", "builtins.dict", "builtins.set", "typing.List", "typing.Dict", "typing.Set"}
)
REQUESTS = frozenset(
    f"{module}.Request" for module in ("fastapi", "fastapi.requests", "starlette.requests")
)
SPECIAL = frozenset(
    f"{module}.{name}"
    for module in (
        "fastapi",
        "fastapi.requests",
        "fastapi.background",
        "fastapi.security",
        "fastapi.websockets",
        "fastapi.responses",
        "starlette.requests",
        "starlette.responses",
        "starlette.websockets",
        "starlette.background",
    )
    for name in (
        "Request",
        "WebSocket",
        "HTTPConnection",
        "Response",
        "BackgroundTasks",
        "SecurityScopes",
    )
)


class Refused(Struct, frozen=True):
    """A parameter that the framework refuses wherever it stands."""

    place: Place
    message: str
    name: str


class Taken:
    """Gathers over one route: parameters, security dependencies, injections, requests.

    known: False once some dependency cannot be followed. thorough: ask for the modules of
    dependencies that were not read; only the rules need them.
    """

    def __init__(self, evaluator: Evaluator, contracts: Contracts, thorough: bool = False) -> None:
        self.thorough = thorough
        self.evaluator = evaluator
        self.contracts = contracts
        self.parameters: list[TakenParameter] = []
        self.security: list[str] = []
        self.injections: list[Injection] = []
        self.refused: list[Refused] = []
        self.untyped: list[TakenParameter] = []
        self.requests: list[RequestParameter] = []
        self.known = True
        self.seen: list[Value] = []

    def endpoint(self, target: Value, view: ClassValue | None) -> None:
        """The endpoint itself; the classes of a class-based view give dependencies too."""
        for kind in self.evaluator.lineage(view) if view is not None else ():
            self._class_annotations(kind)
        self._callable(target, skip_first=view is not None)

    def listed(self, value: Value | None) -> None:
        """`dependencies=[Depends(f), ...]` of a route, router, include or application."""
        if value is None:
            return
        items = iterated(value)
        if items is None:
            self.known = self.known and plain_of(value) is None
            return
        for item in items:
            if isinstance(item, ExternalObject) and item.name in INJECTORS:
                self._injected(item, None)
            else:
                self.known = False

    def _callable(self, target: Value, skip_first: bool = False) -> bool:
        """Follow a dependency; True where it is or needs a security scheme."""
        if any(target is each for each in self.seen):
            return False
        self.seen.append(target)
        match target:
            case FunctionValue():
                return self._function(target, skip_first)
            case PartialValue(function=inner, keywords=given, arguments=first):
                return self._partial(inner, {name for name, _ in given}, len(first))
            case ClassValue():
                return self._class(target)
            case InstanceValue(kind=kind):
                roots = self.evaluator.roots_of(kind)
                called = self.evaluator.class_member(kind, "__call__", target)
                scheme = any(name.startswith("fastapi.security.") for name in roots)
                return (isinstance(called, FunctionValue) and self._callable(called)) or scheme
            case ExternalObject(name=name) if name.startswith("fastapi.security."):
                return True
        if self.thorough:
            self.evaluator.need(target)
        self.known = False
        return False

    def _function(self, function: FunctionValue, skip_first: bool) -> bool:
        parameters = function.definition.parameters
        if function.receiver is not None or skip_first:
            parameters = parameters[1:]
        if self._is_resigned(function):
            self.known = False
            return False
        if _reads_path_params(function):
            self.known = False
        secure = [self._parameter(each, function) for each in parameters]
        return any(secure)

    def _is_resigned(self, function: FunctionValue) -> bool:
        """Whether the framework reads another signature than the one that is written."""
        return function.identity in self.evaluator.resigned or any(
            isinstance(each, Call) and dotted(each.function).endswith("with_signature")
            for each in function.definition.decorators
        )

    def _partial(self, inner: Value, given: set[str], positional: int) -> bool:
        if not isinstance(inner, FunctionValue):
            self.known = False
            return False
        rest = [each for each in inner.definition.parameters[positional:] if each.name not in given]
        secure = [self._parameter(each, inner) for each in rest]
        return any(secure)

    def _class(self, kind: ClassValue) -> bool:
        constructor = self.evaluator.class_member(kind, "__init__", None)
        if isinstance(constructor, FunctionValue):
            return self._function(constructor, skip_first=True)
        for ancestor in self.evaluator.lineage(kind):
            self._class_annotations(ancestor)
        if self.evaluator.roots_of(kind) - _TRANSPARENT_BASES:
            self.known = False
        return False

    def _class_annotations(self, kind: ClassValue) -> None:
        """Annotated names of a class body: fields of a dataclass or model, or injections.

        Private names are attributes that methods set.
        """
        for name, annotation in kind.env.annotations.items():
            if name.startswith("_"):
                continue
            at = next(
                (
                    step.at
                    for step in kind.definition.steps
                    if isinstance(step, Binding) and step.target == Name(name)
                ),
                -1,
            )
            default = kind.env.names.get(name)
            stand_in = Parameter(name, "normal", at, annotation)
            self._taken(stand_in, FunctionValue(kind.env, kind.scope), default, default is not None)

    def _parameter(self, parameter: Parameter, function: FunctionValue) -> bool:
        if parameter.kind in ("star", "double-star"):
            return False
        default = None
        if parameter.default is not None:
            default = self.evaluator.evaluate(parameter.default, function.env)
        return self._taken(parameter, function, default, parameter.default is not None)

    def _taken(
        self,
        parameter: Parameter,
        function: FunctionValue,
        default: Value | None,
        has_default: bool,
    ) -> bool:
        annotation = None
        if parameter.annotation is not None:
            annotation = self.contracts.annotation(parameter.annotation, function.env)
        kind, marker, annotated = _marker(annotation, default)
        place = function.facts.place(parameter.at)
        if message := self._refusal(parameter, annotation, default, kind, marker):
            self.refused.append(Refused(place, message, parameter.name))
        if marker is not None and marker.name in INJECTORS:
            return self._injected(marker, kind, parameter, function, annotated)
        if kind is not None and self.contracts.is_kind(_origin(kind), SPECIAL):
            if self.contracts.is_kind(_origin(kind), REQUESTS):
                self.requests.append(RequestParameter(*function.identity, parameter.name))
            return False
        source = MARKERS[marker.name] if marker is not None else ""
        defaulted = has_default and not _is_required(default)
        self._note(parameter, function, marker, source, defaulted, self._is_scalar(kind))
        if self._is_untyped_body(kind, source):
            self.untyped.append(self.parameters[-1])
        return False

    def _is_untyped_body(self, kind: Value | None, source: str) -> bool:
        """Whether a parameter takes a part of the body of which its type says nothing.

        Without a marker the framework takes containers from the body, and what is bare or `Any`
        from the query.
        """
        if kind is None:
            return source in ("body", "form")
        if source not in ("body", "") or not self.contracts.says_nothing(kind):
            return False
        return source == "body" or self.contracts.is_container(kind)

    def _refusal(
        self,
        parameter: Parameter,
        annotation: Value | None,
        default: Value | None,
        kind: Value | None,
        marker: ExternalObject | None,
    ) -> str:
        """Why a declaration is refused whatever the path is, or ""."""
        name = parameter.name
        inside = _marker(annotation, None)[1]
        outside = _marker(None, default)[1]
        if inside is not None and outside is not None:
            return f"{name} has a marker in Annotated and another one as its default"
        found = inside or outside
        if found is not None and found.name in MARKERS and not _lacks_default(found):
            if MARKERS[found.name] == "path":
                return f"the path parameter {name} cannot have a default with Path()"
            if inside is not None:
                return f"the default of {name} cannot be set inside Annotated"
        refusal = self.contracts.refusal_of(kind) if marker is None and kind is not None else ""
        return f"{refusal}, for the parameter {name}" if refusal else ""

    def _is_scalar(self, kind: Value | None) -> bool:
        if isinstance(kind, ClassValue):
            return "pydantic.BaseModel" not in self.evaluator.roots_of(kind)
        return not isinstance(kind, Generic) or not self.contracts.is_kind(kind.origin, CONTAINERS)

    def _note(
        self,
        parameter: Parameter,
        function: FunctionValue,
        marker: ExternalObject | None,
        source: str,
        has_default: bool,
        scalar: bool,
    ) -> None:
        alias = plain_of(marker.get("alias") or ExternalObject("")) if marker else None
        self.parameters.append(
            TakenParameter(
                name=alias if isinstance(alias, str) else parameter.name,
                source=source,
                place=function.facts.place(parameter.at),
                has_default=has_default,
                owner=function.definition.qualname,
                variable=parameter.name,
                scalar=scalar,
                text=spell(parameter.annotation),
            )
        )

    def _injected(
        self,
        marker: ExternalObject,
        kind: Value | None,
        parameter: Parameter | None = None,
        function: FunctionValue | None = None,
        annotated: bool = True,
    ) -> bool:
        target = marker.get("dependency", 0) or kind
        name = self.name_of(target)
        if parameter is not None and function is not None:
            place = function.facts.place(parameter.at)
            owner = function.definition.qualname
            self.injections.append(Injection(place, parameter.name, annotated, owner, name))
        if target is None:
            self.known = False
            return False
        secure = self._callable(target) or marker.name.endswith(".Security")
        if secure and name not in self.security:
            self.security.append(name)
        return secure

    def name_of(self, value: Value | None) -> str:
        """The dotted name of a dependency, as far as it has one."""
        program = self.evaluator.program
        match value:
            case FunctionValue() | ClassValue():
                return f"{program.name_of(value.facts)}.{value.definition.qualname}"
            case InstanceValue(kind=kind):
                return f"{program.name_of(kind.facts)}.{kind.definition.qualname}"
            case PartialValue(function=inner):
                return self.name_of(inner)
            case External(name=name) | ExternalObject(name=name):
                return name
        return ""


_TRANSPARENT_BASES = frozenset({"pydantic.BaseModel", "builtins.object", "sqlmodel.SQLModel"})


def _marker(
    annotation: Value | None, default: Value | None
) -> tuple[Value | None, ExternalObject | None, bool]:
    """The bare type, the FastAPI marker (the last one wins), and whether it is in Annotated."""
    kind, found = annotation, None
    if isinstance(annotation, Generic) and _is_annotated(annotation):
        kind = annotation.items[0] if annotation.items else None
        for item in annotation.items[1:]:
            if isinstance(item, ExternalObject) and item.name in MARKERS.keys() | INJECTORS:
                found = item
        inner, nested, _ = _marker(kind, None)
        if nested is not None and found is None:
            kind, found = inner, nested
    if isinstance(default, ExternalObject) and default.name in MARKERS.keys() | INJECTORS:
        return kind, default, False
    return kind, found, found is not None


def _is_annotated(value: Generic) -> bool:
    return isinstance(value.origin, External) and value.origin.name.endswith(".Annotated")


def _origin(value: Value) -> Value:
    return value.origin if isinstance(value, Generic) else value


def _is_required(default: Value | None) -> bool:
    """`Query()` and `Query(...)` stand where a default would, and are none."""
    if not isinstance(default, ExternalObject) or default.name not in MARKERS:
        return False
    return _lacks_default(default)


def _lacks_default(marker: ExternalObject) -> bool:
    given = marker.get("default", 0)
    return given is None or plain_of(given) == "..." or marker.get("default_factory") is not None


def _reads_path_params(function: FunctionValue) -> bool:
    return any(
        isinstance(node, Attribute) and node.attr in REQUEST_PATHS
        for step in function.definition.steps
        if isinstance(step, Binding | Evaluation) and step.value is not None
        for node in walk(step.value)
    )
