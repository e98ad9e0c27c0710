"""Calls whose result follows from their arguments, as those of `functools.partial`."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from sdd.link.annotations import Spot
from sdd.link.kinds import (
    NUMBER,
    UNTYPED,
    Awaitable,
    ClassKind,
    Foreign,
    ForeignObject,
    Group,
    Items,
    Kind,
    Manager,
    Object,
    Pairs,
    Partial,
    choose,
    options_of,
)
from sdd.model.expressions import Call, Expression, Text

if TYPE_CHECKING:
    from sdd.link.types import Types

Result: TypeAlias = Callable[["Types", Call, Spot], Kind]


def _argument(types: "Types", node: Call, spot: Spot, position: int) -> Kind:
    found = _at(node, position)
    return types.of(found, spot) if found is not None else UNTYPED


def _at(node: Call, position: int) -> Expression | None:
    before = node.arguments[: position + 1]
    if len(before) <= position or any(each.star or each.name for each in before):
        return None
    return before[-1].value


def _cast(types: "Types", node: Call, spot: Spot) -> Kind:
    wanted = node.argument("typ", 0)
    return types.annotations.kind(wanted, spot) if wanted is not None else UNTYPED


def _partial(types: "Types", node: Call, spot: Spot) -> Kind:
    return Partial(_argument(types, node, spot, 0))


def _super(types: "Types", node: Call, spot: Spot) -> Kind:
    from sdd.link.calling import enclosing_class

    owner = enclosing_class(spot.facts, spot.scope)
    if owner is None:
        return UNTYPED
    return Object(spot.facts.path, owner, after=(spot.facts.path, owner))


def _same(position: int) -> Result:
    return lambda types, node, spot: _argument(types, node, spot, position)


def _list_of(types: "Types", node: Call, spot: Spot) -> Kind:
    return Items(_iterated(types, _argument(types, node, spot, 0)))


def _item_of(types: "Types", node: Call, spot: Spot) -> Kind:
    return _iterated(types, _argument(types, node, spot, 0))


def _iterated(types: "Types", kind: Kind) -> Kind:
    from sdd.link.calling import iterate

    return iterate(types, kind)


def _enumerated(types: "Types", node: Call, spot: Spot) -> Kind:
    return Items(Group((NUMBER, _item_of(types, node, spot))))


def _zipped(types: "Types", node: Call, spot: Spot) -> Kind:
    return Items(
        Group(tuple(_iterated(types, types.of(each.value, spot)) for each in node.arguments))
    )


def _mapped(types: "Types", node: Call, spot: Spot) -> Kind:
    from sdd.link.calling import result

    return Items(result(types, _argument(types, node, spot, 0)))


def _dict(types: "Types", node: Call, spot: Spot) -> Kind:
    first = _argument(types, node, spot, 0)
    if isinstance(first, Pairs):
        return first
    return Pairs(choose(types.of(each.value, spot) for each in node.arguments if each.name))


def _attribute(types: "Types", node: Call, spot: Spot) -> Kind:
    from sdd.link.members import member

    name = _at(node, 1)
    if isinstance(name, Text) and name.value:
        return member(types, _argument(types, node, spot, 0), name.value)
    return UNTYPED


def _class(types: "Types", node: Call, spot: Spot) -> Kind:
    return choose(_class_of(each) for each in options_of(_argument(types, node, spot, 0)))


def _class_of(kind: Kind) -> Kind:
    match kind:
        case Object(path=path, scope=scope, confidence=confidence):
            return ClassKind(path, scope, confidence)
        case ForeignObject(name=name, confidence=confidence):
            return Foreign(name, confidence)
    return UNTYPED


def _managed(types: "Types", node: Call, spot: Spot) -> Kind:
    return Manager(_argument(types, node, spot, 0))


def _entered(types: "Types", node: Call, spot: Spot) -> Kind:
    from sdd.link.calling import enter

    return enter(types, _argument(types, node, spot, 0))


def _awaited(types: "Types", node: Call, spot: Spot) -> Kind:
    from sdd.link.calling import unwrap

    return unwrap(types, _argument(types, node, spot, 0))


def _scheduled(types: "Types", node: Call, spot: Spot) -> Kind:
    return Awaitable(_awaited(types, node, spot))


def _gathered(types: "Types", node: Call, spot: Spot) -> Kind:
    from sdd.link.calling import unwrap

    if any(each.star for each in node.arguments):
        return Awaitable(UNTYPED)
    values = [each.value for each in node.arguments if not each.name]
    return Awaitable(Group(tuple(unwrap(types, types.of(each, spot)) for each in values)))


def _run(position: int) -> Result:
    """The awaitable result of a function that is handed on."""

    def run(types: "Types", node: Call, spot: Spot) -> Kind:
        from sdd.link.calling import result, unwrap

        given = result(types, _argument(types, node, spot, position))
        return Awaitable(unwrap(types, given) if isinstance(given, Awaitable) else given)

    return run


SPECIAL: dict[str, Result] = {
    "typing.cast": _cast,
    "functools.partial": _partial,
    "builtins.super": _super,
    "builtins.list": _list_of,
    "builtins.tuple": _list_of,
    "builtins.set": _list_of,
    "builtins.frozenset": _list_of,
    "builtins.sorted": _list_of,
    "builtins.reversed": _list_of,
    "builtins.iter": _list_of,
    "builtins.filter": lambda types, node, spot: Items(
        _iterated(types, _argument(types, node, spot, 1))
    ),
    "builtins.map": _mapped,
    "builtins.next": _item_of,
    "builtins.max": _item_of,
    "builtins.min": _item_of,
    "builtins.enumerate": _enumerated,
    "builtins.zip": _zipped,
    "builtins.dict": _dict,
    "builtins.getattr": _attribute,
    "builtins.type": _class,
    "copy.copy": _same(0),
    "copy.deepcopy": _same(0),
    "contextlib.closing": _managed,
    "contextlib.aclosing": _managed,
    "contextlib.nullcontext": _managed,
    "contextlib.ExitStack.enter_context": _entered,
    "asyncio.run": _awaited,
    "asyncio.wait_for": _scheduled,
    "asyncio.shield": _scheduled,
    "asyncio.create_task": _scheduled,
    "asyncio.ensure_future": _scheduled,
    "asyncio.gather": _gathered,
    "asyncio.to_thread": _run(0),
    "anyio.to_thread.run_sync": _run(0),
    "fastapi.concurrency.run_in_threadpool": _run(0),
    "starlette.concurrency.run_in_threadpool": _run(0),
}
