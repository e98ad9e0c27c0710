"""What the user says of a callable, on top of what the catalogue says."""

from collections.abc import Collection

from msgspec import structs

from sdd.link.library import EVERY, Blocking, Callback, Function
from sdd.model.own_names import OwnNames

_BLOCKING = Blocking("own", "H", "await asyncio.to_thread(...)", "W")
_ANYTHING_OFF = Callback(EVERY, -1, "off")


def judge(own: OwnNames, name: str, known: Function | None) -> Function | None:
    """What holds for a dotted name, given what the libraries say of it, if anything.

    The user may have meant the name or, for a method that is inherited, the one that defines it.
    """
    names = {name, known.name} if known else {name}
    if _is_among(names, own.not_blocking):
        return structs.replace(known or Function(name), blocking=None)
    if _is_among(names, own.blocking):
        return structs.replace(known or Function(name), blocking=_BLOCKING)
    if _is_among(names, own.offloaders):
        return structs.replace(known or Function(name), callbacks=(_ANYTHING_OFF,))
    if known and known.blocking and known.blocking.severity == "L" and not own.metadata:
        return structs.replace(known, blocking=None)
    return known


def _is_among(names: Collection[str], patterns: tuple[str, ...]) -> bool:
    return any(_matches(name, pattern) for pattern in patterns for name in names)


def _matches(name: str, pattern: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith(".*") else name == pattern
