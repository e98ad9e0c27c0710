"""Attributes that code assigns from outside: `requests.get = fake`, `Store.load = fake`.

What such an attribute holds cannot be known, wherever it is asked for: nobody can tell which of
two modules runs first. Tests are left out: what they assign holds while they run. Files count that
have been read when the attribute is first asked for.
"""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from sdd.link.catalogue import canonical
from sdd.link.meanings import (
    Argued,
    Defined,
    External,
    Meaning,
    ModuleMeaning,
    Unknown,
    Variable,
    is_none,
)
from sdd.model.expressions import Attribute, Call, Expression, Name, Text, dotted
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Parameter, Scope
from sdd.redact.placing import path_class

if TYPE_CHECKING:
    from sdd.link.names import Names


class Patch(Struct, frozen=True):
    """One assignment. owner: whose attribute it is. binding: None for a call of `setattr`."""

    facts: ModuleFacts
    scope: int
    at: int
    owner: Expression
    binding: Binding | None = None


class Patches:
    """Every assignment to an attribute of something else than `self`, by the attribute's name."""

    def __init__(self, names: "Names") -> None:
        self.names = names
        self.read = 0
        self.found: dict[str, list[Patch]] = {}
        self.owned: dict[str, tuple[int, dict[str, list[Patch]]]] = {}

    def touches(self, name: str) -> bool:
        """Whether something assigns a canonical dotted name, or what stands above it."""
        while "." in name:
            owner, _, attribute = name.rpartition(".")
            if self.of(owner, attribute):
                return True
            name = owner
        return False

    def over(self, module: str, name: str, found: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
        """What a name of a module means, given what the module itself binds.

        An annotation is trusted; a None waits for what comes from outside.
        """
        patches = self.of(module, name)
        declared = any(
            isinstance(each, Variable) and each.binding.annotation is not None for each in found
        )
        if not patches or declared:
            return found
        bound = [
            Variable(each.facts.path, each.scope, each.binding) for each in patches if each.binding
        ]
        if len(bound) == len(patches) and all(is_none(each) for each in found):
            return tuple(bound)
        return (Unknown(f"{name} is assigned from outside"),)

    def of(self, owner: str, attribute: str) -> list[Patch]:
        """The assignments to an attribute of a module, class or object of a class.

        owner: dotted name: "requests.Session", "app.store.Store".
        """
        self._read_on()
        if attribute not in self.found:
            return []
        patches = self.found[attribute]
        count, owned = self.owned.get(attribute, (0, {}))
        if count != len(patches):
            self.owned[attribute] = (len(patches), owned)  # for one that leads to itself
            for patch in patches[count:]:
                owned.setdefault(self._owner(patch), []).append(patch)
        return owned.get(owner, [])

    def _owner(self, patch: Patch) -> str:
        meaning = self.names.meaning(patch.facts, patch.scope, patch.owner, patch.at)
        return self._name(self._class_of(meaning))

    def _class_of(self, meaning: Meaning) -> Meaning:
        """The class of an object, where its constructor or annotation names one."""
        from sdd.link.meanings import Variable

        match meaning:
            case Variable(path=path, scope=scope, binding=binding):
                facts, at = self.names.program.facts[path], binding.at
                made = binding.value.function if isinstance(binding.value, Call) else None
                named = binding.annotation or made
            case Argued(path=path, scope=scope, parameter=Parameter(annotation=named)):
                facts = self.names.program.facts[path]
                scope, at = facts.scopes[scope].parent, facts.scopes[scope].at
            case _:
                return meaning
        return meaning if named is None else self.names.meaning(facts, scope, named, at)

    def _name(self, meaning: Meaning) -> str:

        match meaning:
            case External(name=name):
                return canonical(name)
            case ModuleMeaning(name=name):
                return name
            case Defined(path=path, scope=scope):
                return self.names.qualified(path, scope)
        return ""

    def _read_on(self) -> None:
        """Take in the modules that were read since the last question."""
        facts = self.names.program.facts
        if len(facts) == self.read:
            return
        new, self.read = list(islice(facts.values(), self.read, None)), len(facts)
        for module in new:
            if path_class(module.path) != "test":
                for attribute, patch in patches_in(module):
                    self.found.setdefault(attribute, []).append(patch)


def patches_in(facts: ModuleFacts) -> Iterator[tuple[str, Patch]]:
    """The assignments of one module, each with the name of the attribute."""
    for index, scope in enumerate(facts.scopes):
        own = _receiver(facts, scope)
        for step in scope.steps:
            if isinstance(step, Binding):
                if isinstance(step.target, Attribute) and dotted(step.target) and step.value:
                    owner = step.target.value
                    if owner != own:
                        yield step.target.attr, Patch(facts, index, step.at, owner, step)
            elif isinstance(step, Evaluation) and isinstance(step.value, Call):
                yield from _set(facts, index, step.value, step.at)


def _set(facts: ModuleFacts, scope: int, node: Call, at: int) -> Iterator[tuple[str, Patch]]:
    """`setattr(owner, "name", value)`."""
    if node.function == Name("setattr") and len(node.arguments) == 3:
        owner, name, _ = (each.value for each in node.arguments)
        if isinstance(name, Text) and name.value and dotted(owner):
            yield name.value, Patch(facts, scope, at, owner)


def _receiver(facts: ModuleFacts, scope: Scope) -> Name | None:
    """`self` or `cls` of a method: what it assigns there is no patch."""
    if scope.parent < 0 or facts.scopes[scope.parent].kind != "class" or not scope.parameters:
        return None
    return Name(scope.parameters[0].name)
