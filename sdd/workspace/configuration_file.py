"""Read the file that holds the configuration, and find `[tool.sdd]` in it."""

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

from sdd.errors import ConfigurationError, UsageError
from sdd.model.facts import UnreadableFile
from sdd.workspace.configuration_places import KeyPath, NestingError, line_of, locate_keys
from sdd.workspace.files import list_names, read_file
from sdd.workspace.wording import printable, quote, suggest

PYPROJECT = "pyproject.toml"

_LARGEST_FILE = 1_000_000
_TABLE = ("tool", "sdd")
_ERROR_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# The standard reader needs time that grows with the square of a dotted key's length.
_LONG_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){32}""")


class Source(Struct, frozen=True):
    """The settings as written. label: the file's name in messages; prefix: of their table.

    table: what `[tool.sdd]` (or the whole file) holds; None where the file has no such table.
    """

    path: Path
    label: str
    text: str
    table: dict[str, Any] | None
    prefix: KeyPath


def read_pyproject(root: Path) -> Source | None:
    """`[tool.sdd]` of the project's `pyproject.toml`; None where there is no such file.

    root: absolute and resolved. Raises ConfigurationError.
    """
    path = root / PYPROJECT
    if not os.path.lexists(path):
        return None
    return _read(root, path, PYPROJECT, PYPROJECT)


def read_named_file(path: Path) -> Source:
    """The settings in a file that was asked for: `[tool.sdd]`, or keys at its top.

    Raises UsageError where it does not exist, and ConfigurationError.
    """
    label = printable(path.as_posix())
    place = Path(os.path.realpath(path))
    if not os.path.lexists(place):
        hint = suggest(path.name, list_names(place.parent))
        raise UsageError(f"no such configuration file: {quote(label)}{hint}")
    source = _read(place.parent, place, place.name, label)
    if source.table is not None:
        return source
    if place.name == PYPROJECT:
        raise ConfigurationError((f"{label}:1: there is no [tool.sdd] table",))
    return Source(place, label, source.text, parse_toml(source.text, label), ())


def claims_settings(folder: Path) -> bool:
    """Whether a folder's `pyproject.toml` has `[tool.sdd]`, or would if it were valid TOML."""
    try:
        source = read_pyproject(folder)
    except ConfigurationError:
        data = read_file(folder, PYPROJECT, _LARGEST_FILE)
        return isinstance(data, bytes) and b"[tool.sdd" in data
    return source is not None and source.table is not None


def parse_toml(text: str, label: str) -> dict[str, Any]:
    """The values of a TOML text. Raises ConfigurationError as `label:line:column: reason`."""
    try:
        if _LONG_KEY.search(text):
            locate_keys(text)
        return tomllib.loads(text)
    except NestingError as error:
        raise ConfigurationError((f"{label}:{error.line}:1: {error}",)) from None
    except RecursionError:
        raise ConfigurationError((f"{label}:1:1: values are nested too deeply",)) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError((_describe(str(error), text, label),)) from None
    except ValueError:
        raise ConfigurationError((f"{label}:1:1: a number has too many digits",)) from None


def list_exclusions(root: Path) -> tuple[str, ...]:
    """The `exclude` patterns of a root, as far as they are usable; never an error."""
    try:
        source = read_pyproject(root)
    except ConfigurationError:
        return ()
    patterns = source.table.get("exclude") if source and source.table else None
    if not isinstance(patterns, list):
        return ()
    return tuple(pattern for pattern in patterns if isinstance(pattern, str))


def _read(root: Path, path: Path, name: str, label: str) -> Source:
    data = read_file(root, name, _LARGEST_FILE)
    if isinstance(data, UnreadableFile):
        raise ConfigurationError((f"{label}: {data.reason}",))
    text = _decode(data, label)
    # Without the word there are no settings, and the file is none of our business.
    table = _find_table(text, label) if _TABLE[-1] in text else None
    return Source(path, label, text, table, _TABLE)


def _decode(data: bytes, label: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise ConfigurationError((f"{label}:{line}:{column}: this is not UTF-8",)) from None


def _find_table(text: str, label: str) -> dict[str, Any] | None:
    value: Any = parse_toml(text, label)
    for depth, key in enumerate(_TABLE, start=1):
        value = value.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            line = line_of(locate_keys(text), _TABLE[:depth])
            raise ConfigurationError((f"{label}:{line}: {quote(key)} must be a table",))
    return dict(value)


def _describe(message: str, text: str, label: str) -> str:
    place = _ERROR_PLACE.search(message)
    reason = _ERROR_PLACE.sub("", message)
    line, column = place.groups() if place else ("1", "1")
    if line is None:
        line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    return f"{label}:{line}:{column}: not valid TOML: {reason[:1].lower()}{reason[1:]}"
