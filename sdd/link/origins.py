"""Where a value comes from: names, attributes and helpers followed to what is written."""

from collections.abc import Iterator

from msgspec import Struct, structs

from sdd.link.annotations import Spot
from sdd.link.classes import Key
from sdd.link.kinds import ClassKind, Foreign, Function, Object, options_of
from sdd.link.lookup import FIELD_MAKERS
from sdd.link.meanings import Argued, Variable
from sdd.link.types import Types
from sdd.model.expressions import (
    Attribute,
    Await,
    Call,
    Conditional,
    Constant,
    Expression,
    Lambda,
    Name,
    Operator,
)
from sdd.model.facts import Binding, Definition, Evaluation, Parameter, Scope

_GIVING = ("assign", "annotate", "walrus")
_CONDITIONAL = ("if", "elif", "else", "case")
# What gives its argument, in another container or under another type: the position of it.
_PASSING = {
    "builtins.list": 0,
    "builtins.tuple": 0,
    "builtins.set": 0,
    "builtins.sorted": 0,
    "builtins.str": 0,
    "builtins.bool": 0,
    "typing.cast": 1,
    "copy.copy": 0,
    "copy.deepcopy": 0,
}
# What reads a variable of the environment: the position of its default.
_READING = {"os.getenv": 1, "os.environ.get": 1, "decouple.config": 1}


class Origin(Struct, frozen=True):
    """One expression that may give a value.

    node: as it is written, where nothing more can be followed. spot: where it stands.
    settable: only a default, which the environment, a settings class or a caller may replace.
    tests: the conditions under which it is this one. parameter, binding: what a name stands for
    that is given its value by a caller, or by a loop, a `with`, an `except` or in parts.
    """

    node: Expression
    spot: Spot
    settable: bool = False
    tests: tuple[Expression, ...] = ()
    parameter: Parameter | None = None
    binding: Binding | None = None


class Origins:
    """Follows values through one program."""

    def __init__(self, types: Types) -> None:
        self.types = types

    def of(self, node: Expression, spot: Spot) -> tuple[Origin, ...]:
        """Everything that may give the value of an expression; at least one."""
        return tuple(self.follow(Origin(node, spot)))

    def follow(self, origin: Origin, seen: frozenset[object] = frozenset()) -> Iterator[Origin]:
        """The same from an origin on, keeping its conditions. seen: bindings on the way."""
        match origin.node:
            case Name() | Attribute():
                yield from self._named(origin, seen)
            case Conditional(test=test, body=body, orelse=orelse):
                tests = (*origin.tests, test)
                for node in (body, orelse):
                    yield from self.follow(structs.replace(origin, node=node, tests=tests), seen)
            case Operator(operator="or", operands=operands):
                for index, node in enumerate(operands):
                    settable = origin.settable or index > 0
                    changed = structs.replace(origin, node=node, settable=settable)
                    yield from self.follow(changed, seen)
            case Await(value=value):
                yield from self.follow(structs.replace(origin, node=value), seen)
            case Call():
                yield from self._called(origin, origin.node, seen)
            case _:
                yield origin

    def _named(self, origin: Origin, seen: frozenset[object]) -> Iterator[Origin]:
        node, spot = origin.node, origin.spot
        if isinstance(node, Name):
            meanings = self.types.names.alternatives(spot.facts, spot.scope, node.id, spot.at)
        else:
            meanings = (self.types.names.meaning(spot.facts, spot.scope, node, spot.at),)
        for meaning in meanings:
            if isinstance(meaning, Variable):
                yield from self._bound(origin, meaning, seen)
            elif isinstance(meaning, Argued):
                home = Spot(self.types.facts(meaning.path), meaning.scope, spot.at)
                yield structs.replace(origin, spot=home, parameter=meaning.parameter)
            elif isinstance(node, Attribute):
                yield from self._attribute(origin, node, seen)
            else:
                yield origin

    def _bound(
        self, origin: Origin, variable: Variable, seen: frozenset[object]
    ) -> Iterator[Origin]:
        binding = variable.binding
        facts = self.types.facts(variable.path)
        home = Spot(facts, variable.scope, binding.at)
        key = (variable.path, binding.at, str(binding.target))
        if binding.how not in _GIVING or binding.unpack or binding.value is None or key in seen:
            yield structs.replace(origin, spot=home, binding=binding)
            return
        tests = (*origin.tests, *conditions(facts.scopes[variable.scope], binding.block))
        inner = structs.replace(origin, node=binding.value, spot=home, tests=tests)
        yield from self.follow(inner, seen | {key})

    def _attribute(
        self, origin: Origin, node: Attribute, seen: frozenset[object]
    ) -> Iterator[Origin]:
        """An attribute of an object or class of the project: what its class gives it."""
        found = False
        for kind in options_of(self.types.of(node.value, origin.spot)):
            if isinstance(kind, Object | ClassKind):
                for inner in self._member(origin, (kind.path, kind.scope), node.attr):
                    key = (inner.spot.facts.path, inner.spot.at, node.attr)
                    found = True
                    yield from self.follow(inner, seen | {key}) if key not in seen else (inner,)
        if not found:
            yield origin

    def _member(self, origin: Origin, key: Key, name: str) -> Iterator[Origin]:
        classes = self.types.classes
        found = classes.find(key, name)
        if found is not None:
            owner, steps = found
            facts, last = classes.facts(owner), steps[-1]
            if isinstance(last, Binding) and last.value is not None:
                settable = origin.settable or self._is_settable(owner)
                home = Spot(facts, owner[1], last.at)
                yield structs.replace(origin, node=last.value, spot=home, settable=settable)
            elif isinstance(last, Definition) and facts.scopes[last.scope].decorators:
                yield from self._returned(origin, (owner[0], last.scope))
        for each in classes.assigned(key, name):
            if each.binding.value is not None and not each.binding.unpack:
                facts = self.types.facts(each.path)
                around = conditions(facts.scopes[each.scope], each.binding.block)
                yield structs.replace(
                    origin,
                    node=each.binding.value,
                    spot=Spot(facts, each.scope, each.binding.at),
                    tests=(*origin.tests, *around),
                )

    def _is_settable(self, owner: Key) -> bool:
        """Whether a class gives its objects other values than those of its body."""
        return bool(self.types.classes.lineage(owner).foreign or self._scope(owner).decorators)

    def _called(self, origin: Origin, node: Call, seen: frozenset[object]) -> Iterator[Origin]:
        callee = self.types.callee(node, origin.spot)
        if isinstance(callee, Function):
            key = (callee.path, callee.scope)
            if key not in seen and not self._scope(key).is_generator:
                for inner in self._returned(origin, key):
                    yield from self.follow(inner, seen | {key})
                return
        passed = self._passed(callee.name, node) if isinstance(callee, Foreign) else None
        if passed is None:
            yield origin
            return
        value, is_default = passed
        settable = origin.settable or is_default
        made = structs.replace(origin, node=value, settable=settable)
        yield from self.follow(self._unwrapped(made) if is_default else made, seen)

    def _unwrapped(self, origin: Origin) -> Origin:
        """What the lambda of a `default_factory` gives."""
        if not isinstance(origin.node, Lambda):
            return origin
        inner = origin.spot.facts.scopes[origin.node.scope]
        first = inner.steps[-1] if inner.steps else None
        if inner.kind != "lambda" or not isinstance(first, Evaluation):
            return origin
        spot = Spot(origin.spot.facts, origin.node.scope, first.at)
        return structs.replace(origin, node=first.value, spot=spot)

    def _passed(self, name: str, node: Call) -> tuple[Expression, bool] | None:
        """What a call outside the project hands through, and whether only as a default."""
        if name in _PASSING:
            return _argument(node, "", _PASSING[name], False)
        if name in _READING:
            return _argument(node, "default", _READING[name], True)
        if name in FIELD_MAKERS:
            return _argument(node, "default", 0, True) or _made(node)
        return None

    def _returned(self, origin: Origin, key: Key) -> Iterator[Origin]:
        facts, scope = self.types.facts(key[0]), self._scope(key)
        for step in scope.steps:
            if isinstance(step, Evaluation) and step.how == "return":
                tests = (*origin.tests, *conditions(scope, step.block))
                spot = Spot(facts, key[1], step.at)
                yield structs.replace(origin, node=step.value, spot=spot, tests=tests)

    def _scope(self, key: Key) -> Scope:
        return self.types.scope(*key)


def conditions(scope: Scope, block: int) -> Iterator[Expression]:
    """The tests that decide whether a suite of a scope runs, from the inside out."""
    while block >= 0:
        around = scope.blocks[block]
        if around.kind in _CONDITIONAL:
            for each in scope.blocks:
                if each.owner == around.owner and each.head is not None:
                    yield each.head
        block = around.parent


def _argument(
    node: Call, name: str, position: int, is_default: bool
) -> tuple[Expression, bool] | None:
    value = node.argument(name, position) if name else _positional(node, position)
    return (value, is_default) if value is not None and value != Constant("...") else None


def _positional(node: Call, position: int) -> Expression | None:
    before = node.arguments[: position + 1]
    if len(before) <= position or any(each.star or each.name for each in before):
        return None
    return before[-1].value


def _made(node: Call) -> tuple[Expression, bool] | None:
    """`default_factory=lambda: [...]`."""
    factory = node.argument("default_factory")
    return (factory, True) if isinstance(factory, Lambda) else None
