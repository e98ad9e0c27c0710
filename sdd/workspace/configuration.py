"""`[tool.sdd]`, read once into a complete value; every mistake is shown at once with its line."""

import os
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from sdd.errors import UsageError
from sdd.model.settings import Settings
from sdd.workspace.configuration_file import Source, read_named_file, read_pyproject
from sdd.workspace.configuration_mistakes import place_mistakes
from sdd.workspace.configuration_places import KeyPath, locate_keys
from sdd.workspace.rule_index import Rules, index_rules
from sdd.workspace.settings_table import read_table
from sdd.workspace.wording import printable, quote_word


def load_settings(root: Path, rules: Rules, config: Path | None = None) -> Settings:
    """The settings of a project, complete and checked; the defaults where it has none.

    root: absolute and resolved. rules: every rule that may be named, those of plugins too.
    config: a TOML file to read instead of `pyproject.toml`, with `[tool.sdd]` or with the same
    keys at its top. Raises ConfigurationError with all mistakes as `file:line: message` (TOML
    that is not valid: one, as `file:line:column: reason`), and UsageError where `config` does
    not exist.
    """
    source = read_named_file(config) if config else read_pyproject(root)
    if source is None or source.table is None:
        return Settings()
    origin = _origin(source.path, root)
    if not source.table:
        return Settings(origin=origin)
    # Importing pydantic takes longer than all the rest, so only those who have settings wait.
    from sdd.workspace.configuration_schema import check_shape

    settings, mistakes = read_table(source.table, index_rules(rules), origin)
    mistakes += check_shape(source.table)
    if mistakes:
        raise place_mistakes(source, mistakes)
    located: Settings = replace(settings, lines=_lines(source))
    return located


def _lines(source: Source) -> dict[KeyPath, int]:
    depth = len(source.prefix)
    places = locate_keys(source.text).items()
    return {path[depth:]: line for path, line in places if path[:depth] == source.prefix}


def resolve_rules(words: Sequence[str], rules: Rules) -> tuple[str, ...]:
    """The codes that words of the command line stand for, each once, in code order.

    A word is a code, a name, or a prefix of whole letters or digits ("SEC", "SPC1"). Raises
    UsageError that names every unknown word and the nearest right one.
    """
    index = index_rules(rules)
    unknown = [word for word in dict.fromkeys(words) if not index.codes(word)]
    if unknown:
        named = ", ".join(f"{quote_word(word)}{index.suggest(word)}" for word in unknown)
        raise UsageError(f"unknown rule {named}", "`sdd rules` lists the rules")
    return tuple(sorted({code for word in words for code in index.codes(word)}))


def _origin(path: Path, root: Path) -> str:
    """Where the settings come from: posix, relative to the root; absolute on another drive."""
    try:
        return printable(Path(os.path.relpath(path, root)).as_posix())
    except ValueError:
        return printable(path.as_posix())
