"""Uses of Pydantic 1 in code that runs with Pydantic 2.

https://docs.pydantic.dev/latest/migration/ - most still work with a warning, and some do not.
"""

from collections.abc import Iterator, Sequence

from sdd.link.annotations import Spot
from sdd.link.call_sites import CallSite, CallSites, last_name
from sdd.link.classes import Key
from sdd.link.kinds import ClassKind, Kind, Object, confidence_of, options_of
from sdd.link.meanings import External
from sdd.link.origins import conditions
from sdd.link.types import Types
from sdd.model.expressions import Attribute, Call, Expression, Name, Text, walk
from sdd.model.facts import Binding, Definition, Import, ModuleFacts, Scope
from sdd.model.finding import Confidence
from sdd.model.practices import OutdatedPydantic
from sdd.redact.names import split_words

_MODELS = frozenset(
    {"pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic.BaseSettings"}
    | {"pydantic.generics.GenericModel", "pydantic_settings.BaseSettings"}
    | {"pydantic_settings.main.BaseSettings", "sqlmodel.SQLModel", "sqlmodel.main.SQLModel"}
)
METHODS = {
    "dict": "model_dump()",
    "json": "model_dump_json()",
    "copy": "model_copy()",
    "parse_obj": "model_validate()",
    "parse_raw": "model_validate_json()",
    "parse_file": "model_validate_json() of the file's text",
    "from_orm": "model_validate() with from_attributes=True",
    "construct": "model_construct()",
    "schema": "model_json_schema()",
    "schema_json": "json.dumps(model_json_schema())",
    "update_forward_refs": "model_rebuild()",
}
_DECORATORS = {
    "pydantic.validator": "@field_validator",
    "pydantic.class_validators.validator": "@field_validator",
    "pydantic.root_validator": "@model_validator",
    "pydantic.class_validators.root_validator": "@model_validator",
}
_IMPORTS = {
    ("pydantic", "BaseSettings"): "BaseSettings of pydantic_settings",
    ("pydantic", "parse_obj_as"): "TypeAdapter(...).validate_python()",
    ("pydantic", "parse_raw_as"): "TypeAdapter(...).validate_json()",
    ("pydantic.generics", "GenericModel"): "BaseModel with Generic",
    ("pydantic.error_wrappers", "ValidationError"): "ValidationError of pydantic",
}
_FIELDS = {
    "regex": "pattern",
    "const": "Literal",
    "min_items": "min_length",
    "max_items": "max_length",
    "unique_items": "set",
    "allow_mutation": "frozen",
    "env": "validation_alias",
    "example": "examples",
}
_FIELD = frozenset({"pydantic.Field", "pydantic.fields.Field"})
_CONFIG = {
    "orm_mode": "from_attributes",
    "schema_extra": "json_schema_extra",
    "allow_population_by_field_name": "populate_by_name",
    "anystr_strip_whitespace": "str_strip_whitespace",
    "anystr_lower": "str_to_lower",
    "min_anystr_length": "str_min_length",
    "max_anystr_length": "str_max_length",
    "validate_all": "validate_default",
    "keep_untouched": "ignored_types",
    "allow_mutation": "frozen",
}
_VERSIONS = frozenset({"pydantic", "v1", "v2", "version", "hasattr"})


class OutdatedUses:
    """Finds them, in models and at the objects that are known to be models."""

    def __init__(self, types: Types) -> None:
        self.types = types

    def find(self, sites: CallSites, modules: Sequence[ModuleFacts]) -> Iterator[OutdatedPydantic]:
        """Every use in some modules."""
        for name in sorted(METHODS):
            for site in sites.named[name]:
                yield from self._call(site, name)
        for facts in modules:
            if any(_imports_pydantic(scope) for scope in facts.scopes):
                yield from _imports(facts)
            for index, scope in enumerate(facts.scopes):
                if scope.kind == "class" and self._is_model((facts.path, index)):
                    yield from self._config(facts, index)
                    yield from self._decorators(facts, index)
                    yield from self._fields(facts, index)

    def _is_model(self, key: Key) -> bool:
        return not _MODELS.isdisjoint(self.types.classes.lineage(key).foreign)

    def _call(self, site: CallSite, name: str) -> Iterator[OutdatedPydantic]:
        """`book.dict()`, where every class that the object may have is a model."""
        function = site.node.function
        if not isinstance(function, Attribute) or _is_for_version(site.scope, site.block):
            return
        kinds = options_of(self.types.of(function.value, site.spot))
        keys = [key for kind in kinds if (key := self._model_without(kind, name))]
        if len(keys) != len(kinds):
            return
        owner = self.types.scope(*keys[0]).name
        yield OutdatedPydantic(
            used=f"{owner}.{name}()",
            instead=METHODS[name],
            place=site.spot.facts.place(site.node.at),
            scope=site.scope.qualname,
            confidence=min((confidence_of(each) for each in kinds), key=lambda each: each.rank),
        )

    def _model_without(self, kind: Kind, name: str) -> Key | None:
        """The model that a kind is of; None for others, and where it has such a method itself."""
        if not isinstance(kind, Object | ClassKind):
            return None
        key = (kind.path, kind.scope)
        return key if self._is_model(key) and self.types.classes.find(key, name) is None else None

    def _config(self, facts: ModuleFacts, index: int) -> Iterator[OutdatedPydantic]:
        scope = facts.scopes[index]
        for step in scope.steps:
            if not isinstance(step, Definition) or facts.scopes[step.scope].name != "Config":
                continue
            inner = facts.scopes[step.scope]
            if inner.kind != "class" or _is_for_version(scope, step.block):
                continue
            renamed = {name: _CONFIG[name] for name in _bound(inner) if name in _CONFIG}
            settings = any("Settings" in base for base in self._bases(facts, index))
            maker = "SettingsConfigDict" if settings else "ConfigDict"
            yield OutdatedPydantic(
                used=f"class Config of {scope.name}",
                instead=f"model_config = {maker}(...)",
                place=facts.header(inner),
                scope=scope.qualname,
                renamed=tuple(renamed.items()),
            )

    def _bases(self, facts: ModuleFacts, index: int) -> tuple[str, ...]:
        return self.types.classes.lineage((facts.path, index)).foreign

    def _decorators(self, facts: ModuleFacts, index: int) -> Iterator[OutdatedPydantic]:
        scope = facts.scopes[index]
        for step in scope.steps:
            if not isinstance(step, Definition) or _is_for_version(scope, step.block):
                continue
            inner = facts.scopes[step.scope]
            for decorator in inner.decorators:
                function = decorator.function if isinstance(decorator, Call) else decorator
                name = self._meant(function, Spot(facts, index, step.at))
                if name in _DECORATORS:
                    yield OutdatedPydantic(
                        used=f"@{name.rpartition('.')[2]} of {scope.name}.{inner.name}",
                        instead=_DECORATORS[name],
                        place=facts.header(inner),
                        scope=inner.qualname,
                    )

    def _fields(self, facts: ModuleFacts, index: int) -> Iterator[OutdatedPydantic]:
        scope = facts.scopes[index]
        for step in scope.steps:
            if not isinstance(step, Binding) or not isinstance(step.target, Name):
                continue
            for call in _field_calls(step):
                old = {
                    each.name: _FIELDS[each.name] for each in call.arguments if each.name in _FIELDS
                }
                if old and self._meant(call.function, Spot(facts, index, step.at)) in _FIELD:
                    yield OutdatedPydantic(
                        used=f"Field({', '.join(f'{name}=' for name in old)}) of "
                        f"{scope.name}.{step.target.id}",
                        instead=", ".join(old.values()),
                        place=facts.place(step.at),
                        scope=scope.qualname,
                    )

    def _meant(self, node: Expression, spot: Spot) -> str:
        meaning = self.types.names.meaning(spot.facts, spot.scope, node, spot.at)
        return meaning.name if isinstance(meaning, External) else ""


def _field_calls(step: Binding) -> Iterator[Call]:
    for part in (step.annotation, step.value):
        for node in walk(part) if part is not None else ():
            if isinstance(node, Call) and last_name(node.function) == "Field":
                yield node


def _imports_pydantic(scope: Scope) -> bool:
    return any(
        isinstance(step, Import) and step.module.partition(".")[0] == "pydantic"
        for step in scope.steps
    )


def _imports(facts: ModuleFacts) -> Iterator[OutdatedPydantic]:
    for scope in facts.scopes:
        for step in scope.steps:
            if not isinstance(step, Import) or step.level or step.block >= 0:
                continue  # in a suite of its own it is one of two ways, chosen by the version
            instead = _IMPORTS.get((step.module, step.name or ""))
            if instead:
                yield OutdatedPydantic(
                    used=f"{step.name} of {step.module}",
                    instead=instead,
                    place=facts.place(step.at),
                    scope=scope.qualname,
                    confidence=Confidence.HIGH,
                )


def _bound(scope: Scope) -> list[str]:
    return [
        step.target.id
        for step in scope.steps
        if isinstance(step, Binding) and isinstance(step.target, Name)
    ]


def _is_for_version(scope: Scope, block: int) -> bool:
    """Whether a suite runs with one version of Pydantic alone."""
    around = block
    while around >= 0:
        if scope.blocks[around].kind in ("try", "except"):
            return True
        around = scope.blocks[around].parent
    for test in conditions(scope, block):
        for node in walk(test):
            word = node.value or "" if isinstance(node, Text) else last_name(node)
            if not _VERSIONS.isdisjoint(split_words(word)) or word.startswith("model_"):
                return True
    return False
