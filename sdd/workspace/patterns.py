"""Patterns in the language of `.gitignore`: the library translates, we match in linear time.

A pattern is asked about one entry whose folders are all known not to be ignored, because a
walk goes from the top down. So a pattern must match the whole entry, and the last one wins.
"""

import re
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

# Compiled pattern and whether it ignores (False: it was negated), the last line first.
Patterns: TypeAlias = tuple[tuple[re.Pattern[str], bool], ...]

_ANY_FOLDERS_FIRST = "^(?:.+/)?"
_ANY_FOLDERS = "(?:/.+)?"
_ANY_CHARACTER = "[^/]"
_ANY_CHARACTERS = "[^/]*"
_LONGEST_LINE = 1_000


@lru_cache(maxsize=512)
def compile_patterns(lines: tuple[str, ...]) -> Patterns:
    """Compile lines of gitignore patterns; as in git, a line that means nothing is left out."""
    compiled = (_compile(line) for line in lines)
    return tuple(pattern for pattern in compiled if pattern)[::-1]


def is_pattern(line: str) -> bool:
    """Whether a line is a pattern that can match something (no comment, blank or broken one)."""
    return _compile(line) is not None


def literal_pattern(path: str) -> str:
    """A pattern that matches one path only, whatever characters its name has.

    path: posix, relative to where the pattern stands; a folder ends with a slash.
    """
    return "/" + re.sub(r"([*?\[\]\\ ])", r"\\\1", path)


def split_lines(data: bytes) -> tuple[str, ...]:
    """The lines of an ignore file as git reads it: UTF-8 with or without a mark, LF or CRLF."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    return tuple(line.removesuffix("\r") for line in text.split("\n"))


def match(patterns: Patterns, path: str) -> bool | None:
    """True where the last pattern that matches ignores, False where it is negated, else None.

    path: posix, relative to where the patterns stand; a folder ends with a slash.
    """
    for pattern, ignores in patterns:
        if pattern.fullmatch(path):
            return ignores
    return None


def matches_any_part(patterns: Patterns, path: str, folder: bool) -> bool:
    """Whether an entry is ignored by itself or by one of the folders that it stands in."""
    return any(match(patterns, part) for part in _parts(path, folder))


def _parts(path: str, folder: bool) -> Iterable[str]:
    end = path.find("/")
    while end >= 0:
        yield path[: end + 1]
        end = path.find("/", end + 1)
    yield path + "/" if folder else path


def _compile(line: str) -> tuple[re.Pattern[str], bool] | None:
    if len(line) > _LONGEST_LINE:
        return None
    try:
        expression, ignores = GitIgnoreSpecPattern.pattern_to_regex(_spell_out(line))
        if expression is None or ignores is None:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(_make_linear(expression), re.DOTALL), ignores
    except (ValueError, re.error):
        return None


def _spell_out(line: str) -> str:
    """The same pattern without the short forms that the library matches by a part of a path.

    It was made for questions about files; `*`, `!*/` and `dir/**` answer wrongly for a folder.
    """
    line = line if line.endswith("\\ ") else line.rstrip()
    if not line or line.startswith("#"):
        return line
    negation = "!" if line.startswith("!") else ""
    body = line.removeprefix("!")
    end = "/" if body.endswith("/") else ""
    segments = ["?*" if part == "*" else part for part in body.removesuffix("/").split("/")]
    if segments[-1] == "**":
        segments.append("?*")
    return negation + "/".join(segments) + end


def _make_linear(expression: str) -> str:
    """The same expression without backtracking from one wildcard into the one before.

    Taking the first place where the next fixed part fits is always right for a wildcard that
    another one follows, so that all but the last can be atomic. Should the library write its
    expressions otherwise one day, they stay as they are, and right.
    """
    head, *rest = (_seal_stars(part) for part in expression.split(_ANY_FOLDERS))
    if not rest:
        return head
    if head.startswith(_ANY_FOLDERS_FIRST):
        head = "(?:.+?/)??" + head.removeprefix(_ANY_FOLDERS_FIRST)
    sealed = "".join(f"(?>(?:/.+?)??{part}(?=/))" for part in rest[:-1])
    return f"(?>{head}(?=/)){sealed}{_ANY_FOLDERS}{rest[-1]}"


def _seal_stars(part: str) -> str:
    first, *rest = part.split(_ANY_CHARACTERS)
    if len(rest) < 2:
        return part
    sealed = (_seal_star(piece) for piece in rest[:-1])
    return first + "".join(sealed) + _ANY_CHARACTERS + rest[-1]


def _seal_star(fixed: str) -> str:
    """A star and the fixed text after it; text that ends the segment leaves it no choice."""
    if "/" in fixed.replace(_ANY_CHARACTER, ""):
        return _ANY_CHARACTERS + fixed
    return f"(?>{_ANY_CHARACTERS}?{fixed})"
