"""How a text is put together: what is written in the code, and the values that are put into it."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct, structs

from sdd.link.annotations import Spot
from sdd.link.call_sites import CallSite, last_name
from sdd.link.callers import Callers, arguments_of, default_of
from sdd.link.checked_values import is_checked, is_harmless
from sdd.link.classes import Key
from sdd.link.kinds import Foreign, ForeignObject, Function, Kind, Object, options_of
from sdd.link.meanings import Argued, Variable
from sdd.link.origins import Origins
from sdd.model.expressions import (
    Attribute,
    Await,
    Call,
    Conditional,
    Constant,
    Expression,
    FString,
    Lambda,
    Name,
    Opaque,
    Operator,
    Sequence,
    Subscript,
    Text,
    children,
)
from sdd.model.expressions import Mapping as Display
from sdd.model.facts import Binding, Evaluation, Parameter, Scope

_GIVING = ("assign", "annotate", "walrus")
_LOOPS = ("for", "async for")
# Methods of a text that give it again, in another form.
_KEEPING = frozenset(("strip", "lstrip", "rstrip", "lower", "upper", "removesuffix", "title"))
_JOINED = frozenset(("replace", "format", "join", "format_map"))
_PASSING = frozenset(("textwrap.dedent", "textwrap.indent", "inspect.cleandoc", "builtins.str"))
_LISTING = frozenset(
    f"builtins.{name}" for name in ("list", "tuple", "set", "sorted", "reversed", "iter", "dict")
)
# What gives the fields of a class: names that stand in the code.
_FIELDS = frozenset(("model_dump", "dict", "asdict", "model_fields", "__fields__", "columns"))
_GETTING = ("get", "getlist", "pop")
_OF_REQUEST = ("starlette.requests.", "starlette.datastructures.", "starlette.websockets.")
# A text that is put together from more pieces than this is not followed to its end.
_MOST_PARTS = 400


class Part(Struct, frozen=True):
    """A piece of a text.

    text: as it is written, or None for a value that is put in. node, spot: that value, where it
    stands. given: it is a parameter of a function, or a part of one; home: that function.
    sent: that parameter is the request, which brings it.
    """

    text: str | None
    node: Expression
    spot: Spot
    given: bool = False
    home: Key | None = None
    sent: bool = False


_Given: TypeAlias = Mapping[tuple[Key, str], tuple[Expression, Spot]]


class _At(Struct, frozen=True):
    """Where the following stands. given: arguments of the helpers on the way. seen: bindings and
    helpers on the way, so that what depends on itself ends."""

    spot: Spot
    given: _Given
    seen: frozenset[object] = frozenset()

    def moved(self, spot: Spot, key: object = None) -> "_At":
        seen = self.seen | {key} if key is not None else self.seen
        return structs.replace(self, spot=spot, seen=seen)


class TextParts:
    """Takes texts of one program apart."""

    def __init__(self, origins: Origins, callers: Callers) -> None:
        self.origins = origins
        self.types = origins.types
        self.callers = callers
        self.left = 0

    def of(self, node: Expression, spot: Spot) -> tuple[Part, ...]:
        """The pieces of a text in order; those of all alternatives behind one another.

        Values that can hold no text of their own (numbers, members of enumerations), that the
        code compares with a list before, and that the configuration gives are left out.
        """
        self.left = _MOST_PARTS
        return tuple(self._parts(node, _At(spot, {})))

    def _parts(self, node: Expression, at: _At) -> Iterator[Part]:
        self.left -= 1
        if self.left < 0:
            return
        match node:
            case Text(value=text):
                yield Part(text or "", node, at.spot)
            case FString(template=True):
                return
            case FString(parts=parts) | Operator(operator="+" | "or", operands=parts):
                for each in parts:
                    yield from self._parts(each, at)
            case Opaque(kind="formatted", parts=(shown, *_)):
                yield from self._parts(shown, at)
            case Operator(operator="%", operands=(pattern, *values)):
                yield from self._parts(pattern, at)
                for value in values:
                    yield from self._values(value, at)
            case Operator(operator="*", operands=(repeated, *_)):
                yield from self._parts(repeated, at)
            case Conditional(body=body, orelse=orelse):
                yield from self._parts(body, at)
                yield from self._parts(orelse, at)
            case Await(value=value):
                yield from self._parts(value, at)
            case Call():
                yield from self._called(node, at)
            case Name():
                yield from self._named(node, at)
            case Attribute():
                yield from self._attribute(node, at)
            case Subscript(value=owner):
                yield from self._item(node, owner, at)
            case Constant():
                return
            case _:
                yield from self._value(node, at)

    def _values(self, value: Expression, at: _At) -> Iterator[Part]:
        """What stands on the right of `%`."""
        if isinstance(value, Sequence):
            for each in value.items:
                yield from self._parts(each, at)
        elif isinstance(value, Display):
            for _, each in value.items:
                yield from self._parts(each, at)
        else:
            yield from self._parts(value, at)

    def _value(self, node: Expression, at: _At) -> Iterator[Part]:
        """A value of which only the names in it are known."""
        for each in children(node):
            yield from (
                Part(None, part.node, part.spot, False, part.home)
                for part in self._parts(each, at)
                if part.text is None
            )

    def _called(self, node: Call, at: _At) -> Iterator[Part]:
        function = node.function
        if isinstance(function, Attribute) and function.attr in _KEEPING:
            yield from self._parts(function.value, at)
            return
        if isinstance(function, Attribute) and function.attr in _JOINED:
            owner = tuple(self._parts(function.value, at))
            if any(part.text is not None for part in owner):
                yield from owner
                yield from self._joined(node, function.attr, at)
                return
        callee = self.types.callee(node, at.spot)
        if isinstance(callee, Foreign) and callee.name in _PASSING and node.arguments:
            yield from self._parts(node.arguments[0].value, at)
        elif isinstance(callee, Function):
            yield from self._returned(node, (callee.path, callee.scope), callee, at, ())
        elif isinstance(function, Attribute) and self._reads_request(function, callee, at):
            yield from self._sent(node, function.value, at)
        elif not is_harmless(self.types, node, at.spot):
            yield from self._value(node, at)

    def _reads_request(self, function: Attribute, callee: Kind, at: _At) -> bool:
        """`request.json()`, and `get` of what was read so."""
        if _is_of_request(callee):
            return True
        return function.attr in _GETTING and any(
            part.sent for part in self._parts(function.value, at)
        )

    def _sent(self, node: Expression, owner: Expression, at: _At) -> Iterator[Part]:
        """`request.json()`, `request.query_params`: what they are read from is the request."""
        for part in self._parts(owner, at):
            if part.text is None:
                yield structs.replace(part, node=node, spot=at.spot, sent=True)

    def _joined(self, node: Call, how: str, at: _At) -> Iterator[Part]:
        if how == "join":
            for argument in node.arguments:
                yield from self._items(argument.value, at)
            return
        for argument in node.arguments:
            yield from self._values(argument.value, at)

    def _returned(
        self, node: Call, key: Key, callee: Function, at: _At, unpack: tuple[int, ...]
    ) -> Iterator[Part]:
        """What a helper of the project gives, with the arguments of this call."""
        if key in at.seen or self.types.scope(*key).is_generator:
            return
        facts, scope = self.types.facts(key[0]), self.types.scope(*key)
        site = CallSite(node, at.spot, -1)
        bound = dict(arguments_of(site, scope, callee.receiver is not None))
        given = {**at.given, **{(key, name): (value, at.spot) for name, value in bound.items()}}
        for parameter in scope.parameters if not any(each.star for each in node.arguments) else ():
            for default in default_of(facts, scope, parameter.name):
                given.setdefault((key, parameter.name), default)
        inside = structs.replace(at, given=given)
        for step in scope.steps:
            if isinstance(step, Evaluation) and step.how == "return":
                value: Expression | None = step.value
                for index in unpack:
                    value = _nth(value, index)
                if value is not None:
                    spot = Spot(facts, key[1], step.at)
                    yield from self._parts(value, inside.moved(spot, key))

    def _named(self, node: Name, at: _At) -> Iterator[Part]:
        spot = at.spot
        if is_checked(self.types, node, spot) or is_harmless(self.types, node, spot):
            return
        meanings = self.types.names.alternatives(spot.facts, spot.scope, node.id, spot.at)
        for meaning in meanings:
            if isinstance(meaning, Variable):
                yield from self._variable(node, meaning, at)
            elif isinstance(meaning, Argued):
                yield from self._parameter(node, meaning, at)

    def _parameter(self, node: Expression, argued: Argued, at: _At) -> Iterator[Part]:
        key = (argued.path, argued.scope)
        argument = at.given.get((key, argued.parameter.name))
        if argument is not None:
            value, spot = argument
            yield from self._parts(value, at.moved(spot))
            return
        called = self.callers.arguments(key, argued.parameter.name)
        if called:
            way = (key, argued.parameter.name)
            for value, spot in called if way not in at.seen else ():
                yield from self._parts(value, at.moved(spot, way))
            return
        home = self.types.scope(*key)
        given = argued.parameter.kind != "double-star" and home.name not in _MAKING
        if home.kind == "lambda" or _is_receiver(argued.parameter, home):
            return
        yield Part(None, node, at.spot, given, key)

    def _variable(self, node: Name, variable: Variable, at: _At) -> Iterator[Part]:
        binding, facts = variable.binding, self.types.facts(variable.path)
        key = (variable.path, binding.at, node.id)
        if key in at.seen:
            return
        home = at.moved(Spot(facts, variable.scope, binding.at), key)
        if binding.value is None:
            yield Part(None, node, at.spot)
        elif binding.how in _GIVING and not binding.unpack:
            yield from self._parts(binding.value, home)
            yield from self._added(node, variable, at)
        elif binding.how in _GIVING:
            yield from self._unpacked(node, binding, home)
        elif binding.how in _LOOPS:
            yield from self._items(binding.value, home, binding.unpack)
        else:
            yield Part(None, node, at.spot)

    def _added(self, node: Name, variable: Variable, at: _At) -> Iterator[Part]:
        """What `text += ...` puts behind it, before the place of use."""
        facts = self.types.facts(variable.path)
        same = variable.path == at.spot.facts.path and variable.scope == at.spot.scope
        for step in facts.scopes[variable.scope].steps:
            if not isinstance(step, Binding) or step.how != "augment" or step.target != node:
                continue
            key = (variable.path, step.at, node.id)
            if step.value is None or key in at.seen or (same and 0 <= at.spot.at < step.at):
                continue
            yield from self._parts(step.value, at.moved(Spot(facts, variable.scope, step.at), key))

    def _unpacked(self, node: Name, binding: Binding, at: _At) -> Iterator[Part]:
        """`sql, values = build()`."""
        value = binding.value.value if isinstance(binding.value, Await) else binding.value
        if isinstance(value, Call):
            callee = self.types.callee(value, at.spot)
            if isinstance(callee, Function):
                key = (callee.path, callee.scope)
                yield from self._returned(value, key, callee, at, binding.unpack)
                return
        yield Part(None, node, at.spot)

    def _attribute(self, node: Attribute, at: _At) -> Iterator[Part]:
        if is_checked(self.types, node, at.spot) or is_harmless(self.types, node, at.spot):
            return
        for origin in self.origins.of(node, at.spot):
            if origin.node != node:
                key = (origin.spot.facts.path, origin.spot.at, node.attr)
                if key not in at.seen and not origin.settable:
                    inner = at.moved(origin.spot, key)
                    # What the constructor of an object was given is settled by who makes it.
                    yield from (_settled(part) for part in self._parts(origin.node, inner))
            elif origin.binding is None and origin.parameter is None:
                yield from self._owned(node, at)

    def _owned(self, node: Attribute, at: _At) -> Iterator[Part]:
        """An attribute of something: as certain as what it belongs to.

        What a service or a connection holds was not sent by whoever calls.
        """
        kinds = options_of(self.types.of(node.value, at.spot))
        if any(map(_is_of_request, kinds)):
            yield from self._sent(node, node.value, at)
            return
        serves = any(map(self._is_service, kinds))
        for part in self._parts(node.value, at):
            if part.text is None:
                given = part.given and not serves
                yield structs.replace(part, node=node, spot=at.spot, given=given)

    def _is_service(self, kind: Kind) -> bool:
        """Whether an object is of a class that is no model of data."""
        if isinstance(kind, ForeignObject):
            return not kind.name.startswith("builtins.")
        if not isinstance(kind, Object):
            return False
        key = (kind.path, kind.scope)
        bases = self.types.classes.lineage(key).foreign
        models = any(base.rpartition(".")[2] in _MODELS for base in bases)
        return not models and not self.types.scope(*key).decorators

    def _item(self, node: Subscript, owner: Expression, at: _At) -> Iterator[Part]:
        """`COLUMNS[name]`: one of what the mapping holds, whatever the key is."""
        for origin in self.origins.of(owner, at.spot):
            inner = at.moved(origin.spot)
            if isinstance(origin.node, Display):
                for _, value in origin.node.items:
                    yield from self._parts(value, inner)
            elif isinstance(origin.node, Sequence):
                for value in origin.node.items:
                    yield from self._parts(value, inner)
            elif isinstance(origin.node, Name | Attribute | Call):
                for part in self._parts(origin.node, inner):
                    if part.text is None:
                        yield structs.replace(part, node=node, spot=at.spot)

    # lists of texts

    def _items(self, node: Expression, at: _At, unpack: tuple[int, ...] = ()) -> Iterator[Part]:
        """The pieces of the items of something that is joined or looped over."""
        self.left -= 1
        if self.left < 0:
            return
        match node:
            case Sequence(items=items):
                for item in items:
                    found = item
                    for index in unpack:
                        found = _nth(found, index) or found
                    yield from self._parts(found, at)
            case Display(items=pairs):
                for key, _ in pairs:
                    if key is not None:
                        yield from self._parts(key, at)
            case Operator(operands=operands):
                for each in operands:
                    yield from self._items(each, at, unpack)
            case Conditional(body=body, orelse=orelse):
                yield from self._items(body, at, unpack)
                yield from self._items(orelse, at, unpack)
            case Lambda(scope=scope):
                yield from self._comprehended(scope, at)
            case Call():
                yield from self._called_items(node, at, unpack)
            case Name():
                yield from self._named_items(node, at, unpack)
            case Constant() | Text():
                return
            case _:
                yield from self._parts(node, at)

    def _comprehended(self, scope: int, at: _At) -> Iterator[Part]:
        inner = at.spot.facts.scopes[scope]
        for step in inner.steps:
            if isinstance(step, Evaluation) and step.how == "element":
                yield from self._parts(step.value, at.moved(Spot(at.spot.facts, scope, at.spot.at)))
                return

    def _called_items(self, node: Call, at: _At, unpack: tuple[int, ...]) -> Iterator[Part]:
        callee = self.types.callee(node, at.spot)
        name = callee.name if isinstance(callee, Foreign) else ""
        if name in _LISTING and node.arguments:
            yield from self._items(node.arguments[0].value, at, unpack)
        elif name == "builtins.enumerate" and node.arguments:
            if unpack[:1] != (0,):
                yield from self._items(node.arguments[0].value, at, unpack[1:])
        elif name == "builtins.zip" and unpack and len(node.arguments) > unpack[0]:
            yield from self._items(node.arguments[unpack[0]].value, at, unpack[1:])
        elif name == "builtins.map" and len(node.arguments) > 1:
            yield from self._items(node.arguments[1].value, at)
        elif isinstance(callee, Function):
            for origin in self.origins.of(node, at.spot):
                if origin.node != node:
                    yield from self._items(origin.node, at.moved(origin.spot, id(origin.node)))
        elif isinstance(node.function, Attribute) and node.function.attr in ("keys", "items"):
            if not unpack or unpack[0] == 0:
                yield from self._keys(node.function.value, at)
            else:
                yield from self._parts(node.function.value, at)
        elif not is_harmless(self.types, node, at.spot):
            yield from self._parts(node, at)

    def _keys(self, owner: Expression, at: _At) -> Iterator[Part]:
        """The keys of a mapping: those of a model or of a display stand in the code."""
        for origin in self.origins.of(owner, at.spot):
            if isinstance(origin.node, Display):
                yield from self._items(origin.node, at.moved(origin.spot))
            elif not _gives_fields(origin.node):
                yield from self._parts(owner, at)

    def _named_items(self, node: Name, at: _At, unpack: tuple[int, ...]) -> Iterator[Part]:
        spot = at.spot
        if is_checked(self.types, node, spot) or is_harmless(self.types, node, spot):
            return
        for meaning in self.types.names.alternatives(spot.facts, spot.scope, node.id, spot.at):
            if isinstance(meaning, Argued):
                yield from self._parameter(node, meaning, at)
            elif isinstance(meaning, Variable):
                yield from self._list(node, meaning, at, unpack)

    def _list(
        self, node: Name, variable: Variable, at: _At, unpack: tuple[int, ...]
    ) -> Iterator[Part]:
        binding, facts = variable.binding, self.types.facts(variable.path)
        key = (variable.path, binding.at, node.id, "items")
        if key in at.seen:
            return
        home = at.moved(Spot(facts, variable.scope, binding.at), key)
        if binding.how not in _GIVING or binding.value is None:
            yield from self._variable(node, variable, at)
            return
        if binding.unpack:
            yield from self._unpacked(node, binding, home)
        else:
            yield from self._items(binding.value, home, unpack)
        for value, how, where in _appended(facts.scopes[variable.scope], node.id):
            inner = at.moved(Spot(facts, variable.scope, where), (*key, where))
            if how == "append":
                yield from self._parts(value, inner)
            else:
                yield from self._items(value, inner)


# Bases of classes whose objects hold what somebody sent.
_MODELS = frozenset({"BaseModel", "SQLModel", "TypedDict", "NamedTuple", "Struct"})
_MAKING = ("__init__", "__new__", "__post_init__")


def _gives_fields(node: Expression) -> bool:
    """`data.model_dump()`, `Model.model_fields`."""
    return last_name(node.function if isinstance(node, Call) else node) in _FIELDS


def _settled(part: Part) -> Part:
    return structs.replace(part, given=False, sent=False)


def _is_of_request(kind: Kind) -> bool:
    return isinstance(kind, Foreign | ForeignObject) and kind.name.startswith(_OF_REQUEST)


def _is_receiver(parameter: Parameter, scope: Scope) -> bool:
    return parameter.name in ("self", "cls") and parameter == scope.parameters[0]


def _nth(node: Expression | None, index: int) -> Expression | None:
    if isinstance(node, Sequence) and index < len(node.items):
        return node.items[index]
    return None


def _appended(scope: Scope, name: str) -> Iterator[tuple[Expression, str, int]]:
    """What a scope puts into a list: `parts.append(x)`, `parts.extend(xs)`, `parts += xs`."""
    for step in scope.steps:
        if isinstance(step, Binding) and step.how == "augment" and step.target == Name(name):
            if step.value is not None:
                yield step.value, "extend", step.at
        elif isinstance(step, Evaluation) and isinstance(step.value, Call):
            match step.value:
                case Call(
                    function=Attribute(value=Name(id=owner), attr=how), arguments=(*_, last)
                ) if owner == name and how in ("append", "extend", "insert", "add"):
                    yield last.value, "extend" if how == "extend" else "append", step.at
