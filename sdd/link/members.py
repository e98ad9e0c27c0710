"""What an attribute or a subscript of a value gives."""

from typing import TYPE_CHECKING

from sdd.link.classes import Assigned, Key, kind_of_method
from sdd.link.foreign import kind_of, method_result, named
from sdd.link.kinds import (
    ABSENT,
    MEDIUM,
    UNTYPED,
    Awaitable,
    Choice,
    ClassKind,
    ContainerMethod,
    Foreign,
    ForeignObject,
    Function,
    Group,
    Items,
    Kind,
    Module,
    Object,
    Pairs,
    choose,
    weaken,
)
from sdd.link.meanings import Unknown
from sdd.link.patches import Patch
from sdd.model.facts import Binding, Definition, Import, Step

if TYPE_CHECKING:
    from sdd.link.types import Types

# What an awaitable is that is asked for more than its result.
_TASK = "asyncio.Task"


def member(types: "Types", owner: Kind, name: str) -> Kind:
    """The kind of `owner.name`."""
    match owner:
        case Choice(options=options):
            return choose(member(types, each, name) for each in options)
        case Foreign(name=prefix, confidence=confidence):
            return named(types.catalogue, f"{prefix}.{name}", confidence)
        case ForeignObject(name=prefix, confidence=confidence):
            return weaken(_of_foreign(types, prefix, name), confidence)
        case Module(name=module):
            return types.meant(types.names.exported(module, name))
        case Object(confidence=confidence):
            return weaken(_of_object(types, owner, name), confidence)
        case ClassKind(confidence=confidence):
            return weaken(_of_class(types, owner, name), confidence)
        case Items() | Pairs() | Group():
            return ContainerMethod(owner, name)
        case Function() if name == "__wrapped__":
            return owner
        case Awaitable() if types.catalogue.find_method(_TASK, name) is not None:
            return Foreign(f"{_TASK}.{name}")
    return owner if isinstance(owner, Unknown) else UNTYPED


def _of_foreign(types: "Types", owner: str, name: str) -> Kind:
    held = types.catalogue.find_attribute(owner, name)
    return kind_of(held) if held is not None else Foreign(f"{owner}.{name}")


def _of_object(types: "Types", owner: Object, name: str) -> Kind:
    key = (owner.path, owner.scope)
    plain = Object(owner.path, owner.scope)
    if owner.after is None:
        return types.once(("member", *key, name), lambda: _found(types, key, name, plain))
    return _found(types, key, name, plain, owner.after)


def _found(types: "Types", key: Key, name: str, receiver: Object, after: Key | None = None) -> Kind:
    found = types.classes.find(key, name, after)
    assigned = () if after else types.classes.assigned(key, name)
    declared = _declared(types, found, assigned)
    if declared is not None:
        return declared
    outside = _outside(types, key, name)
    if found is not None and isinstance(found[1][-1], Definition):
        if outside:
            return Unknown(f"{name} is assigned from outside")
        return _defined(types, found[0], found[1][-1].scope, receiver)
    values = [types.bound(types.facts(each.path), each.scope, each.binding) for each in assigned]
    values += _from_outside(types, outside)
    if found is not None:
        values.append(_held(types, found[0], found[1][-1]))
    if values:
        # Another module may set the attribute as well.
        return weaken(choose(values), MEDIUM)
    return _inherited(types, key, name)


def _outside(types: "Types", key: Key, name: str) -> list[Patch]:
    """The assignments to an attribute of a class, or of its objects, that no method makes."""
    patches = types.names.patches
    return [
        patch
        for each in types.classes.lineage(key).classes
        for patch in patches.of(types.names.qualified(*each), name)
    ]


def _from_outside(types: "Types", patches: list[Patch]) -> list[Kind]:
    return [
        types.bound(each.facts, each.scope, each.binding) if each.binding else UNTYPED
        for each in patches
    ]


def _declared(
    types: "Types", found: tuple[Key, list[Step]] | None, assigned: tuple[Assigned, ...]
) -> Kind | None:
    """The kind that an annotation of the attribute says, in the class body or in a method."""
    if found is not None:
        path, scope = found[0]
        for step in found[1]:
            if isinstance(step, Binding) and step.annotation is not None:
                kind = types.bound(types.facts(path), scope, step)
                if not isinstance(kind, Unknown) and kind != ABSENT:
                    return kind
    for each in assigned:
        if each.binding.annotation is not None:
            kind = types.bound(types.facts(each.path), each.scope, each.binding)
            if not isinstance(kind, Unknown):
                return kind
    return None


def _defined(types: "Types", owner: Key, scope: int, receiver: Object | ClassKind) -> Kind:
    """A method, property or nested class, as it is reached through an object or class."""
    path = owner[0]
    defined = types.scope(path, scope)
    if defined.kind == "class":
        return ClassKind(path, scope)
    how = kind_of_method(defined)
    if how == "staticmethod":
        return Function(path, scope)
    if how == "classmethod":
        return Function(path, scope, ClassKind(receiver.path, receiver.scope))
    if isinstance(receiver, ClassKind):
        return Function(path, scope)
    if how == "property":
        return types.returned(path, scope)
    return Function(path, scope, receiver)


def _held(types: "Types", owner: Key, step: Step) -> Kind:
    """What a name of a class body holds."""
    path, scope = owner
    if isinstance(step, Import):
        return types.meant(types.names.name(types.facts(path), scope, step.alias))
    return types.bound(types.facts(path), scope, step) if isinstance(step, Binding) else UNTYPED


def _inherited(types: "Types", key: Key, name: str) -> Kind:
    """A member that comes from outside the project."""
    lineage = types.classes.lineage(key)
    for base in lineage.foreign:
        held = types.catalogue.find_attribute(base, name)
        if held is not None:
            return kind_of(held)
        if types.catalogue.find_method(base, name) is not None:
            return Foreign(f"{types.catalogue.canonical(base)}.{name}")
    if lineage.known and len(lineage.foreign) == 1:
        return Foreign(f"{types.catalogue.canonical(lineage.foreign[0])}.{name}")
    return Unknown(f"{name} is no known attribute")


def _of_class(types: "Types", owner: ClassKind, name: str) -> Kind:
    key = (owner.path, owner.scope)
    found = types.classes.find(key, name)
    if found is None:
        return _inherited(types, key, name)
    outside, last = _outside(types, key, name), found[1][-1]
    if isinstance(last, Definition):
        if outside:
            return Unknown(f"{name} is assigned from outside")
        return _defined(types, found[0], last.scope, owner)
    declared = isinstance(last, Binding) and last.annotation is not None
    if not outside or declared:
        return _held(types, found[0], last)
    values = (_held(types, found[0], last), *_from_outside(types, outside))
    return weaken(choose(values), MEDIUM)


def member_item(types: "Types", owner: Kind) -> Kind:
    """What `owner[...]` gives."""
    match owner:
        case Choice(options=options):
            return choose(member_item(types, each) for each in options)
        case Foreign():
            return owner  # `sessionmaker[Session]` is the class itself
        case ForeignObject(name=name):
            return method_result(types.catalogue, name, "__getitem__") or UNTYPED
        case Object():
            found = types.classes.method((owner.path, owner.scope), "__getitem__")
            return types.returned(*found) if found else UNTYPED
    return UNTYPED
