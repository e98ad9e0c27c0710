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
    origin: the configuration file, posix, relative to the root, or empty. lines: the 1-based line
    of each key in it, by path below `[tool.sdd]`.
    only, skip: codes that the command line alone chooses and leaves out, for one run.
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
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    def line(self, *path: str | int) -> int:
        """The line of a key, or of the nearest table around it; 1 where nothing is known."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)
