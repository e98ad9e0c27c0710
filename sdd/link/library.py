"""What is known of a library: the values that the files in `libraries/` are read into."""

from typing import Literal, TypeAlias

from msgspec import Struct

Severity: TypeAlias = Literal["H", "M", "L"]
Fix: TypeAlias = Literal["S", "U", "W", "N"]
Constant: TypeAlias = bool | int | float | str | None
Relation: TypeAlias = Literal["equals", "mentions", "is", "absent"]
Runs: TypeAlias = Literal["off", "on", "either", "never"]

EVERY = "*"
SELF = "Self"


class TypeName(Struct, frozen=True):
    """A type, as `list[pathlib.Path]` names it.

    name: canonical dotted name of a class, or `Self` for the class of the object that was asked,
    which the catalogue replaces. arguments: of a generic class: the item of an
    iterator, the value that a context manager gives, the members of a tuple.
    """

    name: str
    arguments: tuple["TypeName", ...] = ()


class Exemption(Struct, frozen=True):
    """An argument with which a blocking callable does not block.

    parameter: name of the parameter, "" if it has none. position: 0-based among the arguments
    of the call (`self` is not counted), -1 if it is given by name only.
    kind: "equals": the argument is the constant `value`; "mentions": the canonical name `name`
    stands somewhere in it, as a flag; "is": it is an object of the class `name`;
    "absent": it is not given.
    """

    parameter: str
    position: int
    kind: Relation
    value: Constant = None
    name: str = ""


class Blocking(Struct, frozen=True):
    """How a callable blocks.

    family: "sleep", "http", "database", ... severity: "H" network, sleep, process, database or
    lock; "M" content of files or much computing; "L" metadata of files.
    instead: the asynchronous way, in words. fix: "S" a rewrite that is safe inside `async def`,
    "U" one that changes behaviour, "W" hand it to a thread, "N" none.
    rewrite: with "S", the canonical name of the coroutine function that takes the same arguments.
    """

    family: str
    severity: Severity
    instead: str
    fix: Fix
    rewrite: str = ""
    unless: tuple[Exemption, ...] = ()


class Callback(Struct, frozen=True):
    """An argument that is called by the callee.

    parameter and position as in `Exemption`; parameter "*": any argument.
    runs: "off" in a thread or process, "on" in the caller's thread (so on the loop), "either"
    a sync function in a thread and an async one on the loop, "never" not called.
    """

    parameter: str
    position: int
    runs: Runs


class Function(Struct, frozen=True):
    """A function or method of a library, or a class as the callable that makes its objects.

    name: canonical; of an inherited method, the name in the class that defines it.
    returns: what a call gives, or what awaiting it gives if awaitable; None if not known.
    awaitable: a call must be awaited, or entered with `async with`. query: it asks a database.
    """

    name: str
    blocking: Blocking | None = None
    returns: TypeName | None = None
    awaitable: bool = False
    query: bool = False
    callbacks: tuple[Callback, ...] = ()


class Module(Struct, frozen=True):
    """A module. functions by own name; attributes: types of objects that it holds."""

    functions: dict[str, Function]
    attributes: dict[str, TypeName]


class Class(Struct, frozen=True):
    """A class. bases: canonical names, without those that nothing is known of.

    methods by own name: `__init__` makes an object; `__enter__`, `__aenter__`, `__iter__`,
    `__aiter__`, `__getitem__` and `__call__` return what `with`, `for`, subscription and calling
    give. others: what holds for each public method that is not named, None if nothing does;
    plain: the names that `others` does not speak of.
    """

    name: str
    bases: tuple[str, ...]
    methods: dict[str, Function]
    attributes: dict[str, TypeName]
    others: Function | None = None
    plain: frozenset[str] = frozenset()
