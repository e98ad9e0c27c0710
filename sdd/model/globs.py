"""Patterns of paths: `app/*/services/**`, `/api/v*`."""

from fnmatch import fnmatchcase

_ANY_FOLDERS = "**"


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern matches a path or something above it, part by part.

    `*` and `?` stand for characters of one part, `**` for any number of parts. Slashes at the
    ends do not matter. Takes time in proportion to both lengths, whatever the pattern is.
    """
    wanted = [part for part in pattern.split("/") if part]
    reached = _after_any(wanted, {0})
    for part in filter(None, path.split("/")):
        if len(wanted) in reached:
            return True
        stay = {at for at in reached if wanted[at] == _ANY_FOLDERS}
        move = {at + 1 for at in reached - stay if fnmatchcase(part, wanted[at])}
        reached = _after_any(wanted, stay | move)
    return len(wanted) in reached


def _after_any(wanted: list[str], reached: set[int]) -> set[int]:
    """Positions with those behind `**`, which may stand for nothing."""
    for at, part in enumerate(wanted):
        if at in reached and part == _ANY_FOLDERS:
            reached.add(at + 1)
    return reached
