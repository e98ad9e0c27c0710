"""`[tool.sdd.per-path]`: rules that are not reported below some paths."""

from sdd.model.settings import Settings
from sdd.workspace.patterns import compile_patterns, matches_any_part


def ignored_at(settings: Settings, path: str, code: str) -> bool:
    """Whether the configuration ignores a rule at a path (posix, relative to the root)."""
    return any(
        code in rules.ignore
        and matches_any_part(compile_patterns((rules.pattern,)), path, folder=False)
        for rules in settings.per_path
    )
