"""Sensitive values that reach a logger or `print`, in the call that hands them over.

Only what keeps the value is looked through: text that is put together, a display, a change of
form. Any other call (a length, a hash, a mask), a slice or a comparison shows something else.
"""

from collections.abc import Iterable, Iterator, Sequence

from sdd.model.expressions import (
    Argument,
    Attribute,
    Await,
    Call,
    Conditional,
    Expression,
    FString,
    Mapping,
    Name,
    Opaque,
    Operator,
    Subscript,
    Text,
    dotted,
    walk,
)
from sdd.model.expressions import Sequence as Display
from sdd.model.facts import Binding, Evaluation, ModuleFacts, Scope
from sdd.model.logged import LoggedValue
from sdd.redact.names import split_words
from sdd.redact.sensitive import sensitive_kind, sensitive_noun

LEVELS = frozenset(
    [
        "debug",
        "info",
        "warning",
        "warn",
        "error",
        "critical",
        "exception",
        "fatal",
        "log",
        "trace",
        "success",
        "notice",
        "msg",
        "bind",
        "contextualize",
        "adebug",
        "ainfo",
        "awarning",
        "aerror",
        "acritical",
        "aexception",
        "alog",
    ]
)
LOGGERS = frozenset(("log", "logger", "logging", "structlog", "loguru"))
PRINTERS = frozenset(("print", "pprint", "pp"))
_SINKS = LEVELS | PRINTERS
# The value comes out as it went in, or in another form of the same characters.
TRANSPARENT = frozenset(
    [
        "str",
        "repr",
        "format",
        "dumps",
        "pformat",
        "dict",
        "join",
        "encode",
        "decode",
        "strip",
        "lower",
        "upper",
        "get_secret_value",
        "ljust",
        "rjust",
    ]
)
# Arguments of a logger that are no part of what it writes.
_SILENT = frozenset(("exc_info", "stack_info", "stacklevel", "file", "sep", "end", "flush"))


def logged_values(modules: Sequence[ModuleFacts]) -> tuple[LoggedValue, ...]:
    """Every sensitive value that some module logs or prints, in order of path and place."""
    return tuple(found for facts in modules for found in _of_module(facts))


def _of_module(facts: ModuleFacts) -> Iterator[LoggedValue]:
    harmless = frozenset(_harmless(facts))
    for scope in facts.scopes:
        if _SINKS.isdisjoint(scope.called):
            continue
        pieces = frozenset(_pieces(scope))
        for call in _calls(scope):
            sink = _sink(call)
            for name in dict.fromkeys(_shown(call)) if sink else ():
                kind = sensitive_kind(name)
                if not kind or name in harmless or (kind == "token" and name in pieces):
                    continue
                place = facts.place(call.at)
                yield LoggedValue(name, sensitive_noun(name), kind, sink, place, scope.qualname)


def _calls(scope: Scope) -> Iterator[Call]:
    for step in scope.steps:
        value = step.value if isinstance(step, Evaluation | Binding) else None
        yield from (each for each in walk(value) if isinstance(each, Call)) if value else ()


def _sink(call: Call) -> str:
    """The call as written where it is one of a logger or prints, or an empty string."""
    function = call.function
    if isinstance(function, Name):
        return function.id if function.id in PRINTERS else ""
    if not isinstance(function, Attribute) or function.attr not in LEVELS:
        return ""
    receiver = function.value
    while isinstance(receiver, Call) and isinstance(receiver.function, Attribute):
        receiver = receiver.function.value
    named = receiver.attr if isinstance(receiver, Attribute) else dotted(receiver)
    if LOGGERS.isdisjoint(split_words(named)):
        return ""
    return f"{dotted(receiver) or named}.{function.attr}"


def _shown(call: Call) -> Iterator[str]:
    """The names of the values that a logging call writes."""
    for argument in call.arguments:
        if argument.name not in _SILENT:
            yield from _in_argument(argument)


def _in_argument(argument: Argument) -> Iterator[str]:
    if argument.name == "extra" and isinstance(argument.value, Mapping):
        yield from _in_mapping(argument.value)
    elif argument.name and _keeps(argument.value) and sensitive_kind(argument.name):
        yield argument.name
    else:
        yield from _names(argument.value)


def _in_mapping(mapping: Mapping) -> Iterator[str]:
    for key, value in mapping.items:
        name = key.value if isinstance(key, Text) else ""
        if name and sensitive_kind(name) and _keeps(value):
            yield name
        else:
            yield from _names(value)


def _keeps(value: Expression) -> bool:
    """Whether an expression hands on a value as it is, and not a word, a number or a mask."""
    match value:
        case Name() | Attribute() | Await():
            return True
        case Subscript(items=items):
            return not any(isinstance(each, Opaque) for each in items)
        case FString(parts=parts):
            return any(map(_keeps, parts))
        case Call():
            return _is_lookup(value) or _looked_through(value) is not None
    return False


def _names(value: Expression) -> Iterator[str]:
    """The names of what an expression shows, through text that is put together."""
    match value:
        case Name(id=name) | Attribute(attr=name):
            yield name
        case Subscript(items=(Text(value=str(key)),)):
            yield key
        case FString(parts=parts) | Display(items=parts):
            yield from _each(parts)
        case Opaque(kind="formatted", parts=(shown, *_)):
            yield from _names(shown)
        case Operator(operator="+" | "%" | "or" | "*", operands=operands):
            yield from _each(operands)
        case Conditional(body=body, orelse=orelse):
            yield from _each((body, orelse))
        case Await(value=inner):
            yield from _names(inner)
        case Mapping():
            yield from _in_mapping(value)
        case Call():
            yield from _in_call(value)


def _in_call(call: Call) -> Iterator[str]:
    if _is_lookup(call):
        key = call.arguments[0].value
        yield key.value or "" if isinstance(key, Text) else ""
        return
    inner = _looked_through(call)
    yield from _each(inner or ())


def _each(parts: Iterable[Expression]) -> Iterator[str]:
    for part in parts:
        yield from _names(part)


def _is_lookup(call: Call) -> bool:
    """`settings.get("password")`, `os.getenv("API_KEY")`."""
    name = _callee(call)
    first = call.arguments[0].value if call.arguments else None
    return name in ("get", "getenv", "pop") and isinstance(first, Text)


def _looked_through(call: Call) -> tuple[Expression, ...] | None:
    """What a call shows that keeps its values; None for a call that makes something else."""
    if _callee(call) not in TRANSPARENT:
        return None
    receiver = call.function.value if isinstance(call.function, Attribute) else None
    arguments = tuple(each.value for each in call.arguments)
    return (receiver, *arguments) if receiver is not None else arguments


def _callee(call: Call) -> str:
    if isinstance(call.function, Attribute):
        return call.function.attr
    return dotted(call.function)


def _harmless(facts: ModuleFacts) -> Iterator[str]:
    """Names bound to a word of the code (the name of a variable), or masked by their type."""
    for scope in facts.scopes:
        for step in scope.steps:
            if not isinstance(step, Binding) or not isinstance(step.target, Name | Attribute):
                continue
            name = step.target.id if isinstance(step.target, Name) else step.target.attr
            if name.isupper() and isinstance(step.value, Text) and step.value.value:
                yield name
            if step.annotation and any(map(_is_secret_type, walk(step.annotation))):
                yield name


def _is_secret_type(part: Expression) -> bool:
    return isinstance(part, Name) and part.id in ("SecretStr", "SecretBytes")


def _pieces(scope: Scope) -> Iterator[str]:
    """Names that a loop gives to the pieces of a text or list: `for token in tokens`."""
    for step in scope.steps:
        if isinstance(step, Binding) and step.how in ("for", "async for"):
            yield from (each.id for each in walk(step.target) if isinstance(each, Name))
