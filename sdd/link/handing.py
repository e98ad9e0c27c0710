"""What the callers of a private function hand to a parameter that says nothing of itself."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd.link.annotations import Spot
from sdd.link.arguments import matched
from sdd.link.kinds import ABSENT, MEDIUM, UNTYPED, Choice, Kind, choose, weaken
from sdd.link.meanings import Argued
from sdd.model.expressions import Constant, Expression, Name

if TYPE_CHECKING:
    from sdd.link.types import Types


def handed(types: "Types", argued: Argued) -> Kind:
    """The kind that all callers agree on; unknown where one hands over anything else."""
    if "star" in argued.parameter.kind:
        return UNTYPED
    kind = choose(_kinds(types, argued))
    return UNTYPED if isinstance(kind, Choice) or kind == ABSENT else weaken(kind, MEDIUM)


def _kinds(types: "Types", argued: Argued) -> Iterator[Kind]:
    facts = types.facts(argued.path)
    scope = facts.scopes[argued.scope]
    is_method = facts.scopes[scope.parent].kind == "class"
    for site in types.private_calls.of(argued.path, argued.scope):
        given = matched(scope, site.node, bound=is_method)
        value = next((each for parameter, each in given if parameter == argued.parameter), None)
        if value is None:
            yield _left_out(argued.parameter.default)
        elif value != Name(argued.parameter.name) or site.scope != argued.scope:
            yield types.of(value, Spot(facts, site.scope, site.at))


def _left_out(default: Expression | None) -> Kind:
    return ABSENT if default == Constant(None) else UNTYPED
