"""YAML with the place of every scalar, from the parser's events: no object is made, no alias
followed, and nesting costs no stack."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from sdd.read.other.entry import Entry, Malformed

if TYPE_CHECKING:
    from yaml.events import ScalarEvent

_LARGEST_WITHOUT_LIBRARY = 200_000
_STANDARD_TAG = "tag:yaml.org,2002:"
_NAMES = ("name", "key", "variable")


class _Open(Struct):
    """A mapping or a sequence that is not closed yet. key: the current one; named: what a
    neighbouring `name:` says."""

    is_mapping: bool
    key: str = ""
    awaits_value: bool = False
    named: str = ""


def read_yaml(text: str) -> Iterator[Entry]:
    """Every scalar with the key that binds it; in `{name: N, value: V}` N binds V.

    A scalar with a tag of its own (`!vault`, `!Ref`) is a reference and is left out. Raises
    Malformed where the parser stops; entries before that place have been given.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None and len(text) > _LARGEST_WITHOUT_LIBRARY:
        raise Malformed("is too large for the parser that is installed")
    stack: list[_Open] = []
    try:
        for event in yaml.parse(text, Loader=loader or yaml.SafeLoader):
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                stack.append(_Open(isinstance(event, yaml.MappingStartEvent)))
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                stack.pop()
                _end_of_node(stack)
            elif isinstance(event, yaml.AliasEvent):
                _end_of_node(stack)
            elif isinstance(event, yaml.ScalarEvent):
                yield from _scalar(stack, event, text)
                _end_of_node(stack, event.value)
    except yaml.YAMLError as error:
        raise Malformed(_reason(error)) from None


def _scalar(stack: list[_Open], event: "ScalarEvent", text: str) -> Iterator[Entry]:
    top = stack[-1] if stack else _Open(False)
    if top.is_mapping and not top.awaits_value:
        return
    if event.tag and not event.tag.startswith(_STANDARD_TAG):
        return
    keys = [each.key for each in stack if each.is_mapping]
    name = keys[-1] if keys else ""
    if top.is_mapping and top.key == "value" and top.named:
        name = top.named
    if event.start_mark is None or event.end_mark is None:
        return
    start, end = event.start_mark.index, event.end_mark.index
    if event.style in ("'", '"'):
        start, end = start + 1, end - 1
    yield Entry(name, start, end, event.value, ".".join(keys[:-1]))


def _end_of_node(stack: list[_Open], value: str = "") -> None:
    if not stack or not stack[-1].is_mapping:
        return
    top = stack[-1]
    if not top.awaits_value:
        top.key = value
    elif top.key in _NAMES:
        top.named = value
    top.awaits_value = not top.awaits_value


def _reason(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}: " if mark else ""
    return f"{where}{getattr(error, 'problem', None) or 'a character that YAML does not allow'}"
