"""What a manifest requires: the interpreter and the distributions, without their versions.

pyproject.toml (PEP 621, PEP 735, Poetry), requirements files, Pipfile and package.json.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

_NAME = re.compile(r"\A\s*+([A-Za-z0-9][\w.-]{0,100})")
_FOLDED = re.compile(r"[-_.]+")
_DEPENDENCIES = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


class Manifest(Struct, frozen=True):
    """python: what it demands of the interpreter, as written, or ""; packages: folded names."""

    python: str = ""
    packages: frozenset[str] = frozenset()


def is_manifest(path: str) -> bool:
    """Whether a path is a manifest that `read_manifest` reads, by its name."""
    name = path.rpartition("/")[2].lower()
    requirements = name.startswith("requirements") and name.endswith((".txt", ".in"))
    return requirements or name in ("pyproject.toml", "pipfile", "package.json")


def read_manifest(path: str, text: str) -> Manifest:
    """What a manifest requires; an empty one where the text cannot be parsed."""
    name = path.rpartition("/")[2].lower()
    try:
        if name == "pyproject.toml":
            return _pyproject(tomllib.loads(text))
        if name == "pipfile":
            return _pipfile(tomllib.loads(text))
        if name == "package.json":
            return Manifest(packages=_fold(_node(json.loads(text))))
    except (ValueError, RecursionError):
        return Manifest()
    return Manifest(packages=_fold(text.splitlines()))


def fold_name(name: str) -> str:
    """The name of a distribution as it is compared: lower case, one dash for each separator."""
    return _FOLDED.sub("-", name).lower()


def _pyproject(data: dict[str, Any]) -> Manifest:
    project, poetry = _table(data, "project"), _table(data, "tool", "poetry")
    lines = [*_strings(project.get("dependencies"))]
    for group in _table(project, "optional-dependencies").values():
        lines += _strings(group)
    for group in _table(data, "dependency-groups").values():
        lines += _strings(group)
    lines += _table(poetry, "dependencies")
    lines += _table(poetry, "dev-dependencies")
    for group in _table(poetry, "group").values():
        lines += _table(group, "dependencies") if isinstance(group, dict) else ()
    demanded = project.get("requires-python") or _table(poetry, "dependencies").get("python")
    return Manifest(demanded if isinstance(demanded, str) else "", _fold(lines))


def _pipfile(data: dict[str, Any]) -> Manifest:
    version = _table(data, "requires").get("python_version")
    names = [*_table(data, "packages"), *_table(data, "dev-packages")]
    return Manifest(f"=={version}.*" if isinstance(version, str) else "", _fold(names))


def _node(data: Any) -> Iterator[str]:
    for key in _DEPENDENCIES:
        # A scope belongs to the name: "@prisma/client" is not "client".
        for name in _table(data, key):
            yield name.replace("@", "").replace("/", "-")


def _fold(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_name(match[1]) for line in lines if (match := _NAME.match(line)))


def _table(data: Any, *keys: str) -> dict[str, Any]:
    """A nested table, empty where it is missing or something else."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _strings(values: Any) -> list[str]:
    return [each for each in values if isinstance(each, str)] if isinstance(values, list) else []
