"""Methods of text, and its parts, as far as the texts are known and small."""

import re
from string import Formatter

from sdd.link.objects import (
    ListValue,
    Plain,
    Unclear,
    Value,
)
from sdd.link.values import as_text, iterated, plain_of

# Repeated replacing could ask for gigabytes.
LONG, LONG_ARGUMENT = 10_000, 1_000
SIMPLE = frozenset(
    {"strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "casefold", "swapcase"}
    | {"replace", "removeprefix", "removesuffix"}
    | {"split", "rsplit", "splitlines", "partition", "rpartition"}
    | {"startswith", "endswith", "isdigit", "isalpha", "isalnum", "isidentifier", "islower"}
    | {"count", "find", "index", "isupper"}
)
_PERCENT = re.compile(r"%[sd%]")


def call_text(
    text: str, name: str, arguments: tuple[Value, ...], keywords: dict[str, Value]
) -> Value:
    """What a method of a text gives."""
    if name == "join" and len(arguments) == 1:
        return _join(text, arguments[0])
    if name == "format":
        return _format(text, arguments, keywords)
    plain = [plain_of(each) for each in arguments]
    named = {key: plain_of(each) for key, each in keywords.items()}
    given = [*plain, *named.values()]
    if any(isinstance(each, Unclear) for each in given) or name not in SIMPLE:
        return Unclear(f"{name} is not followed")
    if len(text) > LONG or any(len(str(each)) > LONG_ARGUMENT for each in given):
        return Unclear(f"{name} of a long text is not followed")
    try:
        return _value(getattr(text, name)(*plain, **named))
    except (TypeError, ValueError, IndexError):
        return Unclear(f"{name} fails")


def _value(result: object) -> Value:
    if isinstance(result, list | tuple):
        kind = "list" if isinstance(result, list) else "tuple"
        return ListValue([Plain(str(each)) for each in result], kind)
    return Plain(result) if isinstance(result, str | int) else Unclear("is computed")


def _join(text: str, parts: Value) -> Value:
    items = iterated(parts)
    plain = [plain_of(each) for each in items] if items is not None else [None]
    texts = [each for each in plain if isinstance(each, str)]
    if len(texts) != len(plain) or sum(map(len, texts)) > LONG:
        return Unclear("is joined from values that are not known")
    return Plain(text.join(texts))


def _format(text: str, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """`"/{}/{name}".format(...)` without widths, attributes and items."""
    values: list[Value] = []
    waiting = list(arguments)
    try:
        for literal, field, spec, conversion in Formatter().parse(text):
            values.append(Plain(literal))
            if field is None:
                continue
            if spec or conversion or not re.fullmatch(r"\w*", field):
                return Unclear("is formatted in a way that is not followed")
            if not field:
                values.append(waiting.pop(0))
            else:
                values.append(arguments[int(field)] if field.isdigit() else keywords[field])
    except (ValueError, IndexError, KeyError):
        return Unclear("format fails")
    return concatenated(values)


def interpolated(text: str, value: Value) -> Value:
    """`"/%s" % value`, with `%s` and `%d` alone."""
    items = value.items if isinstance(value, ListValue) and value.kind == "tuple" else [value]
    marks = [each for each in _PERCENT.findall(text) if each != "%%"]
    if "%" in _PERCENT.sub("", text) or len(marks) != len(items):
        return Unclear("is formatted in a way that is not followed")
    waiting = list(items)
    parts: list[Value] = []
    for piece in re.split(r"(%[sd%])", text):
        marked = piece in ("%s", "%d")
        parts.append(waiting.pop(0) if marked else Plain("%" if piece == "%%" else piece))
    return concatenated(parts)


def concatenated(values: list[Value]) -> Value:
    """The texts of known values in a row."""
    texts = [as_text(value) for value in values]
    unclear = next((each for each in texts if not isinstance(each, Plain)), None)
    if unclear is not None:
        return unclear
    return Plain("".join(str(each.value) for each in texts if isinstance(each, Plain)))


def part_of(owner: Plain | ListValue, bounds: tuple[Value, ...]) -> Value:
    """`owner[start:stop:step]`."""
    plain = [plain_of(each) for each in bounds]
    if any(isinstance(each, Unclear | float | str) for each in plain):
        return Unclear("is a part that is not known")
    part = slice(*(int(each) if isinstance(each, int) else None for each in plain))
    if part.step == 0:
        return Unclear("is a part that is not known")
    if isinstance(owner, ListValue):
        return ListValue(owner.items[part], owner.kind)
    return Plain(owner.value[part]) if isinstance(owner.value, str) else Unclear("is an item")
