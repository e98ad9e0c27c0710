"""Bytes of a Python file become text, by the rules of PEP 263."""

import io
import tokenize


class Undecodable(Exception):
    """The bytes are no Python text. reason: in plain words; line: 1-based."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def decode(source: bytes) -> str:
    """The text of a Python file without its byte order mark; line ends stay as they are.

    Raises Undecodable for NUL bytes, unknown encodings and bytes outside the encoding.
    """
    if b"\0" in source:
        reason = "contains NUL bytes, so it is binary or UTF-16 and not Python source"
        raise Undecodable(reason, source.count(b"\n", 0, source.index(b"\0")) + 1)
    encoding = _declared_encoding(source)
    try:
        text = source.decode(encoding).removeprefix("\ufeff")
        text.encode("utf-8")
        return text
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise Undecodable(f"byte 0x{source[error.start]:02x} is not {encoding}", line) from None
    except (LookupError, UnicodeError, ValueError):
        raise Undecodable(f"cannot be decoded as {encoding}") from None


def _declared_encoding(source: bytes) -> str:
    if source.isascii() and b"coding" not in source[:200]:
        return "utf-8"
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source[:2000]).readline)
    except (SyntaxError, UnicodeError, ValueError):
        return _blame(source)
    return encoding


def _blame(source: bytes) -> str:
    # `detect_encoding` also fails on the first two lines not being UTF-8: say that instead.
    head = b"".join(source.splitlines(keepends=True)[:2])
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8"
    raise Undecodable("declares an encoding that does not exist")
