"""Where the keys of a TOML text stand. The standard reader gives values and no lines."""

import re
import tomllib
from typing import TypeAlias

from msgspec import Struct

# Keys, and indices for the items of arrays, from the outermost table on.
KeyPath: TypeAlias = tuple[str | int, ...]

DEEPEST = 32

# Text that is not closed goes to its natural end, so that nothing is read twice.
_TOKEN = re.compile(
    r"""
      (?P<line>\n)
    | (?P<blank>[ \t\r]+ | \#[^\n]*+)
    | (?P<text>
          \"{3} (?: [^"\\] | \\. | "(?!"") )*+ (?: \"{3,5} )?
        | '{3} (?: [^'] | '(?!'') )*+ (?: '{3,5} )?
        | " (?: [^"\\\n] | \\. )*+ "?
        | '[^'\n]*+ '?
      )
    | (?P<bare>[A-Za-z0-9_-]++)
    | (?P<mark>[\[\]{}=.,])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class NestingError(ValueError):
    """Keys are nested deeper than any configuration needs. line: 1-based."""

    def __init__(self, line: int) -> None:
        super().__init__(f"keys are nested more than {DEEPEST} deep")
        self.line = line


def locate_keys(text: str) -> dict[KeyPath, int]:
    """The 1-based line of every table, key and array item in a TOML text, in linear time.

    `a.b = [1, {c = 2}]` gives lines to `a`, `a.b`, `a.b.0`, `a.b.1` and `a.b.1.c`; tables of an
    array count as its items. Text that is no TOML gives some lines, never an error but one:
    raises NestingError for paths of more than 32 parts.
    """
    scanner = _Scanner()
    for token in _TOKEN.finditer(text):
        scanner.take(token.lastgroup or "other", token.group())
    return scanner.places


def line_of(places: dict[KeyPath, int], path: KeyPath) -> int:
    """The line of a path, or of the nearest table around it; 1 where nothing is known."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 1)


class _Bracket(Struct):
    """An open `[` or `{` of a value. index: of the next item; noted: its place is known."""

    path: KeyPath
    is_array: bool
    index: int = 0
    noted: bool = False


class _Scanner:
    """Reads tokens in order; `state` is what comes next: "key", "header", "value" or "rest"."""

    def __init__(self) -> None:
        self.places: dict[KeyPath, int] = {}
        self._line = 1
        self._state = "key"
        self._key: list[str] = []
        self._table: KeyPath = ()
        self._path: KeyPath = ()
        self._brackets: list[_Bracket] = []
        self._table_arrays: dict[KeyPath, int] = {}
        self._repeats = False

    def take(self, kind: str, token: str) -> None:
        """One token; kind: the name of its group."""
        if kind == "line":
            self._end_line()
        elif self._state == "value" and kind != "blank":
            self._take_value(token)
        elif self._state in ("key", "header") and kind in ("bare", "text"):
            self._key.append(token if kind == "bare" else _unquote(token))
        elif self._state == "key" and kind == "mark":
            self._take_key_mark(token)
        elif self._state == "header" and kind == "mark":
            self._take_header_mark(token)
        self._line += token.count("\n")

    def _end_line(self) -> None:
        if not self._brackets:
            self._state = "key"
            self._key.clear()

    def _take_key_mark(self, mark: str) -> None:
        if mark == "=":
            around = self._brackets[-1].path if self._brackets else self._table
            self._path = self._note(around, self._key)
            self._key.clear()
            self._state = "value"
        elif mark == "}":
            self._close()
        elif mark == "[" and not self._brackets:
            self._state, self._repeats = "header", False

    def _take_header_mark(self, mark: str) -> None:
        if mark == "[":
            self._repeats = True
        elif mark == "]":
            self._open_table()
            self._state = "rest"

    def _open_table(self) -> None:
        path: KeyPath = ()
        *outer, last = self._key or [""]
        for part in outer:
            path = self._note(path, (part,))
            if path in self._table_arrays:
                path = (*path, self._table_arrays[path] - 1)
        path = self._note(path, (last,))
        if self._repeats:
            index = self._table_arrays.get(path, 0)
            self._table_arrays[path] = index + 1
            path = self._note(path, (index,))
        self._table = path

    def _take_value(self, token: str) -> None:
        if token == ",":
            self._next_item()
        elif token in ("]", "}"):
            self._close()
        else:
            path = self._note_item()
            if token in ("[", "{"):
                self._brackets.append(_Bracket(path, token == "["))
                self._state = "value" if token == "[" else "key"

    def _note_item(self) -> KeyPath:
        """The path of the value that begins or goes on here."""
        if not self._brackets or not self._brackets[-1].is_array:
            return self._path
        array = self._brackets[-1]
        if not array.noted:
            array.noted = True
            self._note(array.path, (array.index,))
        return (*array.path, array.index)

    def _next_item(self) -> None:
        if not self._brackets:
            return
        bracket = self._brackets[-1]
        if bracket.is_array:
            bracket.index += 1
            bracket.noted = False
        else:
            self._state = "key"

    def _close(self) -> None:
        if self._brackets:
            self._brackets.pop()
        self._key.clear()
        self._state = "value"

    def _note(self, around: KeyPath, parts: "list[str] | tuple[str | int, ...]") -> KeyPath:
        if len(around) + len(parts) > DEEPEST:
            raise NestingError(self._line)
        path = around
        for part in parts:
            path = (*path, part)
            self.places.setdefault(path, self._line)
        return path


def _unquote(token: str) -> str:
    if token.startswith("'") or "\\" not in token:
        return token[1:-1]
    try:
        return str(tomllib.loads(f"key = {token}")["key"])
    except tomllib.TOMLDecodeError:
        return token[1:-1]
