"""Bytes of a file that may have any encoding become text with exact places."""

import codecs
import re
from bisect import bisect_right
from functools import cached_property

from sdd.model.finding import Place

_LINE_END = re.compile(r"\r\n|\n|\r")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class BinaryFile(Exception):
    """The bytes are no text."""


class Text:
    """A decoded file. path: posix, relative to the root; content: without a byte order mark."""

    def __init__(self, path: str, content: str) -> None:
        self.path = path
        self.content = content

    @cached_property
    def starts(self) -> list[int]:
        """The code point offset at which each line starts."""
        return [0, *(found.end() for found in _LINE_END.finditer(self.content))]

    def place(self, start: int, end: int) -> Place:
        """The place of two code point offsets, the end exclusive."""
        line, end_line = bisect_right(self.starts, start), bisect_right(self.starts, end)
        column = start - self.starts[line - 1] + 1
        return Place(self.path, line, column, end_line, end - self.starts[end_line - 1] + 1)

    def line(self, number: int) -> str:
        """A line by its 1-based number, with its line end."""
        end = self.starts[number] if number < len(self.starts) else len(self.content)
        return self.content[self.starts[number - 1] : end]


def decode(data: bytes, path: str) -> Text:
    """The text of a file: by its byte order mark, as UTF-8, else as Latin-1, which fits any bytes.

    Raises BinaryFile where a NUL stands in it.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Text(path, data.removeprefix(mark).decode(encoding, "replace"))
    if b"\0" in data:
        raise BinaryFile
    try:
        return Text(path, data.decode("utf-8"))
    except UnicodeDecodeError:
        return Text(path, data.decode("latin-1"))
