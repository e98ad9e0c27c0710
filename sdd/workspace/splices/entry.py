"""What is put into a configuration: a value at the end of a list."""

import json
from hashlib import sha256
from typing import Any, TypeAlias

from msgspec import Struct

from sdd.errors import UsageError

Keys: TypeAlias = tuple[str, ...]


class Entry(Struct, frozen=True):
    """A value that belongs into the list at `keys`. value: as JSON has it."""

    keys: Keys
    value: dict[str, Any]

    @property
    def digest(self) -> str:
        """A hash of the value, whatever its layout."""
        return digest_of(self.value)


def digest_of(value: object) -> str:
    """A hash of a value, the same for every layout and order of keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class CannotSplice(UsageError):
    """The file is laid out so that nothing can be added to it safely."""


def items_at(document: object, keys: Keys) -> list[Any]:
    """The list at a chain of keys; empty where there is none.

    Raises CannotSplice where something else stands there.
    """
    for key in keys:
        if document is None:
            return []
        if not isinstance(document, dict):
            raise CannotSplice(f'"{".".join(keys)}" is no table')
        document = document.get(key)
    if document is None:
        return []
    if not isinstance(document, list):
        raise CannotSplice(f'"{".".join(keys)}" is no list')
    return document
