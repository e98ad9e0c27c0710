"""TOML as text: tables are added to and taken out of a list; the rest stays as it is written."""

import tomllib
from typing import Any

from sdd.workspace.splices.entry import CannotSplice, Entry, Keys, items_at


def parse(text: str) -> Any:
    """The value of a TOML text. Raises CannotSplice."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CannotSplice(f"it is no TOML: {error}", "mend it first") from None


def add(text: str, entry: Entry) -> str:
    """The text with a table at the end of the list of tables at `keys`."""
    import tomlkit
    from tomlkit.items import AoT

    wanted = [*items_at(parse(text), entry.keys), entry.value]
    document = tomlkit.parse(text)
    table: Any = document
    for key in entry.keys[:-1]:
        if key not in table:
            table[key] = tomlkit.table(is_super_table=True)
        table = table[key]
    last = entry.keys[-1]
    if last not in table:
        table[last] = tomlkit.aot()
    target = table[last]
    value = tomlkit.item(entry.value)
    target.append(value if isinstance(target, AoT) else tomlkit.item(entry.value, _parent=target))
    return _checked(tomlkit.dumps(document), entry.keys, wanted)


def remove(text: str, keys: Keys, index: int) -> str:
    """The text without a table of a list; a list that is then empty goes with it."""
    import tomlkit

    items = items_at(parse(text), keys)
    wanted = items[:index] + items[index + 1 :]
    document = tomlkit.parse(text)
    table: Any = document
    for key in keys[:-1]:
        table = table[key]
    del table[keys[-1]][index]
    if not wanted:
        del table[keys[-1]]
    return _checked(tomlkit.dumps(document), keys, wanted)


def _checked(text: str, keys: Keys, wanted: list[Any]) -> str:
    if items_at(parse(text), keys) != wanted:
        raise CannotSplice("its layout is not understood")
    return text
