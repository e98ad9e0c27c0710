"""The response contract of a route, in the framework's own order of derivation.

Source: fastapi/routing.py and fastapi/dependencies/utils.py of 0.165.
"""

from msgspec import Struct

from sdd.link.environment import Env
from sdd.link.evaluate import Evaluator
from sdd.link.framework import (
    ANNOTATIONS,
    EVENT_STREAMS,
    ITERATORS,
    JSON_RESPONSES,
    LIBRARY_ROUTERS,
    NO_BODY_STATUS,
    NO_OLD_MODELS,
    RESPONSES,
    SERVER_EVENTS,
    STREAMS,
    Version,
    has,
)
from sdd.link.objects import (
    NONE,
    ClassValue,
    External,
    FunctionValue,
    Generic,
    ListValue,
    Unclear,
    Union,
    Value,
)
from sdd.link.quoted import parse_quoted
from sdd.link.values import plain_of
from sdd.model.expressions import (
    Call,
    Conditional,
    Constant,
    Expression,
    Operator,
    Subscript,
    Text,
    dotted,
)
from sdd.model.routes import Model

WEAK = frozenset(
    {"builtins.dict", "builtins.object", "typing.Any", "typing.Dict", "pydantic.JsonValue"}
)
MAPPINGS = frozenset(
    f"{module}.{name}"
    for module in ("builtins", "typing", "collections.abc")
    for name in ("dict", "Dict", "Mapping", "MutableMapping")
)
LISTS = frozenset(
    f"{module}.{name}"
    for module in ("builtins", "typing", "collections.abc")
    for name in ("list", "List", "set", "Set", "frozenset", "FrozenSet", "Sequence", "Iterable")
)
# Tables of SQLAlchemy itself are no Pydantic types; those of SQLModel are.
TABLE_BASES = frozenset(
    {
        "sqlalchemy.orm.DeclarativeBase",
        "sqlalchemy.orm.DeclarativeBaseNoMeta",
        "sqlalchemy.orm.declarative_base",
        "sqlalchemy.ext.declarative.declarative_base",
    }
)
ORM_BASES = TABLE_BASES | {
    "tortoise.models.Model",
    "tortoise.Model",
    "peewee.Model",
    "django.db.models.Model",
    "beanie.Document",
    "odmantic.Model",
    "ormar.Model",
}


ENUMS = frozenset(f"enum.{name}" for name in ("Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"))
UNIONS = (External("typing.Union"), External("typing.Optional"))
LITERALS = (External("typing.Literal"), External("typing_extensions.Literal"))
# `type[Book]` speaks of the class itself; what is inside is no value.
CLASS_OBJECTS = (External("builtins.type"), External("typing.Type"))
OLD_MODELS = frozenset({"pydantic.v1.BaseModel", "pydantic.v1.main.BaseModel"})
# Built-in bases that give a class no schema.
FOREIGN = frozenset(f"builtins.{name}" for name in ("object", "str", "int", "float", "bytes"))


# What may as well give None; a name that was not read stands for a model.
COMPUTED = (Conditional, Call)


class Contract(Struct, frozen=True):
    """kind and reason: as in `sdd.model.routes.Route`. value: what the contract says.

    text: as in the source; the name of the class where that replaces the body.
    """

    kind: str
    reason: str = ""
    value: Value = NONE
    text: str = ""


class Contracts:
    """Derives contracts from the keywords of a registration and the endpoint below it.

    version: of the framework, None for the newest. old_models: it still takes models of
    `pydantic.v1`.
    """

    def __init__(self, evaluator: Evaluator, version: Version | None = None) -> None:
        self.evaluator = evaluator
        self.reads_annotations = has(version, ANNOTATIONS)
        self.streams = has(version, STREAMS)
        self.old_models = not has(version, NO_OLD_MODELS)

    def derive(
        self,
        endpoint: Value,
        keywords: dict[str, Value],
        hidden: bool,
        status: int,
        response_class: Value | None,
        written: Expression | None,
    ) -> Contract:
        """The contract of one route.

        hidden: some keywords are not known. response_class: the effective one, None for the
        framework's own. written: the expression of `response_model`, for its text.
        """
        model = keywords.get("response_model")
        if model is not None:
            if isinstance(model, Unclear) and (written is None or isinstance(written, COMPUTED)):
                self.evaluator.need(model)
                return Contract("unknown", f"response_model {model.reason}")
            kind = "opted_out" if model == NONE else "response_model"
            return Contract(kind, value=model, text=spell(written))
        if hidden:
            return Contract("unknown", "keywords are unpacked with **")
        if isinstance(endpoint, External) and endpoint.name in LIBRARY_ROUTERS:
            return Contract("response_class")
        if not isinstance(endpoint, FunctionValue):
            return Contract("unknown", "the endpoint is not a function of the project")
        return self._annotated(endpoint, status, response_class)

    def _annotated(
        self, endpoint: FunctionValue, status: int, response_class: Value | None
    ) -> Contract:
        scope = endpoint.definition
        node = scope.returns if self.reads_annotations else None
        annotation = self.annotation(node, endpoint.env) if node is not None else None
        if annotation == NONE or status < 200 or status in NO_BODY_STATUS:
            return Contract("no_body")
        if self.streams and scope.is_generator and self._streams(annotation, response_class):
            return Contract("stream", value=annotation or NONE, text=spell(node))
        if annotation is not None and self.is_kind(annotation, RESPONSES):
            return Contract("response_class", text=spell(node))
        if response_class is not None and self._replaces_body(response_class):
            return Contract("response_class", text=_class_name(response_class))
        if annotation is None:
            return Contract("no_body" if 300 <= status < 400 else "none")
        return Contract("annotation", value=annotation, text=spell(node))

    def annotation(self, node: Expression, env: Env) -> Value:
        """The value of an annotation; names in quotes are looked up."""
        if isinstance(node, Text):
            quoted = parse_quoted(node.value or "")
            return self.evaluator.evaluate(quoted, env) if quoted else Unclear("is quoted")
        return self.evaluator.evaluate(node, env)

    def is_kind(self, value: Value, kinds: frozenset[str]) -> bool:
        """Whether a value is one of these outside classes or a class of the project below one."""
        if isinstance(value, External):
            return value.name in kinds
        return isinstance(value, ClassValue) and bool(self.evaluator.roots_of(value) & kinds)

    def _replaces_body(self, value: Value) -> bool:
        return not self.is_kind(value, JSON_RESPONSES) and self.is_kind(value, RESPONSES)

    def _streams(self, annotation: Value | None, response_class: Value | None) -> bool:
        """Whether a generator streams items of a type: as JSON lines, or as server-sent events."""
        if response_class is not None and not self.is_kind(response_class, EVENT_STREAMS):
            return False
        origin = annotation.origin if isinstance(annotation, Generic) else annotation
        if origin is None or not self.is_kind(origin, ITERATORS):
            return False
        items = annotation.items if isinstance(annotation, Generic) else ()
        return not items or not self.is_kind(items[0], SERVER_EVENTS)

    def model(self, contract: Contract) -> Model | None:
        """What a contract says, for the rules; None where there is none."""
        if contract.kind not in ("response_model", "annotation", "stream"):
            return None
        choices = _choices(contract.value)
        return Model(
            text=contract.text,
            weak=_is_weak(contract.value),
            is_list=bool(choices) and all(map(_is_list, choices)),
            limited=bool(choices) and all(map(self._is_limited, choices)),
            orm=self._orm(contract.value),
        )

    def says_nothing(self, kind: Value) -> bool:
        """Whether a type says nothing of what is inside: `dict[str, Any]`, `list[dict] | None`."""
        return _is_weak(kind)

    def is_container(self, kind: Value) -> bool:
        """Whether a value can be a mapping or a list, which the framework takes from the body."""
        return any(self.is_kind(_origin_of(choice), MAPPINGS | LISTS) for choice in _choices(kind))

    def is_promise(self, contract: Contract) -> bool:
        """Whether a contract names a model; one with a Response class in it is refused."""
        return contract.kind in ("response_model", "annotation") and not any(
            self.is_kind(part, RESPONSES) for part in parts_of(contract.value)
        )

    def is_foreign(self, kind: Value) -> bool:
        """A class of the project that Pydantic has no schema for, as far as that is certain."""
        if not isinstance(kind, ClassValue):
            return False
        lineage = self.evaluator.lineage(kind)
        outside = self.evaluator.roots_of(kind)
        if any("__get_pydantic_core_schema__" in each.env.names for each in lineage):
            return False
        if outside & TABLE_BASES or (not self.old_models and outside & OLD_MODELS):
            return True
        return all(name in FOREIGN or _is_exception(name) for name in outside) and all(
            all(isinstance(base, ClassValue | External) for base in each.bases)
            and not each.definition.decorators
            and not each.keywords
            for each in lineage
        )

    def refusal_of(self, value: Value) -> str:
        """Why a class inside a type is refused, or ""."""
        for part in parts_of(value):
            if isinstance(part, ClassValue) and self.is_foreign(part):
                name, roots = part.definition.name, self.evaluator.roots_of(part)
                if roots & TABLE_BASES:
                    return f"{name} is a table of SQLAlchemy, which Pydantic cannot take"
                if roots & OLD_MODELS:
                    return f"{name} is a model of pydantic.v1, which FastAPI no longer takes"
                return f"{name} is no type that Pydantic can take"
        return ""

    def _is_limited(self, value: Value) -> bool:
        """Whether the items of a list can only be so many: an enum's members, literals."""
        return isinstance(value, Generic) and all(
            (isinstance(item, ClassValue) and bool(self.evaluator.roots_of(item) & ENUMS))
            or (isinstance(item, Generic) and item.origin in LITERALS)
            for item in value.items
        )

    def _orm(self, value: Value) -> str:
        for part in parts_of(value):
            if isinstance(part, ClassValue) and self._is_orm(part):
                return part.definition.name
        return ""

    def _is_orm(self, kind: ClassValue) -> bool:
        roots = self.evaluator.roots_of(kind)
        tables = any(name == "table" and plain_of(value) is True for name, value in kind.keywords)
        return bool(roots & ORM_BASES) or (tables and "sqlmodel.SQLModel" in roots)


def _bare(value: Value) -> Value:
    """What stands inside `Annotated[...]`."""
    if not isinstance(value, Generic) or not isinstance(value.origin, External):
        return value
    return value.items[0] if value.origin.name.endswith(".Annotated") else value


def _class_name(value: Value) -> str:
    if isinstance(value, ClassValue):
        return value.definition.name
    return value.name if isinstance(value, External) else ""


def _origin_of(value: Value) -> Value:
    return value.origin if isinstance(value, Generic) else value


def _choices(value: Value) -> list[Value]:
    """What a type can be besides None."""
    value = _bare(value)
    if isinstance(value, Generic) and value.origin in UNIONS:
        return [choice for item in value.items for choice in _choices(item)]
    if isinstance(value, Union):
        return [choice for item in value.items for choice in _choices(item)]
    return [] if value == NONE else [value]


def _is_weak(value: Value) -> bool:
    """Whether a type says nothing of what is inside: `dict[str, Any]`, `list[dict] | None`."""
    choices = _choices(value)
    return bool(choices) and all(map(_says_nothing, choices))


def _says_nothing(value: Value) -> bool:
    if isinstance(value, Generic) and isinstance(value.origin, External):
        if value.origin.name in MAPPINGS:
            return _is_weak(value.items[-1])
        return value.origin.name in LISTS and all(map(_is_weak, value.items))
    return isinstance(value, External) and value.name in WEAK | LISTS


def _is_list(value: Value) -> bool:
    """A list, or an envelope of the project around one: `Answer[list[Book]]`."""
    if isinstance(value, Generic) and isinstance(value.origin, ClassValue):
        return any(map(_is_list, value.items))
    origin = value.origin if isinstance(value, Generic) else value
    return isinstance(origin, External) and origin.name in LISTS


def parts_of(value: Value) -> list[Value]:
    """A type and everything inside its brackets and unions."""
    found: list[Value] = []
    waiting = [value]
    while waiting:
        current = waiting.pop()
        found.append(current)
        if isinstance(current, Generic):
            inside = () if current.origin in CLASS_OBJECTS else current.items
            waiting += [current.origin, *inside]
        elif isinstance(current, Union | ListValue):
            waiting += current.items
    return found


def spell(node: Expression | None) -> str:
    """An annotation as it was written, as far as names and brackets go."""
    if node is None:
        return ""
    if isinstance(node, Subscript):
        return f"{spell(node.value)}[{', '.join(spell(item) for item in node.items)}]"
    if isinstance(node, Operator) and node.operator == "|":
        return " | ".join(spell(operand) for operand in node.operands)
    if isinstance(node, Constant):
        return str(node.value)
    if isinstance(node, Text):
        return node.value or ""
    return dotted(node) or "..."


def status_of_route(keywords: dict[str, Value], response_class: Value | None) -> int | Unclear:
    """The effective status: as written, else the response class's own, else 200."""
    given = keywords.get("status_code", NONE)
    if given == NONE:
        redirects = isinstance(response_class, External) and response_class.name.endswith(
            ".RedirectResponse"
        )
        return 307 if redirects else 200
    status = plain_of(given)
    if isinstance(status, int):
        return status
    module = status.module if isinstance(status, Unclear) else ""
    return Unclear("the status code is not a constant", module)


def _is_exception(name: str) -> bool:
    return name.startswith("builtins.") and name.endswith(("Error", "Exception"))
