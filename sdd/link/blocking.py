"""Whether a call of a foreign callable blocks, given its arguments."""

from sdd.link.annotations import Spot
from sdd.link.kinds import Foreign, ForeignObject, Kind, options_of
from sdd.link.library import Blocking, Exemption
from sdd.link.types import Types
from sdd.model.expressions import Attribute, Call, Constant, Expression, Name, Text, walk

# The family of what starts an event loop: in code on a loop it fails instead of blocking.
STARTS_LOOP = "event loop"
_STARTING = Blocking(STARTS_LOOP, "H", "await", "N")
_STARTERS = frozenset(
    {"asyncio.run", "asyncio.Runner.run", "anyio.run", "trio.run", "uvloop.run"}
    | {f"asyncio.AbstractEventLoop.{name}" for name in ("run_until_complete", "run_forever")}
)


def blocking_call(types: Types, node: Call, spot: Spot, name: str) -> tuple[str, Blocking] | None:
    """The canonical name of what blocks, and how; None for a call that does not block."""
    known = types.catalogue.find_function(name)
    if (known.name if known else name) in _STARTERS:
        return known.name if known else name, _STARTING
    if known is None or known.blocking is None or known.awaitable:
        return None
    if any(_holds(types, node, spot, each) for each in known.blocking.unless):
        return None
    return known.name, known.blocking


def _holds(types: Types, node: Call, spot: Spot, exemption: Exemption) -> bool:
    position = exemption.position if exemption.position >= 0 else None
    value = node.argument(exemption.parameter, position) if exemption.parameter else None
    if value is None and exemption.position >= 0:
        value = node.argument("", position)
    if exemption.kind == "absent":
        return value is None and not node.unpacks
    if value is None:
        return False
    if exemption.kind == "equals":
        return _equals(value, exemption.value)
    if exemption.kind == "mentions":
        return _mentions(types, value, spot, exemption.name)
    return any(_has_type(types, each, exemption.name) for each in options_of(types.of(value, spot)))


def _equals(value: Expression, wanted: bool | int | float | str | None) -> bool:
    if isinstance(value, Text):
        return value.value == wanted
    return isinstance(value, Constant) and value.value == wanted


def _mentions(types: Types, value: Expression, spot: Spot, name: str) -> bool:
    return any(
        isinstance(kind, Foreign | ForeignObject) and kind.name == name
        for node in walk(value)
        if isinstance(node, Name | Attribute)
        for kind in options_of(types.of(node, spot))
    )


def _has_type(types: Types, kind: Kind, name: str) -> bool:
    return isinstance(kind, ForeignObject) and types.catalogue.is_subclass(kind.name, name)
