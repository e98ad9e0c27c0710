"""Blocking calls in code that runs on the event loop, direct ones and those behind helpers."""

from collections.abc import Iterator

from sdd.link.blocking import STARTS_LOOP
from sdd.link.callgraph import Sink
from sdd.link.classes import Key
from sdd.link.paths import Path, Reached, Step
from sdd.link.program import Program
from sdd.model.calls import BlockingCall, BlockingPath, Hop, NestedLoop
from sdd.model.facts import ModuleFacts
from sdd.model.finding import Confidence, Place


def direct_calls(reached: Reached, program: Program) -> Iterator[BlockingCall]:
    """The blocking calls that async functions make themselves."""
    for step in reached.direct:
        if isinstance(step.by, Sink) and not _starts_loop(step.by):
            place = place_of(program, step)
            yield _call(program, step.function, step.by, step.by.confidence, place)


def blocking_paths(reached: Reached, program: Program) -> Iterator[BlockingPath]:
    """The blocking calls that async functions reach through helpers. Files whose places are
    missing are asked for."""
    for path in reached.behind:
        if not _starts_loop(path.sink):
            yield _path(program, path)


def nested_loops(reached: Reached, program: Program) -> Iterator[NestedLoop]:
    """Event loops that are started by code on an event loop, directly or through helpers."""
    for step in reached.direct:
        if isinstance(step.by, Sink) and _starts_loop(step.by):
            yield _nested(program, Path((step,), step.by, step.by.confidence))
    for path in reached.behind:
        if _starts_loop(path.sink):
            yield _nested(program, path)


def _starts_loop(sink: Sink) -> bool:
    return sink.blocking.family == STARTS_LOOP


def _nested(program: Program, path: Path) -> NestedLoop:
    hops = tuple(_hops(program, path))
    scope = qualified(program, path.steps[0].function)
    return NestedLoop(path.sink.name, hops[0].place, scope, path.confidence, hops)


def _path(program: Program, path: Path) -> BlockingPath:
    root = path.steps[0]
    hops = tuple(_hops(program, path))
    call = _call(program, root.function, path.sink, path.confidence, hops[0].place)
    return BlockingPath(call, hops)


def _hops(program: Program, path: Path) -> Iterator[Hop]:
    for step in path.steps:
        caller = qualified(program, step.function)
        if isinstance(step.by, Sink):
            callee = plain_name(step.by.name)
        else:
            callee = qualified(program, step.by.target)
        yield Hop(caller, callee, place_of(program, step))


def _call(
    program: Program, root: Key, sink: Sink, confidence: Confidence, place: Place
) -> BlockingCall:
    return BlockingCall(
        callee=plain_name(sink.name),
        family=sink.blocking.family,
        severity_class=sink.blocking.severity,
        instead=sink.blocking.instead,
        place=place,
        scope=qualified(program, root),
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
    facts = program.located(step.function[0])
    return first_line(facts, facts.place(step.by.at)) if facts.located else Place(facts.path)


def first_line(facts: ModuleFacts, place: Place) -> Place:
    """A place that spans statements is shortened to where it begins."""
    if place.end_line - place.line < 25:
        return place
    return Place(place.path, place.line, place.column, place.line, place.column + 1)
