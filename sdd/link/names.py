"""What a name means: lexical scopes, imports, re-exports and stars, across files.

Every answer is a meaning or an `Unknown` with its reason; nothing is guessed. Answers are
memoised and cycles end in `Unknown`, so the work is linear in the names asked for.
"""

import builtins
from typing import TypeAlias

import msgspec

from sdd.link.meanings import (
    Argued,
    Defined,
    External,
    Meaning,
    ModuleMeaning,
    Unknown,
    Variable,
    agreed,
)
from sdd.link.patches import Patches
from sdd.link.program import Program
from sdd.link.reaching import ELSEWHERE, reaching
from sdd.model.expressions import (
    Attribute,
    Expression,
    Name,
    Operator,
    Sequence,
    Text,
    dotted,
)
from sdd.model.facts import Binding, Definition, Import, ModuleFacts, Parameter, Scope, Step

BUILTINS = frozenset(dir(builtins))
_Key: TypeAlias = tuple[str, int, str]


class Names:
    """Resolves names of one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.tables: dict[tuple[str, int], dict[str, list[Step | Parameter]]] = {}
        self.stars: dict[tuple[str, int], list[Import]] = {}
        self.homes: dict[tuple[str, int], int] = {}
        self.answers: dict[_Key, Meaning] = {}
        self.asking: set[_Key] = set()
        self.patches = Patches(self)

    def meaning(self, facts: ModuleFacts, scope: int, node: Expression, at: int = -1) -> Meaning:
        """What a name or attribute chain stands for in a scope.

        at: number of the place of use, so that of several assignments in one scope the one
        before it counts; -1 where the order does not matter.
        """
        if isinstance(node, Name):
            return self.name(facts, scope, node.id, at)
        if isinstance(node, Attribute):
            return self.member(self.meaning(facts, scope, node.value, at), node.attr)
        return Unknown("is computed")

    def member(self, owner: Meaning, attribute: str) -> Meaning:
        """An attribute of a module or external name."""
        if isinstance(owner, External):
            return External(f"{owner.name}.{attribute}")
        if isinstance(owner, ModuleMeaning):
            return self.exported(owner.name, attribute)
        return Unknown("is an attribute of an object") if not _failed(owner) else owner

    def exported(self, module: str, name: str) -> Meaning:
        """What `from module import name` binds."""
        facts = self.program.module(module)
        if facts is not None:
            found = self.in_scope(facts, 0, name, -1)
            if found:
                return agreed(found)
        submodule = f"{module}.{name}"
        if self.program.exists(submodule):
            return ModuleMeaning(submodule)
        if facts is None and module in self.program.paths:
            return Unknown(f"{module} was not read")
        return Unknown(f"{module} has no {name}")

    def qualified(self, path: str, scope: int) -> str:
        """The dotted name of a class or function of the project."""
        facts = self.program.facts[path]
        return f"{self.program.name_of(facts)}.{facts.scopes[scope].qualname}"

    def name(self, facts: ModuleFacts, scope: int, name: str, at: int = -1) -> Meaning:
        """The one meaning of a bare name (see `alternatives`)."""
        return agreed(self.alternatives(facts, scope, name, at))

    def alternatives(
        self, facts: ModuleFacts, scope: int, name: str, at: int = -1
    ) -> tuple[Meaning, ...]:
        """Every meaning that a bare name may have at a place of use, the latest first.

        Looked up from the inside out; class bodies are skipped on the way.
        """
        current, inside = facts.scopes[scope], scope
        first = True
        while True:
            skipped = current.kind == "class" and not first
            if name in current.outer_names:
                return self._outer(facts, inside, name)
            if not skipped and (found := self.in_scope(facts, inside, name, at if first else -1)):
                return found
            if current.parent < 0:
                break
            inside, first = current.parent, first and current.kind == "comprehension"
            current = facts.scopes[inside]
        if name in BUILTINS:
            return (External(f"builtins.{name}"),)
        return (Unknown(f"{name} is not bound"),)

    def _outer(self, facts: ModuleFacts, scope: int, name: str) -> tuple[Meaning, ...]:
        """`global` and `nonlocal` names: of the nearest function around, else of the module."""
        around = facts.scopes[scope].parent
        while around > 0:
            if facts.scopes[around].kind == "function" and (
                found := self.in_scope(facts, around, name, -1)
            ):
                return found
            around = facts.scopes[around].parent
        return self.in_scope(facts, 0, name, -1) or (Unknown(f"{name} is not bound"),)

    def in_scope(self, facts: ModuleFacts, scope: int, name: str, at: int) -> tuple[Meaning, ...]:
        """The meanings of a name in exactly one scope; none if the scope does not bind it.

        at: as in `meaning`; -1 for a use from elsewhere, where assignments from outside count.
        """
        found = self._in_scope(facts, scope, name, at)
        if scope or at >= 0 or not found:
            return found
        return self.patches.over(self.program.name_of(facts), name, found)

    def _in_scope(self, facts: ModuleFacts, scope: int, name: str, at: int) -> tuple[Meaning, ...]:
        candidates = self._table(facts, scope).get(name)
        if candidates is None:
            if not self.stars[facts.path, scope]:
                return ()
            star = self._from_stars(facts, scope, name)
            return (star,) if star else ()
        if all(isinstance(each, Import) for each in candidates):
            # Imports in branches: the first one is what is meant, the others stand in for it.
            return (self._once(facts, scope, name, candidates[0]),)
        chosen = reaching(facts.scopes[scope], candidates, at)
        if len(candidates) == 1 == len(chosen):
            return (self._once(facts, scope, name, chosen[0]),)
        return tuple(dict.fromkeys(self._follow(facts, scope, each) for each in chosen))

    def _table(self, facts: ModuleFacts, scope: int) -> dict[str, list[Step | Parameter]]:
        key = (facts.path, scope)
        if key not in self.tables:
            self.tables[key] = _tabulate(facts, facts.scopes[scope])
            if scope == 0:
                self._add_globals(facts, self.tables[key])
            self.stars[key] = [
                step
                for step in facts.scopes[scope].steps
                if isinstance(step, Import) and step.name == "*"
            ]
        return self.tables[key]

    def _add_globals(self, facts: ModuleFacts, table: dict[str, list[Step | Parameter]]) -> None:
        """Names that functions bind in the module by `global`."""
        for index, scope in enumerate(facts.scopes):
            for step in scope.steps if scope.outer_names else ():
                name = _bound_name(facts, step)
                if name in scope.outer_names:
                    self.homes[facts.path, step.at] = index
                    elsewhere = msgspec.structs.replace(step, block=ELSEWHERE)
                    table.setdefault(name, []).append(elsewhere)

    def _from_stars(self, facts: ModuleFacts, scope: int, name: str) -> Meaning | None:
        for step in reversed(self.stars[facts.path, scope]):
            module = self.program.absolute(facts, step)
            if not self.program.exists(module):
                continue
            found = self._guarded((facts.path, scope, f"*{module}.{name}"), module, name)
            if not isinstance(found, Unknown) and self._public(module, name):
                return found
        return None

    def _guarded(self, key: _Key, module: str, name: str) -> Meaning:
        if key in self.asking:
            return Unknown("imports itself")
        self.asking.add(key)
        try:
            return self.exported(module, name)
        finally:
            self.asking.discard(key)

    def _public(self, module: str, name: str) -> bool:
        """Whether a star import hands a name on: by `__all__`, else by its first letter."""
        facts = self.program.module(module)
        if facts is None:
            return False
        listed = self._table(facts, 0).get("__all__", [])
        names: set[str] = set()
        for step in listed:
            value = step.value if isinstance(step, Binding) else None
            if not isinstance(value, Sequence):
                return not name.startswith("_")
            names |= {item.value for item in value.items if isinstance(item, Text) and item.value}
        return name in names if listed else not name.startswith("_")

    def _once(self, facts: ModuleFacts, scope: int, name: str, step: Step | Parameter) -> Meaning:
        if not isinstance(step, Import):
            return self._follow(facts, scope, step)
        key = (facts.path, scope, name)
        if key not in self.answers:
            if key in self.asking:
                return Unknown("imports itself")
            self.asking.add(key)
            try:
                self.answers[key] = self._follow(facts, scope, step)
            finally:
                self.asking.discard(key)
        return self.answers[key]

    def _follow(self, facts: ModuleFacts, scope: int, step: Step | Parameter) -> Meaning:
        scope = self.homes.get((facts.path, step.at), scope) if scope == 0 else scope
        match step:
            case Import():
                return self._imported(facts, step)
            case Definition(scope=defined):
                return Defined(facts.path, defined)
            case Parameter():
                return Argued(facts.path, scope, step)
            case Binding():
                return self._alias(facts, scope, step)
        return Unknown("is no binding")

    def _alias(self, facts: ModuleFacts, scope: int, step: Binding) -> Meaning:
        """`get = requests.get` means what its value means."""
        variable = Variable(facts.path, scope, step)
        plain = step.how == "assign" and not step.unpack and step.value is not None
        if not plain or not step.value or not dotted(step.value):
            return variable
        key = (facts.path, scope, f"={step.at}")
        if key in self.asking:
            return Unknown("is bound to itself")
        self.asking.add(key)
        try:
            meaning = self.meaning(facts, scope, step.value, step.at)
        finally:
            self.asking.discard(key)
        return variable if isinstance(meaning, Unknown | Argued) else meaning

    def _imported(self, facts: ModuleFacts, step: Import) -> Meaning:
        module = self.program.absolute(facts, step)
        if not module:
            return Unknown("is imported from outside the project's root")
        if step.name is None:
            module = module.partition(".")[0]
        ours = self.program.exists(module)
        if not step.name:
            return ModuleMeaning(module) if ours else External(module)
        if ours:
            return self._from_module(facts, module, step.name)
        if step.level:
            return Unknown(f"{module} is not in the project")
        return External(f"{module}.{step.name}")

    def _from_module(self, facts: ModuleFacts, module: str, name: str) -> Meaning:
        submodule = f"{module}.{name}"
        if module == self.program.name_of(facts) and self.program.exists(submodule):
            return ModuleMeaning(submodule)  # `from . import part` in the package itself
        return self.exported(module, name)


def _tabulate(facts: ModuleFacts, scope: Scope) -> dict[str, list[Step | Parameter]]:
    table: dict[str, list[Step | Parameter]] = {}
    for parameter in scope.parameters:
        table.setdefault(parameter.name, []).append(parameter)
    for step in scope.steps:
        name = _bound_name(facts, step)
        if name:
            table.setdefault(name, []).append(step)
    return table


def _bound_name(facts: ModuleFacts, step: Step) -> str:
    match step:
        case Import(alias=alias):
            return "" if alias == "*" else alias
        case Definition(scope=scope):
            return facts.scopes[scope].name
        case Binding(target=Name(id=name)):
            return name
        case Binding(target=Operator(operator="*", operands=(Name(id=name),))):
            return name
    return ""


def _failed(meaning: Meaning) -> bool:
    return isinstance(meaning, Unknown)
