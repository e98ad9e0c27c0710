"""Fields of pydantic's settings classes, with the variables of the environment that fill them.

Rules of pydantic-settings: the prefix of the class stands before the name of a field, an alias
stands alone, and with `env_nested_delimiter` the parts of a model have variables of their own.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sdd.link.meanings import Defined, External
from sdd.link.names import Names
from sdd.model.expressions import Call, Constant, Expression, Mapping, Name, Text, walk
from sdd.model.facts import Binding, ModuleFacts, Scope
from sdd.model.variables import VariableRead

_BASES = frozenset(
    (
        "pydantic_settings.BaseSettings",
        "pydantic_settings.main.BaseSettings",
        "pydantic.BaseSettings",
        "pydantic.v1.BaseSettings",
    )
)
_ALIASES = ("validation_alias", "alias", "env")
_CONFIGS = ("model_config", "Config")


class _Class(Struct, frozen=True):
    """A class of the project: path of its file and index of its scope."""

    path: str
    scope: int


def settings_fields(names: Names, modules: Iterable[ModuleFacts]) -> Iterator[VariableRead]:
    """Every field of every settings class that no other settings class builds upon."""
    lines = {
        each: line
        for facts in modules
        for each in _classes(facts)
        if (line := _lineage(names, each))
    }
    parents = {above for line in lines.values() for above in line[:-1]}
    for each, line in lines.items():
        if each not in parents:
            yield from _fields(names, line, lines.keys())


def _classes(facts: ModuleFacts) -> Iterator[_Class]:
    for index, scope in enumerate(facts.scopes):
        if scope.kind == "class" and scope.bases:
            yield _Class(facts.path, index)


def _lineage(names: Names, each: _Class) -> tuple[_Class, ...]:
    """A settings class and those of the project that it builds upon, the topmost first."""
    line: list[_Class] = []
    waiting, found = [each], False
    while waiting:
        current = waiting.pop()
        if current in line:
            continue
        line.append(current)
        facts = names.program.facts[current.path]
        scope = facts.scopes[current.scope]
        for base in scope.bases:
            meaning = names.meaning(facts, scope.parent, base.value)
            if isinstance(meaning, External):
                found = found or meaning.name in _BASES
            elif isinstance(meaning, Defined):
                waiting.append(_Class(meaning.path, meaning.scope))
    return tuple(reversed(line)) if found else ()


def _fields(
    names: Names, line: tuple[_Class, ...], settings: Iterable[_Class]
) -> Iterator[VariableRead]:
    own = set(settings)
    prefix = _option(names, line, "env_prefix")
    delimiter = _option(names, line, "env_nested_delimiter")
    fields: dict[str, VariableRead] = {}
    for each in line:
        facts = names.program.facts[each.path]
        scope = facts.scopes[each.scope]
        for step in scope.steps:
            if isinstance(step, Binding) and _is_field(step):
                if _is_settings(names, facts, each.scope, step, own):
                    fields.pop(_name(step), None)
                    continue
                fields[_name(step)] = _field(facts, scope, step, prefix, delimiter)
    yield from fields.values()


def _field(
    facts: ModuleFacts, scope: Scope, step: Binding, prefix: str, delimiter: str
) -> VariableRead:
    name = f"{prefix}{_name(step)}".upper()
    aliases = tuple(_aliases(step))
    return VariableRead(
        names=tuple(alias.upper() for alias in aliases) or (name,),
        place=facts.place(step.at),
        how="settings field",
        scope=scope.qualname,
        optional=_is_optional(step.value),
        prefix=f"{name}{delimiter}".upper() if delimiter and not aliases else "",
    )


def _is_field(step: Binding) -> bool:
    if step.how != "annotate" or not isinstance(step.target, Name):
        return False
    name = step.target.id
    if name.startswith("_") or name in _CONFIGS:
        return False
    words = (
        {node.id for node in walk(step.annotation) if isinstance(node, Name)}
        if (step.annotation is not None)
        else set()
    )
    return "ClassVar" not in words


def _is_settings(
    names: Names, facts: ModuleFacts, scope: int, step: Binding, settings: set[_Class]
) -> bool:
    """Whether a field holds a settings class, which reads the environment for itself."""
    for node in walk(step.annotation) if step.annotation is not None else ():
        meaning = names.meaning(facts, scope, node)
        if isinstance(meaning, Defined) and _Class(meaning.path, meaning.scope) in settings:
            return True
    return False


def _name(step: Binding) -> str:
    return step.target.id if isinstance(step.target, Name) else ""


def _is_optional(value: Expression | None) -> bool:
    """Whether a field has a default: any value but `...` and `Field(...)` without one."""
    if value is None or value == Constant("..."):
        return False
    if not isinstance(value, Call):
        return True
    first = value.argument("default", 0)
    if first is not None:
        return first != Constant("...")
    return value.argument("default_factory") is not None or not _field_arguments(value)


def _field_arguments(call: Call) -> bool:
    """Whether a call looks like `Field(...)` and not like any other that makes a default."""
    return isinstance(call.function, Name) and call.function.id == "Field"


def _aliases(step: Binding) -> Iterator[str]:
    """The names that stand for a field's own, from `Field(...)` as default or in `Annotated`."""
    calls = [node for part in (step.annotation, step.value) if part for node in walk(part)]
    for call in calls:
        if isinstance(call, Call):
            for keyword in _ALIASES:
                if (value := call.argument(keyword)) is not None:
                    yield from _texts(value)
                    return


def _texts(value: Expression) -> Iterator[str]:
    """The names in "X", AliasChoices("X", "Y"), AliasPath("X", 0) or ["X", "Y"]."""
    for node in walk(value):
        if isinstance(node, Text) and node.value:
            yield node.value


def _option(names: Names, line: tuple[_Class, ...], option: str) -> str:
    """A text option of the classes' configuration; the lowest class that sets it decides."""
    found = ""
    for each in line:
        facts = names.program.facts[each.path]
        for value in _options(facts, each.scope, option):
            if isinstance(value, Text):
                found = value.value or ""
    return found


def _options(facts: ModuleFacts, scope: int, option: str) -> Iterator[Expression]:
    for step in facts.scopes[scope].steps:
        if isinstance(step, Binding) and _name(step) == "model_config":
            if isinstance(step.value, Call) and (value := step.value.argument(option)) is not None:
                yield value
            elif isinstance(step.value, Mapping):
                yield from (
                    value
                    for key, value in step.value.items
                    if isinstance(key, Text) and key.value == option
                )
    for inner in facts.scopes:
        if inner.kind == "class" and inner.parent == scope and inner.name == "Config":
            for step in inner.steps:
                if isinstance(step, Binding) and _name(step) == option and step.value is not None:
                    yield step.value
    for base in facts.scopes[scope].bases:
        if base.name == option:
            yield base.value
