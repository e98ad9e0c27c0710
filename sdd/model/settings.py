"""The configuration of one project, parsed once and complete."""

from typing import Any

from msgspec import Struct, field

from sdd.model.finding import Confidence, Severity


class PathRules(Struct, frozen=True):
    """`[tool.sdd.per-path]`: rules that are ignored below paths that match a glob."""

    pattern: str
    ignore: tuple[str, ...]


class Settings(Struct, frozen=True):
    """`[tool.sdd]` and the command line, validated. Codes are resolved, never prefixes or names.

    select: codes that run besides the defaults' own choice; empty means the defaults.
    ignore: codes that do not run. exclude: gitignore-style patterns relative to the root.
    src: source roots, posix, relative to the root; empty means inferred.
    severity: severity by code. rules: raw options by code, checked against the rule's options.
    origin: the configuration file, posix, relative to the root, or empty.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    src: tuple[str, ...] = ()
    per_path: tuple[PathRules, ...] = ()
    severity: dict[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.ERROR
    min_confidence: Confidence = Confidence.MEDIUM
    plugins: tuple[str, ...] = ()
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    origin: str = ""
