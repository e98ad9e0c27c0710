"""Everything about code that runs on the event loop, from the facts of a program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sdd.link.callgraph import CallGraph
from sdd.link.calls import blocking_paths, direct_calls, nested_loops
from sdd.link.classes import Key
from sdd.link.coroutines import dangling_tasks, forgotten_awaits
from sdd.link.decorating import registers_route
from sdd.link.held_locks import held_locks
from sdd.link.loop_roots import framework_roots
from sdd.link.offloads import wrong_offloads
from sdd.link.paths import Reached, closure, reach
from sdd.link.queries import Queries
from sdd.link.types import Types
from sdd.model.calls import EventLoop
from sdd.model.facts import ModuleFacts

RECURSION_LIMIT = 40_000


def link_event_loop(types: Types, modules: tuple[ModuleFacts, ...]) -> EventLoop:
    """Follow what the async functions of some modules run.

    The program reads further modules as names lead into them.
    """
    program = types.program
    graph = CallGraph(types)
    with room_to_recurse():
        reached = reach(graph, modules, framework_roots(graph, modules))
        return EventLoop(
            calls=tuple(direct_calls(reached, program)),
            paths=tuple(blocking_paths(reached, program)),
            nested=tuple(nested_loops(reached, program)),
            forgotten=tuple(forgotten_awaits(graph, modules)),
            dangling=tuple(dangling_tasks(graph, modules)),
            queries=tuple(Queries(graph).in_loops(_while_requests_wait(graph, reached, modules))),
            offloads=tuple(wrong_offloads(graph, modules)),
            locks=tuple(held_locks(types, modules)),
        )


def _while_requests_wait(
    graph: CallGraph, reached: Reached, modules: tuple[ModuleFacts, ...]
) -> dict[Key, None]:
    """The async functions, the endpoints, and what they run."""
    endpoints = [
        (facts.path, index)
        for facts in modules
        for index, scope in enumerate(facts.scopes)
        if scope.kind == "function" and any(registers_route(each) for each in scope.decorators)
    ]
    return dict.fromkeys((*reached.functions, *endpoints, *closure(graph, endpoints)))


@contextmanager
def room_to_recurse() -> Iterator[None]:
    """Types follow from types without a limit of depth; each step is a few calls of ours."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
