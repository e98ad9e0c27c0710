"""The tables and small texts of which a file of `libraries/` is made; its README tells how."""

import tomllib
from collections.abc import Iterator
from typing import get_args

import msgspec
from msgspec import Struct, field

from sdd.link.library import Callback, Constant, Exemption, Fix, Relation, Runs, Severity, TypeName

# Short names that the files may use for what is written often.
_SHORT = {
    "list": "builtins.list",
    "tuple": "builtins.tuple",
    "dict": "builtins.dict",
    "type": "builtins.type",
    "Iterator": "collections.abc.Iterator",
    "AsyncIterator": "collections.abc.AsyncIterator",
    "ContextManager": "contextlib.AbstractContextManager",
    "AsyncContextManager": "contextlib.AbstractAsyncContextManager",
}
_CONSTANTS: dict[str, Constant] = {"True": True, "False": False, "None": None}


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """The table of a module or class, as written. Words are separated by white space."""

    aliases: str = ""
    bases: str = ""
    blocks: str = ""
    awaits: str = ""
    plain: str = ""
    queries: str = ""
    returns: dict[str, str] = field(default_factory=dict)
    holds: dict[str, str] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    family: dict[str, str] = field(default_factory=dict)
    severity: dict[Severity, str] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)
    fix: dict[Fix, str] = field(default_factory=dict)
    rewrites: dict[str, str] = field(default_factory=dict)
    unless: dict[str, str] = field(default_factory=dict)
    callbacks: dict[str, str] = field(default_factory=dict)


class Default(Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for every blocking callable of a file that says nothing else."""

    family: str = ""
    severity: Severity = "H"
    instead: str = "await asyncio.to_thread(...)"
    fix: Fix = "W"


class LibraryText(Struct, frozen=True, forbid_unknown_fields=True, rename={"classes": "class"}):
    """A file, as written; modules and classes by canonical name."""

    default: Default = Default()
    module: dict[str, Entry] = field(default_factory=dict)
    classes: dict[str, Entry] = field(default_factory=dict)


def parse_library(text: str) -> LibraryText:
    """The tables of a TOML text. Raises ValueError for a text that is no library."""
    return msgspec.convert(tomllib.loads(text), LibraryText)


def parse_type(text: str) -> TypeName:
    """`tuple[a.B, list[c.D]]` as a value; `Self` stays."""
    name, _, inside = text.partition("[")
    arguments = tuple(parse_type(part) for part in _split(inside.removesuffix("]")))
    return TypeName(_SHORT.get(name, name), arguments)


def _split(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for index, letter in enumerate(text):
        depth += (letter == "[") - (letter == "]")
        if letter == "," and not depth:
            yield text[start:index].strip()
            start = index + 1
    if text:
        yield text[start:].strip()


def parse_callback(text: str) -> Callback:
    """`func@0 off`. Raises ValueError where it does not say where the callback runs."""
    place, _, runs = text.partition(" ")
    return Callback(*_parse_place(place), msgspec.convert(runs, Runs))


def parse_exemption(text: str) -> Exemption:
    """`block@0=False`, `cmd@1 mentions fcntl.LOCK_NB`, `file@0 is io.BytesIO`, `path@0 absent`."""
    place, _, words = text.partition(" ")
    kind, _, name = words.partition(" ")
    if kind in get_args(Relation):
        return Exemption(*_parse_place(place), msgspec.convert(kind, Relation), name=name)
    place, equals, value = text.partition("=")
    if not equals:
        raise ValueError(f"{text!r} does not say what the argument has to be")
    return Exemption(*_parse_place(place), "equals", value=_parse_constant(value))


def _parse_place(text: str) -> tuple[str, int]:
    parameter, _, position = text.partition("@")
    return parameter, int(position) if position else -1


def _parse_constant(text: str) -> Constant:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return msgspec.convert(tomllib.loads(f"value = {text}")["value"], int | float | str)
