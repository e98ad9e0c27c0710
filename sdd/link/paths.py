"""From the functions on the event loop to the blocking callables behind them, by the surest and
shortest path. Linear in the calls for each blocking callable."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

from msgspec import Struct

from sdd.link.callgraph import CallGraph, Edge, Sink
from sdd.link.classes import Key
from sdd.link.contexts import Contexts, Node
from sdd.link.kinds import weakest
from sdd.model.facts import ModuleFacts
from sdd.model.finding import Confidence


class Step(Struct, frozen=True):
    """One hop: the function, and the edge or the blocking call that it goes on by."""

    function: Key
    by: Edge | Sink


class Path(Struct, frozen=True):
    """The way from an async function to a blocking callable; the last step is the call of it."""

    steps: tuple[Step, ...]
    sink: Sink
    confidence: Confidence


class Reached(Struct, frozen=True):
    """What was reached from the functions on the loop. direct: blocking calls in these functions
    themselves; behind: those behind sync functions, one per function and callable.
    functions: these functions and the sync ones that they run. roles: what the framework calls
    them as, for those that it calls."""

    direct: tuple[Step, ...]
    behind: tuple[Path, ...]
    functions: tuple[Key, ...]
    roles: Mapping[Key, str]


def reach(graph: CallGraph, modules: tuple[ModuleFacts, ...], roles: Mapping[Key, str]) -> Reached:
    """Follow every async function of the modules, and every function with a role, through the
    sync functions that it runs."""
    found = [
        (facts.path, index)
        for facts in modules
        for index, scope in enumerate(facts.scopes)
        if scope.kind == "function" and scope.is_async
    ]
    roots = list(dict.fromkeys((*found, *roles)))
    reachable = closure(graph, roots)
    direct = tuple(Step(root, sink) for root in roots for sink in graph.activity(root).sinks)
    behind = tuple(_behind(graph, roots, reachable))
    return Reached(direct, behind, (*roots, *reachable), roles)


def closure(graph: CallGraph, roots: list[Key]) -> list[Key]:
    """The sync functions that some functions run, at any depth."""
    found: dict[Key, None] = {}
    waiting = list(reversed(roots))
    while waiting:
        for edge in graph.activity(waiting.pop()).edges:
            if edge.target not in found:
                found[edge.target] = None
                waiting.append(edge.target)
    return list(found)


def _behind(graph: CallGraph, roots: list[Key], reachable: list[Key]) -> Iterator[Path]:
    contexts = Contexts(graph, [*roots, *reachable])
    nodes = _entered(contexts, roots)
    callers: dict[Node, list[tuple[Node, Edge]]] = defaultdict(list)
    starts: dict[str, list[tuple[Node, Sink]]] = defaultdict(list)
    for node in nodes:
        for edge, target in contexts.edges(node):
            callers[target].append((node, edge))
        for sink in contexts.sinks(node):
            starts[sink.name].append((node, sink))
    onwards = {name: _onwards(found, callers) for name, found in starts.items()}
    reaching: dict[Node, list[str]] = defaultdict(list)
    for name in sorted(onwards):
        for node in onwards[name]:
            reaching[node].append(name)
    for root in roots:
        yield from _from_root(contexts, root, onwards, reaching)


def _entered(contexts: Contexts, roots: list[Key]) -> list[Node]:
    """The ways in which the sync functions behind the roots are called."""
    found: dict[Node, None] = {}
    waiting: list[Node] = [(root, ()) for root in reversed(roots)]
    while waiting:
        for _, target in contexts.edges(waiting.pop()):
            if target not in found:
                found[target] = None
                waiting.append(target)
    return list(found)


class _Onward(Struct, frozen=True):
    """The best way on from a function. cost: doubt and number of hops. to: where an edge leads."""

    cost: tuple[int, int]
    by: Edge | Sink
    to: Node | None = None


def _onwards(
    starts: list[tuple[Node, Sink]], callers: dict[Node, list[tuple[Node, Edge]]]
) -> dict[Node, _Onward]:
    """From each function that reaches one blocking callable, the best way on towards it."""
    waiting: list[tuple[tuple[int, int], int, Node, _Onward]] = []
    count = 0
    for node, sink in starts:
        cost = (-sink.confidence.rank, 0)
        heappush(waiting, (cost, count, node, _Onward(cost, sink)))
        count += 1
    best: dict[Node, _Onward] = {}
    while waiting:
        cost, _, node, onward = heappop(waiting)
        if node in best:
            continue
        best[node] = onward
        for caller, edge in callers.get(node, ()):
            if caller not in best:
                total = (max(cost[0], -edge.confidence.rank), cost[1] + 1)
                heappush(waiting, (total, count, caller, _Onward(total, edge, node)))
                count += 1
    return best


def _from_root(
    contexts: Contexts,
    root: Key,
    onwards: dict[str, dict[Node, _Onward]],
    reaching: dict[Node, list[str]],
) -> Iterator[Path]:
    best: dict[str, _Onward] = {}
    for edge, target in contexts.edges((root, ())):
        for name in reaching.get(target, ()):
            cost = onwards[name][target].cost
            total = (max(cost[0], -edge.confidence.rank), cost[1])
            if name not in best or total < best[name].cost:
                best[name] = _Onward(total, edge, target)
    for name in sorted(best):
        yield _path(root, best[name], onwards[name])


def _path(root: Key, first: _Onward, onwards: dict[Node, _Onward]) -> Path:
    steps = [Step(root, first.by)]
    onward = first
    while onward.to is not None:
        function, onward = onward.to[0], onwards[onward.to]
        steps.append(Step(function, onward.by))
    assert isinstance(onward.by, Sink)
    confidence = first.by.confidence
    for step in steps:
        confidence = weakest(confidence, step.by.confidence)
    return Path(tuple(steps), onward.by, confidence)
