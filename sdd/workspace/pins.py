"""Which version of a library a project pins: lock files first, then exact requirements."""

import re
import tomllib
from pathlib import Path

from sdd.workspace.files import read_file

Version = tuple[int, ...]
LOCKS = ("uv.lock", "poetry.lock", "pdm.lock")
REQUIREMENTS = ("requirements.txt", "requirements.lock", "requirements/base.txt")


def pinned_version(root: Path, name: str) -> Version | None:
    """The release numbers of an exactly pinned library, e.g. (0, 115, 6); None if none is.

    root: absolute and resolved. name: of the distribution, in lower case.
    """
    for path in LOCKS:
        if found := _locked(_text(root, path), name):
            return found
    for path in (*REQUIREMENTS, "pyproject.toml"):
        if found := _required(_text(root, path), name):
            return found
    return None


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


def _required(text: str, name: str) -> Version | None:
    pattern = (
        rf"(?im)(?:^|[\"'\s]){re.escape(name)}(?:\[[^\]\n]{{0,80}}\])?\s{{0,4}}==\s{{0,4}}([0-9.]+)"
    )
    match = re.search(pattern, text)
    return _numbers(match[1]) if match else None


def _numbers(text: str) -> Version | None:
    parts = [part for part in text.split(".") if part.isdigit()]
    return tuple(int(part) for part in parts[:4]) or None
