"""Internal errors that an answer shows to the client."""

from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus

from sdd.link.annotations import Spot
from sdd.link.call_sites import CallSite, last_name, sites_in, sites_of
from sdd.link.caught import is_http, narrowed, origin_of
from sdd.link.classes import Key
from sdd.link.deployment import asks_for_deployment
from sdd.link.exposed import Exposed, Exposure
from sdd.link.kinds import ClassKind, Foreign, Function, Kind, options_of
from sdd.link.origins import Origins, conditions
from sdd.model.expressions import Attribute, Call, Constant, Expression, Name
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Scope
from sdd.model.practices import OWN, PUBLIC, TRACEBACK, LeakedError

_RESPONSES = (
    "starlette.responses.",
    "fastapi.responses.",
    "fastapi.Response",
    "starlette.Response",
)
_SOCKETS = (
    "fastapi.WebSocket.",
    "starlette.websockets.WebSocket.",
    "fastapi.websockets.WebSocket.",
)
_TRACING = frozenset({"format_exc", "format_exception", "format_tb", "exc_info", "format_stack"})


class LeakedErrors:
    """Finds them. endpoints: the functions that routes lead to."""

    def __init__(self, origins: Origins, endpoints: Iterable[Key]) -> None:
        self.origins = origins
        self.types = origins.types
        self.endpoints = frozenset(endpoints)

    def find(self, modules: Sequence[ModuleFacts]) -> Iterator[LeakedError]:
        """Every answer of some modules that shows an error."""
        handled = dict(self._handlers(modules))
        self.exposure = Exposure(self.types, handled)
        for facts in modules:
            numbers = {
                index
                for index, scope in enumerate(facts.scopes)
                if (facts.path, index) in handled or _catches(scope)
            }
            traces = _traces(facts)
            if not numbers and not traces:
                continue
            for index in range(len(facts.scopes)) if traces else sorted(numbers):
                for site in sites_of(facts, index):
                    yield from self._in_call(site)
            for index in numbers & self._answering(facts, handled):
                yield from self._in_returns(facts, index)

    def _answering(
        self, facts: ModuleFacts, handled: dict[Key, tuple[Expression, Spot]]
    ) -> set[int]:
        return {number for path, number in self.endpoints | handled.keys() if path == facts.path}

    def _handlers(
        self, modules: Sequence[ModuleFacts]
    ) -> Iterator[tuple[Key, tuple[Expression, Spot]]]:
        """The functions that answer for exceptions, with the class that each is for."""
        for facts in modules:
            for index, scope in enumerate(facts.scopes):
                for decorator in scope.decorators:
                    if isinstance(decorator, Call) and last_name(decorator.function) == (
                        "exception_handler"
                    ):
                        given = decorator.argument("exc_class_or_status_code", 0)
                        if given is not None:
                            yield (facts.path, index), (given, Spot(facts, scope.parent, scope.at))
            for site in sites_in(facts, {"add_exception_handler"}):
                if last_name(site.node.function) == "add_exception_handler":
                    yield from self._added(site)

    def _added(self, site: CallSite) -> Iterator[tuple[Key, tuple[Expression, Spot]]]:
        given = site.node.argument("exc_class_or_status_code", 0)
        handler = site.node.argument("handler", 1)
        if given is None or handler is None:
            return
        for kind in options_of(self.types.of(handler, site.spot)):
            if isinstance(kind, Function):
                yield (kind.path, kind.scope), (given, site.spot)

    def _in_call(self, site: CallSite) -> Iterator[LeakedError]:
        node = site.node
        for kind in options_of(self.types.callee(node, site.spot)):
            shown = self._shown(kind, node)
            if shown is None:
                continue
            content, status = shown
            found = [each for part in content for each in self.exposure.of(part, site.spot)]
            if found:
                code = self._status(status, site.spot)
                name = last_name(node.function) or "an answer"
                yield from self._judge(found, name, code, site.spot, site.block, node.at)
                return

    def _shown(
        self, kind: Kind, node: Call
    ) -> tuple[tuple[Expression, ...], Expression | None] | None:
        """What a call shows to the client, and the status that it gives."""
        if is_http(self.types, kind):
            if isinstance(kind, ClassKind):
                return tuple(each.value for each in node.arguments), node.argument("status_code")
            return _given(node.argument("detail", 1)), node.argument("status_code", 0)
        if not isinstance(kind, Foreign):
            return None
        if kind.name.startswith(_RESPONSES):
            return _given(node.argument("content", 0)), node.argument("status_code", 1)
        if kind.name.startswith(_SOCKETS) and kind.name.rpartition(".")[2].startswith("send_"):
            return _given(node.argument("data", 0)), None
        return None

    def _in_returns(self, facts: ModuleFacts, number: int) -> Iterator[LeakedError]:
        scope = facts.scopes[number]
        for step in scope.steps:
            if isinstance(step, Evaluation) and step.how == "return":
                if self._is_response(step.value, Spot(facts, number, step.at)):
                    continue
                spot = Spot(facts, number, step.at)
                found = list(self.exposure.of(step.value, spot))
                yield from self._judge(found, "what is returned", 200, spot, step.block, step.at)

    def _is_response(self, value: Expression, spot: Spot) -> bool:
        """Whether a value is told of where it is made."""
        if not isinstance(value, Call):
            return False
        kinds = options_of(self.types.callee(value, spot))
        return any(self._shown(kind, value) is not None for kind in kinds)

    def _judge(
        self, found: list[Exposed], sink: str, status: int, spot: Spot, block: int, at: int
    ) -> Iterator[LeakedError]:
        scope = spot.facts.scopes[spot.scope]
        around = tuple(conditions(scope, block))
        if not found or asks_for_deployment(around):
            return
        worst = next((each for each in found if not each.name), found[0])
        origin, raised = TRACEBACK, "the traceback"
        if worst.name:
            head = narrowed(around, worst.name)
            home = spot if head is not None else worst.spot
            origin, raised = origin_of(self.types, head or worst.head, home)
            if origin == OWN and worst.handled:
                origin = PUBLIC  # the project made it to be answered with
        yield LeakedError(
            sink=sink,
            status=status,
            name=worst.name,
            raised=raised,
            origin=origin,
            place=self.types.program.located(spot.facts.path).place(at),
            scope=scope.qualname,
        )

    def _status(self, node: Expression | None, spot: Spot) -> int:
        """The status as a number; 0 where it is not known."""
        if node is None:
            return 0
        for origin in self.origins.of(node, spot):
            match origin.node:
                case Constant(value=int(code)):
                    return code
                case Attribute(attr=name) | Name(id=name) if (
                    name.startswith("HTTP_") and name[5:8].isdigit()
                ):
                    return int(name[5:8])
                case Attribute(attr=name) if name in HTTPStatus.__members__:
                    return HTTPStatus[name].value
        return 0


def _given(node: Expression | None) -> tuple[Expression, ...]:
    return () if node is None else (node,)


def _catches(scope: Scope) -> bool:
    return any(isinstance(step, Binding) and step.how == "except" for step in scope.steps)


def _traces(facts: ModuleFacts) -> bool:
    """Whether a file asks for a traceback by name."""
    return any(last_name(site.node.function) in _TRACING for site in sites_in(facts, _TRACING))
