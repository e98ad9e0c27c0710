"""From the facts of single files to what the rules ask about."""

from collections.abc import Sequence

from msgspec import Struct

from sdd.link.calls import find_blocking_calls
from sdd.link.catalogue import Catalogue
from sdd.link.names import Names
from sdd.link.program import Program
from sdd.link.routes import build_table
from sdd.link.types import Types
from sdd.model.calls import BlockingCall
from sdd.model.facts import ModuleFacts
from sdd.model.own_names import OwnNames
from sdd.model.project import HardcodedLiteral
from sdd.model.routes import RouteTable


class Linked(Struct, frozen=True):
    """What was linked. wanted: paths whose facts are missing and would tell more.

    factories: names of what makes applications and may be called in files that were not read;
    see `Given.callers`.
    source_roots: posix, relative to the project root, "" for the root itself.
    """

    routes: RouteTable
    blocking: tuple[BlockingCall, ...]
    literals: tuple[HardcodedLiteral, ...]
    wanted: frozenset[str]
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
    wanted, factories = frozenset(program.wanted), frozenset(program.factories)
    if given.routes_only:
        return Linked(routes, (), (), wanted, factories, program.roots)
    names = Names(program)
    catalogue = Catalogue(given.own_names)
    blocking = tuple(find_blocking_calls(ordered, Types(names, catalogue), catalogue))
    wanted = frozenset(program.wanted)
    return Linked(routes, blocking, _literals(ordered), wanted, factories, program.roots)


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
