"""`isinstance`, `issubclass`, `hasattr` and their kin, as far as the answer is certain."""

from typing import TYPE_CHECKING

from sdd.link.framework import router_kind
from sdd.link.objects import (
    ClassValue,
    DictValue,
    External,
    FunctionValue,
    InstanceValue,
    ListValue,
    ModuleValue,
    Plain,
    Unclear,
    Value,
)
from sdd.link.routers import RouterValue
from sdd.link.values import iterated

if TYPE_CHECKING:
    from sdd.link.lookup import Lookup

UNKNOWN = Unclear("is a test of a type that is not known")
# Outside classes of which all bases that matter here are known.
KNOWN_BASES = {
    "builtins.object": {"builtins.object"},
    "abc.ABC": {"abc.ABC"},
    "typing.Generic": {"typing.Generic"},
    "typing.Protocol": {"typing.Protocol"},
    "pydantic.BaseModel": {"pydantic.BaseModel", "pydantic.main.BaseModel"},
    "pydantic.main.BaseModel": {"pydantic.BaseModel", "pydantic.main.BaseModel"},
    "pydantic_settings.BaseSettings": {"pydantic_settings.BaseSettings", "pydantic.BaseModel"},
    "enum.Enum": {"enum.Enum"},
}
_BUILTINS: dict[type, str] = {str: "str", int: "int", float: "float", bool: "bool"}


def test_type(evaluator: "Lookup", name: str, arguments: tuple[Value, ...]) -> Value:
    """What `isinstance(...)` or `issubclass(...)` gives."""
    if len(arguments) != 2:
        return UNKNOWN
    wanted = iterated(arguments[1]) or [arguments[1]]
    tests = [_is(evaluator, name, arguments[0], each) for each in wanted]
    if True in tests:
        return Plain(True)
    return UNKNOWN if None in tests else Plain(False)


def _is(evaluator: "Lookup", name: str, value: Value, wanted: Value) -> bool | None:
    if name == "issubclass":
        return _derives(evaluator, value, wanted) if isinstance(value, ClassValue) else None
    if isinstance(value, InstanceValue):
        return _derives(evaluator, value.kind, wanted)
    kind = _builtin_name(value)
    if not kind or not isinstance(wanted, External):
        return False if kind and isinstance(wanted, ClassValue) else None
    if isinstance(value, RouterValue):
        return True if router_kind(wanted.name) == value.kind else None
    owner, _, last = wanted.name.rpartition(".")
    return kind == last or (kind, last) == ("bool", "int") if owner == "builtins" else None


def _builtin_name(value: Value) -> str:
    match value:
        case Plain(value=plain):
            return _BUILTINS.get(type(plain), "NoneType")
        case ListValue(kind=kind):
            return kind
        case DictValue():
            return "dict"
        case RouterValue(kind=kind):
            return kind
        case ClassValue():
            return "type"
        case FunctionValue():
            return "function"
    return ""


def _derives(evaluator: "Lookup", kind: ClassValue, wanted: Value) -> bool | None:
    lineage = evaluator.lineage(kind)
    if isinstance(wanted, ClassValue) and any(each is wanted for each in lineage):
        return True
    roots = evaluator.roots_of(kind)
    bases = [base for each in lineage for base in each.bases]
    certain = roots <= KNOWN_BASES.keys() and not any(isinstance(base, Unclear) for base in bases)
    if isinstance(wanted, External):
        names = {name for root in roots for name in KNOWN_BASES.get(root, {root})}
        if wanted.name in names or wanted.name == "builtins.object":
            return True
    elif not isinstance(wanted, ClassValue):
        return None
    return False if certain else None


def test_attribute(evaluator: "Lookup", arguments: tuple[Value, ...]) -> Value:
    """What `hasattr(...)` gives; only what is there is certain."""
    if len(arguments) != 2 or not isinstance(arguments[1], Plain):
        return UNKNOWN
    if not isinstance(arguments[0], InstanceValue | ClassValue | ModuleValue):
        return UNKNOWN
    found = evaluator.member(arguments[0], str(arguments[1].value))
    return UNKNOWN if isinstance(found, Unclear) else Plain(True)


def test_coroutine(arguments: tuple[Value, ...]) -> Value:
    """What `inspect.iscoroutinefunction(...)` gives."""
    if len(arguments) == 1 and isinstance(arguments[0], FunctionValue):
        scope = arguments[0].definition
        return Plain((scope.is_async or arguments[0].awaits) and not scope.is_generator)
    return UNKNOWN
