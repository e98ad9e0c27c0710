"""Blocking calls made directly in code that runs on the event loop."""

from collections.abc import Iterator

from sdd.link.catalogue import Catalogue
from sdd.link.exemptions import Asking, does_block
from sdd.link.names import External, Unknown
from sdd.link.types import Types
from sdd.model.calls import BlockingCall
from sdd.model.expressions import Await, Call, Expression, Lambda, children
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Scope
from sdd.model.finding import Confidence


def find_blocking_calls(
    modules: tuple[ModuleFacts, ...], types: Types, catalogue: Catalogue
) -> Iterator[BlockingCall]:
    """Every call in an `async def` that the catalogue knows to block, in file order."""
    for facts in modules:
        for index, scope in enumerate(facts.scopes):
            if scope.kind == "function" and scope.is_async:
                for home, call in calls_of(facts, index):
                    if found := _judge(facts, scope, home, call, types, catalogue):
                        yield found


def calls_of(facts: ModuleFacts, scope: int) -> Iterator[tuple[int, Call]]:
    """The calls that run when a function runs, with the scope that their names live in.

    Comprehensions run in place; lambdas and nested functions run elsewhere. A call that is
    awaited directly is left out: it makes a coroutine.
    """
    before: Expression | None = None
    for step in facts.scopes[scope].steps:
        value = step.value if isinstance(step, Binding | Evaluation) else None
        # Every target of `a = b = f()` or `a, b = f()` carries the value: it counts once.
        if value is not None and value != before:
            yield from _calls_in(facts, scope, value)
        before = value


def _calls_in(facts: ModuleFacts, scope: int, value: Expression) -> Iterator[tuple[int, Call]]:
    waiting: list[Expression] = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Await):
            waiting.extend(reversed(children(node.value)))
            continue
        if isinstance(node, Call):
            yield scope, node
        elif isinstance(node, Lambda) and facts.scopes[node.scope].kind == "comprehension":
            yield from calls_of(facts, node.scope)
        waiting.extend(reversed(children(node)))


def _judge(
    facts: ModuleFacts, scope: Scope, home: int, call: Call, types: Types, catalogue: Catalogue
) -> BlockingCall | None:
    callee = types.callee(facts, home, call)
    if isinstance(callee, Unknown):
        return None
    found = catalogue.find_function(callee.name)
    if found is None or found.blocking is None:
        return None
    reason = found.blocking
    if not does_block(reason, call, _asking(facts, home, call, types)):
        return None
    return BlockingCall(
        callee=found.name.removeprefix("builtins."),
        family=reason.family,
        severity_class=reason.severity,
        instead=reason.instead,
        place=facts.place(call.at),
        scope=scope.qualname,
        confidence=Confidence.HIGH,
    )


def _asking(facts: ModuleFacts, scope: int, call: Call, types: Types) -> Asking:
    def name_of(node: Expression) -> str:
        meaning = types.names.meaning(facts, scope, node, call.at)
        return meaning.name if isinstance(meaning, External) else ""

    def class_of(node: Expression) -> str:
        found = types.type_of(facts, scope, node, call.at)
        return "" if isinstance(found, Unknown) else found.name

    return Asking(name_of, class_of)
