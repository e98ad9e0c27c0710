"""What FastAPI injects into a parameter: the result of its dependency, not its annotation.

https://fastapi.tiangolo.com/tutorial/dependencies/ - a dependency is called; what it returns,
or yields once, is the value of the parameter.
"""

from typing import TYPE_CHECKING

from sdd.link.annotations import Spot
from sdd.link.calling import iterate, result, unwrap
from sdd.link.dependencies import INJECTORS
from sdd.link.kinds import UNTYPED, Awaitable, Choice, Function, Kind, choose
from sdd.link.meanings import External, Unknown
from sdd.model.expressions import Call, Expression, Subscript
from sdd.model.facts import Parameter

if TYPE_CHECKING:
    from sdd.link.types import Types


def injected(types: "Types", parameter: Parameter, spot: Spot) -> Kind | None:
    """The kind of what a dependency gives a parameter; None for a parameter that has none.

    spot: where the function is defined. A dependency whose result is not known is unknown, so
    that the annotation can speak.
    """
    if parameter.default is not None and (call := _injector(types, parameter.default, spot)):
        return _given(types, call, parameter.annotation, spot)
    if parameter.annotation is None:
        return None
    annotation, home = types.annotations.aliased(parameter.annotation, spot)
    return _annotated(types, annotation, home)


def _annotated(types: "Types", annotation: Expression, spot: Spot) -> Kind | None:
    """`Annotated[Session, Depends(get_session)]`, the last marker counts."""
    if not isinstance(annotation, Subscript) or not _is_annotated(types, annotation, spot):
        return None
    for item in reversed(annotation.items[1:]):
        call = _injector(types, item, spot)
        if call is not None:
            return _given(types, call, annotation.items[0], spot)
    inner, home = types.annotations.aliased(annotation.items[0], spot)
    return _annotated(types, inner, home)


def _is_annotated(types: "Types", node: Subscript, spot: Spot) -> bool:
    meaning = types.names.meaning(spot.facts, spot.scope, node.value, spot.at)
    return isinstance(meaning, External) and meaning.name.endswith(".Annotated")


def _injector(types: "Types", node: Expression, spot: Spot) -> Call | None:
    """A call of `Depends` or `Security`."""
    node, _ = types.annotations.aliased(node, spot)
    if not isinstance(node, Call):
        return None
    meaning = types.names.meaning(spot.facts, spot.scope, node.function, spot.at)
    return node if isinstance(meaning, External) and meaning.name in INJECTORS else None


def _given(types: "Types", call: Call, annotation: Expression | None, spot: Spot) -> Kind:
    target = call.argument("dependency", 0)
    if target is None:
        return types.annotations.kind(annotation, spot) if annotation is not None else UNTYPED
    given = _resolved(types, types.of(target, spot))
    if isinstance(given, Unknown) and annotation is not None:
        return types.annotations.kind(annotation, spot)
    return given


def _resolved(types: "Types", dependency: Kind) -> Kind:
    if isinstance(dependency, Choice):
        return choose(_resolved(types, each) for each in dependency.options)
    given = result(types, dependency)
    if isinstance(dependency, Function):
        scope = types.scope(dependency.path, dependency.scope)
        if scope.is_generator:
            return iterate(types, given)
    return unwrap(types, given) if isinstance(given, Awaitable) else given
