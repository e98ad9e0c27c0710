"""Patterns of `match` in libcst become those of `ast`."""

import ast
from collections.abc import Sequence

import libcst as cst

from sdd.read.python.lowering.expressions import Expressions
from sdd.read.python.lowering.places import Places


class Patterns:
    """Lowers patterns."""

    def __init__(self, places: Places, expressions: Expressions) -> None:
        self.places = places
        self.expressions = expressions

    def convert(self, node: cst.CSTNode) -> ast.pattern:
        """One pattern with its place."""
        return self.places.put(self._lowered(node), node)

    def _lowered(self, node: cst.CSTNode) -> ast.pattern:
        match node:
            case cst.MatchValue(value=value):
                return ast.MatchValue(self.expressions.convert(value))
            case cst.MatchSingleton(value=cst.Name(value=word)):
                return ast.MatchSingleton({"True": True, "False": False}.get(word))
            case cst.MatchList(patterns=inner) | cst.MatchTuple(patterns=inner):
                return ast.MatchSequence(self._each(inner))
            case cst.MatchStar(name=name):
                return ast.MatchStar(name.value if name else None)
            case cst.MatchMapping():
                return self._mapping(node)
            case cst.MatchClass():
                return self._class(node)
            case cst.MatchAs(pattern=pattern, name=name):
                inside = self.convert(pattern) if pattern else None
                return ast.MatchAs(inside, name.value if name else None)
            case cst.MatchOr(patterns=alternatives):
                return ast.MatchOr([self.convert(each.pattern) for each in alternatives])
        return ast.MatchAs()

    def _each(self, nodes: Sequence[cst.MatchSequenceElement | cst.MatchStar]) -> list[ast.pattern]:
        return [
            self.convert(node if isinstance(node, cst.MatchStar) else node.value) for node in nodes
        ]

    def _mapping(self, node: cst.MatchMapping) -> ast.pattern:
        return ast.MatchMapping(
            [self.expressions.convert(each.key) for each in node.elements],
            [self.convert(each.pattern) for each in node.elements],
            node.rest.value if node.rest else None,
        )

    def _class(self, node: cst.MatchClass) -> ast.pattern:
        return ast.MatchClass(
            self.expressions.convert(node.cls),
            self._each(node.patterns),
            [each.key.value for each in node.kwds],
            [self.convert(each.pattern) for each in node.kwds],
        )
