"""Blocking calls in code that runs on the event loop, direct ones and those behind helpers."""

from collections.abc import Iterator

from sdd.link.blocking import STARTS_LOOP
from sdd.link.callgraph import Sink
from sdd.link.classes import Key
from sdd.link.paths import Path, Reached, Step
from sdd.link.program import Program
from sdd.model.calls import BlockingCall, BlockingPath, Hop, NestedLoop, Runner
from sdd.model.facts import ModuleFacts
from sdd.model.finding import Confidence, Place


def direct_calls(reached: Reached, program: Program) -> Iterator[BlockingCall]:
    """The blocking calls that functions on the loop make themselves."""
    for step in reached.direct:
        if isinstance(step.by, Sink) and not _starts_loop(step.by):
            place = place_of(program, step)
            within = _runner(reached, program, step.function)
            yield _call(within, step.by, step.by.confidence, place)


def blocking_paths(reached: Reached, program: Program) -> Iterator[BlockingPath]:
    """The blocking calls that functions on the loop reach through helpers."""
    for path in reached.behind:
        if not _starts_loop(path.sink):
            yield _path(reached, program, path)


def nested_loops(reached: Reached, program: Program) -> Iterator[NestedLoop]:
    """Event loops that are started by code on an event loop, directly or through helpers."""
    for step in reached.direct:
        if isinstance(step.by, Sink) and _starts_loop(step.by):
            yield _nested(reached, program, Path((step,), step.by, step.by.confidence))
    for path in reached.behind:
        if _starts_loop(path.sink):
            yield _nested(reached, program, path)


def _starts_loop(sink: Sink) -> bool:
    return sink.blocking.family == STARTS_LOOP


def _nested(reached: Reached, program: Program, path: Path) -> NestedLoop:
    hops = tuple(_hops(program, path))
    within = _runner(reached, program, path.steps[0].function)
    return NestedLoop(path.sink.name, hops[0].place, within, path.confidence, hops)


def _path(reached: Reached, program: Program, path: Path) -> BlockingPath:
    hops = tuple(_hops(program, path))
    within = _runner(reached, program, path.steps[0].function)
    return BlockingPath(_call(within, path.sink, path.confidence, hops[0].place), hops)


def _runner(reached: Reached, program: Program, root: Key) -> Runner:
    scope = program.facts[root[0]].scopes[root[1]]
    return Runner(scope.qualname, reached.roles.get(root, ""), scope.is_async)


def _hops(program: Program, path: Path) -> Iterator[Hop]:
    for step in path.steps:
        caller = qualified(program, step.function)
        if isinstance(step.by, Sink):
            callee = plain_name(step.by.name)
        else:
            callee = qualified(program, step.by.target)
        yield Hop(caller, callee, place_of(program, step))


def _call(within: Runner, sink: Sink, confidence: Confidence, place: Place) -> BlockingCall:
    return BlockingCall(
        callee=plain_name(sink.name),
        family=sink.blocking.family,
        severity_class=sink.blocking.severity,
        instead=sink.blocking.instead,
        place=place,
        within=within,
        confidence=confidence,
    )


def plain_name(name: str) -> str:
    """A canonical name as people write it: `open`, not `builtins.open`."""
    return name.removeprefix("builtins.")


def qualified(program: Program, key: Key) -> str:
    """The qualified name of a function in its file."""
    return program.facts[key[0]].scopes[key[1]].qualname


def place_of(program: Program, step: Step) -> Place:
    """Where a step leaves its function; the first line of it where it spans several."""
    facts = program.facts[step.function[0]]
    return first_line(facts, facts.place(step.by.at))


def first_line(facts: ModuleFacts, place: Place) -> Place:
    """A place that spans statements is shortened to where it begins."""
    if place.end_line - place.line < 25:
        return place
    return Place(place.path, place.line, place.column, place.line, place.column + 1)
