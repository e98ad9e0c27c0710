"""Annotations in quotes, as expressions."""

import ast

from sdd.model.expressions import (
    Attribute,
    Constant,
    Expression,
    Name,
    Opaque,
    Operator,
    Subscript,
)

MAX_LENGTH = 500


def parse_quoted(text: str) -> Expression | None:
    """The expression that a quoted annotation spells; None if it spells none.

    Names, attributes, brackets, unions and None are understood; anything else is opaque.
    """
    if len(text) > MAX_LENGTH:
        return None
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    return _convert(tree.body)


def _convert(node: ast.expr) -> Expression:
    match node:
        case ast.Name(id=name):
            return Name(name)
        case ast.Attribute(value=value, attr=attribute):
            return Attribute(_convert(value), attribute)
        case ast.Constant(value=None):
            return Constant(None)
        case ast.Constant(value=str(text)):
            return parse_quoted(text) or Opaque("text")
        case ast.Subscript(value=value, slice=ast.Tuple(elts=items)):
            return Subscript(_convert(value), tuple(_convert(item) for item in items))
        case ast.Subscript(value=value, slice=item):
            return Subscript(_convert(value), (_convert(item),))
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return Operator("|", (_convert(left), _convert(right)))
    return Opaque("annotation")
