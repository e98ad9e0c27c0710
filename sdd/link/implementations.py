"""Methods that stand in for those that a base class or protocol only declares.

A call on an object that is only known as `Store(ABC)` or `Store(Protocol)` runs the method of one
of the classes that fill it in. Those count that have been read when the method is asked for.
"""

from collections.abc import Iterator
from itertools import islice

from sdd.link.classes import Key
from sdd.link.kinds import Function, Object
from sdd.link.types import Types
from sdd.model.expressions import Attribute, Call, Constant, Expression, Name, Subscript
from sdd.model.facts import Evaluation, ModuleFacts, Scope

_PROTOCOLS = frozenset({"typing.Protocol", "typing_extensions.Protocol"})
_UNDONE = "NotImplementedError"


class Implementations:
    """Answers about methods that are declared; memoised."""

    def __init__(self, types: Types) -> None:
        self.types = types
        self.read = 0
        self.below: dict[str, list[Key]] = {}
        self.owners: dict[str, list[Key]] = {}
        self.known: dict[tuple[Key, str], tuple[Key, ...]] = {}

    def of(self, method: Function) -> tuple[Key, ...]:
        """The methods that may run in place of one that is only declared, in order of their
        places; none where the method does something itself, or where nothing fills it in."""
        receiver = method.receiver
        if not isinstance(receiver, Object) or receiver.after is not None:
            return ()
        scope = self.types.scope(method.path, method.scope)
        if not _is_declared(scope):
            return ()
        asked = ((receiver.path, receiver.scope), scope.name)
        if asked not in self.known:
            found = {each for each in self._methods(*asked) if not self._is_declared(each)}
            self.known[asked] = tuple(sorted(found))
        return self.known[asked]

    def _is_declared(self, key: Key) -> bool:
        return _is_declared(self.types.scope(*key))

    def _methods(self, owner: Key, name: str) -> Iterator[Key]:
        self._read_on()
        classes = list(self._subclasses(owner))
        if not _PROTOCOLS.isdisjoint(self.types.classes.lineage(owner).foreign):
            classes += self._alike(owner, name)
        for each in classes:
            if method := self.types.classes.method(each, name):
                yield method

    def _subclasses(self, owner: Key) -> Iterator[Key]:
        seen, waiting = {owner}, [owner]
        while waiting:
            above = waiting.pop()
            for each in self.below.get(self.types.scope(*above).name, ()):
                if each not in seen and above in self.types.classes.lineage(each).classes:
                    seen.add(each)
                    waiting.append(each)
                    yield each

    def _alike(self, protocol: Key, name: str) -> Iterator[Key]:
        """The classes that have every method of a protocol, with the same parameters."""
        wanted = {each.name: _shape(each) for each in self._functions(protocol)}
        for each in self.owners.get(name, ()):
            if each != protocol and wanted.items() <= self._shapes(each, wanted).items():
                yield each

    def _functions(self, owner: Key) -> Iterator[Scope]:
        for index in self.types.classes.methods(owner):
            scope = self.types.scope(owner[0], index)
            if not scope.name.startswith("__"):
                yield scope

    def _shapes(self, owner: Key, names: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        methods = {name: self.types.classes.method(owner, name) for name in names}
        return {name: _shape(self.types.scope(*each)) for name, each in methods.items() if each}

    def _read_on(self) -> None:
        """Take in the modules that were read since the last question."""
        facts = self.types.program.facts
        new, self.read = list(islice(facts.values(), self.read, None)), len(facts)
        for module in new:
            self._add(module)

    def _add(self, facts: ModuleFacts) -> None:
        for index, scope in enumerate(facts.scopes):
            key = (facts.path, index)
            if scope.kind == "class":
                for base in scope.bases:
                    self.below.setdefault(_last_name(base.value), []).append(key)
            elif scope.parent >= 0 and facts.scopes[scope.parent].kind == "class":
                self.owners.setdefault(scope.name, []).append((facts.path, scope.parent))


def _is_declared(scope: Scope) -> bool:
    """Whether a method is abstract, or does nothing but say that others must do it."""
    if any(_last_name(each) == "abstractmethod" for each in scope.decorators):
        return True
    if scope.kind != "function" or scope.statements - scope.documented != 1:
        return False
    last = scope.steps[-1] if scope.steps else None
    if not isinstance(last, Evaluation):
        return False
    if last.how == "raise":
        raised = last.value.function if isinstance(last.value, Call) else last.value
        return _last_name(raised) == _UNDONE
    return last.how == "statement" and last.value == Constant("...")


def _shape(scope: Scope) -> tuple[str, ...]:
    return tuple(each.name for each in scope.parameters)


def _last_name(node: Expression) -> str:
    match node:
        case Subscript(value=value):
            return _last_name(value)
        case Attribute(attr=name) | Name(id=name):
            return name
    return ""
