"""Calls of things outside the project whose result can be worked out."""

from typing import TYPE_CHECKING

from sdd.link.objects import (
    NONE,
    ClassValue,
    DictValue,
    External,
    ExternalObject,
    FunctionValue,
    ListValue,
    Method,
    ModuleValue,
    PartialValue,
    Plain,
    Unclear,
    Value,
    dict_of,
)
from sdd.link.text_calls import call_text
from sdd.link.type_tests import test_attribute, test_coroutine, test_type
from sdd.link.values import as_text, iterated, plain_of, truth

if TYPE_CHECKING:
    from sdd.link.lookup import Lookup

Arguments = tuple[Value, ...]
Keywords = dict[str, Value]
_ENVIRONMENT = frozenset({"os.getenv", "os.environ.get"})


def call_external(
    evaluator: "Lookup", name: str, arguments: Arguments, keywords: Keywords
) -> Value:
    """What a call of an outside callable gives; an `ExternalObject` where nothing is known."""
    first = arguments[0] if arguments else None
    if name in ("functools.partial", "functools.partialmethod") and first is not None:
        return PartialValue(first, arguments[1:], tuple(keywords.items()))
    if name == "starlette.convertors.register_url_convertor" and isinstance(first, Plain):
        evaluator.converters.add(str(first.value))
    if name in _ENVIRONMENT:
        return arguments[1] if len(arguments) > 1 else keywords.get("default", NONE)
    if name == "importlib.import_module" and isinstance(first, Plain):
        module = str(first.value)
        found = evaluator.program.exists(module)
        return ModuleValue(module) if found else External(module)
    if name == "typing.cast" and len(arguments) == 2:
        return arguments[1]
    if name == "builtins.getattr" and len(arguments) >= 2 and isinstance(arguments[1], Plain):
        return evaluator.member(arguments[0], str(arguments[1].value))
    if name == "builtins.setattr" and len(arguments) == 3:
        return NONE
    if name in ("inspect.iscoroutinefunction", "asyncio.iscoroutinefunction"):
        return test_coroutine(arguments)
    if name.startswith("builtins."):
        return _builtin(evaluator, name.removeprefix("builtins."), arguments, keywords)
    return ExternalObject(name, arguments, tuple(keywords.items()))


def _builtin(evaluator: "Lookup", name: str, arguments: Arguments, keywords: Keywords) -> Value:
    first = arguments[0] if arguments else None
    items = iterated(first) if first is not None else []
    if name == "sorted" and items is not None:
        return _sorted(items, keywords)
    if name in ("list", "tuple", "set", "reversed", "iter") and items is not None:
        return ListValue(items[::-1] if name == "reversed" else items)
    if name == "enumerate" and items is not None:
        start = plain_of(keywords.get("start", arguments[1] if len(arguments) > 1 else Plain(0)))
        if not isinstance(start, int):
            return Unclear("is counted from a number that is not known")
        pairs = enumerate(items, start)
        return ListValue([ListValue([Plain(index), item]) for index, item in pairs])
    if name in ("isinstance", "issubclass"):
        return test_type(evaluator, name, arguments)
    if name == "hasattr":
        return test_attribute(evaluator, arguments)
    if name == "callable" and isinstance(first, FunctionValue | ClassValue):
        return Plain(True)
    if name == "len" and items is not None:
        return Plain(len(items))
    if name == "bool" and first is not None and (sure := truth(first)) is not None:
        return Plain(sure)
    if name == "zip":
        columns = [iterated(each) for each in arguments]
        known = [column for column in columns if column is not None]
        if len(known) == len(columns):
            return ListValue([ListValue(list(row)) for row in zip(*known, strict=False)])
    if name == "range" and all(isinstance(plain_of(each), int) for each in arguments):
        bounds = [int(str(plain_of(each))) for each in arguments]
        return ListValue([Plain(number) for number in range(*bounds)[:1_000]])
    if name == "dict" and not arguments:
        return dict_of(keywords)
    if name == "str" and arguments:
        return as_text(arguments[0])
    if name == "map" and len(arguments) == 2:
        mapped = iterated(arguments[1])
        if mapped is not None:
            function = arguments[0]
            return ListValue([evaluator.invoke(function, (item,), {}, False) for item in mapped])
    return ExternalObject(f"builtins.{name}", arguments, tuple(keywords.items()))


def _sorted(items: list[Value], keywords: Keywords) -> Value:
    """Texts or numbers in order; others as they are, since what sorts them is not known."""
    backwards = plain_of(keywords.get("reverse", Plain(False))) is True
    plain = [plain_of(item) for item in items]
    texts = [each for each in plain if isinstance(each, str)]
    numbers = [each for each in plain if isinstance(each, int | float)]
    if "key" in keywords or len(items) not in (len(texts), len(numbers)):
        return ListValue(items)
    if texts:
        return ListValue([Plain(each) for each in sorted(texts, reverse=backwards)])
    return ListValue([Plain(each) for each in sorted(numbers, reverse=backwards)])


def call_method(
    evaluator: "Lookup", method: Method, arguments: Arguments, keywords: Keywords
) -> Value:
    """Methods of lists, dicts and text."""
    owner, name = method.owner, method.name
    evaluator.changes += name in CHANGING
    if isinstance(owner, ListValue):
        return _list_method(evaluator, owner, name, arguments)
    if isinstance(owner, DictValue):
        return _dict_method(owner, name, arguments, keywords)
    text = owner.value
    return call_text(text, name, arguments, keywords) if isinstance(text, str) else _STRANGE


def _list_method(evaluator: "Lookup", owner: ListValue, name: str, arguments: Arguments) -> Value:
    if name == "append" and arguments:
        owner.items.append(arguments[0])
        return NONE
    if name == "insert" and len(arguments) == 2:
        position = plain_of(arguments[0])
        owner.items.insert(position if isinstance(position, int) else 0, arguments[1])
        return NONE
    if name == "extend" and arguments:
        owner.items.extend(iterated(arguments[0]) or ())
        return NONE
    if name == "copy":
        return ListValue(list(owner.items))
    return Unclear(f"the list's {name} is not followed")


def _dict_method(owner: DictValue, name: str, arguments: Arguments, keywords: Keywords) -> Value:
    if name == "items":
        return ListValue([ListValue([Plain(key), value]) for key, value in owner.items.items()])
    if name == "values":
        return ListValue(list(owner.items.values()))
    if name == "keys":
        return ListValue([Plain(key) for key in owner.items])
    if name in ("get", "pop", "setdefault") and arguments:
        key = plain_of(arguments[0])
        default = arguments[1] if len(arguments) > 1 else NONE
        if isinstance(key, Unclear):
            return Unclear("is an unknown key")
        return (
            owner.items.setdefault(key, default)
            if name == "setdefault"
            else (owner.items.get(key, default))
        )
    if name == "update":
        for argument in arguments:
            if isinstance(argument, DictValue):
                owner.items |= argument.items
        owner.items |= dict_of(keywords).items
        return NONE
    if name == "copy":
        return DictValue(dict(owner.items), owner.partial)
    return Unclear(f"the dict's {name} is not followed")


CHANGING = frozenset({"append", "insert", "extend", "update", "pop", "setdefault"})
_STRANGE = Unclear("is no text")
