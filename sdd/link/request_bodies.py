"""Bodies of requests that no type describes: loose parameters, and what code reads by itself.

A body that is read raw because its bytes are needed (to check a signature, to store or to pass
on) is no offence, and neither is a stream: no parameter could take their place.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from sdd.link.classes import Key
from sdd.link.kinds import ClassKind, Foreign, Function, Kind, options_of
from sdd.link.running import Running, Site
from sdd.link.types import Types
from sdd.model.bodies import UntypedBody
from sdd.model.expressions import Argument, Attribute, Call, Expression, Mapping, Name
from sdd.model.facts import Binding, Parameter
from sdd.model.finding import Place
from sdd.model.routes import Route

_READS = ("json", "form", "body")
_PARSERS = frozenset(
    {
        "json.loads",
        "json.load",
        "orjson.loads",
        "ujson.loads",
        "simplejson.loads",
        "rapidjson.loads",
    }
    | {"msgspec.json.decode", "yaml.safe_load", "yaml.load", "xmltodict.parse", "tomllib.loads"}
    | {"urllib.parse.parse_qs", "urllib.parse.parse_qsl", "pydantic_core.from_json"}
    | {"xml.etree.ElementTree.fromstring", "defusedxml.ElementTree.fromstring", "msgpack.unpackb"}
)
_MODELS = frozenset({"pydantic.BaseModel", "pydantic.main.BaseModel", "sqlmodel.SQLModel"})
_MODELS |= {"pydantic.v1.BaseModel", "pydantic_settings.BaseSettings", "msgspec.Struct"}
_DECODERS = frozenset({"pydantic.parse_obj_as", "pydantic.parse_raw_as"})
_ADAPTERS = frozenset({"pydantic.TypeAdapter", "pydantic.type_adapter.TypeAdapter"})
_VALIDATORS = frozenset(
    {"model_validate", "model_validate_json", "model_validate_strings", "parse_obj", "parse_raw"}
    | {"validate_python", "validate_json", "validate_strings", "model_construct", "validate"}
)
# Libraries whose calls send what they are given somewhere else.
_CLIENTS = ("httpx", "requests", "aiohttp", "httpx2", "urllib3")
# Who computes a signature beside the body checks that of the body, and needs its bytes.
_SIGNING = ("hmac", "cryptography", "nacl")
# What only looks at a value, or changes its form.
_LOOKING = ("builtins", "logging", "loguru", "structlog", "pprint", "copy")
_SAME = ("decode", "copy", "strip")


_Calls: TypeAlias = tuple[tuple[Call, Site], ...]


class _Read(Struct, frozen=True):
    how: str
    place: Place
    owner: str
    name: str
    validated: bool


class _Uses(Struct):
    """What happens with a value that was read. how: the method that read it, "" for a parser.

    dropped: nothing; parsed: its text is taken apart; validated: a model is made of it; raw:
    something else is done with it; sent: it goes to another server.
    """

    call: Call
    how: str
    dropped: bool = False
    parsed: bool = False
    validated: bool = False
    raw: bool = False
    sent: bool = False

    @property
    def needs_bytes(self) -> bool:
        """Whether no parameter could take the place of the read."""
        return self.sent or (self.raw and self.how == "body")

    @property
    def is_loose(self) -> bool:
        """Whether the value is used by its parts."""
        return not self.dropped and (self.how != "body" or self.parsed or self.validated)


def untyped_bodies(types: Types, routes: Iterable[Route]) -> Iterator[UntypedBody]:
    """Each untyped part once, with the first route that takes it; routes in the schema only."""
    reader = _Reader(types)
    told: set[Place] = set()
    for route in routes:
        if route.kind == "http" and route.is_shown:
            for body in reader.of_route(route):
                if body.place not in told:
                    told.add(body.place)
                    yield body


class _Reader:
    def __init__(self, types: Types) -> None:
        self.types = types
        self.running = Running(types.program)
        self.known: dict[tuple[Key, str], tuple[_Read, ...]] = {}

    def of_route(self, route: Route) -> Iterator[UntypedBody]:
        for each in route.untyped:
            yield UntypedBody(
                route.row, "parameter", each.variable, each.place, each.owner, each.text
            )
        for taken in route.requests:
            for read in self._reads((taken.path, taken.scope), taken.name):
                yield UntypedBody(
                    route.row,
                    read.how,
                    read.name,
                    read.place,
                    read.owner,
                    validated=read.validated,
                )

    def _reads(self, key: Key, name: str) -> tuple[_Read, ...]:
        """How a function, or a helper that it hands the request to, reads the body."""
        if (key, name) not in self.known:
            self.known[key, name] = ()
            sites = self.running.sites(key)
            calls = tuple((each.node, each) for each in sites if isinstance(each.node, Call))
            reads = [self._uses(call, site, calls) for call, site in calls if _reads_by(call, name)]
            if _needs_any(reads) or (reads and self._signs(calls)):
                return ()
            own = tuple(self._told(each, key, name) for each in reads if each.is_loose)
            self.known[key, name] = own[:1] or tuple(self._behind(calls, name))
        return self.known[key, name]

    def _told(self, uses: _Uses, key: Key, name: str) -> _Read:
        facts = self.types.program.located(key[0])
        place, owner = facts.place(uses.call.at), facts.scopes[key[1]].qualname
        return _Read(uses.how, place, owner, name, uses.validated)

    def _signs(self, calls: _Calls) -> bool:
        """Whether a function computes a signature."""
        return any(
            isinstance(kind, Foreign) and kind.name.partition(".")[0] in _SIGNING
            for call, site in calls
            for kind in options_of(self.types.callee(call, site.spot))
        )

    def _behind(self, calls: _Calls, name: str) -> Iterator[_Read]:
        for call, site in calls:
            if any(argument.value == Name(name) for argument in call.arguments):
                for kind in options_of(self.types.callee(call, site.spot)):
                    if isinstance(kind, Function):
                        yield from self._helper(kind, call, name)

    def _helper(self, helper: Function, call: Call, name: str) -> Iterator[_Read]:
        parameters = self.types.scope(helper.path, helper.scope).parameters
        bound = parameters[1:] if helper.receiver is not None else parameters
        for position, argument in enumerate(call.arguments):
            if argument.value == Name(name) and (taken := _taker(bound, position, argument)):
                yield from self._reads((helper.path, helper.scope), taken.name)

    def _uses(
        self, call: Call, site: Site, calls: _Calls, seen: frozenset[int] = frozenset()
    ) -> _Uses:
        """What becomes of what a call gives: where it stands, and through the variable it is
        bound to. seen: numbers of the calls that it came through."""
        uses = _Uses(call, _method(call), dropped=site.use == "statement")
        names = self._names_of(site) if site.use in ("bound", "async with") else set()
        for user, place in calls:
            is_given = any(_is_given(user, name) for name in names)
            if (user is site.user or is_given) and user.at not in seen:
                self._note(uses, user, place, calls, seen | {user.at})
        return uses

    def _names_of(self, site: Site) -> set[str]:
        """The variable that a value is bound to, and those that hold it in another form."""
        target = site.step.target if isinstance(site.step, Binding) else None
        names = {target.id} if isinstance(target, Name) else set()
        for step in site.spot.facts.scopes[site.spot.scope].steps:
            match step:
                case Binding(target=Name(id=name), value=value) if value is not None:
                    names |= {name} if any(_holds(value, each) for each in names) else set()
        return names

    def _note(
        self, uses: _Uses, call: Call, site: Site, calls: _Calls, seen: frozenset[int]
    ) -> None:
        """What a call does with the value that it is given."""
        for kind in options_of(self.types.callee(call, site.spot)):
            name = kind.name if isinstance(kind, Foreign) else ""
            if name in _PARSERS:
                uses.parsed = True
                uses.validated |= self._uses(call, site, calls, seen).validated
            elif self._is_validator(kind):
                uses.validated = True
            elif name.partition(".")[0] in _CLIENTS:
                uses.sent = True
            elif name.partition(".")[0] not in _LOOKING:
                uses.raw = True

    def _is_validator(self, kind: Kind) -> bool:
        """Whether a call makes a model of what it is given."""
        match kind:
            case Foreign(name=name):
                owner, _, method = name.rpartition(".")
                return name in _DECODERS or (owner in _MODELS | _ADAPTERS and method in _VALIDATORS)
            case ClassKind(path=path, scope=scope):
                foreign = self.types.classes.lineage((path, scope)).foreign
                return any(self.types.catalogue.canonical(each) in _MODELS for each in foreign)
        return False


def _needs_any(reads: Sequence[_Uses]) -> bool:
    """Whether a body is taken as it comes: its bytes are needed, or it may be of any type."""
    if any(each.needs_bytes for each in reads):
        return True
    raw = [each for each in reads if each.how == "body" and not each.is_loose]
    return bool(raw) and len({each.how for each in reads}) > 1


def _method(call: Call) -> str:
    return call.function.attr if isinstance(call.function, Attribute) else ""


def _reads_by(call: Call, name: str) -> bool:
    """Whether a call reads the body of the request that a variable holds."""
    match call.function:
        case Attribute(value=Name(id=owner), attr=method):
            return owner == name and method in _READS
    return False


def _is_given(call: Call, variable: str) -> bool:
    return any(_holds(each.value, variable) for each in call.arguments)


def _holds(node: Expression, variable: str) -> bool:
    """Whether an argument is the whole value that a variable holds, in whatever form."""
    match node:
        case Name(id=name):
            return name == variable
        case Call(function=Attribute(value=owner, attr=attr)) if attr in _SAME:
            return _holds(owner, variable)
        case Call(function=Name(), arguments=(Argument(value=inner),)):
            return _holds(inner, variable)
        case Mapping(items=items):
            return any(key is None and _holds(value, variable) for key, value in items)
    return False


def _taker(
    parameters: tuple[Parameter, ...], position: int, argument: Argument
) -> Parameter | None:
    """The parameter that an argument is for."""
    if argument.star:
        return None
    if argument.name:
        return next((each for each in parameters if each.name == argument.name), None)
    return parameters[position] if position < len(parameters) else None
