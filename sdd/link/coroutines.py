"""Coroutines that never run, and tasks that nothing refers to."""

from collections.abc import Iterator

from sdd.link.annotations import Spot
from sdd.link.callgraph import CallGraph
from sdd.link.calls import plain_name
from sdd.link.kinds import (
    HIGH,
    Choice,
    Foreign,
    Function,
    Kind,
    confidence_of,
)
from sdd.link.running import Site
from sdd.link.types import Types
from sdd.model.calls import DanglingTask, ForgottenAwait
from sdd.model.expressions import Attribute, Call, Expression, Name, walk
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Step
from sdd.model.finding import Confidence

# Awaitables that have been scheduled by the time they are returned.
_SCHEDULED = frozenset(
    {"asyncio.gather", "asyncio.shield", "asyncio.wrap_future"}
    | {"asyncio.AbstractEventLoop.run_in_executor"}
)
_TASKS = frozenset(
    {"asyncio.create_task", "asyncio.ensure_future", "asyncio.AbstractEventLoop.create_task"}
)
_PROBLEMS = {
    "statement": "is dropped",
    "owner": "is asked for an attribute instead of its result",
    "test": "is tested for truth, and a coroutine is always true",
    "operand": "is used as if it were its result",
    "for": "is iterated instead of its result",
    "with": "is entered instead of its result",
}
# What may be asked of a coroutine itself.
_OWN = frozenset({"send", "throw", "close", "__await__", "__name__", "__qualname__"}) | {
    "cr_await",
    "cr_code",
    "cr_frame",
    "cr_running",
    "cr_suspended",
}


def forgotten_awaits(
    graph: CallGraph, modules: tuple[ModuleFacts, ...]
) -> Iterator[ForgottenAwait]:
    """Every coroutine that is made where its result is meant, or that is made for nothing.

    In sync functions only those are looked for that are dropped.
    """
    ours = {scope.name for facts in modules for scope in facts.scopes if scope.is_async}
    for facts in modules:
        for index, scope in enumerate(facts.scopes):
            if scope.kind != "function":
                continue
            if scope.is_async or any(_drops(step, ours) for step in scope.steps):
                for site in graph.running.sites((facts.path, index)):
                    if found := _judge(graph, site):
                        yield found


def _drops(step: Step, names: set[str]) -> bool:
    """Whether a statement is a call of one of some names and nothing more."""
    return (
        isinstance(step, Evaluation)
        and step.how == "statement"
        and isinstance(step.value, Call)
        and _last_name(step.value) in names
    )


def _judge(graph: CallGraph, site: Site) -> ForgottenAwait | None:
    node = site.node
    if site.awaited or not isinstance(node, Call) or not (site.use in _PROBLEMS or _names(site)):
        return None
    callee = _coroutine_function(graph, node, site.spot)
    problem = _problem(site) if callee is not None else ""
    if callee is None or not problem:
        return None
    facts = site.spot.facts
    name, confidence = callee
    scope = facts.scopes[_function(site.spot)].qualname
    return ForgottenAwait(name, problem, facts.place(node.at), scope, confidence)


def _names(site: Site) -> bool:
    """Whether a call is bound to a name as it is."""
    step = site.step
    return site.use == "bound" and isinstance(step, Binding) and step.value is site.node


def _problem(site: Site) -> str:
    if site.use in _PROBLEMS and site.asked not in _OWN:
        return _PROBLEMS[site.use]
    return _problem_of_name(site) if _names(site) else ""


def _problem_of_name(site: Site) -> str:
    """What happens to a coroutine that a local name receives, by all that the function does
    with the name."""
    step = site.step
    if not isinstance(step, Binding) or not isinstance(step.target, Name) or step.unpack:
        return ""
    facts, scope = site.spot.facts, site.spot.scope
    if step.target.id in facts.scopes[scope].outer_names:
        return ""
    uses = list(_uses(facts, scope, step.target.id))
    if not uses:
        return "is bound to a name that nothing uses"
    if all(_is_owner(node, step.target.id) for node in uses):
        return _PROBLEMS["owner"]
    return ""


def _uses(facts: ModuleFacts, scope: int, name: str) -> Iterator[Expression]:
    """Where a name is read in a function and in what it defines: the attribute that is read of
    it, else the name itself."""
    inside = {scope}
    for index in range(scope, len(facts.scopes)):
        current = facts.scopes[index]
        if index == scope or current.parent in inside:
            inside.add(index)
            yield from _read_in(current.steps, name)
            yield from (d for d in current.decorators if _mentions(d, name))


def _read_in(steps: tuple[Step, ...], name: str) -> Iterator[Expression]:
    for step in steps:
        if not isinstance(step, Binding | Evaluation):
            continue
        for root in (step.value, None if isinstance(step, Evaluation) else step.target):
            if root is None or (root == Name(name) and root is not step.value):
                continue
            owned = 0
            for node in walk(root):
                if isinstance(node, Attribute) and node.value == Name(name):
                    owned += 1
                    yield node
                elif node == Name(name):
                    if owned:
                        owned -= 1
                    else:
                        yield node


def _mentions(root: Expression, name: str) -> bool:
    return any(node == Name(name) for node in walk(root))


def _is_owner(node: Expression, name: str) -> bool:
    return isinstance(node, Attribute) and node.value == Name(name) and node.attr not in _OWN


def _coroutine_function(graph: CallGraph, node: Call, spot: Spot) -> tuple[str, Confidence] | None:
    """The name of a callee that makes a coroutine; None for any other, or if it is not sure."""
    types = graph.types
    callee = types.callee(node, spot)
    if isinstance(callee, Choice):
        return None
    match callee:
        case Foreign(name=name):
            known = types.catalogue.find_function(name)
            if known is None or not known.awaitable or known.name in _SCHEDULED:
                return None
            return plain_name(known.name), confidence_of(callee)
        case Function(path=path, scope=scope):
            function = types.scope(path, scope)
            if not function.is_async or function.is_generator:
                return None
            if not graph.decorating.keeps_coroutine((path, scope)):
                return None
            return function.qualname, confidence_of(callee)
    return None


def dangling_tasks(graph: CallGraph, modules: tuple[ModuleFacts, ...]) -> Iterator[DanglingTask]:
    """Every task that is made and kept nowhere; the loop itself holds it only weakly."""
    for facts in modules:
        for index, scope in enumerate(facts.scopes):
            if scope.kind != "function" or not any(_makes_task(step) for step in scope.steps):
                continue
            for site in graph.running.sites((facts.path, index)):
                name = _task_maker(graph.types, site)
                if name and isinstance(site.node, Call):
                    yield DanglingTask(name, facts.place(site.node.at), scope.qualname)


def _makes_task(step: Step) -> bool:
    value = step.value if isinstance(step, Binding | Evaluation) else None
    return isinstance(value, Call) and _last_name(value) in ("create_task", "ensure_future")


def _task_maker(types: Types, site: Site) -> str:
    node = site.node
    if not isinstance(node, Call) or site.awaited or not _is_dropped(site):
        return ""
    callee: Kind = types.callee(node, site.spot)
    match callee:
        case Foreign(name=name, confidence=confidence) if confidence is HIGH or name in _TASKS:
            known = types.catalogue.find_function(name)
            return known.name if known is not None and known.name in _TASKS else ""
    return ""


def _is_dropped(site: Site) -> bool:
    if site.use == "statement":
        return True
    step = site.step
    if not _names(site) or not isinstance(step, Binding):
        return False
    if not isinstance(step.target, Name) or step.unpack:
        return False
    facts, scope = site.spot.facts, site.spot.scope
    if step.target.id in facts.scopes[scope].outer_names:
        return False
    return not any(True for _ in _uses(facts, scope, step.target.id))


def _function(spot: Spot) -> int:
    """The function around a comprehension."""
    scope = spot.scope
    while spot.facts.scopes[scope].kind == "comprehension":
        scope = spot.facts.scopes[scope].parent
    return scope


def _last_name(node: Expression) -> str:
    function = node.function if isinstance(node, Call) else node
    if isinstance(function, Attribute):
        return function.attr
    return function.id if isinstance(function, Name) else ""
