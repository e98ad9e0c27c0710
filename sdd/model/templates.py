"""Path templates: which parameters a route's path has, and what it matches."""

import re

from msgspec import Struct

_PARAMETER = re.compile(r"\{([a-zA-Z_][a-zA-Z0-9_]*)(?::([a-zA-Z_][a-zA-Z0-9_]*))?\}")


class PathParameter(Struct, frozen=True):
    """A parameter in a path. converter: "str" where none is written."""

    name: str
    converter: str


def path_parameters(path: str) -> tuple[PathParameter, ...]:
    """The parameters of a template from left to right.

    What the framework does not take for one (`{user-id}`, `{ x }`) is literal text.
    """
    return tuple(PathParameter(match[1], match[2] or "str") for match in _PARAMETER.finditer(path))


def path_symbols(path: str) -> tuple[str, ...]:
    """A template as single characters and `{converter}` for each parameter.

    Two templates with equal symbols match exactly the same paths, whatever their names; two
    `{path}` in a row match what one does, and are one.
    """
    symbols: list[str] = []
    end = 0
    for match in _PARAMETER.finditer(path):
        symbols += path[end : match.start()]
        symbol = f"{{{match[2] or 'str'}}}"
        if symbol != "{path}" or symbols[-1:] != [symbol]:
            symbols.append(symbol)
        end = match.end()
    return (*symbols, *path[end:])
