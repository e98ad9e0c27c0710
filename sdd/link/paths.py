"""From the functions on the event loop to the blocking callables behind them, by the surest and
shortest path. Linear in the calls for each blocking callable."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

from msgspec import Struct

from sdd.link.callgraph import CallGraph, Edge, Sink
from sdd.link.classes import Key
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
    callers: dict[Key, list[tuple[Key, Edge]]] = defaultdict(list)
    for function in reachable:
        for edge in graph.activity(function).edges:
            callers[edge.target].append((function, edge))
    starts: dict[str, list[tuple[Key, Sink]]] = defaultdict(list)
    for function in reachable:
        for sink in graph.activity(function).sinks:
            starts[sink.name].append((function, sink))
    onwards = {name: _onwards(found, callers) for name, found in starts.items()}
    reaching: dict[Key, list[str]] = defaultdict(list)
    for name in sorted(onwards):
        for function in onwards[name]:
            reaching[function].append(name)
    for root in roots:
        yield from _from_root(graph, root, onwards, reaching)


class _Onward(Struct, frozen=True):
    """The best way on from a function. cost: doubt and number of hops."""

    cost: tuple[int, int]
    by: Edge | Sink


def _onwards(
    starts: list[tuple[Key, Sink]], callers: dict[Key, list[tuple[Key, Edge]]]
) -> dict[Key, _Onward]:
    """From each function that reaches one blocking callable, the best way on towards it."""
    waiting: list[tuple[tuple[int, int], int, Key, Edge | Sink]] = []
    count = 0
    for function, sink in starts:
        heappush(waiting, ((-sink.confidence.rank, 0), count, function, sink))
        count += 1
    best: dict[Key, _Onward] = {}
    while waiting:
        cost, _, function, by = heappop(waiting)
        if function in best:
            continue
        best[function] = _Onward(cost, by)
        for caller, edge in callers.get(function, ()):
            if caller not in best:
                onward = (max(cost[0], -edge.confidence.rank), cost[1] + 1)
                heappush(waiting, (onward, count, caller, edge))
                count += 1
    return best


def _from_root(
    graph: CallGraph,
    root: Key,
    onwards: dict[str, dict[Key, _Onward]],
    reaching: dict[Key, list[str]],
) -> Iterator[Path]:
    best: dict[str, tuple[tuple[int, int], Edge]] = {}
    for edge in graph.activity(root).edges:
        for name in reaching.get(edge.target, ()):
            cost = onwards[name][edge.target].cost
            total = (max(cost[0], -edge.confidence.rank), cost[1])
            if name not in best or total < best[name][0]:
                best[name] = (total, edge)
    for name in sorted(best):
        yield _path(root, best[name][1], onwards[name])


def _path(root: Key, first: Edge, onward: dict[Key, _Onward]) -> Path:
    steps = [Step(root, first)]
    by: Edge | Sink = first
    while isinstance(by, Edge):
        function = by.target
        by = onward[function].by
        steps.append(Step(function, by))
    confidence = first.confidence
    for step in steps:
        confidence = weakest(confidence, step.by.confidence)
    return Path(tuple(steps), by, confidence)
