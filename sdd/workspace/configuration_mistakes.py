"""What is wrong in a configuration, and where it says so."""

from collections.abc import Iterable

from msgspec import Struct

from sdd.errors import ConfigurationError
from sdd.workspace.configuration_file import Source
from sdd.workspace.configuration_places import KeyPath, line_of, locate_keys

# Finding the nearest word costs time, and nobody reads a hundredth hint.
MOST_SUGGESTIONS = 100


class Mistake(Struct, frozen=True):
    """One thing that is wrong. path: of the key below the settings' table."""

    path: KeyPath
    message: str


def place_mistakes(source: Source, mistakes: Iterable[Mistake]) -> ConfigurationError:
    """All mistakes as one error, in the order of the file, each as `file:line: message`."""
    places = locate_keys(source.text)
    placed = [(line_of(places, (*source.prefix, *one.path)), one.message) for one in mistakes]
    return ConfigurationError(
        tuple(f"{source.label}:{line}: {message}" for line, message in sorted(placed)),
        "correct these lines; `sdd rules` lists the rules",
    )
