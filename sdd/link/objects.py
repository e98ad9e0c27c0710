"""What expressions evaluate to when a module is followed without being run."""

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from sdd.link.environment import Env
from sdd.link.routers import RouteDecorator, RouteObject, RouterMethod, RouterValue
from sdd.model.facts import ModuleFacts, Scope


class Plain(Struct, frozen=True):
    """A number, text, boolean or None."""

    value: int | float | str | bool | None


class External(Struct, frozen=True):
    """Something outside the project, by canonical dotted name."""

    name: str


class ExternalObject(Struct, frozen=True):
    """What a call of something outside gives, with its arguments."""

    name: str
    arguments: tuple["Value", ...] = ()
    keywords: tuple[tuple[str, "Value"], ...] = ()

    def get(self, name: str, position: int = -1) -> "Value | None":
        """An argument by keyword, or by position."""
        for keyword, value in self.keywords:
            if keyword == name:
                return value
        return self.arguments[position] if 0 <= position < len(self.arguments) else None


class ModuleValue(Struct, frozen=True):
    """A module or package of the project."""

    name: str


class Unclear(Struct, frozen=True):
    """A value that cannot be known, and why. module: the unread one that would tell, or ""."""

    reason: str
    module: str = ""


class Generic(Struct, frozen=True):
    """`origin[items]`, e.g. `list[Book]` or `Annotated[Session, Depends(get_db)]`."""

    origin: "Value"
    items: tuple["Value", ...]


class Union(Struct, frozen=True):
    """`A | B`."""

    items: tuple["Value", ...]


class FunctionValue(Struct, eq=False):
    """A function of the project with the environment that it was defined in.

    receiver: what it is bound to as a method, if anything. awaits: a decorator that keeps its
    signature makes it a coroutine function.
    """

    env: Env
    scope: int
    receiver: "Value | None" = None
    awaits: bool = False

    @property
    def facts(self) -> ModuleFacts:
        """The file that defines it."""
        return self.env.facts

    @property
    def definition(self) -> Scope:
        """Its scope."""
        return self.env.facts.scopes[self.scope]

    @property
    def identity(self) -> tuple[str, int]:
        """Path and scope: the same for every closure of one `def`."""
        return (self.env.facts.path, self.scope)


class ClassValue(Struct, eq=False):
    """A class of the project. env: its body after it ran; bases: evaluated."""

    env: Env
    scope: int
    bases: tuple["Value", ...]
    keywords: tuple[tuple[str, "Value"], ...] = ()

    @property
    def definition(self) -> Scope:
        """Its scope."""
        return self.env.facts.scopes[self.scope]

    @property
    def facts(self) -> ModuleFacts:
        """The file that defines it."""
        return self.env.facts


class InstanceValue(Struct, eq=False):
    """An object of a class of the project, with what was set on it."""

    kind: ClassValue
    attributes: dict[str, "Value"]


class Bag(Struct, eq=False):
    """An object without a class that only carries attributes, as `app.state` does."""

    attributes: dict[str, "Value"]


class PartialValue(Struct, eq=False):
    """`functools.partial(function, ...)`."""

    function: "Value"
    arguments: tuple["Value", ...]
    keywords: tuple[tuple[str, "Value"], ...]


class ListValue(Struct, eq=False):
    """A list, tuple or set whose items are known; mutable, as lists are."""

    items: list["Value"]
    kind: str = "list"


class DictValue(Struct, eq=False):
    """A dict; partial: it has more keys than are known."""

    items: dict[str | int | float | bool | None, "Value"]
    partial: bool = False


class Deferred(Struct, frozen=True):
    """A name imported from a module of the project, looked up when it is used."""

    module: str
    name: str


class Method(Struct, eq=False):
    """A method of a list, dict or text that was looked up and not yet called."""

    owner: "ListValue | DictValue | Plain"
    name: str


class Super(Struct, eq=False):
    """`super()` inside a method of a class of the project."""

    kind: ClassValue
    receiver: "Value"


Value: TypeAlias = (
    Plain
    | External
    | ExternalObject
    | ModuleValue
    | Unclear
    | Generic
    | Union
    | FunctionValue
    | ClassValue
    | InstanceValue
    | Bag
    | PartialValue
    | ListValue
    | DictValue
    | RouterValue
    | RouterMethod
    | RouteDecorator
    | RouteObject
    | Deferred
    | Method
    | Super
)

NONE = Plain(None)


def dict_of(values: Mapping[str, Value]) -> DictValue:
    """A dict value with these text keys."""
    made = DictValue({})
    made.items.update((key, value) for key, value in values.items())
    return made
