"""Kinds of displays, and of what functions return and yield."""

from typing import TYPE_CHECKING

from sdd.link.annotations import Spot
from sdd.link.kinds import ABSENT, NUMBER, TEXT, UNTYPED, Group, Items, Kind, Pairs, choose
from sdd.link.meanings import Unknown
from sdd.model.expressions import (
    Constant,
    Expression,
    FString,
    Mapping,
    Operator,
    Sequence,
    Text,
    walk,
)
from sdd.model.facts import Binding, Evaluation

if TYPE_CHECKING:
    from sdd.link.types import Types


def displayed(types: "Types", node: Expression, spot: Spot) -> Kind:
    """The kind of a constant, text, list, tuple, set or dict as it is written."""
    match node:
        case Constant(value=None):
            return ABSENT
        case Constant(value=int() | float()):
            return NUMBER
        case Text() | FString():
            return TEXT
        case Sequence(kind="tuple", items=items):
            return Group(tuple(types.of(each, spot) for each in items))
        case Sequence(items=items):
            return Items(choose(types.of(each, spot) for each in items))
        case Mapping(items=pairs):
            return Pairs(choose(types.of(value, spot) for _, value in pairs))
    return UNTYPED


def returned_by(types: "Types", path: str, scope: int) -> Kind:
    """What a function returns: its annotation, else what its return statements give."""
    function, facts = types.scope(path, scope), types.facts(path)
    if function.returns is not None:
        spot = Spot(facts, function.parent, function.at)
        declared = types.annotations.kind(function.returns, spot)
        if not isinstance(declared, Unknown):
            return declared
    return choose(
        types.of(step.value, Spot(facts, scope, step.at))
        for step in function.steps
        if isinstance(step, Evaluation) and step.how == "return"
    )


def yielded_by(types: "Types", path: str, scope: int) -> Kind:
    """What a generator yields: the item of its annotation, else what its yields give."""
    function, facts = types.scope(path, scope), types.facts(path)
    if function.returns is not None:
        spot = Spot(facts, function.parent, function.at)
        declared = types.annotations.kind(function.returns, spot)
        if isinstance(declared, Items) and not isinstance(declared.item, Unknown):
            return declared.item
    return choose(
        types.of(node.operands[0], Spot(facts, scope, step.at))
        for step in function.steps
        if isinstance(step, Binding | Evaluation) and step.value is not None
        for node in walk(step.value)
        if isinstance(node, Operator) and node.operator == "yield" and node.operands
    )
