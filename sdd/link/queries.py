"""Queries in loops over the result of a query (N+1)."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from sdd.link.annotations import Spot
from sdd.link.callgraph import CallGraph
from sdd.link.calls import plain_name
from sdd.link.classes import Key
from sdd.link.kinds import Foreign, Function, confidence_of, options_of
from sdd.link.meanings import Variable
from sdd.link.running import Site
from sdd.model.calls import QueryInLoop
from sdd.model.expressions import (
    Attribute,
    Await,
    Call,
    Conditional,
    Expression,
    Lambda,
    Name,
    Operator,
    Subscript,
    walk,
)
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Scope
from sdd.model.finding import Confidence, Place

_LOOPS = ("for", "async for")
# What gives the items of its first argument, in whatever order.
_PASSING = frozenset(
    f"builtins.{name}"
    for name in ("list", "tuple", "set", "sorted", "reversed", "enumerate", "iter")
)


class Queries:
    """Answers about queries; memoised, recursion ends in no."""

    def __init__(self, graph: CallGraph) -> None:
        self.types = graph.types
        self.running = graph.running
        self.asks: dict[Key, str] = {}
        self.gives: dict[Key, bool] = {}
        self.asking: set[tuple[str, int]] = set()

    def in_loops(self, functions: Iterable[Key]) -> Iterator[QueryInLoop]:
        """Every query in some functions that runs once for each row of another one."""
        for path, number in functions:
            facts = self.types.facts(path)
            if _has_loop(facts.scopes[number]):
                yield from self._in_function(facts, number)

    def _in_function(self, facts: ModuleFacts, number: int) -> Iterator[QueryInLoop]:
        heads: dict[tuple[int, int], bool] = {}
        for site in self.running.sites((facts.path, number)):
            if not isinstance(site.node, Call):
                continue
            for key, head, at in _loops_around(site):
                if key not in heads:
                    heads[key] = self.is_result(head, Spot(facts, key[0], at))
                if heads[key] and (found := self._query(site)):
                    name, via, confidence = found
                    place, loop = facts.place(site.node.at), _line(facts.place(at))
                    qualname = facts.scopes[number].qualname
                    yield QueryInLoop(name, via, place, loop, qualname, confidence)
                    break

    def _query(self, site: Site) -> tuple[str, str, Confidence] | None:
        """The query that a call makes, itself or through a helper."""
        if not isinstance(site.node, Call):
            return None
        callee = self.types.callee(site.node, site.spot)
        for kind in options_of(callee):
            if isinstance(kind, Foreign):
                known = self.types.catalogue.find_function(kind.name)
                if known is not None and known.query and (site.awaited or not known.awaitable):
                    return plain_name(known.name), "", kind.confidence
            if isinstance(kind, Function):
                query = self.query_of((kind.path, kind.scope))
                if query:
                    scope = self.types.scope(kind.path, kind.scope)
                    return query, scope.qualname, confidence_of(kind)
        return None

    def query_of(self, key: Key) -> str:
        """The first query that a function makes, at any depth; "" if it makes none."""
        if key not in self.asks:
            self.asks[key] = ""
            with suppress(RecursionError):
                found = next(filter(None, map(self._query, self.running.sites(key))), None)
                self.asks[key] = found[0] if found else ""
        return self.asks[key]

    def is_result(self, node: Expression, spot: Spot) -> bool:
        """Whether a value comes from a query, also by a helper that returns it."""
        match node:
            case Await(value=value) | Attribute(value=value) | Subscript(value=value):
                return self.is_result(value, spot)
            case Call():
                return self._is_made(node, spot)
            case Operator(operator="or", operands=operands):
                return any(self.is_result(each, spot) for each in operands)
            case Conditional(body=body, orelse=orelse):
                return self.is_result(body, spot) or self.is_result(orelse, spot)
            case Lambda(scope=scope):
                return self._is_filtered(spot, scope)
            case Name():
                return self._is_bound(node, spot)
        return False

    def _is_made(self, node: Call, spot: Spot) -> bool:
        for kind in options_of(self.types.callee(node, spot)):
            if isinstance(kind, Foreign):
                known = self.types.catalogue.find_function(kind.name)
                if known is not None and known.query:
                    return True
                if kind.name in _PASSING and node.arguments:
                    return self.is_result(node.arguments[0].value, spot)
            if isinstance(kind, Function) and self._returns_result((kind.path, kind.scope)):
                return True
        if isinstance(node.function, Attribute):
            return self.is_result(node.function.value, spot)
        return False

    def _returns_result(self, key: Key) -> bool:
        if key not in self.gives:
            self.gives[key] = False
            facts, scope = self.types.facts(key[0]), self.types.scope(*key)
            self.gives[key] = any(
                self.is_result(step.value, Spot(facts, key[1], step.at))
                for step in scope.steps
                if isinstance(step, Evaluation) and step.how == "return"
            )
        return self.gives[key]

    def _is_filtered(self, spot: Spot, scope: int) -> bool:
        """`[user for user in users]`: the items come from where the comprehension takes them."""
        inner = spot.facts.scopes[scope]
        return inner.kind == "comprehension" and any(
            step.value is not None and self.is_result(step.value, Spot(spot.facts, scope, spot.at))
            for step in inner.steps
            if isinstance(step, Binding) and step.how in _LOOPS
        )

    def _is_bound(self, node: Name, spot: Spot) -> bool:
        meanings = self.types.names.alternatives(spot.facts, spot.scope, node.id, spot.at)
        for meaning in meanings:
            if not isinstance(meaning, Variable) or meaning.binding.value is None:
                continue
            key = (meaning.path, meaning.binding.at)
            if key in self.asking or meaning.binding.how in _LOOPS:
                continue
            self.asking.add(key)
            try:
                home = Spot(self.types.facts(meaning.path), meaning.scope, meaning.binding.at)
                if self.is_result(meaning.binding.value, home):
                    return True
            finally:
                self.asking.discard(key)
        return False


def _has_loop(scope: Scope) -> bool:
    return any(block.kind in _LOOPS for block in scope.blocks) or any(
        isinstance(node, Lambda)
        for step in scope.steps
        if isinstance(step, Binding | Evaluation) and step.value is not None
        for node in walk(step.value)
    )


def _loops_around(site: Site) -> Iterator[tuple[tuple[int, int], Expression, int]]:
    """The loops that a site runs in, innermost first: a key, what is iterated, and where."""
    facts, number = site.spot.facts, site.spot.scope
    scope = facts.scopes[number]
    if scope.kind == "comprehension":
        for index, step in enumerate(scope.steps):
            if step is site.step:
                return  # what a clause iterates runs in the clauses before it alone
            if isinstance(step, Binding) and step.how in _LOOPS and step.value is not None:
                yield (number, -index - 1), step.value, step.at
        return
    block = site.step.block
    if isinstance(site.step, Binding) and site.step.how in _LOOPS:
        block = scope.blocks[block].parent
    while block >= 0:
        current = scope.blocks[block]
        if current.kind in _LOOPS and current.head is not None:
            at = next((s.at for s in scope.steps if s.block == block), site.step.at)
            yield (number, block), current.head, at
        block = current.parent


def _line(place: Place) -> Place:
    return Place(place.path, place.line, place.column, place.line, place.column + len("for"))
