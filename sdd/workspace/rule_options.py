"""Check the options of one rule, field by field, against the struct that it declares."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct, inspect, structs

from sdd.plugin import Rule
from sdd.workspace.wording import quote_word, suggest

_NOUNS: dict[type[inspect.Type], str] = {
    inspect.BoolType: "true or false",
    inspect.IntType: "a whole number",
    inspect.FloatType: "a number",
    inspect.StrType: "text",
    inspect.DateType: "a date",
    inspect.DateTimeType: "a date with a time",
    inspect.DictType: "a table",
    inspect.TupleType: "a list",
}
_LIMITS = {
    "ge": "at least {}",
    "gt": "more than {}",
    "le": "at most {}",
    "lt": "less than {}",
    "multiple_of": "a multiple of {}",
    "min_length": "{} long or longer",
    "max_length": "{} long or shorter",
    "pattern": "matching {}",
}


class OptionMistake(Struct, frozen=True):
    """One wrong option. key: as written, or "" where options do not fit together."""

    key: str
    message: str


def check_options(
    rule: type[Rule[Any]], options: dict[str, Any]
) -> tuple[dict[str, Any], tuple[OptionMistake, ...]]:
    """The options by the names of the rule's fields, and every mistake in them.

    A key may have dashes where the field has underscores. Values stay as TOML gave them.
    """
    fields = {field.encode_name: field for field in structs.fields(rule.options)}
    spellings = {name.replace("_", "-"): name for name in fields}
    values: dict[str, Any] = {}
    mistakes: list[OptionMistake] = []
    for key, value in options.items():
        name = spellings.get(key.replace("_", "-"))
        fault = _find_fault(key, value, fields[name], values) if name else _unknown(key, spellings)
        if fault:
            mistakes.append(OptionMistake(key, f"{fault[0]} of {rule.meta.code}{fault[1]}"))
        elif name:
            values[name] = value
    return values, tuple(mistakes) or tuple(_check_together(rule, values))


def _unknown(key: str, spellings: dict[str, str]) -> tuple[str, str]:
    return f"unknown option {quote_word(key)}", suggest(key, spellings)


def _find_fault(
    key: str, value: Any, field: structs.FieldInfo, known: dict[str, Any]
) -> tuple[str, str] | None:
    """The two halves of a message, before and after the rule's code; None for a good value."""
    if field.encode_name in known:
        return f"option {quote_word(key)}", " is given twice"
    try:
        msgspec.convert(value, field.type)
    except msgspec.ValidationError:
        wanted = _describe(inspect.type_info(field.type))
        return f"option {quote_word(key)}", f" must be {wanted}"
    return None


def _check_together(rule: type[Rule[Any]], values: dict[str, Any]) -> Iterator[OptionMistake]:
    try:
        msgspec.convert(values, rule.options)
    except msgspec.ValidationError as error:
        yield OptionMistake("", f"options of {rule.meta.code}: {error}")


def _describe(kind: inspect.Type) -> str:
    """What a value must be, e.g. "a whole number, at least 1"."""
    if isinstance(kind, inspect.Metadata):
        return _describe(kind.type)
    if isinstance(kind, inspect.UnionType):
        parts = (part for part in kind.types if not isinstance(part, inspect.NoneType))
        return " or ".join(_describe(part) for part in parts)
    if isinstance(kind, inspect.LiteralType):
        return _one_of(kind.values)
    if isinstance(kind, inspect.EnumType):
        return _one_of(member.value for member in kind.cls)
    item = getattr(kind, "item_type", None)
    if item is not None:
        return ", ".join((f"a list with each item {_describe(item)}", *_limits(kind)))
    return ", ".join((_NOUNS.get(type(kind), "of another kind"), *_limits(kind)))


def _limits(kind: inspect.Type) -> Iterator[str]:
    for name, words in _LIMITS.items():
        limit = getattr(kind, name, None)
        if limit is not None:
            yield words.format(limit)


def _one_of(choices: Iterable[object]) -> str:
    return "one of " + ", ".join(quote_word(str(choice)) for choice in choices)
