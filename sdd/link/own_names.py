"""The names that a project adds to the catalogue in `[tool.sdd.rules.ASY301]`."""

from msgspec import Struct, structs

from sdd.link.library import EVERY, Blocking, Callback, Function

_BLOCKING = Blocking("own", "H", "await asyncio.to_thread(...)", "W")
_ANYTHING_OFF = Callback(EVERY, -1, "off")


class OwnNames(Struct, frozen=True):
    """Dotted names of a project or of its libraries; `pkg.Client.*` is everything below.

    blocking: what blocks. not_blocking: what does not, whatever else says so. offloaders: what
    runs the functions that it is given in a thread. metadata: calls that only read metadata of
    files count as blocking.
    """

    blocking: tuple[str, ...] = ()
    not_blocking: tuple[str, ...] = ()
    offloaders: tuple[str, ...] = ()
    metadata: bool = False

    def judge(self, name: str, known: Function | None) -> Function | None:
        """What holds for a name, given what the libraries say of it."""
        if matches(name, self.not_blocking):
            return structs.replace(known or Function(name), blocking=None)
        if matches(name, self.blocking):
            return structs.replace(known or Function(name), blocking=_BLOCKING)
        if matches(name, self.offloaders):
            return structs.replace(known or Function(name), callbacks=(_ANYTHING_OFF,))
        if known and known.blocking and known.blocking.severity == "L" and not self.metadata:
            return structs.replace(known, blocking=None)
        return known


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a dotted name is one of the patterns or stands below one that ends in `.*`."""
    return any(
        name.startswith(each[:-1]) if each.endswith(".*") else name == each for each in patterns
    )
