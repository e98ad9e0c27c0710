"""Questions about values: are they true, what do they hold, what do they make together."""

from collections.abc import Callable
from http import HTTPStatus
from operator import ge, gt, le, lt

from sdd.link.objects import (
    NONE,
    ClassValue,
    DictValue,
    External,
    FunctionValue,
    InstanceValue,
    ListValue,
    ModuleValue,
    Plain,
    Unclear,
    Union,
    Value,
)
from sdd.link.routers import RouterMethod, RouterValue

_ORDERINGS: dict[str, Callable[[float, float], bool]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
# Values that are certainly not None.
DEFINITE = (RouterValue, FunctionValue, ClassValue, InstanceValue, ListValue, DictValue)


def truth(value: Value) -> bool | None:
    """Whether a value is true; None where that is not known."""
    match value:
        case Plain(value=plain):
            return bool(plain)
        case ListValue(items=items):
            return bool(items)
        case DictValue(items=pairs):
            return bool(pairs)
        case RouterValue() | FunctionValue() | ClassValue() | InstanceValue() | ModuleValue():
            return True
    return None


def iterated(value: Value) -> list[Value] | None:
    """The items of a container; None where they are not known."""
    match value:
        case ListValue(items=items):
            return list(items)
        case DictValue(items=pairs):
            return [Plain(key) for key in pairs]
    return None


def contains(container: Value, item: Value) -> bool | None:
    """Whether a container has an item; None where either is not known."""
    plain, items = plain_of(item), iterated(container)
    if isinstance(plain, Unclear) or items is None:
        return None
    known = [plain_of(each) for each in items]
    return plain in known if not any(isinstance(each, Unclear) for each in known) else None


def unpack(value: Value, path: tuple[int, ...]) -> Value:
    """The part of a value that a target in a tuple receives."""
    for index in path:
        if not isinstance(value, ListValue) or index >= len(value.items):
            return Unclear("is unpacked")
        value = value.items[index]
    return value


def as_text(value: Value) -> Value:
    plain = plain_of(value)
    return value if isinstance(plain, Unclear) else Plain(str(plain))


def added(values: list[Value]) -> Value:
    """Text and lists that are put together."""
    plain = [plain_of(value) for value in values]
    if all(isinstance(each, str) for each in plain):
        return Plain("".join(str(each) for each in plain))
    lists = [value for value in values if isinstance(value, ListValue)]
    if values and len(lists) == len(values):
        return ListValue([item for each in lists for item in each.items])
    unclear = next((each for each in values if isinstance(each, Unclear)), None)
    return unclear or Unclear("is put together from values that are not constant")


def united(values: list[Value]) -> Value:
    if all(isinstance(value, DictValue) for value in values):
        made = DictValue({})
        for value in values:
            if isinstance(value, DictValue):
                made.items |= value.items
        return made
    flat: list[Value] = []
    for value in values:
        flat += value.items if isinstance(value, Union) else [value]
    return Union(tuple(flat))


def compared(operator: str, values: list[Value]) -> Value:
    """What a comparison of two values gives."""
    is_ordering = operator in _ORDERINGS
    if not is_ordering and NONE in values and any(isinstance(each, DEFINITE) for each in values):
        return Plain(operator in ("!=", "is not"))
    plain = [plain_of(value) for value in values]
    if len(plain) != 2 or any(isinstance(each, Unclear) for each in plain):
        return Unclear("is not known")
    if is_ordering:
        numbers = [each for each in plain if isinstance(each, int | float)]
        if len(numbers) != 2:
            return Unclear("is not known")
        return Plain(_ORDERINGS[operator](*numbers))
    equal = plain[0] == plain[1]
    return Plain(equal if operator in ("==", "is") else not equal)


def holds_router(value: Value) -> bool:
    """Whether a value is a router, a method of one such as `router.get`, or holds a router."""
    if isinstance(value, InstanceValue):
        return any(isinstance(each, RouterValue) for each in value.attributes.values())
    if isinstance(value, ListValue):
        return any(isinstance(item, RouterValue) for item in value.items)
    return isinstance(value, RouterValue | RouterMethod)


_STATUS = {status.name: status.value for status in HTTPStatus}


def plain_of(value: Value) -> int | float | str | bool | Unclear | None:
    """The constant that a value is, status codes by name included."""
    if isinstance(value, Plain):
        return value.value
    if isinstance(value, External):
        return status_of(value.name)
    return value if isinstance(value, Unclear) else Unclear("is no constant")


def status_of(name: str) -> int | Unclear:
    """`status.HTTP_201_CREATED` and `HTTPStatus.CREATED` by their names."""
    owner, _, last = name.removesuffix(".value").rpartition(".")
    if owner in ("fastapi.status", "starlette.status") and last.startswith("HTTP_"):
        digits = last.split("_")[1]
        return int(digits) if digits.isdigit() else Unclear("is no status code")
    if owner == "http.HTTPStatus" and last in _STATUS:
        return _STATUS[last]
    return Unclear(f"{name} is not followed")
