"""The type of a receiver, where it can be known: constructors, factories, annotations, `with`."""

from typing import TypeAlias

from msgspec import Struct

from sdd.link.catalogue import Catalogue
from sdd.link.names import Argued, External, Names, Unknown, Variable
from sdd.model.expressions import (
    Attribute,
    Await,
    Call,
    Constant,
    Expression,
    Name,
    Operator,
    Subscript,
)
from sdd.model.facts import Binding, ModuleFacts
from sdd.model.finding import Confidence


class Instance(Struct, frozen=True):
    """An object of an external class. name: canonical; confidence: low for nothing here."""

    name: str
    confidence: Confidence = Confidence.HIGH


Type: TypeAlias = Instance | Unknown
_UNTYPED = Unknown("has no type that can be known")
_WRAPPERS = {"typing.Annotated", "typing.Optional", "typing_extensions.Annotated"}


class Types:
    """Infers types of expressions; memoised by place of binding, cycles end in Unknown."""

    def __init__(self, names: Names, catalogue: Catalogue) -> None:
        self.names = names
        self.catalogue = catalogue
        self.asking: set[tuple[str, int, int]] = set()

    def type_of(self, facts: ModuleFacts, scope: int, node: Expression, at: int = -1) -> Type:
        """The type of an expression's value at a place of use (`at` as in `Names.meaning`)."""
        match node:
            case Call():
                return self._result(facts, scope, node, at)
            case Name():
                return self._of_name(facts, scope, node, at)
            case Attribute(value=owner, attr=attr):
                return self._property(self.type_of(facts, scope, owner, at), attr)
            case Operator(operator="/", operands=(left, *_)):
                return self._joined(self.type_of(facts, scope, left, at))
        return _UNTYPED

    def callee(self, facts: ModuleFacts, scope: int, node: Call) -> External | Unknown:
        """The external callable that a call calls, with the class for a method."""
        meaning = self.names.meaning(facts, scope, node.function, node.at)
        if isinstance(meaning, External):
            return External(self.catalogue.canonical(meaning.name))
        if not isinstance(node.function, Attribute):
            return Unknown("is no external callable")
        owner = self.type_of(facts, scope, node.function.value, node.at)
        if isinstance(owner, Unknown):
            return owner
        return External(f"{owner.name}.{node.function.attr}")

    def _result(self, facts: ModuleFacts, scope: int, node: Call, at: int) -> Type:
        callee = self.callee(facts, scope, node)
        if isinstance(callee, Unknown):
            return callee
        found = self.catalogue.find_function(callee.name)
        # What is awaited has its type once it is awaited.
        if found is None or found.returns is None or found.awaitable:
            return _UNTYPED
        return Instance(found.returns.name)

    def _property(self, owner: Type, attribute: str) -> Type:
        if isinstance(owner, Unknown):
            return owner
        found = self.catalogue.find_attribute(owner.name, attribute)
        return Instance(found.name) if found else _UNTYPED

    def _joined(self, left: Type) -> Type:
        # `Path(...) / name` is the one operator whose result is worth knowing.
        return left if isinstance(left, Instance) and left.name == "pathlib.Path" else _UNTYPED

    def _of_name(self, facts: ModuleFacts, scope: int, node: Name, at: int) -> Type:
        meaning = self.names.meaning(facts, scope, node, at)
        if isinstance(meaning, Argued):
            annotation = meaning.parameter.annotation
            home = self.names.program.facts[meaning.path]
            outer = home.scopes[meaning.scope].parent
            return self.annotated(home, outer, annotation) if annotation else _UNTYPED
        if not isinstance(meaning, Variable):
            return _UNTYPED
        key = (meaning.path, meaning.scope, meaning.binding.at)
        if key in self.asking:
            return Unknown("is bound to itself")
        self.asking.add(key)
        try:
            return self._of_binding(meaning)
        finally:
            self.asking.discard(key)

    def _of_binding(self, variable: Variable) -> Type:
        binding = variable.binding
        facts = self.names.program.facts[variable.path]
        if binding.annotation is not None:
            return self.annotated(facts, variable.scope, binding.annotation)
        if binding.unpack or binding.value is None or not _keeps_type(binding):
            return _UNTYPED
        return self.type_of(facts, variable.scope, binding.value, binding.at)

    def annotated(self, facts: ModuleFacts, scope: int, node: Expression) -> Type:
        """The type that an annotation names; optional and annotated ones are looked into."""
        match node:
            case Name() | Attribute():
                return self._named(facts, scope, node)
            case Subscript(value=value, items=(first, *_)) if self._wraps(facts, scope, value):
                return self.annotated(facts, scope, first)
            case Operator(operator="|", operands=(left, Constant(value=None))):
                return self.annotated(facts, scope, left)
        return _UNTYPED

    def _wraps(self, facts: ModuleFacts, scope: int, node: Expression) -> bool:
        meaning = self.names.meaning(facts, scope, node)
        return isinstance(meaning, External) and meaning.name in _WRAPPERS

    def _named(self, facts: ModuleFacts, scope: int, node: Expression) -> Type:
        meaning = self.names.meaning(facts, scope, node)
        if isinstance(meaning, External):
            found = self.catalogue.find_class(meaning.name)
            return Instance(found.name) if found else _UNTYPED
        return _UNTYPED


def _keeps_type(binding: Binding) -> bool:
    return binding.how in ("assign", "walrus", "with") and not isinstance(binding.value, Await)
