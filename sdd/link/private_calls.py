"""Who calls the private functions of a file: `_load(...)` can only be called where it stands."""

from collections.abc import Iterator

from msgspec import Struct

from sdd.link.program import Program
from sdd.model.expressions import Attribute, Call, Expression, Name, walk
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Step


class PrivateCall(Struct, frozen=True):
    """A call. scope: index of the scope that it stands in; at: number of its step."""

    scope: int
    at: int
    node: Call


class PrivateCalls:
    """The calls in each file that is asked about, by the name that is called; memoised."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.known: dict[str, dict[str, list[PrivateCall]]] = {}

    def of(self, path: str, scope: int) -> tuple[PrivateCall, ...]:
        """Every call of a private function or method; none if there may be others.

        There may be where the name is defined twice in the file, or handed on without a call.
        """
        facts = self.program.facts[path]
        name = facts.scopes[scope].name
        if not name.startswith("_") or name.startswith("__"):
            return ()
        if path not in self.known:
            self.known[path] = _calls(facts)
        return tuple(self.known[path].get(name, ()))


def _calls(facts: ModuleFacts) -> dict[str, list[PrivateCall]]:
    calls: dict[str, list[PrivateCall]] = {}
    mentions: dict[str, int] = {}
    for index, scope in enumerate(facts.scopes):
        for decorator in scope.decorators:
            for node in walk(decorator):
                _mention(node, mentions)
        for step in scope.steps:
            for node in _expressions(step):
                _mention(node, mentions)
                if isinstance(node, Call) and (name := _private(node.function)):
                    calls.setdefault(name, []).append(PrivateCall(index, step.at, node))
    defined = [scope.name for scope in facts.scopes if scope.kind in ("function", "class")]
    return {
        name: found
        for name, found in calls.items()
        if mentions[name] == len(found) and defined.count(name) == 1
    }


def _expressions(step: Step) -> Iterator[Expression]:
    if isinstance(step, Binding | Evaluation) and step.value is not None:
        yield from walk(step.value)
    if isinstance(step, Binding):
        yield from walk(step.target)


def _mention(node: Expression, mentions: dict[str, int]) -> None:
    if name := _private(node):
        mentions[name] = mentions.get(name, 0) + 1


def _private(node: Expression) -> str:
    match node:
        case Name(id=name) | Attribute(attr=name) if name.startswith("_"):
            return name
    return ""
