"""From the facts of single files to what the rules ask about."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from sdd.link.callgraph import CallGraph
from sdd.link.calls import blocking_paths, direct_calls, nested_loops
from sdd.link.catalogue import Catalogue
from sdd.link.classes import Key
from sdd.link.coroutines import dangling_tasks, forgotten_awaits
from sdd.link.decorating import registers_route
from sdd.link.held_locks import held_locks
from sdd.link.names import Names
from sdd.link.offloads import wrong_offloads
from sdd.link.paths import Reached, closure, reach
from sdd.link.program import Program
from sdd.link.queries import Queries
from sdd.link.routes import build_table
from sdd.link.types import Types
from sdd.model.calls import EventLoop
from sdd.model.facts import ModuleFacts
from sdd.model.own_names import OwnNames
from sdd.model.project import HardcodedLiteral
from sdd.model.routes import RouteTable

RECURSION_LIMIT = 40_000


class Linked(Struct, frozen=True):
    """What was linked. wanted: paths whose facts are missing and would tell more. unplaced: paths
    whose facts lack places that findings need.

    factories: names of what makes applications and may be called in files that were not read;
    see `Given.callers`.
    source_roots: posix, relative to the project root, "" for the root itself.
    """

    routes: RouteTable
    event_loop: EventLoop
    literals: tuple[HardcodedLiteral, ...]
    wanted: frozenset[str]
    unplaced: frozenset[str]
    factories: frozenset[str]
    source_roots: tuple[str, ...]


class Given(Struct, frozen=True):
    """What linking starts from besides the facts.

    paths: all Python files of the project. src: configured source roots, empty to infer them.
    framework: version of FastAPI that the project pins, None for the newest. routes_only: leave
    everything but the route table out. own_names: what the project says of callables.
    callers: paths of files that were read because they mention a name of `Linked.factories`.
    """

    paths: tuple[str, ...]
    src: tuple[str, ...] = ()
    framework: tuple[int, ...] | None = None
    routes_only: bool = False
    own_names: OwnNames = OwnNames()
    callers: frozenset[str] = frozenset()


def link(modules: Sequence[ModuleFacts], given: Given) -> Linked:
    """Link the facts of those modules of one project that were read."""
    ordered = tuple(sorted(modules, key=lambda each: each.path))
    program = Program(given.paths, ordered, given.src, given.callers)
    routes = build_table(program, ordered, given.framework, not given.routes_only)
    event_loop = (
        EventLoop() if given.routes_only else _link_calls(program, ordered, given.own_names)
    )
    return Linked(
        routes=routes,
        event_loop=event_loop,
        literals=() if given.routes_only else _literals(ordered),
        wanted=frozenset(program.wanted),
        factories=frozenset(program.factories),
        unplaced=frozenset(program.unplaced),
        source_roots=program.roots,
    )


def _link_calls(
    program: Program, modules: tuple[ModuleFacts, ...], own_names: OwnNames
) -> EventLoop:
    types = Types(Names(program), Catalogue(own_names))
    graph = CallGraph(types)
    with _room_to_recurse():
        reached = reach(graph, modules)
        return EventLoop(
            calls=tuple(direct_calls(reached, program)),
            paths=tuple(blocking_paths(reached, program)),
            nested=tuple(nested_loops(reached, program)),
            forgotten=tuple(forgotten_awaits(graph, modules)),
            dangling=tuple(dangling_tasks(graph, modules)),
            queries=tuple(Queries(graph).in_loops(_asked(graph, reached, modules))),
            offloads=tuple(wrong_offloads(graph, modules)),
            locks=tuple(held_locks(types, modules)),
        )


def _asked(graph: CallGraph, reached: Reached, modules: tuple[ModuleFacts, ...]) -> dict[Key, None]:
    """What runs while a request waits: async functions, endpoints, and what they run."""
    endpoints = [
        (facts.path, index)
        for facts in modules
        for index, scope in enumerate(facts.scopes)
        if scope.kind == "function" and any(registers_route(each) for each in scope.decorators)
    ]
    return dict.fromkeys((*reached.functions, *endpoints, *closure(graph, endpoints)))


@contextmanager
def _room_to_recurse() -> Iterator[None]:
    """Types follow from types without a limit of depth; each step is a few calls of ours."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _literals(modules: Sequence[ModuleFacts]) -> tuple[HardcodedLiteral, ...]:
    return tuple(
        HardcodedLiteral(
            literal,
            facts.place(literal.at) if literal.at >= 0 else facts.span(literal.start, literal.end),
            facts.scopes[literal.scope].qualname,
        )
        for facts in modules
        for literal in facts.literals
    )
