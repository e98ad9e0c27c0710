"""Kinds of what comes from libraries, by the catalogue."""

from sdd.link.catalogue import Catalogue
from sdd.link.kinds import (
    ABSENT,
    UNTYPED,
    Awaitable,
    Foreign,
    ForeignObject,
    Group,
    Items,
    Kind,
    Manager,
    Pairs,
    weaken,
)
from sdd.link.library import TypeName
from sdd.model.finding import Confidence

_ITEMS = frozenset(
    {"builtins.list", "builtins.set", "collections.abc.Iterator", "collections.abc.AsyncIterator"}
)
_MANAGERS = frozenset(
    {"contextlib.AbstractContextManager", "contextlib.AbstractAsyncContextManager"}
)


def named(catalogue: Catalogue, name: str, confidence: Confidence = Confidence.HIGH) -> Kind:
    """What a dotted name outside the project stands for."""
    held = catalogue.find_object(name) if "." in name else None
    if held is not None:
        return weaken(kind_of(held), confidence)
    return Foreign(catalogue.canonical(name), confidence)


def kind_of(name: TypeName) -> Kind:
    """The kind of a value of a type that the catalogue names."""
    inner = [kind_of(each) for each in name.arguments]
    first = inner[0] if inner else UNTYPED
    if name.name in _ITEMS:
        return Items(first)
    if name.name == "builtins.dict":
        return Pairs(inner[-1] if inner else UNTYPED)
    if name.name == "builtins.tuple":
        return Group(tuple(inner)) if inner else Items(UNTYPED)
    if name.name == "builtins.type":
        return Foreign(first.name) if isinstance(first, ForeignObject) else UNTYPED
    if name.name in _MANAGERS:
        return Manager(first)
    if name.name in ("None", "builtins.None"):
        return ABSENT
    return ForeignObject(name.name)


def result_of(catalogue: Catalogue, name: str, confidence: Confidence) -> Kind:
    """What a call of a foreign function, method or class gives."""
    known = catalogue.find_function(name)
    if known is None:
        return ForeignObject(name, confidence) if _is_class_name(name) else UNTYPED
    result = kind_of(known.returns) if known.returns is not None else UNTYPED
    return weaken(Awaitable(result) if known.awaitable else result, confidence)


def method_result(catalogue: Catalogue, owner: str, method: str) -> Kind | None:
    """What a special method of a foreign class gives, e.g. `__enter__`; None if not known."""
    known = catalogue.find_method(owner, method)
    if known is None or known.returns is None:
        return None
    return kind_of(known.returns)


def _is_class_name(name: str) -> bool:
    """By the convention of PEP 8: nothing else is known of a class that no file describes."""
    owner, _, last = name.rpartition(".")
    stem = last.lstrip("_")
    is_inside_class = owner.rpartition(".")[2][:1].isupper()
    return stem[:1].isupper() and not stem.isupper() and not is_inside_class
