"""Whose an exception is that is caught, and so for whom its text was written."""

from collections.abc import Iterable, Iterator

from sdd.link.annotations import Spot
from sdd.link.kinds import ClassKind, Foreign, Kind, options_of
from sdd.link.library_files import library_files
from sdd.link.types import Types
from sdd.model.expressions import Call, Expression, Name, Sequence
from sdd.model.practices import ANY, INPUT, INTERNAL, OWN, PUBLIC, VALUE

_EVERYTHING = frozenset({"builtins.Exception", "builtins.BaseException"})
_VALUES = frozenset(
    {"builtins.ValueError", "builtins.AssertionError", "builtins.NotImplementedError"}
)
HTTP = frozenset(
    {"fastapi.HTTPException", "fastapi.exceptions.HTTPException"}
    | {"starlette.exceptions.HTTPException", "fastapi.exceptions.StarletteHTTPException"}
)
_INPUT = frozenset(
    {"pydantic.ValidationError", "pydantic_core.ValidationError"}
    | {"fastapi.exceptions.RequestValidationError", "pydantic_core.PydanticCustomError"}
)
# Modules of the standard library that reach out of the process.
_SPEAKING = ("socket", "ssl", "subprocess", "smtplib", "imaplib", "ftplib", "sqlite3", "urllib")
_SILENT = frozenset({"stdlib", "hashing", "data", "web"})
_CHECKING = frozenset({"jwt", "email_validator", "authlib"})
# From the most to the least that nobody wrote for a client.
_ORDER = (ANY, INTERNAL, VALUE, OWN, INPUT, PUBLIC)


def origin_of(types: Types, head: Expression | None, spot: Spot) -> tuple[str, str]:
    """Whose an exception is that an `except` names, and the name that tells.

    head: what stands behind `except`; None for a bare one. Of several the worst counts.
    """
    found = [(_origin(types, each, spot), each) for each in _heads(head)]
    if not found:
        return ANY, "any exception"
    origin, node = min(found, key=lambda each: _ORDER.index(each[0]))
    return origin, _name(node)


def narrowed(tests: Iterable[Expression], name: str) -> Expression | None:
    """The class that an `isinstance(error, Class)` around the place says, innermost first."""
    for test in tests:
        match test:
            case Call(function=Name(id="isinstance"), arguments=(first, second)) if (
                first.value == Name(name)
            ):
                return second.value
    return None


def is_http(types: Types, kind: Kind) -> bool:
    """Whether a class is HTTPException, or one of the project that inherits from it."""
    if isinstance(kind, Foreign):
        return kind.name in HTTP
    return isinstance(kind, ClassKind) and not HTTP.isdisjoint(
        types.classes.lineage((kind.path, kind.scope)).foreign
    )


def _heads(head: Expression | None) -> Iterator[Expression]:
    if isinstance(head, Sequence):
        for item in head.items:
            yield from _heads(item)
    elif head is not None:
        yield head


def _origin(types: Types, node: Expression, spot: Spot) -> str:
    origins = {_of_kind(types, kind) for kind in options_of(types.of(node, spot))}
    return min(origins, key=_ORDER.index)


def _of_kind(types: Types, kind: Kind) -> str:
    if is_http(types, kind):
        return PUBLIC
    if isinstance(kind, ClassKind):
        foreign = types.classes.lineage((kind.path, kind.scope)).foreign
        return INPUT if _INPUT.intersection(foreign) else OWN
    if not isinstance(kind, Foreign):
        return OWN
    if kind.name in _EVERYTHING:
        return ANY
    if kind.name in _INPUT:
        return INPUT
    if kind.name in _VALUES or not _speaks_of_internals(kind.name):
        return VALUE
    return INTERNAL


def _speaks_of_internals(name: str) -> bool:
    """Whether the errors of a library tell of hosts, statements and files, by what it is for.

    What parses or checks something tells of what it was given.
    """
    package = name.partition(".")[0]
    if package in ("builtins", *_SPEAKING):
        return True
    known = library_files().get(package)
    return known is not None and known.parent.name not in _SILENT and package not in _CHECKING


def _name(node: Expression) -> str:
    return str(getattr(node, "id", "") or getattr(node, "attr", "") or "an exception")
