"""What is known of the arguments of a function on the way to it, as far as it decides what runs.

A helper that blocks only with `create=True` is no way for a caller that leaves `create` out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sdd.link.callgraph import CallGraph, Edge, Sink
from sdd.link.classes import Key
from sdd.link.conditions import Given, may_run, names_in
from sdd.model.expressions import Constant, Name

Known: TypeAlias = tuple[tuple[str, Given], ...]
Node: TypeAlias = tuple[Key, Known]
# A function that is called in more ways than this is taken as if nothing were known.
MOST_WAYS = 12


class Contexts:
    """The ways in which functions are called from some others."""

    def __init__(self, graph: CallGraph, functions: list[Key]) -> None:
        """functions: all that may be asked about."""
        self.graph = graph
        self.asked = _asked(graph, functions)
        self.blocking = _blocking(graph, functions)
        self.ways: dict[Key, set[Known]] = defaultdict(set)

    def edges(self, node: Node) -> Iterator[tuple[Edge, Node]]:
        """The edges of a function that can be taken, each with where it leads."""
        key, known = node
        given = dict(known)
        for edge in self.graph.activity(key).edges:
            if may_run(edge.conditions, given) and self.blocking.issuperset(edge.instead):
                yield edge, (edge.target, self._entered(edge, given))

    def sinks(self, node: Node) -> Iterator[Sink]:
        """The blocking calls of a function that can be made."""
        key, known = node
        given = dict(known)
        return (each for each in self.graph.activity(key).sinks if may_run(each.conditions, given))

    def _entered(self, edge: Edge, given: Mapping[str, Given]) -> Known:
        asked = self.asked.get(edge.target)
        if not asked:
            return ()
        known = tuple(sorted(_passed(edge, asked, given)))
        ways = self.ways[edge.target]
        if known not in ways and len(ways) >= MOST_WAYS:
            return ()
        ways.add(known)
        return known


def _blocking(graph: CallGraph, functions: list[Key]) -> set[Key]:
    """The functions that run something that blocks."""
    callers: dict[Key, list[Key]] = defaultdict(list)
    waiting: list[Key] = []
    for key in functions:
        activity = graph.activity(key)
        waiting += [key] if activity.sinks else []
        for edge in activity.edges:
            callers[edge.target].append(key)
    found: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += callers[key]
    return found


def _passed(edge: Edge, asked: set[str], given: Mapping[str, Given]) -> Iterator[tuple[str, Given]]:
    for parameter, value in edge.given:
        match value:
            case Constant(value=None | bool() as constant) if parameter in asked:
                yield parameter, constant
            case Name(id=name) if parameter in asked and name in given:
                yield parameter, given[name]


def _asked(graph: CallGraph, functions: list[Key]) -> dict[Key, set[str]]:
    """The parameters that decide what runs, in each function and in those that it hands them to."""
    asked: dict[Key, set[str]] = defaultdict(set)
    handed: dict[tuple[Key, str], list[tuple[Key, str]]] = defaultdict(list)
    for key in functions:
        activity = graph.activity(key)
        for sink in activity.sinks:
            asked[key] |= names_in(sink.conditions)
        for edge in activity.edges:
            asked[key] |= names_in(edge.conditions)
            for parameter, value in edge.given:
                if isinstance(value, Name):
                    handed[edge.target, parameter].append((key, value.id))
    waiting = [(key, name) for key, names in asked.items() for name in names]
    while waiting:
        for key, name in handed.get(waiting.pop(), ()):
            if name not in asked[key]:
                asked[key].add(name)
                waiting.append((key, name))
    return asked
