"""Which variables of the environment the code reads by name: `os.environ`, `os.getenv`, and the
readers of decouple, environs, django-environ and Starlette."""

from collections.abc import Iterable, Iterator

from sdd.link.meanings import External, Variable
from sdd.link.names import Names
from sdd.model.expressions import Argument, Call, Constant, Expression, Subscript, Text, walk
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Scope
from sdd.model.variables import VariableRead

_FUNCTIONS = {
    "os.getenv": "os.getenv",
    "os.environ.get": "os.environ",
    "os.environ.pop": "os.environ",
    "os.environ.setdefault": "os.environ",
    "decouple.config": "decouple",
}
_READERS = {
    "decouple.Config": "decouple",
    "decouple.AutoConfig": "decouple",
    "environs.Env": "environs",
    "environs.FileAwareEnv": "environs",
    "environ.Env": "environs",
    "starlette.config.Config": "starlette",
}


def environment_reads(names: Names, modules: Iterable[ModuleFacts]) -> Iterator[VariableRead]:
    """Every read of a variable whose name is a literal."""
    for facts in modules:
        for index, scope in enumerate(facts.scopes):
            for node in _nodes(scope):
                yield from _read(names, facts, index, node)


def _nodes(scope: Scope) -> Iterator[Expression]:
    """Every expression that is evaluated for its value, decorators and defaults included."""
    for step in scope.steps:
        if isinstance(step, Binding):
            yield from walk(step.value) if step.value is not None else ()
        elif isinstance(step, Evaluation) and step.how != "delete":
            yield from walk(step.value)
    for block in scope.blocks:
        if block.head is not None:
            yield from walk(block.head)
    for parameter in scope.parameters:
        if parameter.default is not None:
            yield from walk(parameter.default)
    for decorator in scope.decorators:
        yield from walk(decorator)


def _read(names: Names, facts: ModuleFacts, scope: int, node: Expression) -> Iterator[VariableRead]:
    if isinstance(node, Subscript) and len(node.items) == 1 and isinstance(node.items[0], Text):
        meaning = names.meaning(facts, scope, node.value)
        if meaning == External("os.environ"):
            yield from _told(facts, scope, node.items[0], "os.environ", False)
    elif isinstance(node, Call) and isinstance(first := _first(node), Text):
        how = _reader(names, facts, scope, node.function)
        if how:
            yield from _told(facts, scope, first, how, _has_default(node))


def _told(
    facts: ModuleFacts, scope: int, name: Text, how: str, optional: bool
) -> Iterator[VariableRead]:
    if name.value and name.value.isidentifier():
        place = facts.place(name.at)
        qualname = facts.scopes[scope].qualname
        yield VariableRead((name.value,), place, how, qualname, optional)


def _first(call: Call) -> Expression | None:
    for argument in call.arguments[:1]:
        if argument.star:
            return None
        if argument.name in ("", "key", "name"):
            return argument.value
    return None


def _has_default(call: Call) -> bool:
    return any(_is_default(index, each) for index, each in enumerate(call.arguments))


def _is_default(index: int, argument: Argument) -> bool:
    given = argument.name == "default" or (index == 1 and not argument.name)
    return given and argument.value != Constant(None)


def _reader(names: Names, facts: ModuleFacts, scope: int, function: Expression) -> str:
    """How a called function reads the environment; "" where it does not."""
    meaning = names.meaning(facts, scope, function)
    if isinstance(meaning, External):
        return _FUNCTIONS.get(meaning.name, "")
    # `env("X")` and `env.str("X")`, where `env = Env()`.
    owner = getattr(function, "value", function)
    return _made_by(names, facts, scope, owner)


def _made_by(names: Names, facts: ModuleFacts, scope: int, owner: Expression) -> str:
    meaning = names.meaning(facts, scope, owner)
    if not isinstance(meaning, Variable) or not isinstance(meaning.binding.value, Call):
        return ""
    made = names.meaning(
        names.program.facts[meaning.path], meaning.scope, meaning.binding.value.function
    )
    return _READERS.get(made.name, "") if isinstance(made, External) else ""
