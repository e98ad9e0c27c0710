"""From the facts of single files to what the rules ask about."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from sdd.link.catalogue import Catalogue
from sdd.link.environment_reads import environment_reads
from sdd.link.event_loop import link_event_loop, room_to_recurse
from sdd.link.handlers import link_handlers
from sdd.link.imports import link_imports
from sdd.link.names import Names
from sdd.link.practices import link_practices
from sdd.link.program import Program, ReadMore
from sdd.link.relevance import Looks
from sdd.link.request_bodies import untyped_bodies
from sdd.link.routes import build_table
from sdd.link.settings_fields import settings_fields
from sdd.link.signatures import untyped_signatures
from sdd.link.types import Types
from sdd.link.written_names import follow
from sdd.model.bodies import UntypedBody
from sdd.model.calls import EventLoop
from sdd.model.facts import ModuleFacts
from sdd.model.own_names import OwnNames
from sdd.model.practices import Practices
from sdd.model.project import HardcodedLiteral
from sdd.model.routes import Route, RouteTable
from sdd.model.structure import Handler, Imports, Signature, Structure
from sdd.model.variables import VariableRead


class LinkedRoutes(Struct, frozen=True):
    """The route table. wanted: paths whose facts are missing and would tell more.

    factories: names of what makes applications and may be called in files that were not read;
    see `Given.callers`.
    source_roots: posix, relative to the project root, "" for the root itself.
    """

    routes: RouteTable
    wanted: frozenset[str]
    factories: frozenset[str]
    source_roots: tuple[str, ...]


class Given(Struct, frozen=True):
    """What linking starts from besides the facts.

    paths: all Python files of the project. src: configured source roots, empty to infer them.
    framework: version of FastAPI that the project pins, None for the newest. routes_only: leave
    everything but the route table out. literals_only: leave routes and calls out, because no
    rule that runs asks for them; logs: whether one asks what is logged. own_names: what the
    project says of callables. callers: paths of files that were read because they mention a
    name of `LinkedRoutes.factories`. asked: what the rules that run are asked about; see
    `link_structure`.
    """

    paths: tuple[str, ...]
    src: tuple[str, ...] = ()
    framework: tuple[int, ...] | None = None
    routes_only: bool = False
    literals_only: bool = False
    logs: bool = True
    own_names: OwnNames = OwnNames()
    callers: frozenset[str] = frozenset()
    asked: frozenset[type] = frozenset()


def link_routes(modules: Sequence[ModuleFacts], given: Given, looks: Looks) -> LinkedRoutes:
    """Link the routes of those modules of one project that were read.

    looks: the same one for all rounds over one project.
    """
    ordered = _ordered(modules)
    program = Program(given.paths, ordered, given.src, given.callers)
    routes = build_table(program, ordered, looks, given.framework, not given.routes_only)
    wanted, factories = frozenset(program.wanted), frozenset(program.factories)
    return LinkedRoutes(routes, wanted, factories, program.roots)


class LinkedCalls(Struct, frozen=True):
    """What the calls of a project show."""

    event_loop: EventLoop
    practices: Practices
    bodies: tuple[UntypedBody, ...] = ()


def link_calls(
    modules: Sequence[ModuleFacts], given: Given, read_more: ReadMore, routes: Sequence[Route]
) -> LinkedCalls:
    """Link the calls of some modules; reads further ones where they lead."""
    ordered = _ordered(modules)
    program = Program(given.paths, ordered, given.src, read_more=read_more)
    program.read_ahead(facts for facts in ordered if any(each.is_async for each in facts.scopes))
    types = _types(Names(program), given)
    with room_to_recurse():
        asked = routes if UntypedBody in given.asked else ()
        bodies = tuple(untyped_bodies(types, asked))
    return LinkedCalls(
        link_event_loop(types, ordered), link_practices(types, ordered, given.asked, routes), bodies
    )


def _types(names: Names, given: Given) -> Types:
    own = follow(given.own_names, names)
    return Types(names, Catalogue(own, names.patches.touches))


def link_variables(
    modules: Sequence[ModuleFacts], given: Given, read_more: ReadMore
) -> tuple[VariableRead, ...]:
    """The variables of the environment that the code reads, in order of their places."""
    ordered = _ordered(modules)
    names = Names(Program(given.paths, ordered, given.src, read_more=read_more))
    found = (*environment_reads(names, ordered), *settings_fields(names, ordered))
    return tuple(sorted(found, key=lambda each: (each.place, each.names)))


def link_structure(
    modules: Sequence[ModuleFacts], given: Given, read_more: ReadMore, routes: Sequence[Route]
) -> Structure:
    """How the code is laid out, as far as a rule asks for it.

    modules: every file of the project where imports or signatures are asked for.
    """
    ordered = _ordered(modules)
    names = Names(Program(given.paths, ordered, given.src, read_more=read_more))
    structure = Structure()
    if Imports in given.asked:
        structure = replace(structure, imports=link_imports(names, ordered))
    if Signature in given.asked:
        structure = replace(structure, signatures=tuple(untyped_signatures(names, ordered)))
    if Handler in given.asked:
        with room_to_recurse():
            handlers = tuple(link_handlers(_types(names, given), routes))
        structure = replace(structure, handlers=handlers)
    return structure


def literals_of(modules: Sequence[ModuleFacts]) -> tuple[HardcodedLiteral, ...]:
    """The literals of all modules that look like credentials, with their places."""
    return tuple(
        HardcodedLiteral(
            literal,
            facts.place(literal.at) if literal.at >= 0 else facts.span(literal.start, literal.end),
            facts.scopes[literal.scope].qualname,
        )
        for facts in _ordered(modules)
        for literal in facts.literals
    )


def _ordered(modules: Sequence[ModuleFacts]) -> tuple[ModuleFacts, ...]:
    return tuple(sorted(modules, key=lambda each: each.path))
