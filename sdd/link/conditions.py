"""Under which arguments a statement of a function runs: `if flag:`, `if path is None: return`.

Only tests of parameters count, and only of such that still hold what the caller gave.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from msgspec import Struct

from sdd.link.reaching import block_at
from sdd.model.expressions import Constant, Expression, Name, Operator, Text, walk
from sdd.model.facts import Binding, Evaluation, Scope

Given: TypeAlias = bool | None
_LOOPS = ("for", "async for", "while")
_TESTS = ("if", "elif", "while")


class Condition(Struct, frozen=True):
    """A test that comes out as `holds`. names: the parameters that it asks about."""

    test: Expression
    holds: bool
    names: frozenset[str]


class Conditions:
    """The conditions of the statements of one function."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.parameters = {each.name for each in scope.parameters if "star" not in each.kind}

    @cached_property
    def kept(self) -> dict[str, int]:
        """Up to which number each parameter holds what it was given; -1 where a loop binds it."""
        end = self.scope.steps[-1].at + 1 if self.scope.steps else 0
        kept = dict.fromkeys(self.parameters, end)
        for step in self.scope.steps if kept else ():
            if isinstance(step, Binding):
                for name in _names(step.target) & kept.keys():
                    at = -1 if _is_repeated(self.scope, step.block) else step.at
                    kept[name] = min(kept[name], at)
        return kept

    @cached_property
    def heads(self) -> dict[int, frozenset[str]]:
        """The suites whose tests ask about parameters, with the names of these."""
        asking = {
            index: names
            for index, block in enumerate(self.scope.blocks)
            if block.kind in _TESTS and block.head is not None
            if (names := _names(block.head) & self.parameters)
        }
        starts = _starts(self.scope) if asking else {}
        return {
            index: kept
            for index, names in asking.items()
            if (kept := frozenset(each for each in names if self.keeps(each, starts.get(index, 0))))
        }

    @cached_property
    def leaving(self) -> tuple[tuple[int, int], ...]:
        """The suites of an `if` that end with `return` or `raise`, and where they do."""
        return tuple(_leaving(self.scope))

    def at(self, at: int) -> tuple[Condition, ...]:
        """What must hold for the statement with this number to run."""
        if not self.heads:
            return ()
        around = [-1]
        block = block_at(self.scope, at)
        while block >= 0:
            around.append(block)
            block = self.scope.blocks[block].parent
        found = [*self._entered(around), *self._passed(set(around), at)]
        return tuple(dict.fromkeys(found))

    def keeps(self, name: str, at: int) -> bool:
        """Whether a name is a parameter that still holds what it was given."""
        return at < self.kept.get(name, -1)

    def _entered(self, around: list[int]) -> Iterator[Condition]:
        """The tests of the suites around a statement, and those of the branches before them."""
        for inside in around:
            if inside in self.heads:
                yield self._condition(inside, holds=True)
            for other in self.heads if inside >= 0 else ():
                if other < inside and self._are_branches(other, inside):
                    yield self._condition(other, holds=False)

    def _are_branches(self, first: int, second: int) -> bool:
        """Whether two suites are of one `if`."""
        blocks = self.scope.blocks
        return blocks[first].owner == blocks[second].owner and blocks[first].kind != "while"

    def _passed(self, around: set[int], at: int) -> Iterator[Condition]:
        """The tests of suites that end the function before a statement is reached."""
        for block, end in self.leaving:
            if end < at and block in self.heads and self.scope.blocks[block].parent in around:
                yield self._condition(block, holds=False)

    def _condition(self, block: int, *, holds: bool) -> Condition:
        head = self.scope.blocks[block].head
        assert head is not None
        return Condition(head, holds, self.heads[block])


def may_run(conditions: tuple[Condition, ...], given: Mapping[str, Given]) -> bool:
    """Whether conditions can hold, given what is known of some parameters."""
    for each in conditions:
        known = {name: given[name] for name in each.names if name in given}
        if known and truth(each.test, known) is (not each.holds):
            return False
    return True


def names_in(conditions: tuple[Condition, ...]) -> set[str]:
    """The parameters that conditions ask about."""
    return {name for each in conditions for name in each.names}


def truth(test: Expression, known: Mapping[str, Given]) -> bool | None:
    """How a test comes out; None where that is not certain."""
    match test:
        case Name(id=name):
            return bool(known[name]) if name in known else None
        case Constant(value=value):
            return bool(value)
        case Text(value=str(text)):
            return bool(text)
        case Operator(operator="not", operands=(operand,)):
            inner = truth(operand, known)
            return None if inner is None else not inner
        case Operator(operator="and" | "or" as joined, operands=operands):
            return _joined(joined, [truth(each, known) for each in operands])
        case Operator(operator="is" | "==", operands=(Name(id=name), Constant(value=value))):
            return known[name] is value if name in known else None
        case Operator(operator="is not" | "!=", operands=(Name(id=name), Constant(value=value))):
            return known[name] is not value if name in known else None
    return None


def _joined(joined: str, parts: list[bool | None]) -> bool | None:
    decisive = joined == "or"
    if decisive in parts:
        return decisive
    return None if None in parts else not decisive


def _starts(scope: Scope) -> dict[int, int]:
    """The number of the first step of each suite."""
    starts: dict[int, int] = {}
    for step in scope.steps:
        block = step.block
        while block >= 0 and block not in starts:
            starts[block] = step.at
            block = scope.blocks[block].parent
    return starts


def _names(node: Expression) -> set[str]:
    return {each.id for each in walk(node) if isinstance(each, Name)}


def _is_repeated(scope: Scope, block: int) -> bool:
    while block >= 0:
        if scope.blocks[block].kind in _LOOPS:
            return True
        block = scope.blocks[block].parent
    return False


def _leaving(scope: Scope) -> Iterator[tuple[int, int]]:
    """The suites of an `if` that end with `return` or `raise`, with the number of that step."""
    last: dict[int, tuple[int, bool]] = {}
    for step in scope.steps:
        leaves = isinstance(step, Evaluation) and step.how in ("return", "raise")
        last[step.block] = (step.at, leaves)
    for block, (at, leaves) in last.items():
        if leaves and block >= 0 and scope.blocks[block].kind == "if":
            yield block, at
