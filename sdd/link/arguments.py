"""Which argument of a call a parameter receives."""

from collections.abc import Iterator
from typing import TypeAlias

from sdd.model.expressions import Call, Constant, Expression, Name
from sdd.model.facts import Parameter, Scope

# A constant, or the name of something that the caller hands on.
Plain: TypeAlias = Constant | Name


def matched(scope: Scope, node: Call, *, bound: bool) -> Iterator[tuple[Parameter, Expression]]:
    """The parameters of a function with the arguments that a call gives them."""
    parameters = scope.parameters[1:] if bound else scope.parameters
    places = [each for each in parameters if each.kind in ("positional", "normal")]
    names = {each.name: each for each in parameters if each.kind in ("normal", "keyword")}
    position = 0
    for argument in node.arguments:
        if argument.star:
            position = len(places) if argument.star == "*" else position
        elif argument.name:
            if argument.name in names:
                yield names[argument.name], argument.value
        elif position < len(places):
            yield places[position], argument.value
            position += 1


def plainly_given(scope: Scope, node: Call, *, bound: bool) -> tuple[tuple[str, Plain], ...]:
    """The parameters that receive None, True, False or a bare name; defaults count where it is
    sure that nothing else is given. bound: the first parameter is the receiver."""
    given = {parameter.name: value for parameter, value in matched(scope, node, bound=bound)}
    if not any(argument.star for argument in node.arguments):
        for parameter in scope.parameters[1:] if bound else scope.parameters:
            if parameter.default is not None:
                given.setdefault(parameter.name, parameter.default)
    return tuple(
        (name, value) for name, value in given.items() if isinstance(value, Constant | Name)
    )
