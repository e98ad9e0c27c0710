"""What the functions behind routes do themselves: statements, decisions, calls on a database."""

from collections.abc import Iterable, Iterator

from sdd.link.calls import plain_name
from sdd.link.classes import Key
from sdd.link.kinds import Foreign, options_of
from sdd.link.running import Running, Site
from sdd.link.types import Types
from sdd.model.expressions import Call
from sdd.model.facts import Block, Evaluation, ModuleFacts, Scope, Step
from sdd.model.finding import Confidence, Place
from sdd.model.routes import Route
from sdd.model.structure import DataAccess, Handler

_DECISIONS = ("if", "elif", "case")
# What opens, ends or ties up work with a database, and asks for nothing.
_HOUSEKEEPING = frozenset(
    {"begin", "begin_nested", "start", "commit", "rollback", "abort", "flush", "close", "aclose"}
    | {"close_all", "dispose", "connect", "disconnect", "acquire", "release", "cursor", "expire"}
    | {"expire_all", "expunge", "expunge_all", "in_transaction", "is_modified", "configure"}
    | {"execution_options", "transaction", "ping", "is_connected", "get_transaction", "remove"}
)


def link_handlers(types: Types, routes: Iterable[Route]) -> Iterator[Handler]:
    """The functions of a project that HTTP routes lead to, in order of place."""
    rows: dict[Key, list[str]] = {}
    for route in routes:
        if route.kind == "http" and route.scope >= 0:
            rows.setdefault((route.module, route.scope), []).append(route.row)
    reader = _Reader(types)
    for key in sorted(rows):
        facts = types.program.located(key[0])
        if facts.scopes[key[1]].kind == "function":
            yield reader.read(facts, key[1], tuple(dict.fromkeys(rows[key])))


class _Reader:
    def __init__(self, types: Types) -> None:
        self.types = types
        self.running = Running(types.program)

    def read(self, facts: ModuleFacts, number: int, rows: tuple[str, ...]) -> Handler:
        scope = facts.scopes[number]
        sites = self.running.sites((facts.path, number))
        return Handler(
            rows=rows,
            place=facts.header(scope),
            name=scope.qualname,
            statements=scope.statements - scope.documented,
            accesses=tuple(found for site in sites if (found := self._access(facts, site))),
            branches=tuple(_decisions(facts, scope)),
        )

    def _access(self, facts: ModuleFacts, site: Site) -> DataAccess | None:
        """The call on a database that a site is, where that is certain."""
        if not isinstance(site.node, Call):
            return None
        for kind in options_of(self.types.callee(site.node, site.spot)):
            if isinstance(kind, Foreign) and kind.confidence is not Confidence.LOW:
                name = self.types.catalogue.canonical(kind.name)
                if self._asks(name, site):
                    return DataAccess(plain_name(name), facts.place(site.node.at))
        return None

    def _asks(self, name: str, site: Site) -> bool:
        """Whether a callable asks or changes a database.

        What only builds a query on the way to the call that sends it is no call of its own.
        """
        known = self.types.catalogue.find_function(name)
        if known is not None and known.query:
            return True
        owner, _, method = name.rpartition(".")
        if site.use == "owner" or method in _HOUSEKEEPING or method.startswith("_"):
            return False
        return any(
            function.query
            for each in self.types.catalogue.ancestry(owner)
            for function in each.methods.values()
        )


def _decisions(facts: ModuleFacts, scope: Scope) -> Iterator[Place]:
    """Where a suite is entered by a decision and is no guard."""
    for number, block in enumerate(scope.blocks):
        if block.kind in _DECISIONS:
            inside = [step for step in scope.steps if _is_inside(scope.blocks, step.block, number)]
            if not _is_guard(inside, number):
                yield _place(facts, scope, block, inside)


def _is_inside(blocks: tuple[Block, ...], block: int, wanted: int) -> bool:
    while block > wanted:
        block = blocks[block].parent
    return block == wanted


def _is_guard(inside: list[Step], block: int) -> bool:
    """Whether a suite only leaves: raises at its end, returns at once, or does nothing."""
    own = [step for step in inside if step.block == block]
    if not own:
        return not inside
    last = own[-1]
    if not isinstance(last, Evaluation):
        return False
    return last.how == "raise" or (last.how == "return" and len(inside) == 1)


def _place(facts: ModuleFacts, scope: Scope, block: Block, inside: list[Step]) -> Place:
    """The line of a decision: of its test, else of the first thing that it decides on."""
    first = inside[0].at
    tests = [
        step.at
        for step in scope.steps
        if isinstance(step, Evaluation) and step.how == "test" and step.value == block.head
        if step.at < first
    ]
    place = facts.place(tests[-1] if tests else first)
    return Place(place.path, place.line, place.column, place.line, place.column + 1)
