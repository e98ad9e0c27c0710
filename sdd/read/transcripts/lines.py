"""The lines of a transcript as JSON objects, one at a time, and careful looks into them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import msgspec

from sdd.model.session import Skipped

Entry: TypeAlias = dict[str, Any]
_DECODER = msgspec.json.Decoder()
_LONGEST = 64_000_000


class LineReader:
    """Objects out of lines; what is none is counted. unknown: counted by who knows the types."""

    def __init__(self) -> None:
        self._broken = 0
        self._unfinished = 0
        self.unknown = 0

    def read(self, lines: Iterable[bytes]) -> Iterator[Entry]:
        """The objects of the lines, in order; blank lines are passed over."""
        for line in lines:
            if not line.strip():
                continue
            entry = _decode(line)
            if isinstance(entry, dict):
                yield entry
            elif line.endswith(b"\n"):
                self._broken += 1
            else:
                self._unfinished += 1

    @property
    def skipped(self) -> Skipped:
        """What could not be used so far."""
        return Skipped(self._broken, self.unknown, self._unfinished)


def _decode(line: bytes) -> object:
    if len(line) > _LONGEST:
        return None
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _decode_loosely(line)


def _decode_loosely(line: bytes) -> object:
    """Half a surrogate pair (a cut emoji) and bytes that are no UTF-8 cost a letter, no line."""
    try:
        return json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def text_at(entry: object, *keys: str) -> str:
    """The text below a chain of keys; "" where there is none."""
    value = value_at(entry, *keys)
    return value if isinstance(value, str) else ""


def number_at(entry: object, *keys: str) -> int:
    """The whole number below a chain of keys; 0 where there is none."""
    value = value_at(entry, *keys)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def list_at(entry: object, *keys: str) -> list[Any]:
    """The list below a chain of keys; empty where there is none."""
    value = value_at(entry, *keys)
    return value if isinstance(value, list) else []


def object_at(entry: object, *keys: str) -> Entry:
    """The object below a chain of keys; empty where there is none."""
    value = value_at(entry, *keys)
    return value if isinstance(value, dict) else {}


def value_at(entry: object, *keys: str) -> object:
    """Whatever stands below a chain of keys; None where nothing does."""
    for key in keys:
        if not isinstance(entry, dict):
            return None
        entry = entry.get(key)
    return entry


def joined_text(content: object) -> str:
    """The text of a message: a string, or the text of its blocks with a word for pictures."""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        return ""
    return "\n".join(part for block in content if (part := _block_text(block)))


def _block_text(block: object) -> str:
    if isinstance(block, str):
        return block
    kind = text_at(block, "type")
    if kind in ("text", "input_text", "output_text"):
        return text_at(block, "text")
    return {"image": "[image]", "input_image": "[image]", "document": "[document]"}.get(kind, "")
