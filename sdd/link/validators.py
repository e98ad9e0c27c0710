"""The functions of the project that pydantic calls while it makes a model."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sdd.link.annotations import Spot
from sdd.link.calling import is_named
from sdd.link.classes import Key
from sdd.link.kinds import Items, Kind, Object, Pairs, options_of
from sdd.model.facts import Binding

if TYPE_CHECKING:
    from sdd.link.types import Types

_MARKS = frozenset(
    f"{module}.{name}"
    for module in ("pydantic", "pydantic.functional_validators", "pydantic.class_validators")
    for name in ("field_validator", "model_validator", "validator", "root_validator")
)
_ROOT = "pydantic"


def validators(types: "Types", model: Key) -> tuple[Key, ...]:
    """The validators of a model, inherited ones included; none for any other class."""
    lineage = types.classes.lineage(model)
    if not any(each.partition(".")[0].startswith(_ROOT) for each in lineage.foreign):
        return ()
    return tuple(
        (path, index)
        for path, number in lineage.classes
        for index in types.classes.methods((path, number))
        if any(
            is_named(types, each, path, types.scope(path, index), _MARKS)
            for each in types.scope(path, index).decorators
        )
    )


def models_in(types: "Types", kind: Kind, fields: dict[Key, tuple[Kind, ...]]) -> Iterator[Key]:
    """The classes of the project whose objects a value is or holds, at any depth of fields.

    fields: the kinds of the fields of each class that was looked at; added to.
    """
    seen: set[Key] = set()
    waiting = [kind]
    while waiting:
        for option in options_of(waiting.pop()):
            match option:
                case Items(item=inner) | Pairs(value=inner):
                    waiting.append(inner)
                case Object(path=path, scope=scope) if (path, scope) not in seen:
                    seen.add((path, scope))
                    yield path, scope
                    if (path, scope) not in fields:
                        fields[path, scope] = tuple(_fields(types, (path, scope)))
                    waiting += fields[path, scope]


def _fields(types: "Types", model: Key) -> Iterator[Kind]:
    for path, number in types.classes.lineage(model).classes:
        for step in types.scope(path, number).steps:
            if isinstance(step, Binding) and step.annotation is not None:
                spot = Spot(types.facts(path), number, step.at)
                yield types.annotations.kind(step.annotation, spot)
