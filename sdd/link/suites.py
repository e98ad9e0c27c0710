"""In which suites of compound statements a registration stands, from the inside out."""

from collections.abc import Iterator

from sdd.model.expressions import Call, Expression, walk
from sdd.model.facts import Binding, Evaluation, ModuleFacts
from sdd.model.routes import Suite

_Spot = tuple[int, int]


class Suites:
    """Finds them, with one walk over each file that is asked about."""

    def __init__(self) -> None:
        self.spots: dict[str, dict[int, _Spot]] = {}

    def around(self, facts: ModuleFacts, call: Call) -> tuple[Suite, ...]:
        """The suites around a call or decorator; empty where nothing conditional is around it."""
        if facts.path not in self.spots:
            self.spots[facts.path] = dict(_spots(facts))
        scope, block = self.spots[facts.path].get(call.at, (-1, -1))
        return tuple(_outwards(facts, scope, block))


def _spots(facts: ModuleFacts) -> Iterator[tuple[int, _Spot]]:
    """Each call with the scope and the block of its statement."""
    for number, scope in enumerate(facts.scopes):
        for decorator in scope.decorators:
            yield from _calls(decorator, (scope.parent, scope.block))
        for step in scope.steps:
            if isinstance(step, Binding | Evaluation) and step.value is not None:
                yield from _calls(step.value, (number, step.block))


def _calls(node: Expression, spot: _Spot) -> Iterator[tuple[int, _Spot]]:
    return ((each.at, spot) for each in walk(node) if isinstance(each, Call))


def _outwards(facts: ModuleFacts, scope: int, block: int) -> Iterator[Suite]:
    while scope >= 0:
        around = facts.scopes[scope]
        while block >= 0:
            yield Suite(facts.path, scope, around.blocks[block].owner, block)
            block = around.blocks[block].parent
        scope, block = around.parent, around.block
