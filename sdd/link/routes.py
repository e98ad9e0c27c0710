"""The effective route table of a project: follow its routing code, then lay out the rows."""

from collections.abc import Iterable, Sequence

from sdd.link.environment import Env
from sdd.link.follow import Follower
from sdd.link.mounts import with_mounts
from sdd.link.objects import ClassValue, FunctionValue, Value
from sdd.link.path_reads import read_by_name
from sdd.link.program import Program
from sdd.link.relevance import Looks, called_names, is_relevant
from sdd.link.routers import RouterValue
from sdd.link.table import Table
from sdd.model.facts import Import, ModuleFacts
from sdd.model.routes import Injection, Route, RouteTable, UnknownRoute


def build_table(
    program: Program,
    modules: Sequence[ModuleFacts],
    looks: Looks,
    framework: tuple[int, ...] | None = None,
    thorough: bool = True,
) -> RouteTable:
    """Every route of the modules that were read.

    looks: what former rounds found in single files; added to.
    framework: the version of FastAPI to follow, None for the newest. thorough: with all that
    the rules ask about dependencies, even where more files must be read for it.
    Modules that no other one imports are followed first, as entry points are; then whatever
    they did not reach, and functions that register routes and are never called.
    """
    follower = Follower(program)
    follower.registering = looks.registering
    for facts in _in_order(program, modules, looks):
        follower.run_module(facts)
    _follow_uncalled(follower, modules)
    table = Table(follower, framework, thorough)
    table.rows.crashes.cycles()
    for router in follower.routers:
        table.rows.crashes.router(router)
    for router in _outermost(follower.routers):
        table.add(router)
    for router in follower.routers:
        # Routers that include each other in a circle have no outermost one.
        if router.entries and id(router) not in table.seen:
            table.add(router)
    return RouteTable(
        routes=tuple(sorted(with_mounts(table.rows.found), key=_order)),
        pathless=tuple(sorted(table.rows.pathless, key=_order)),
        unknown=_sorted_unknown((*follower.unknown, *table.rows.unknown)),
        crashes=tuple(sorted(table.rows.crashes.found.values(), key=lambda each: each.place)),
        hooks=tuple(sorted(follower.hooks, key=lambda hook: hook.place)),
        injections=_sorted_injections(table.rows.injections),
        read_by_name=_read_by_name(follower, looks),
    )


def _read_by_name(follower: Follower, looks: Looks) -> frozenset[str]:
    known = looks.read_by_name
    for path, env in follower.modules.items():
        if path not in known:
            known[path] = read_by_name(env.facts)
    return frozenset().union(*(known[path] for path in follower.modules))


def _in_order(program: Program, modules: Sequence[ModuleFacts], looks: Looks) -> list[ModuleFacts]:
    for facts in modules:
        if facts.path not in looks.relevant:
            looks.relevant[facts.path] = is_relevant(facts)
    follow = program.callers | {path for path, relevant in looks.relevant.items() if relevant}
    relevant = [facts for facts in modules if facts.path in follow]
    imported = {
        program.paths.get(name)
        for facts in relevant
        for scope in facts.scopes
        for step in scope.steps
        if isinstance(step, Import)
        for name in _names_of(program, facts, step)
    }
    return sorted(relevant, key=lambda facts: (facts.path in imported, facts.path))


def _names_of(program: Program, facts: ModuleFacts, step: Import) -> tuple[str, str]:
    module = program.absolute(facts, step)
    return (module, f"{module}.{step.name}" if step.name else module)


def _follow_uncalled(follower: Follower, modules: Iterable[ModuleFacts]) -> None:
    """Factories and registering functions: followed once, routers assumed for parameters.

    Those that others of them call come last; most of them were followed by then.
    """
    waiting = [
        (follower.modules[facts.path], number)
        for facts in modules
        if facts.path in follower.modules
        for number, scope in enumerate(facts.scopes)
        if scope.kind == "function" and not scope.is_generator
        if (facts.path, number) not in follower.followed and follower.registers(facts, number)
    ]
    called = {name for env, number in waiting for name in called_names(env.facts, number)}
    for env, number in waiting:
        follower.program.factories.add(_called_name(env.facts, number))
    receivers: dict[tuple[str, int], Value] = {}
    waiting.sort(key=lambda each: _called_name(each[0].facts, each[1]) in called)
    for env, number in waiting:
        if (env.facts.path, number) not in follower.followed:
            _follow_alone(follower, env, number, receivers)


def _called_name(facts: ModuleFacts, number: int) -> str:
    """What somebody would call: the function, or the class of a method."""
    scope = facts.scopes[number]
    around = facts.scopes[scope.parent]
    return around.name if around.kind == "class" else scope.name


def _follow_alone(
    follower: Follower, env: Env, number: int, receivers: dict[tuple[str, int], Value]
) -> None:
    """One function or method that nobody called.

    receivers: the objects on which methods were called, one for each class.
    """
    scope = env.facts.scopes[number]
    if scope.parent == 0:
        follower.call_function(FunctionValue(env, number), (), {})
        return
    kind = env.names.get(env.facts.scopes[scope.parent].name)
    if not isinstance(kind, ClassValue) or kind.scope != scope.parent:
        return
    identity = (env.facts.path, scope.parent)
    if identity not in receivers:
        receivers[identity] = follower.instantiate(kind, (), {}, None, kind.env)
    receiver = receivers[identity]
    if (env.facts.path, number) not in follower.followed:
        follower.call_function(FunctionValue(kind.env, number, receiver), (), {})


def _outermost(routers: Iterable[RouterValue]) -> list[RouterValue]:
    """Applications, and routers that nothing includes."""
    return [
        router
        for router in routers
        if router.entries and (router.kind == "app" or not router.included)
    ]


def _order(route: Route) -> tuple[str, tuple[str, ...], str, int, str, int]:
    place = route.place
    return (route.path, route.methods, place.path, place.line, route.app or "", route.order)


def _sorted_unknown(unknown: Iterable[UnknownRoute]) -> tuple[UnknownRoute, ...]:
    return tuple(sorted(set(unknown), key=lambda each: (each.place, each.reason)))


def _sorted_injections(found: Iterable[Injection]) -> tuple[Injection, ...]:
    return tuple(sorted(set(found), key=lambda each: (each.place, each.name)))
