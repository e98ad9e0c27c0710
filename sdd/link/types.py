"""The kind of an expression's value, where it can be known: one inference for all rules."""

from collections.abc import Callable

from sdd.link import library
from sdd.link.annotations import Annotations, Spot
from sdd.link.calling import call_of, enter, iterate, unwrap
from sdd.link.catalogue import Catalogue
from sdd.link.classes import Classes, kind_of_method
from sdd.link.foreign import method_result, named
from sdd.link.handing import handed
from sdd.link.injection import injected
from sdd.link.kinds import (
    MEDIUM,
    TEXT,
    UNTYPED,
    ClassKind,
    ForeignObject,
    Function,
    Group,
    Items,
    Kind,
    Module,
    Object,
    Pairs,
    choose,
    prefer_known,
    weaken,
)
from sdd.link.meanings import Argued, Defined, External, Meaning, ModuleMeaning, Unknown, Variable
from sdd.link.members import member, member_item
from sdd.link.names import Names
from sdd.link.private_calls import PrivateCalls
from sdd.link.results import displayed, returned_by, yielded_by
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
    Subscript,
    dotted,
)
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Scope


class Types:
    """Infers kinds for one program.

    Answers about bindings, calls and functions are memoised, so the work is linear in what is
    asked for; what depends on itself is unknown.
    """

    def __init__(self, names: Names, catalogue: Catalogue) -> None:
        self.names = names
        self.program = names.program
        self.catalogue = catalogue
        self.classes = Classes(names)
        self.annotations = Annotations(names, catalogue.canonical)
        self.private_calls = PrivateCalls(self.program)
        self.known: dict[tuple[object, ...], Kind] = {}
        self.asking: set[tuple[object, ...]] = set()

    def of(self, node: Expression, spot: Spot) -> Kind:
        """The kind of an expression where it stands."""
        match node:
            case Name(id=name):
                return self._named(name, spot)
            case Attribute(value=owner, attr=attribute):
                return member(self, self.of(owner, spot), attribute)
            case Call(at=at):
                return self.once(("call", spot.facts.path, at), lambda: call_of(self, node, spot))
            case Await(value=value):
                return unwrap(self, self.of(value, spot))
            case Subscript(value=value, items=items):
                return self._item(self.of(value, spot), items)
            case Conditional(body=body, orelse=orelse):
                return choose((self.of(body, spot), self.of(orelse, spot)))
            case Operator():
                return self._operation(node, spot)
            case Lambda(scope=scope):
                return self._lambda(spot.facts, scope, spot)
        return displayed(self, node, spot)

    def callee(self, node: Call, spot: Spot) -> Kind:
        """The kind of what a call calls."""
        key = ("callee", spot.facts.path, node.at)
        return self.once(key, lambda: self.of(node.function, spot))

    def meant(self, meaning: Meaning) -> Kind:
        """The kind of what a name means."""
        match meaning:
            case External(name=name):
                return named(self.catalogue, name)
            case ModuleMeaning(name=name):
                return Module(name)
            case Defined(path=path, scope=scope):
                is_class = self.scope(path, scope).kind == "class"
                return ClassKind(path, scope) if is_class else Function(path, scope)
            case Variable():
                kind = self.bound(self.facts(meaning.path), meaning.scope, meaning.binding)
                is_ours = isinstance(meaning.binding.target, Name)
                return kind if is_ours else weaken(kind, MEDIUM)
            case Argued():
                return self.parameter(meaning)
        return meaning

    def facts(self, path: str) -> ModuleFacts:
        """The facts of a file that was read."""
        return self.program.facts[path]

    def scope(self, path: str, scope: int) -> Scope:
        """A scope of a file that was read."""
        return self.program.facts[path].scopes[scope]

    def declared(self, path: str, scope: int) -> library.Function | None:
        """What the user says of a function or class of the project; None for most."""
        if not self.catalogue.own.names:
            return None
        return self.catalogue.find_own(self.names.qualified(path, scope))

    def once(self, key: tuple[object, ...], answer: Callable[[], Kind]) -> Kind:
        """A memoised answer; unknown while it is being worked out."""
        if key in self.known:
            return self.known[key]
        if key in self.asking:
            return Unknown("depends on itself")
        self.asking.add(key)
        try:
            self.known[key] = answer()
        except RecursionError:
            # Thousands of steps from one value to the next: nobody wrote this by hand.
            self.known[key] = Unknown("follows from too many others")
        finally:
            self.asking.discard(key)
        return self.known[key]

    def bound(self, facts: ModuleFacts, scope: int, binding: Binding) -> Kind:
        """The kind of the value that a target receives."""
        key = ("bound", facts.path, binding.at, binding.unpack, dotted(binding.target))
        return self.once(key, lambda: self._bound(Spot(facts, scope, binding.at), binding))

    def _bound(self, spot: Spot, binding: Binding) -> Kind:
        if binding.annotation is not None:
            declared = self.annotations.kind(binding.annotation, spot)
            if not isinstance(declared, Unknown) or binding.value is None:
                return declared
        if binding.value is None:
            return UNTYPED
        received = self._received(binding.how, binding.value, spot)
        for index in binding.unpack:
            received = _part(self, received, index)
        return received

    def _received(self, how: str, value: Expression, spot: Spot) -> Kind:
        if how == "except":
            return self.annotations.kind(value, spot)
        if how not in ("assign", "annotate", "walrus", "with", "async with", "for", "async for"):
            return UNTYPED
        kind = self.of(value, spot)
        if how in ("with", "async with"):
            return enter(self, kind, is_async=how == "async with")
        if how in ("for", "async for"):
            return iterate(self, kind, is_async=how == "async for")
        return kind

    def parameter(self, argued: Argued) -> Kind:
        """The kind of a parameter: its receiver, what is injected, its annotation, its default."""
        key = ("parameter", argued.path, argued.scope, argued.parameter.name)
        return self.once(key, lambda: self._parameter(argued))

    def _parameter(self, argued: Argued) -> Kind:
        facts, parameter = self.facts(argued.path), argued.parameter
        scope = facts.scopes[argued.scope]
        owner = facts.scopes[scope.parent]
        if scope.kind == "function" and owner.kind == "class" and parameter == scope.parameters[0]:
            how = kind_of_method(scope)
            if how == "classmethod" or scope.name == "__new__":
                return ClassKind(argued.path, scope.parent)
            if how != "staticmethod":
                return Object(argued.path, scope.parent)
        spot = Spot(facts, scope.parent, scope.at)
        given = injected(self, parameter, spot)
        if given is None and parameter.annotation is not None:
            given = self.annotations.kind(parameter.annotation, spot)
        if given is None or isinstance(given, Unknown):
            given = self._default(parameter.default, spot)
        if isinstance(given, Unknown):
            given = handed(self, argued)
        if parameter.kind in ("star", "double-star"):
            return Items(given) if parameter.kind == "star" else Pairs(given)
        return given

    def _default(self, default: Expression | None, spot: Spot) -> Kind:
        if default is None or default == Constant(None):
            return UNTYPED
        return weaken(self.of(default, spot), MEDIUM)

    def _named(self, name: str, spot: Spot) -> Kind:
        meanings = self.names.alternatives(spot.facts, spot.scope, name, spot.at)
        kinds = [self.meant(meaning) for meaning in meanings]
        if len(kinds) == 1:
            return kinds[0]
        return weaken(choose(kinds), MEDIUM)

    def _operation(self, node: Operator, spot: Spot) -> Kind:
        kinds = [self.of(operand, spot) for operand in node.operands]
        if node.operator == "or":
            return prefer_known(kinds)
        if node.operator == "and":
            return kinds[-1]
        if node.operator in ("+", "%") and TEXT in kinds:
            return TEXT
        if node.operator == "/" and isinstance(kinds[0], ForeignObject):
            # `Path(...) / name` is the one operator whose result is worth knowing.
            made = method_result(self.catalogue, kinds[0].name, "__truediv__")
            return weaken(made or UNTYPED, kinds[0].confidence)
        return UNTYPED

    def _item(self, owner: Kind, items: tuple[Expression, ...]) -> Kind:
        match owner:
            case Items(item=item) | Pairs(value=item):
                is_slice = len(items) == 1 and getattr(items[0], "kind", "") == "slice"
                return owner if is_slice else item
            case Group(items=parts):
                match items:
                    case (Constant(value=int(index)),) if -len(parts) <= index < len(parts):
                        return parts[index]
                return choose(parts)
            case ClassKind():
                return owner
        return member_item(self, owner)

    def returned(self, path: str, scope: int) -> Kind:
        """What a function returns."""
        return self.once(("returned", path, scope), lambda: returned_by(self, path, scope))

    def yielded(self, path: str, scope: int) -> Kind:
        """What a generator yields."""
        return self.once(("yielded", path, scope), lambda: yielded_by(self, path, scope))

    def _lambda(self, facts: ModuleFacts, scope: int, spot: Spot) -> Kind:
        inner = facts.scopes[scope]
        if inner.kind == "lambda":
            return Function(facts.path, scope)
        elements = [
            step.value
            for step in inner.steps
            if isinstance(step, Evaluation) and step.how == "element"
        ]
        if not elements:
            return UNTYPED
        kind = self.of(elements[-1], Spot(facts, scope, spot.at))
        return Items(kind) if len(elements) == 1 else Pairs(kind)


def _part(types: Types, kind: Kind, index: int) -> Kind:
    if isinstance(kind, Group):
        return kind.items[index] if index < len(kind.items) else UNTYPED
    return iterate(types, kind)
