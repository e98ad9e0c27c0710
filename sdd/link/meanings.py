"""What a name can mean."""

from typing import TypeAlias

from msgspec import Struct

from sdd.model.expressions import Constant
from sdd.model.facts import Binding, Parameter


class External(Struct, frozen=True):
    """Something outside the project, by canonical dotted name, e.g. "requests.get"."""

    name: str


class ModuleMeaning(Struct, frozen=True):
    """A module or package of the project."""

    name: str


class Defined(Struct, frozen=True):
    """A class or function of the project: path of its file and index of its scope."""

    path: str
    scope: int


class Variable(Struct, frozen=True):
    """A name bound by assignment, `with`, `for`, ... in one scope of one file."""

    path: str
    scope: int
    binding: Binding


class Argued(Struct, frozen=True):
    """A parameter of a function of the project."""

    path: str
    scope: int
    parameter: Parameter


class Unknown(Struct, frozen=True):
    """No single meaning, and why."""

    reason: str


Meaning: TypeAlias = External | ModuleMeaning | Defined | Variable | Argued | Unknown


def agreed(meanings: tuple[Meaning, ...]) -> Meaning:
    """The meaning that all alternatives share; a None beside others does not count."""
    solid = [each for each in meanings if not is_none(each)]
    if len(solid) == 1:
        return solid[0]
    return Unknown("is bound more than once") if solid or not meanings else meanings[0]


def is_none(meaning: Meaning) -> bool:
    """Whether a name is bound to None, for something else to come."""
    return (
        isinstance(meaning, Variable)
        and meaning.binding.annotation is None
        and meaning.binding.value == Constant(None)
    )
