"""What is known of a value without running anything: its kind.

A kind is a class, an object, a callable or a container; `Unknown` says why there is none.
"""

from collections.abc import Iterable
from typing import TypeAlias

import msgspec
from msgspec import Struct

from sdd.link.meanings import Unknown
from sdd.model.finding import Confidence

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
# More alternatives than this say nothing of a value any more.
MOST_OPTIONS = 8


class Foreign(Struct, frozen=True):
    """Something outside the project by canonical dotted name: a module, class or callable.

    A method that is reached through an object carries the name of the object's class.
    """

    name: str
    confidence: Confidence = HIGH


class ForeignObject(Struct, frozen=True):
    """An object of a class outside the project. name: the canonical name of its class."""

    name: str
    confidence: Confidence = HIGH


class Module(Struct, frozen=True):
    """A module or package of the project, by dotted name."""

    name: str


class ClassKind(Struct, frozen=True):
    """A class of the project: path of its file and index of its scope."""

    path: str
    scope: int
    confidence: Confidence = HIGH


class Object(Struct, frozen=True):
    """An object of a class of the project. after: methods of this class (path and scope) and of
    those before it are passed over, as `super()` does; None for a plain object."""

    path: str
    scope: int
    confidence: Confidence = HIGH
    after: tuple[str, int] | None = None


class Function(Struct, frozen=True):
    """A function, method or lambda of the project. receiver: what it is bound to, if anything."""

    path: str
    scope: int
    receiver: "Kind | None" = None
    confidence: Confidence = HIGH


class Partial(Struct, frozen=True):
    """`functools.partial(function, ...)`."""

    function: "Kind"


class Produces(Struct, frozen=True):
    """A callable of which only the result is known, e.g. from `Callable[[], Session]`."""

    result: "Kind"


class Awaitable(Struct, frozen=True):
    """A coroutine, task or future; result: what `await` gives."""

    result: "Kind"


class Manager(Struct, frozen=True):
    """A context manager of which only the value is known that `with` binds."""

    value: "Kind"


class Items(Struct, frozen=True):
    """Something that can be iterated; item: what it holds."""

    item: "Kind"


class Pairs(Struct, frozen=True):
    """A mapping; value: what it holds under its keys."""

    value: "Kind"


class Group(Struct, frozen=True):
    """A tuple of known length."""

    items: tuple["Kind", ...]


class ContainerMethod(Struct, frozen=True):
    """A method of an `Items`, `Pairs` or `Group`."""

    owner: "Kind"
    name: str


class Choice(Struct, frozen=True):
    """One of several kinds."""

    options: tuple["Kind", ...]


class Absent(Struct, frozen=True):
    """None."""


Kind: TypeAlias = (
    Foreign
    | ForeignObject
    | Module
    | ClassKind
    | Object
    | Function
    | Partial
    | Produces
    | Awaitable
    | Manager
    | Items
    | Pairs
    | Group
    | ContainerMethod
    | Choice
    | Absent
    | Unknown
)

ABSENT = Absent()
UNTYPED = Unknown("has no type that can be known")
TEXT = ForeignObject("builtins.str")
NUMBER = ForeignObject("builtins.int")


def options_of(kind: Kind) -> tuple[Kind, ...]:
    """The alternatives of a kind; one for most."""
    return kind.options if isinstance(kind, Choice) else (kind,)


def choose(kinds: Iterable[Kind]) -> Kind:
    """One kind for several alternatives; None counts only where there is nothing else."""
    flat = dict.fromkeys(option for kind in kinds for option in options_of(kind))
    known = [kind for kind in flat if kind != ABSENT and not isinstance(kind, Unknown)]
    unknown = next((kind for kind in flat if isinstance(kind, Unknown)), None)
    if len(known) > MOST_OPTIONS:
        return Unknown("has too many types")
    rest = [*known, unknown] if unknown else known
    if not rest:
        return ABSENT if flat else UNTYPED
    return rest[0] if len(rest) == 1 else Choice(tuple(rest))


def prefer_known(kinds: Iterable[Kind]) -> Kind:
    """As `choose`, but an alternative that is not known only makes the others less sure."""
    options = [option for kind in kinds for option in options_of(kind)]
    known = [option for option in options if not isinstance(option, Unknown)]
    if len(known) == len(options) or not known:
        return choose(options)
    return weaken(choose(known), MEDIUM)


def weaken(kind: Kind, confidence: Confidence) -> Kind:
    """The kind with a confidence that is no higher than the given one."""
    match kind:
        case Choice(options=options):
            return Choice(tuple(weaken(option, confidence) for option in options))
        case Items(item=inner):
            return Items(weaken(inner, confidence))
        case Pairs(value=inner):
            return Pairs(weaken(inner, confidence))
        case Awaitable(result=inner):
            return Awaitable(weaken(inner, confidence))
        case Manager(value=inner):
            return Manager(weaken(inner, confidence))
        case Produces(result=inner):
            return Produces(weaken(inner, confidence))
        case Foreign() | ForeignObject() | ClassKind() | Object() | Function():
            if kind.confidence.rank > confidence.rank:
                return msgspec.structs.replace(kind, confidence=confidence)
    return kind


def confidence_of(kind: Kind) -> Confidence:
    """How sure a kind is; high where it carries no doubt of its own."""
    match kind:
        case Foreign() | ForeignObject() | ClassKind() | Object() | Function():
            return kind.confidence
        case Partial(function=inner):
            return confidence_of(inner)
    return HIGH


def weakest(first: Confidence, second: Confidence) -> Confidence:
    """The lower of two confidences: a chain is as sure as its weakest link."""
    return first if first.rank <= second.rank else second
