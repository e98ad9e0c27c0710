"""The library knowledge of `catalogue.toml`, expanded and indexed."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct


class Blocking(Struct, frozen=True):
    """Why a callable blocks.

    severity: "H", "M" or "L". instead: the asynchronous way. memory: classes of a first
    argument with which it does not block.
    """

    family: str
    severity: str
    instead: str
    memory: frozenset[str] = frozenset()


class Catalogue(Struct, frozen=True):
    """What is known of libraries, by canonical dotted name.

    blocking: callables that block. returns: class of what a callable gives.
    properties: class of what an attribute of an object holds.
    aliases: other public names. bases: the class that a class inherits from.
    harmless: names in an argument with which a callable does not block.
    """

    blocking: dict[str, Blocking]
    returns: dict[str, str]
    properties: dict[str, str]
    aliases: dict[str, str]
    bases: dict[str, str]
    classes: frozenset[str]
    harmless: dict[str, frozenset[str]]

    def canonical(self, name: str) -> str:
        """The one name of a thing that has several; the class part of a method counts too."""
        if name in self.aliases:
            return self.aliases[name]
        owner, _, member = name.rpartition(".")
        return f"{self.aliases[owner]}.{member}" if owner in self.aliases else name

    def find_blocking(self, name: str) -> tuple[str, Blocking] | None:
        """The blocking callable behind a name, inherited methods included."""
        name = self.canonical(name)
        owner, _, member = name.rpartition(".")
        while name not in self.blocking and owner in self.bases:
            owner = self.bases[owner]
            name = f"{owner}.{member}"
        found = self.blocking.get(name)
        return (name, found) if found else None

    def result_of(self, name: str) -> str:
        """The class of what a call of this name gives; "" if it is not known."""
        name = self.canonical(name)
        if name in self.returns:
            return self.returns[name]
        if name in self.classes:
            return name
        owner, _, member = name.rpartition(".")
        return self.result_of(f"{self.bases[owner]}.{member}") if owner in self.bases else ""


@cache
def load_catalogue() -> Catalogue:
    """The catalogue that ships with `sdd`, read once per process."""
    text = (Path(__file__).parent / "catalogue.toml").read_text(encoding="utf-8")
    blocking: dict[str, Blocking] = {}
    in_memory: frozenset[str] = frozenset()
    harmless: dict[str, frozenset[str]] = {}
    tables: dict[str, dict[str, str]] = {
        "returns": {},
        "properties": {},
        "aliases": {},
        "bases": {},
    }
    for family, entry in tomllib.loads(text).items():
        memory = frozenset(entry.get("memory", ()))
        reason = Blocking(family, entry["severity"], entry["instead"], memory)
        in_memory |= memory
        blocking |= {name: reason for word in entry["calls"] for name in expand(word)}
        for word, names in entry.get("harmless", {}).items():
            harmless |= dict.fromkeys(expand(word), frozenset(names))
        for table, found in tables.items():
            found |= _expand_pairs(entry.get(table, {}))
    classes = _classes(blocking, tables) | in_memory
    return Catalogue(blocking, **tables, classes=classes, harmless=harmless)


def expand(word: str) -> list[str]:
    """`a.{b,c}` becomes `a.b` and `a.c`; any number of groups."""
    start, brace, rest = word.partition("{")
    if not brace:
        return [word]
    inside, _, end = rest.partition("}")
    return [f"{start}{each}{tail}" for each in inside.split(",") for tail in expand(end)]


def _expand_pairs(pairs: dict[str, Any]) -> dict[str, str]:
    expanded: dict[str, str] = {}
    for left, right in pairs.items():
        lefts, rights = expand(left), expand(right)
        repeated = rights * len(lefts) if len(rights) == 1 else rights
        expanded |= dict(zip(lefts, repeated, strict=True))
    return expanded


def _classes(blocking: dict[str, Blocking], tables: dict[str, dict[str, str]]) -> frozenset[str]:
    owners = {name.rpartition(".")[0] for name in (*blocking, *tables["returns"])}
    named = {name for name in owners if name.rpartition(".")[2][:1].isupper()}
    results = set(tables["returns"].values())
    return frozenset(named | results | set(tables["bases"]) | set(tables["bases"].values()))
