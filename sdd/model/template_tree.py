"""All path templates of an application in one tree, asked which of them match what one matches."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Generic, TypeVar

Value = TypeVar("Value")

_DIGITS = frozenset("0123456789")
_SLOTS = ("{str}", "{path}", "{int}", "{float}", "{uuid}")

# Ways to read a path that are followed at once. Real tables need under ten; dropping one proves
# less and never more, and keeps the cost of a hostile table near its length.
_MOST_NODES = 200


class _Node(Generic[Value]):
    """A place in the tree. below: the next places by symbol; value: of the template ending here.

    inside: the symbol that leads here, if it is a parameter. depth: in symbols.
    """

    __slots__ = ("below", "depth", "inside", "value")

    def __init__(self, symbol: str = "", depth: int = 0) -> None:
        self.below: dict[str, _Node[Value]] = {}
        self.depth = depth
        self.inside = symbol if len(symbol) > 1 else ""
        self.value: Value | None = None

    def grow(self, symbol: str) -> "_Node[Value]":
        """The place that a symbol leads to, made if need be."""
        if symbol not in self.below:
            self.below[symbol] = _Node(symbol, self.depth + 1)
        return self.below[symbol]


class TemplateTree(Generic[Value]):
    """One value per template; templates are given as `path_symbols`.

    make: gives the value of a template that is new.
    """

    def __init__(self, make: Callable[[], Value]) -> None:
        self._root: _Node[Value] = _Node()
        self._make = make

    def at(self, symbols: tuple[str, ...]) -> Value:
        """The value of a template."""
        node = self._root
        for symbol in symbols:
            node = node.grow(symbol)
        if node.value is None:
            node.value = self._make()
        return node.value

    def covering(self, symbols: tuple[str, ...]) -> list[Value]:
        """The values of the templates that provably match every path that this one matches.

        The template itself is one of them if it is in the tree. A node is reached whatever
        stands in the given template's parameters, so what is reached at the end is proven.
        """
        nodes = list(_with_empty(self._root))
        for symbol in symbols:
            reached = (after for node in nodes for after in _after(node, symbol))
            nodes = list(dict.fromkeys(each for after in reached for each in _with_empty(after)))
            if len(nodes) > _MOST_NODES:
                nodes = sorted(nodes, key=attrgetter("depth"))[:_MOST_NODES]
        return [node.value for node in nodes if node.value is not None]


def _after(node: _Node[Value], symbol: str) -> Iterator[_Node[Value]]:
    """Where a symbol leads from a node, whose own parameter may go on."""
    if node.inside and _reads(node.inside, symbol, started=True):
        yield node
    if symbol in node.below:
        yield node.below[symbol]
    for slot in _SLOTS:
        if slot in node.below and _reads(slot, symbol, started=False):
            yield node.below[slot]


def _with_empty(node: _Node[Value]) -> Iterator[_Node[Value]]:
    """A node, and the one that follows because `{path}` also matches nothing."""
    yield node
    if "{path}" in node.below:
        yield node.below["{path}"]


def _reads(slot: str, symbol: str, *, started: bool) -> bool:
    """Whether a parameter takes all that a character or another parameter can stand for."""
    match slot:
        case "{path}":
            return True
        case "{str}":
            return symbol != "/" if len(symbol) == 1 else symbol in _SLOTS and symbol != "{path}"
        case "{int}":
            return symbol in _DIGITS or symbol == "{int}"
        case "{float}":
            return symbol in _DIGITS or symbol == "{int}" or (symbol == slot and not started)
    return symbol == slot and not started
