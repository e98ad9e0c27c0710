"""Names that are written in settings, as the code defines them."""

from msgspec import structs

from sdd.link.library import EVERY
from sdd.link.meanings import Defined, External, Meaning, ModuleMeaning
from sdd.link.names import Names
from sdd.model.own_names import OwnNames


def follow(own: OwnNames, names: Names) -> OwnNames:
    """The same with each name as the code defines it, so that re-exports may be written."""
    return structs.replace(
        own,
        blocking=tuple(_followed(names, each) for each in own.blocking),
        not_blocking=tuple(_followed(names, each) for each in own.not_blocking),
        offloaders=tuple(_followed(names, each) for each in own.offloaders),
    )


def _followed(names: Names, name: str) -> str:
    head, *rest = name.split(".")
    meaning: Meaning = ModuleMeaning(head) if names.program.exists(head) else External(head)
    while rest and rest[0] != EVERY and isinstance(meaning, ModuleMeaning):
        meaning = names.member(meaning, rest.pop(0))
    match meaning:
        case Defined(path=path, scope=scope):
            return ".".join((names.qualified(path, scope), *rest))
        case External(name=head) | ModuleMeaning(name=head):
            return ".".join((head, *rest))
    return name
