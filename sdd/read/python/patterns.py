"""What the patterns of `match` bind, and where these names stand."""

import ast
import re
from collections.abc import Iterator

from sdd.read.python.positions import Positions, Span

_REST = re.compile(r"\*\*\s*(\w+)")


def captured(pattern: ast.pattern, positions: Positions) -> Iterator[tuple[str, Span]]:
    """The names that a pattern binds, in source order, each with where it stands."""
    match pattern:
        case ast.MatchAs(pattern=inner, name=str(name)):
            if inner is not None:
                yield from captured(inner, positions)
            yield name, _at_end(pattern, name, positions)
        case ast.MatchStar(name=str(name)):
            yield name, _at_end(pattern, name, positions)
        case ast.MatchMapping(rest=rest):
            for each in pattern.patterns:
                yield from captured(each, positions)
            if rest is not None:
                yield rest, _rest(pattern, positions)
        case _:
            for each in parts_of(pattern):
                yield from captured(each, positions)


def parts_of(pattern: ast.pattern) -> list[ast.pattern]:
    """The patterns directly inside one, in source order."""
    match pattern:
        case ast.MatchSequence(patterns=inner) | ast.MatchOr(patterns=inner):
            return inner
        case ast.MatchMapping(patterns=inner):
            return inner
        case ast.MatchClass(patterns=inner, kwd_patterns=named):
            return [*inner, *named]
        case ast.MatchAs(pattern=ast.pattern() as inner):
            return [inner]
    return []


def _at_end(pattern: ast.pattern, name: str, positions: Positions) -> Span:
    """The name of `pattern as name`, `*name` or `name`: the last word of it."""
    _, end = positions.span(pattern)
    return max(0, end - len(name)), end


def _rest(pattern: ast.MatchMapping, positions: Positions) -> Span:
    """The name behind the `**` of a mapping, which is the last thing in it."""
    start, end = positions.span(pattern)
    name = _REST.match(positions.text, positions.text.rfind("**", start, end))
    return name.span(1) if name else (start, end)
