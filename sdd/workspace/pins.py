"""Which version of a library a project pins: lock files first, then exact requirements."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from sdd.workspace.files import read_file

Version = tuple[int, ...]
LOCKS = ("uv.lock", "poetry.lock", "pdm.lock")
REQUIREMENTS = ("requirements.txt", "requirements.lock", "requirements/base.txt")


class Pin(Struct, frozen=True):
    """An exactly pinned version. path: posix, of the file that pins it."""

    version: Version
    path: str


def find_pin(root: Path, name: str, folders: Iterable[str] = ()) -> Pin | None:
    """Where a library is pinned, e.g. to (0, 115, 6); None if it is not.

    root: absolute and resolved. name: of the distribution, in lower case. folders: below the
    root, to look into where the root itself says nothing (`backend/`); the first one decides.
    """
    for folder in ("", *sorted(folders)):
        prefix = f"{folder}/" if folder else ""
        for path in LOCKS:
            if version := _locked(_text(root, prefix + path), name):
                return Pin(version, prefix + path)
        if version := _locked_by_pipenv(_text(root, f"{prefix}Pipfile.lock"), name):
            return Pin(version, f"{prefix}Pipfile.lock")
        for path in (*REQUIREMENTS, "pyproject.toml"):
            if version := _required(_text(root, prefix + path), name):
                return Pin(version, prefix + path)
    return None


def stays_below(root: Path, name: str, major: int, folders: Iterable[str] = ()) -> bool:
    """Whether a project requires a library below a major version: pinned, or by a range.

    Where several places speak, a lock file counts, then the first range that sets a bound.
    """
    pin = find_pin(root, name, folders)
    if pin is not None:
        return pin.version[0] < major
    for folder in ("", *sorted(folders)):
        for path in (*REQUIREMENTS, "pyproject.toml", "Pipfile", "setup.py", "setup.cfg"):
            prefix = f"{folder}/" if folder else ""
            if (bound := _bound(_text(root, prefix + path), name)) is not None:
                return bound < major
    return False


def _bound(text: str, name: str) -> int | None:
    """The highest major version that the ranges of a file let in; None where none sets a bound."""
    ranges = re.findall(
        rf"(?im)(?:^|[\"'\s]){re.escape(name)}(?:\[[^\]\n]{{0,80}}\])?"
        r"\s{0,4}(?:=\s{0,4}(?:\{[^}\n]{0,80}?version\s{0,4}=\s{0,4})?[\"'])?"
        r"([<>=!~^][^\"'\n;#]{1,60})",
        text,
    )
    bounds = [bound for each in ranges for bound in _majors(each)]
    return min(bounds) if bounds else None


def _majors(specifier: str) -> Iterator[int]:
    """`<2` lets 1 in, `<2.5` lets 2 in; `~=1.10`, `^1.8` and `==1.*` let 1 in."""
    for sign, major, rest in re.findall(
        r"(<=?|~=?|\^|==)\s{0,4}v?(\d{1,4})([\d.*]{0,20})", specifier
    ):
        whole = not rest.strip(".0")
        yield int(major) - 1 if sign == "<" and whole else int(major)


def _text(root: Path, path: str) -> str:
    content = read_file(root, path)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""


def _locked(text: str, name: str) -> Version | None:
    # A lock file can be long; only one that names the library at all is parsed.
    if f'"{name}"' not in text:
        return None
    try:
        packages = tomllib.loads(text).get("package", [])
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    for package in packages if isinstance(packages, list) else ():
        if isinstance(package, dict) and package.get("name") == name:
            return _numbers(str(package.get("version", "")))
    return None


def _locked_by_pipenv(text: str, name: str) -> Version | None:
    _, found, entry = text.partition(f'"{name}": {{')
    match = re.search(r'"version":\s{0,8}"==([0-9.]+)"', entry.partition("}")[0]) if found else None
    return _numbers(match[1]) if match else None


def _required(text: str, name: str) -> Version | None:
    pattern = (
        rf"(?im)(?:^|[\"'\s]){re.escape(name)}(?:\[[^\]\n]{{0,80}}\])?\s{{0,4}}==\s{{0,4}}([0-9.]+)"
    )
    # Poetry means exactly this version where no sign stands before it.
    table = (
        rf"(?im)^{re.escape(name)}\s{{0,8}}=\s{{0,8}}(?:\{{[^}}\n]{{0,80}}?version\s{{0,8}}=\s{{0,8}})?"
        r"[\"']=?=?([0-9][0-9.]*)[\"']"
    )
    match = re.search(pattern, text) or re.search(table, text)
    return _numbers(match[1]) if match else None


def _numbers(text: str) -> Version | None:
    parts = [part for part in text.split(".") if part.isdigit()]
    return tuple(int(part) for part in parts[:4]) or None
