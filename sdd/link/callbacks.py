"""What functions do with the functions that they are given: call them, hand them to a thread.

So a wrapper around `asyncio.to_thread`, or a decorator that uses it, is known by itself.
"""

from collections.abc import Iterator
from contextlib import suppress
from enum import Enum

from msgspec import Struct

from sdd.link import library
from sdd.link.annotations import Spot
from sdd.link.arguments import matched
from sdd.link.classes import Key
from sdd.link.kinds import Foreign, ForeignObject, Function, Kind, Partial, options_of
from sdd.link.library import EVERY, Callback
from sdd.link.meanings import Argued
from sdd.link.running import Running, Site
from sdd.link.types import Types
from sdd.model.expressions import Attribute, Call, Expression, Lambda, Name, walk


class Fate(Enum):
    """What becomes of a callable argument. KEPT: neither called nor handed to a thread."""

    CALLED = "called"
    OFFLOADED = "offloaded"
    KEPT = "kept"


_FATES = {"on": Fate.CALLED, "off": Fate.OFFLOADED, "either": Fate.OFFLOADED, "never": Fate.KEPT}


class Handed(Struct, frozen=True):
    """An argument that a callee may call. given: what the catalogue says of it, or the function
    of the project and its parameter that receive it."""

    value: Expression
    given: Fate | tuple[Key, str]


class Callbacks:
    """Answers about callable arguments; memoised, recursion ends in KEPT."""

    def __init__(self, types: Types, running: Running) -> None:
        self.types = types
        self.running = running
        self.fates: dict[tuple[Key, str], Fate] = {}

    def handed_on(self, node: Call, callee: Kind) -> Iterator[Handed]:
        """The arguments of a call that may be callables."""
        for option in options_of(callee):
            match option:
                case Foreign(name=name):
                    yield from _by_library(node, self.types.catalogue.find_function(name))
                case ForeignObject(name=name):
                    called = self.types.catalogue.find_method(name, "__call__")
                    yield from _by_library(node, called)
                case Function(path=path, scope=scope):
                    declared = self.types.declared(path, scope)
                    if declared is not None and declared.callbacks:
                        yield from _by_library(node, declared)
                    else:
                        yield from self._by_function(node, option)

    def becomes(self, handed: Handed) -> Fate:
        """What the callee does with an argument."""
        return handed.given if isinstance(handed.given, Fate) else self.fate(*handed.given)

    def _by_function(self, node: Call, function: Function) -> Iterator[Handed]:
        scope = self.types.scope(function.path, function.scope)
        key = (function.path, function.scope)
        for parameter, value in matched(scope, node, bound=function.receiver is not None):
            if isinstance(value, Name | Attribute | Lambda | Call):
                yield Handed(value, (key, parameter.name))

    def fate(self, key: Key, parameter: str) -> Fate:
        """What a function of the project does with a parameter."""
        asked = (key, parameter)
        if asked not in self.fates:
            self.fates[asked] = Fate.KEPT
            with suppress(RecursionError):
                self.fates[asked] = self._fate(key, parameter)
        return self.fates[asked]

    def _fate(self, key: Key, parameter: str) -> Fate:
        below = [site for site in self._sites_below(key) if isinstance(site.node, Call)]
        called = [site for site in below if self._calls(site, key, parameter)]
        fates = {fate for site in below for fate in self._handed(site, key, parameter)}
        if called:
            away = self._away(below)
            here = [site for site in called if not _is_below(site.spot, away)]
            fates.add(Fate.OFFLOADED if not here else Fate.KEPT)
            fates |= {Fate.CALLED for site in here if not site.awaited}
        if Fate.CALLED in fates:
            return Fate.CALLED
        return Fate.OFFLOADED if Fate.OFFLOADED in fates else Fate.KEPT

    def _calls(self, site: Site, key: Key, parameter: str) -> bool:
        return isinstance(site.node, Call) and self._is_parameter(
            site.node.function, site.spot, key, parameter
        )

    def _handed(self, site: Site, key: Key, parameter: str) -> Iterator[Fate]:
        """What becomes of a parameter that is an argument of a call."""
        node = site.node
        if not isinstance(node, Call) or not _names(node, parameter):
            return
        for handed in self.handed_on(node, self.types.callee(node, site.spot)):
            if any(
                self._is_parameter(each, site.spot, key, parameter) for each in walk(handed.value)
            ):
                yield self.becomes(handed)

    def _away(self, below: list[Site]) -> set[int]:
        """The lambdas and nested functions that are handed to threads."""
        away: set[int] = set()
        for site in below:
            if isinstance(site.node, Call) and site.node.arguments:
                callee = self.types.callee(site.node, site.spot)
                for handed in self.handed_on(site.node, callee):
                    scopes = self._scopes_in(handed.value, site.spot)
                    if scopes and self.becomes(handed) is Fate.OFFLOADED:
                        away |= scopes
        return away

    def _sites_below(self, key: Key) -> Iterator[Site]:
        """The sites of a function and of everything that is defined in it."""
        facts = self.types.facts(key[0])
        inside = {key[1]}
        for index in range(key[1], len(facts.scopes)):
            scope = facts.scopes[index]
            if index == key[1] or scope.parent in inside:
                inside.add(index)
                if scope.kind in ("function", "lambda"):
                    yield from self.running.sites((key[0], index))
            elif scope.parent < key[1]:
                return

    def _scopes_in(self, value: Expression, spot: Spot) -> set[int]:
        """The lambdas and nested functions that a value mentions."""
        found: set[int] = set()
        for node in walk(value):
            if isinstance(node, Lambda):
                found.add(node.scope)
            elif isinstance(node, Name):
                for kind in options_of(self.types.of(node, spot)):
                    if isinstance(kind, Function) and kind.path == spot.facts.path:
                        found.add(kind.scope)
        return found

    def _is_parameter(self, node: Expression, spot: Spot, key: Key, parameter: str) -> bool:
        if not isinstance(node, Name) or node.id != parameter:
            return False
        meaning = self.types.names.meaning(spot.facts, spot.scope, node, spot.at)
        return isinstance(meaning, Argued) and (meaning.path, meaning.scope) == key


def _by_library(node: Call, known: library.Function | None) -> Iterator[Handed]:
    for callback in known.callbacks if known else ():
        for value in _passed(node, callback):
            yield Handed(value, _FATES[callback.runs])


def _is_below(spot: Spot, away: set[int]) -> bool:
    scope = spot.scope
    while scope > 0:
        if scope in away:
            return True
        scope = spot.facts.scopes[scope].parent
    return False


def _names(node: Call, name: str) -> bool:
    return any(each == Name(name) for argument in node.arguments for each in walk(argument.value))


def _passed(node: Call, callback: Callback) -> Iterator[Expression]:
    """The arguments that a callback of the catalogue speaks of."""
    if callback.parameter == EVERY:
        yield from (argument.value for argument in node.arguments)
        return
    position = callback.position if callback.position >= 0 else None
    found = node.argument(callback.parameter, position)
    if found is not None:
        yield found


def functions_in(kind: Kind) -> Iterator[Function]:
    """The functions of the project that a value may be."""
    for option in options_of(kind):
        if isinstance(option, Function):
            yield option
        elif isinstance(option, Partial):
            yield from functions_in(option.function)
