"""Classes of the project: their ancestors, members and the attributes of their objects."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TypeAlias

from msgspec import Struct

from sdd.link.meanings import Defined, External
from sdd.link.names import Names
from sdd.model.expressions import Attribute, Expression, Name, Subscript
from sdd.model.facts import Binding, Definition, ModuleFacts, Scope, Step

Key: TypeAlias = tuple[str, int]
SETTER = ".setter"
FUNCTIONS = ("staticmethod", "classmethod")


class Lineage(Struct, frozen=True):
    """What a class inherits from. classes: of the project, itself first, in the order in which
    members are looked up; foreign: canonical names of the classes outside the project.

    known: False where a base could not be followed, so that a member may come from elsewhere.
    """

    classes: tuple[Key, ...]
    foreign: tuple[str, ...]
    known: bool


class Assigned(Struct, frozen=True):
    """`self.name = value` in a method. scope: of the method."""

    path: str
    scope: int
    binding: Binding


class Classes:
    """Answers about the classes of one program; memoised."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.program = names.program
        self.lineages: dict[Key, Lineage] = {}
        self.members: dict[Key, dict[str, list[Step]]] = {}
        self.attributes: dict[Key, dict[str, list[Assigned]]] = {}
        self.children: dict[str, dict[int, list[int]]] = {}

    def lineage(self, key: Key) -> Lineage:
        """The ancestors of a class."""
        if key not in self.lineages:
            self.lineages[key] = Lineage((key,), (), False)  # for a class that inherits itself
            with suppress(RecursionError):
                self.lineages[key] = self._lineage(key)
        return self.lineages[key]

    def _lineage(self, key: Key) -> Lineage:
        classes, foreign, known = [key], list[str](), True
        facts, scope = self.facts(key), self.scope(key)
        for base in scope.bases:
            if base.name or base.star:
                continue
            node = base.value.value if isinstance(base.value, Subscript) else base.value
            meaning = self.names.meaning(facts, scope.parent, node, scope.at)
            if isinstance(meaning, Defined):
                above = self.lineage((meaning.path, meaning.scope))
                classes += above.classes
                foreign += above.foreign
                known = known and above.known
            elif isinstance(meaning, External):
                foreign.append(meaning.name)
            else:
                known = False
        # Of a class that is inherited twice the last mention counts, as Python orders them.
        ordered = tuple(reversed(dict.fromkeys(reversed(classes))))
        return Lineage((key, *(each for each in ordered if each != key)), tuple(foreign), known)

    def facts(self, key: Key) -> ModuleFacts:
        """The file of a class or function."""
        return self.program.facts[key[0]]

    def scope(self, key: Key) -> Scope:
        """The scope of a class or function."""
        return self.facts(key).scopes[key[1]]

    def find(self, key: Key, name: str, after: Key | None = None) -> tuple[Key, list[Step]] | None:
        """The class that gives a member, and the steps that bind it there; None if none does."""
        classes = self.lineage(key).classes
        if after is not None and after in classes:
            classes = classes[classes.index(after) + 1 :]
        for owner in classes:
            if steps := self._members(owner).get(name):
                return owner, steps
        return None

    def method(self, key: Key, name: str, after: Key | None = None) -> Key | None:
        """The function behind a method name, inherited ones included; None if there is none."""
        found = self.find(key, name, after)
        if found is None:
            return None
        owner, steps = found
        last = steps[-1]
        return (owner[0], last.scope) if isinstance(last, Definition) else None

    def assigned(self, key: Key, name: str) -> tuple[Assigned, ...]:
        """Every `self.name = ...` in the methods of a class and its ancestors."""
        return tuple(
            each for owner in self.lineage(key).classes for each in self._assigned(owner, name)
        )

    def _members(self, key: Key) -> dict[str, list[Step]]:
        if key not in self.members:
            table: dict[str, list[Step]] = {}
            for step in self.scope(key).steps:
                if name := _member_name(self.facts(key), step):
                    table.setdefault(name, []).append(step)
            self.members[key] = table
        return self.members[key]

    def setter(self, key: Key, name: str) -> Key | None:
        """The function that runs where a property is assigned; None if there is none."""
        found = self.find(key, name + SETTER)
        if found is None or not isinstance(found[1][-1], Definition):
            return None
        return found[0][0], found[1][-1].scope

    def _assigned(self, key: Key, name: str) -> list[Assigned]:
        if key not in self.attributes:
            table: dict[str, list[Assigned]] = {}
            for method in self.methods(key):
                for attribute, binding in _own_assignments(self.scope((key[0], method))):
                    table.setdefault(attribute, []).append(Assigned(key[0], method, binding))
            self.attributes[key] = table
        return self.attributes[key].get(name, [])

    def methods(self, key: Key) -> list[int]:
        """The functions of a class body, by the indexes of their scopes."""
        path = key[0]
        if path not in self.children:
            below: dict[int, list[int]] = {}
            for index, scope in enumerate(self.program.facts[path].scopes):
                if scope.kind == "function":
                    below.setdefault(scope.parent, []).append(index)
            self.children[path] = below
        return self.children[path].get(key[1], [])


def kind_of_method(scope: Scope) -> str:
    """ "staticmethod", "classmethod", "property" or "" for a plain method."""
    for decorator in scope.decorators:
        name = _last_name(decorator)
        if name in FUNCTIONS:
            return name
        if name in ("property", "cached_property", "getter") or name.endswith("property"):
            return "property"
    return "classmethod" if scope.name in ("__init_subclass__", "__class_getitem__") else ""


def _own_assignments(scope: Scope) -> Iterator[tuple[str, Binding]]:
    if not scope.parameters:
        return
    own = scope.parameters[0].name
    for step in scope.steps:
        if isinstance(step, Binding):
            match step.target:
                case Attribute(value=Name(id=receiver), attr=attribute) if receiver == own:
                    yield attribute, step


def _member_name(facts: ModuleFacts, step: Step) -> str:
    if isinstance(step, Definition):
        scope = facts.scopes[step.scope]
        return scope.name + _accessor(scope)
    if isinstance(step, Binding) and isinstance(step.target, Name):
        return step.target.id
    return ""


def _accessor(scope: Scope) -> str:
    """`@name.setter` and `@name.deleter` stand beside the property and do not replace it."""
    for decorator in scope.decorators:
        match decorator:
            case Attribute(value=Name(id=name), attr="setter" | "deleter" as kind):
                return f".{kind}" if name == scope.name else ""
    return ""


def _last_name(node: Expression) -> str:
    if isinstance(node, Attribute):
        return node.attr
    return node.id if isinstance(node, Name) else ""
