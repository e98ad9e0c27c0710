"""What runs when the body of a function runs: its calls and reads, in source order."""

from collections.abc import Iterator

from msgspec import Struct

from sdd.link.annotations import Spot
from sdd.link.classes import Key
from sdd.link.program import Program
from sdd.model.expressions import (
    Attribute,
    Await,
    Call,
    Conditional,
    Expression,
    FString,
    Lambda,
    Name,
    Operator,
    Subscript,
    children,
)
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Step


class Site(Struct, frozen=True):
    """A call, an attribute that is read, or a name that is entered or iterated.

    spot: the scope in which its names are looked up. awaited: the call stands behind `await`.
    use: what is done with the value: "with", "async with", "for", "async for", "yield from",
    "statement" (nothing), "return", "bound", "argument", "owner" (an attribute or item of it is
    asked for), "test" (its truth is), "operand" (it is compared or reckoned with), "set" (it is an
    attribute that is assigned), "" for any other. user: the call that it is an argument of.
    asked: the attribute that is asked for.
    """

    node: Call | Attribute | Name
    spot: Spot
    step: Step
    awaited: bool = False
    use: str = ""
    user: Call | None = None
    asked: str = ""


class _Waiting(Struct, frozen=True):
    node: Expression
    awaited: bool = False
    use: str = ""
    user: Call | None = None
    asked: str = ""


_LOOPS = ("for", "async for")
_MANAGERS = ("with", "async with")
_RUN_BY_USE = ("with", "for", "yield from")
_DIRECT = {"iterate": "for", "assert": "test"}
_KEPT = ("statement", "return", "with", "async with", "test")
_JOINING = ("and", "or", "not")
# Operators whose operands are not numbers and texts alone: nothing is said of these.
_SILENT = ("yield", "is", "is not", "|", "@")


class Running:
    """The sites of the functions of a program; memoised, because every rule asks for them."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.known: dict[Key, tuple[Site, ...]] = {}

    def sites(self, key: Key) -> tuple[Site, ...]:
        """The calls and attribute reads that run when a function runs, in source order.

        Comprehensions run in place; lambdas and nested functions run elsewhere. Decorators,
        defaults and annotations of nested definitions are left out.
        """
        if key not in self.known:
            self.known[key] = tuple(_sites(self.program.facts[key[0]], key[1]))
        return self.known[key]


def _sites(facts: ModuleFacts, scope: int) -> Iterator[Site]:
    seen: set[int] = set()
    for step in facts.scopes[scope].steps:
        if not isinstance(step, Binding | Evaluation):
            continue
        for site in _of_step(facts, Spot(facts, scope, step.at), step):
            # Every target of `a, b = f()` carries the call, and so does a walrus: it runs once.
            if isinstance(site.node, Call):
                if site.node.at in seen:
                    continue
                seen.add(site.node.at)
            yield site


def _of_step(facts: ModuleFacts, spot: Spot, step: Binding | Evaluation) -> Iterator[Site]:
    if isinstance(step, Binding):
        yield from _walk(facts, spot, step, [_Waiting(each) for each in _inside(step.target)])
        if isinstance(step.target, Attribute):
            yield Site(step.target, spot, step, use="set")
    if step.value is not None:
        yield from _walk(facts, spot, step, [_Waiting(step.value, use=_use_of(step))])


def _inside(target: Expression) -> tuple[Expression, ...]:
    """The expressions that are evaluated to find out where a target is."""
    if isinstance(target, Attribute):
        return (target.value,)
    return (target.value, *target.items) if isinstance(target, Subscript) else ()


def _use_of(step: Binding | Evaluation) -> str:
    if isinstance(step, Evaluation):
        return step.how if step.how in _KEPT else _DIRECT.get(step.how, "")
    return step.how if step.how in _LOOPS + _MANAGERS else "bound"


def _walk(
    facts: ModuleFacts, spot: Spot, step: Binding | Evaluation, waiting: list[_Waiting]
) -> Iterator[Site]:
    while waiting:
        current = waiting.pop()
        node = current.node
        if isinstance(node, Call):
            yield _site(current, node, spot, step)
            waiting += reversed(_inside_call(node))
        elif isinstance(node, Attribute):
            yield _site(current, node, spot, step)
            waiting.append(_Waiting(node.value, use="owner", asked=node.attr))
        elif isinstance(node, Name):
            if current.use in _RUN_BY_USE:
                yield _site(current, node, spot, step)
        elif isinstance(node, Lambda):
            if facts.scopes[node.scope].kind == "comprehension":
                yield from _of_comprehension(facts, node.scope, spot.at)
        else:
            waiting += [
                _Waiting(
                    each, isinstance(node, Await), _inner_use(node, each, current.use), current.user
                )
                for each in reversed(children(node))
            ]


def _site(waiting: _Waiting, node: Call | Attribute | Name, spot: Spot, step: Step) -> Site:
    return Site(node, spot, step, waiting.awaited, waiting.use, waiting.user, waiting.asked)


def _inside_call(node: Call) -> list[_Waiting]:
    function = node.function
    # The last attribute of what is called is the callee itself and no read.
    if isinstance(function, Attribute):
        inside = [_Waiting(function.value, use="owner", asked=function.attr)]
    else:
        inside = [_Waiting(function)]
    return inside + [_Waiting(each.value, use="argument", user=node) for each in node.arguments]


def _inner_use(node: Expression, child: Expression, use: str) -> str:
    match node:
        case Await():
            return use
        case Operator(operator="yield from" | "*"):
            return "yield from"
        case Operator(operator=operator) if operator in _JOINING:
            return "test" if operator == "not" or use == "test" else ""
        case Operator(operator=operator) if operator not in _SILENT:
            return "operand"
        case Subscript(value=value) if child is value:
            return "owner"
        case Conditional(test=test) if child is test:
            return "test"
        case FString():
            return "operand"
    return ""


def _of_comprehension(facts: ModuleFacts, scope: int, at: int) -> Iterator[Site]:
    spot = Spot(facts, scope, at)
    for step in facts.scopes[scope].steps:
        if isinstance(step, Binding | Evaluation) and step.value is not None:
            use = step.how if isinstance(step, Binding) and step.how in _LOOPS else ""
            yield from _walk(facts, spot, step, [_Waiting(step.value, use=use)])
