"""Every call of some modules that a rule about practice may ask about, found in one walk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from msgspec import Struct

from sdd.link.annotations import Spot
from sdd.model.expressions import Attribute, Call, Expression, Name, walk
from sdd.model.facts import Binding, Evaluation, Import, ModuleFacts, Scope, Step


class CallSite(Struct, frozen=True):
    """A call where it stands. block: the suite of its statement; -1 outside of any."""

    node: Call
    spot: Spot
    block: int

    @property
    def scope(self) -> Scope:
        """The scope around it."""
        return self.spot.facts.scopes[self.spot.scope]


class CallSites:
    """Calls by the last name of what they call.

    names: those that are asked for; an import may rename them.
    """

    def __init__(self, modules: Iterable[ModuleFacts], names: Set[str]) -> None:
        self.named: dict[str, list[CallSite]] = defaultdict(list)
        for facts in modules:
            renamed = dict(_renamed(facts, names))
            for site in sites_in(facts, names | renamed.keys()):
                name = last_name(site.node.function)
                name = renamed.get(name, name)
                if name in names:
                    self.named[name].append(site)


def sites_in(facts: ModuleFacts, names: Set[str]) -> Iterator[CallSite]:
    """The calls of a file, in the order of its scopes; only scopes that call one of these names
    are looked through."""
    for index, scope in enumerate(facts.scopes):
        if not names.isdisjoint(scope.called):
            yield from sites_of(facts, index)


def sites_of(facts: ModuleFacts, index: int) -> Iterator[CallSite]:
    """Every call of a scope, each once. index: of the scope."""
    seen: set[int] = set()
    for step, node in _calls(facts.scopes[index]):
        if node.at not in seen:
            seen.add(node.at)  # every target of `a, b = f()` carries the call
            yield CallSite(node, Spot(facts, index, step.at), step.block)


def last_name(node: Expression) -> str:
    """`c` of `a.b.c` and of `c`, also where the owner is computed; else an empty string."""
    if isinstance(node, Attribute):
        return node.attr
    return node.id if isinstance(node, Name) else ""


def _renamed(facts: ModuleFacts, names: Set[str]) -> Iterator[tuple[str, str]]:
    for scope in facts.scopes:
        for step in scope.steps:
            if isinstance(step, Import) and step.name in names and step.name != step.alias:
                yield step.alias, step.name or ""


def _calls(scope: Scope) -> Iterator[tuple[Step, Call]]:
    for step in scope.steps:
        if isinstance(step, Binding | Evaluation) and step.value is not None:
            for node in walk(step.value):
                if isinstance(node, Call):
                    yield step, node
