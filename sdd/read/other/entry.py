"""One name with the value that a file gives it."""

from msgspec import Struct


class Entry(Struct, frozen=True):
    """A value bound to a name.

    start, end: code point offsets of the value as written, without quotes; the end is exclusive.
    value: what it means, escapes resolved. part: the keys around it, or its section.
    """

    name: str
    start: int
    end: int
    value: str
    part: str = ""


class Malformed(Exception):
    """The text is not of the kind that its name promises. reason: in plain words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
