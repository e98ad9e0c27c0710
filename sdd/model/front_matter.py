"""The block of fields on top of a document, as it was read."""

from typing import TypeAlias

from msgspec import Struct, field

Value: TypeAlias = "str | list[Value] | dict[str, Value]"


class FrontMatter(Struct, frozen=True):
    """Fields on top of a document. Every scalar is text as written: `0007` stays `0007`.

    fields: in the order of the document. lines: the 1-based line of each of them.
    opened: the block begins with `---`, as it must. body: the 1-based line after the block, or
    that of the first line where there is no block (`fields` is then empty).
    broken: why the block is no YAML, in words, with the 1-based line in `broken_line`; empty for
    a sound one. The fields of a broken block are what its lines say, one by one.
    repeated: keys that stand there more than once; the last one counts.
    comments: whole-line comments, each with the key that it stands above ("" for the end).
    """

    fields: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    opened: bool = False
    body: int = 1
    broken: str = ""
    broken_line: int = 1
    repeated: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()

    def text(self, *keys: str) -> str:
        """The first of these fields that is text and says something, without outer space."""
        for key in keys:
            value = self.fields.get(key)
            if isinstance(value, str) and not is_nothing(value):
                return value.strip()
        return ""

    def texts(self, *keys: str) -> tuple[str, ...]:
        """The first of these fields that says something, as its lines or entries."""
        for key in keys:
            found = tuple(_entries(self.fields.get(key, "")))
            if found:
                return found
        return ()

    def table(self, key: str) -> dict[str, Value]:
        """A field that holds fields itself; empty for any other."""
        value = self.fields.get(key)
        return value if isinstance(value, dict) else {}


def is_nothing(text: str) -> bool:
    """Whether a scalar is one of the words for nothing."""
    return text.strip().lower() in ("", "null", "none", "~", "n/a")


def _entries(value: Value) -> list[str]:
    if isinstance(value, dict):
        return [each for part in value.values() for each in _entries(part)]
    if isinstance(value, list):
        return [each for part in value for each in _entries(part)]
    lines = (line.strip().removeprefix("- ").strip() for line in value.split("\n"))
    return [line for line in lines if not is_nothing(line)]
