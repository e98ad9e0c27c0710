"""What the functions behind routes do themselves: statements, decisions, calls on a database."""

from collections.abc import Iterable, Iterator, Sequence

from sdd.link.branching import Branching
from sdd.link.calls import plain_name
from sdd.link.classes import Key
from sdd.link.kinds import Foreign, options_of
from sdd.link.running import Running, Site
from sdd.link.types import Types
from sdd.model.expressions import Call
from sdd.model.facts import ModuleFacts
from sdd.model.finding import Confidence
from sdd.model.routes import Route
from sdd.model.structure import DataAccess, Handler

# What opens, ends or ties up work with a database, and asks for nothing.
_HOUSEKEEPING = frozenset(
    {"begin", "begin_nested", "start", "commit", "rollback", "abort", "flush", "close", "aclose"}
    | {"close_all", "dispose", "connect", "disconnect", "acquire", "release", "cursor", "expire"}
    | {"expire_all", "expunge", "expunge_all", "in_transaction", "is_modified", "configure"}
    | {"execution_options", "transaction", "ping", "is_connected", "get_transaction", "remove"}
)


def link_handlers(types: Types, routes: Iterable[Route]) -> Iterator[Handler]:
    """The functions of a project that HTTP routes lead to, in order of place."""
    served: dict[Key, list[Route]] = {}
    for route in routes:
        if route.kind == "http" and route.scope >= 0:
            served.setdefault((route.module, route.scope), []).append(route)
    reader = _Reader(types)
    for key in sorted(served):
        facts = types.program.located(key[0])
        if facts.scopes[key[1]].kind == "function":
            yield reader.read(facts, key[1], served[key])


class _Reader:
    def __init__(self, types: Types) -> None:
        self.types = types
        self.running = Running(types.program)

    def read(self, facts: ModuleFacts, number: int, routes: Sequence[Route]) -> Handler:
        scope = facts.scopes[number]
        given = {
            each.variable
            for route in routes
            for each in route.parameters or ()
            if each.owner == scope.qualname
        }
        sites = self.running.sites((facts.path, number))
        return Handler(
            rows=tuple(dict.fromkeys(route.row for route in routes)),
            place=facts.header(scope),
            name=scope.qualname,
            statements=scope.statements - scope.documented,
            accesses=tuple(found for site in sites if (found := self._access(facts, site))),
            branches=tuple(Branching(self.types, facts, number, given).decisions()),
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
