"""Locks of threads that are held while an async function waits."""

from collections.abc import Iterator

from sdd.link.annotations import Spot
from sdd.link.calls import first_line
from sdd.link.kinds import ForeignObject, confidence_of, options_of
from sdd.link.types import Types
from sdd.model.calls import HeldLock
from sdd.model.expressions import Await, Expression, Lambda, walk
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Scope, Step
from sdd.model.finding import Place

_LOCKS = ("threading.Lock", "threading.RLock", "threading.Semaphore", "threading.Condition")
_WAITING = ("async for", "async with")


def held_locks(types: Types, modules: tuple[ModuleFacts, ...]) -> Iterator[HeldLock]:
    """Every `with lock:` in an async function whose suite awaits."""
    for facts in modules:
        for index, scope in enumerate(facts.scopes):
            if scope.kind == "function" and scope.is_async:
                yield from _in_function(types, facts, index)


def _in_function(types: Types, facts: ModuleFacts, number: int) -> Iterator[HeldLock]:
    scope = facts.scopes[number]
    for index, block in enumerate(scope.blocks):
        if block.kind != "with" or block.head is None:
            continue
        awaited = _first_wait(facts, scope, index)
        if awaited is None:
            continue
        at = _manager_at(scope, block.head, awaited.at)
        for kind in options_of(types.of(block.head, Spot(facts, number, at))):
            if isinstance(kind, ForeignObject) and _is_lock(types, kind.name):
                yield HeldLock(
                    kind.name,
                    _start(facts, at),
                    first_line(facts, facts.place(awaited.at)),
                    scope.qualname,
                    confidence_of(kind),
                )


def _is_lock(types: Types, name: str) -> bool:
    return any(types.catalogue.is_subclass(name, lock) for lock in _LOCKS)


def _manager_at(scope: Scope, head: Expression, before: int) -> int:
    """The number of the `with` statement that a suite belongs to."""
    places = [
        step.at
        for step in scope.steps
        if isinstance(step, Binding | Evaluation)
        and step.how == "with"
        and step.value == head
        and step.at <= before
    ]
    return places[-1] if places else before


def _first_wait(facts: ModuleFacts, scope: Scope, block: int) -> Step | None:
    for step in scope.steps:
        if _is_inside(scope, step.block, block) and _waits(facts, step):
            return step
    return None


def _is_inside(scope: Scope, inner: int, outer: int) -> bool:
    while inner >= 0:
        if inner == outer:
            return True
        inner = scope.blocks[inner].parent
    return False


def _waits(facts: ModuleFacts, step: Step) -> bool:
    if not isinstance(step, Binding | Evaluation):
        return False
    if step.how in _WAITING:
        return True
    return step.value is not None and any(_is_wait(facts, node) for node in walk(step.value))


def _is_wait(facts: ModuleFacts, node: Expression) -> bool:
    if not isinstance(node, Lambda):
        return isinstance(node, Await)
    inner = facts.scopes[node.scope]
    return inner.kind == "comprehension" and any(_waits(facts, step) for step in inner.steps)


def _start(facts: ModuleFacts, at: int) -> Place:
    """The `with` keyword."""
    place = facts.place(at)
    end = place.column + len("with")
    return Place(place.path, place.line, place.column, place.line, end)
