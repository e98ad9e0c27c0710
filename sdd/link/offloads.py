"""Off-loaders that are given the wrong thing: a result, or a coroutine function."""

from collections.abc import Iterator

from sdd.link.annotations import Spot
from sdd.link.blocking import blocking_call
from sdd.link.callgraph import CallGraph
from sdd.link.calls import plain_name
from sdd.link.kinds import (
    ABSENT,
    HIGH,
    Awaitable,
    Foreign,
    ForeignObject,
    Function,
    Group,
    Items,
    Kind,
    Pairs,
    confidence_of,
)
from sdd.link.library import EVERY
from sdd.link.running import Site
from sdd.link.types import Types
from sdd.model.calls import WrongOffload
from sdd.model.expressions import Call, Expression, dotted
from sdd.model.facts import ModuleFacts
from sdd.model.finding import Confidence


def wrong_offloads(graph: CallGraph, modules: tuple[ModuleFacts, ...]) -> Iterator[WrongOffload]:
    """Every call of an off-loader, in code on the loop, that hands no work to a thread."""
    for facts in modules:
        for index, scope in enumerate(facts.scopes):
            if scope.kind == "function" and scope.is_async:
                for site in graph.running.sites((facts.path, index)):
                    if found := _judge(graph.types, site, scope.qualname):
                        yield found


def _judge(types: Types, site: Site, scope: str) -> WrongOffload | None:
    node = site.node
    if not isinstance(node, Call):
        return None
    callee = types.callee(node, site.spot)
    if not isinstance(callee, Foreign):
        return None
    given = _given(types, node, callee.name)
    wrong = _wrong(types, given, site.spot) if given is not None else None
    if wrong is None:
        return None
    name, called, confidence = wrong
    place = site.spot.facts.place(node.at)
    return WrongOffload(plain_name(callee.name), name, called, place, scope, confidence)


def _given(types: Types, node: Call, name: str) -> Expression | None:
    """What is handed to a thread by this call."""
    known = types.catalogue.find_function(name)
    for callback in known.callbacks if known else ():
        if callback.runs == "off" and callback.parameter != EVERY:
            position = callback.position if callback.position >= 0 else None
            return node.argument(callback.parameter, position)
    return None


def _wrong(types: Types, given: Expression, spot: Spot) -> tuple[str, bool, Confidence] | None:
    kind = types.of(given, spot)
    if isinstance(given, Call):
        if _is_no_callable(kind) or _blocks(types, given, spot):
            return _name(given), True, HIGH
        return None
    if isinstance(kind, Function) and types.scope(kind.path, kind.scope).is_async:
        return types.scope(kind.path, kind.scope).qualname, False, confidence_of(kind)
    return None


def _is_no_callable(kind: Kind) -> bool:
    if isinstance(kind, ForeignObject):
        return kind.name.startswith("builtins.")
    return isinstance(kind, Awaitable | Items | Pairs | Group) or kind == ABSENT


def _blocks(types: Types, node: Call, spot: Spot) -> bool:
    callee = types.callee(node, spot)
    return isinstance(callee, Foreign) and blocking_call(types, node, spot, callee.name) is not None


def _name(node: Call) -> str:
    return dotted(node.function) or "a call"
