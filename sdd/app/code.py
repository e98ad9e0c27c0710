"""The Python files of a project: read as far as names lead, and linked."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from sdd.app.collector import without_collector
from sdd.link.linking import (
    Given,
    LinkedCalls,
    LinkedRoutes,
    link_calls,
    link_routes,
    link_structure,
    link_variables,
    literals_of,
)
from sdd.link.logged import logged_values
from sdd.link.relevance import Looks
from sdd.model.bodies import UntypedBody
from sdd.model.calls import EventLoop
from sdd.model.facts import ModuleFacts, UnreadableFile
from sdd.model.logged import LoggedValue
from sdd.model.practices import SUBJECTS as PRACTICES
from sdd.model.practices import Practices
from sdd.model.project import HardcodedLiteral
from sdd.model.routes import RouteTable
from sdd.model.structure import SUBJECTS, Imports, Signature, Structure
from sdd.model.variables import VariableRead
from sdd.read.python.pool import Readers, Source
from sdd.read.python.practice_sieve import may_hold_practices


class Code(Struct, frozen=True):
    """What the Python files say. modules: those that were read, by path.

    source_roots: posix, relative to the project root, "" for the root itself.
    """

    modules: tuple[ModuleFacts, ...]
    routes: RouteTable
    event_loop: EventLoop
    structure: Structure
    practices: Practices
    bodies: tuple[UntypedBody, ...]
    literals: tuple[HardcodedLiteral, ...]
    logged: tuple[LoggedValue, ...]
    variables: tuple[VariableRead, ...]
    source_roots: tuple[str, ...]
    unreadable: tuple[UnreadableFile, ...]


def load_code(data: Mapping[str, bytes], given: Given) -> Code:
    """Read what must be read, and what names lead into, and link it.

    data: content of the Python files by path, relative to the root.
    """
    with Readers() as readers, without_collector():
        reading = _Reading(data, readers)
        structure = Structure()
        calls = LinkedCalls(EventLoop(), Practices())
        variables: tuple[VariableRead, ...] = ()
        if given.literals_only:
            known = (path for path in given.paths if path in data)
            reading.read(
                [Source(path, data[path], literals_only=True, logs=given.logs) for path in known]
            )
            linked = LinkedRoutes(RouteTable(), frozenset(), frozenset(), given.src)
        else:
            linked, given = _link_routes(reading, given)
        if not given.routes_only and not given.literals_only:
            _read_practices(reading, given)
            rows, modules_read = linked.routes.all_rows, list(reading.modules.values())
            calls = link_calls(modules_read, given, reading.read_more, rows)
            variables = link_variables(list(reading.modules.values()), given, reading.read_more)
        if given.asked & SUBJECTS and not given.routes_only:
            structure = _structure(reading, given, linked.routes)
    modules = tuple(reading.modules[path] for path in sorted(reading.modules))
    return Code(
        modules=modules,
        routes=linked.routes,
        structure=structure,
        event_loop=calls.event_loop,
        practices=calls.practices,
        bodies=calls.bodies,
        literals=() if given.routes_only else literals_of(modules),
        logged=() if given.routes_only else logged_values(modules),
        variables=variables,
        source_roots=linked.source_roots,
        unreadable=tuple(reading.trouble.values()),
    )


def _read_practices(reading: "_Reading", given: Given) -> None:
    """Files that nothing else made worth reading, and that a rule that runs may speak of."""
    if given.asked & PRACTICES:
        unread = sorted(reading.data.keys() - reading.modules.keys() - reading.trouble.keys())
        reading.read_more([path for path in unread if may_hold_practices(reading.data[path])])


def _structure(reading: "_Reading", given: Given, routes: RouteTable) -> Structure:
    """Imports and signatures stand in every file, so that all are read where a rule asks."""
    if given.asked & {Imports, Signature}:
        reading.read_more(sorted({*given.paths} - reading.modules.keys()))
    modules = list(reading.modules.values())
    return link_structure(modules, given, reading.read_more, routes.all_rows)


class _Reading:
    """The files that were read so far."""

    def __init__(self, data: Mapping[str, bytes], readers: Readers) -> None:
        self.data = data
        self.readers = readers
        self.modules: dict[str, ModuleFacts] = {}
        self.trouble: dict[str, UnreadableFile] = {}

    def read(self, sources: Sequence[Source]) -> None:
        for reading in self.readers.read(sources):
            if reading.facts is not None:
                self.modules[reading.path] = reading.facts
            elif reading.trouble is not None:
                self.trouble[reading.path] = reading.trouble

    def read_more(self, paths: Sequence[str]) -> Iterator[ModuleFacts]:
        """Read files although nothing in them needs checking by itself."""
        known = [path for path in paths if path in self.data and path not in self.trouble]
        self.read([Source(path, self.data[path], always=True) for path in known])
        return (self.modules[path] for path in known if path in self.modules)


def _link_routes(reading: _Reading, given: Given) -> tuple[LinkedRoutes, Given]:
    """Read and link, and read on while names lead into unread files that decide a route."""
    reading.read(
        [
            Source(path, reading.data[path], routes_only=given.routes_only)
            for path in given.paths
            if path in reading.data
        ]
    )
    looks = Looks()
    asked: set[str] = set()
    named: frozenset[str] = frozenset()
    while True:
        linked = link_routes(list(reading.modules.values()), given, looks)
        callers = _callers(reading.data, reading.modules, linked.factories - named)
        named |= linked.factories
        given = msgspec.structs.replace(given, callers=given.callers | callers)
        wanted = (linked.wanted | callers) - asked - reading.trouble.keys()
        if not wanted:
            return linked, given
        asked |= wanted
        reading.read_more(sorted(wanted))


def _callers(
    data: Mapping[str, bytes], read: Container[str], names: Iterable[str]
) -> frozenset[str]:
    """Files that were not read and may call one of these functions or classes."""
    words = "|".join(re.escape(name) for name in sorted(names))
    if not words:
        return frozenset()
    called = re.compile(rf"\b(?:{words})\(".encode())
    return frozenset(path for path in data if path not in read and called.search(data[path]))
