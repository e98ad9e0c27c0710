"""Errors that a value shows: the text of an exception, or a traceback."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sdd.link.annotations import Spot
from sdd.link.classes import Key
from sdd.link.deployment import asks_for_deployment
from sdd.link.kinds import ClassKind, Foreign, ForeignObject, options_of
from sdd.link.meanings import Argued, Variable
from sdd.link.origins import conditions
from sdd.link.types import Types
from sdd.model.expressions import (
    Attribute,
    Await,
    Call,
    Conditional,
    Expression,
    FString,
    Name,
    Opaque,
    Operator,
    Sequence,
    Subscript,
)
from sdd.model.expressions import (
    Mapping as Display,
)

_TRACEBACKS = frozenset(
    {"traceback.format_exc", "traceback.format_exception", "traceback.format_exception_only"}
    | {"traceback.format_tb", "traceback.format_stack", "sys.exc_info"}
)
_TEXTS = frozenset(
    {"builtins.str", "builtins.repr", "builtins.format", "builtins.ascii", "builtins.list"}
    | {"builtins.dict", "builtins.tuple", "json.dumps", "orjson.dumps", "builtins.bytes"}
    | {"fastapi.encoders.jsonable_encoder", "pprint.pformat", "html.escape"}
)
_KEEPING = frozenset(
    {"format", "join", "strip", "replace", "encode", "lower", "upper", "splitlines", "split"}
    | {"dict", "model_dump", "json", "model_dump_json", "rstrip", "lstrip", "capitalize", "__str__"}
)
# Attributes of exceptions that hold the same text, or more of it.
_TELLING = frozenset(
    {"args", "message", "msg", "orig", "strerror", "stderr", "stdout", "output", "reason"}
    | {"__traceback__", "__cause__", "__context__", "description", "statement", "filename"}
)
_GIVING = ("assign", "annotate", "walrus")


class Exposed(Struct, frozen=True):
    """An error that a value shows.

    name: of the variable that holds the exception; "" for a traceback. head: what `except` says
    of its class, or None. spot: where that stands. handled: by a function that answers for it.
    """

    name: str
    head: Expression | None
    spot: Spot
    handled: bool = False


class Exposure:
    """Finds the errors in values. handled: what a handler of exceptions is registered for, by
    the function."""

    def __init__(self, types: Types, handled: Mapping[Key, tuple[Expression, Spot]]) -> None:
        self.types = types
        self.handled = handled

    def of(
        self, node: Expression, spot: Spot, seen: frozenset[object] = frozenset()
    ) -> Iterator[Exposed]:
        """Every error that an expression shows."""
        match node:
            case FString(parts=parts) | Sequence(items=parts) | Opaque(parts=parts):
                yield from self._each(parts, spot, seen)
            case Operator(operator="+" | "%" | "or" | "and" | "*", operands=operands):
                yield from self._each(operands, spot, seen)
            case Display(items=pairs):
                yield from self._each(tuple(value for _, value in pairs), spot, seen)
            case Conditional(test=test, body=body, orelse=orelse):
                if not asks_for_deployment((test,)):
                    yield from self._each((body, orelse), spot, seen)
            case Await(value=value):
                yield from self.of(value, spot, seen)
            case Subscript(value=value):
                yield from self.of(value, spot, seen)
            case Attribute(value=Name() as owner, attr=attribute) if attribute in _TELLING:
                yield from (each for each in self.of(owner, spot, seen) if each.name == owner.id)
            case Call():
                yield from self._called(node, spot, seen)
            case Name():
                yield from self._named(node, spot, seen)

    def _each(
        self, nodes: tuple[Expression, ...], spot: Spot, seen: frozenset[object]
    ) -> Iterator[Exposed]:
        for node in nodes:
            yield from self.of(node, spot, seen)

    def _called(self, node: Call, spot: Spot, seen: frozenset[object]) -> Iterator[Exposed]:
        arguments = tuple(each.value for each in node.arguments)
        for kind in options_of(self.types.callee(node, spot)):
            name = kind.name if isinstance(kind, Foreign | ForeignObject) else ""
            if name in _TRACEBACKS:
                yield Exposed("", None, spot)
                return
            if name in _TEXTS or isinstance(kind, ClassKind):
                yield from self._each(arguments, spot, seen)
                return
        if isinstance(node.function, Attribute) and node.function.attr in _KEEPING:
            yield from self._each((node.function.value, *arguments), spot, seen)

    def _named(self, node: Name, spot: Spot, seen: frozenset[object]) -> Iterator[Exposed]:
        for meaning in self.types.names.alternatives(spot.facts, spot.scope, node.id, spot.at):
            if isinstance(meaning, Argued):
                handled = self.handled.get((meaning.path, meaning.scope))
                scope = self.types.scope(meaning.path, meaning.scope)
                if handled and meaning.parameter in scope.parameters[-1:]:
                    yield Exposed(node.id, *handled, handled=True)
            elif isinstance(meaning, Variable):
                yield from self._bound(node.id, meaning, seen)

    def _bound(self, name: str, variable: Variable, seen: frozenset[object]) -> Iterator[Exposed]:
        binding, facts = variable.binding, self.types.facts(variable.path)
        home, value = Spot(facts, variable.scope, binding.at), binding.value
        key = (variable.path, binding.at, name)
        if value is None or binding.unpack or key in seen:
            return
        if binding.how == "except":
            yield Exposed(name, value, home)
        elif binding.how in _GIVING:
            around = conditions(facts.scopes[variable.scope], binding.block)
            if not asks_for_deployment(around):
                yield from self.of(value, home, seen | {key})
