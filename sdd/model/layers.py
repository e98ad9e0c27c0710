"""The layers of an application, and which of its modules stands in which."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from sdd.model.globs import matches

# What teams call the same layer, outermost first. A name stands for its whole row, unless
# another layer of the same project is called by one of the others.
_ROWS = (
    ("router", "route", "endpoint", "controller", "api"),
    ("service", "usecase", "use_case"),
    ("repository", "repo", "crud", "dao", "dal", "data_access"),
    ("model", "entity"),
)
# Often the name of a whole application, or of a client for another one: any other name counts
# first.
_VAGUE = "api"
# Words of other trades too, as in `language_model.py`: at the end of a module's name they count
# beside modules of other layers.
_AMBIGUOUS = frozenset((*_ROWS[0], *_ROWS[3]))
# Where an application begins: `services/mail/main.py` is a service of its own.
_ENTRIES = ("main", "__main__", "asgi", "wsgi")
_MANY = "|"
_WORDS = re.compile(r"[_\-]")


class Layer(Struct, frozen=True):
    """A layer. title: as it was written first, for messages. number: 0 for the outermost."""

    title: str
    number: int


class _Seat(Struct, frozen=True):
    """Where a module sits. package: the one that names the layer, () where the module does."""

    layer: Layer
    package: tuple[str, ...] = ()


class Layers:
    """Assigns the modules of one project to layers.

    written: outermost first; each with one or several names, divided by `|`. A name is a word
    ("services": a package or module of this name, also in the singular, also at the end of a
    module's name, as in `user_service.py`), a dotted package ("app.services") or a path with
    wildcards ("app/*/services/**").
    modules: dotted names by path (posix, relative to the project root; of a package without
    `__init__.py` with a slash at its end), from the source root that holds them.
    """

    def __init__(self, written: Sequence[str], modules: Mapping[str, str]) -> None:
        self.modules = modules
        self.layers = tuple(
            Layer(each.partition(_MANY)[0].strip(), number) for number, each in enumerate(written)
        )
        self.words: dict[str, Layer] = {}
        self.patterns: list[tuple[str, Layer]] = []
        for layer, each in zip(self.layers, written, strict=True):
            for name in filter(None, map(str.strip, each.split(_MANY))):
                self._take(name, layer)
        self._add_usual_names()
        self.known: dict[str, _Seat | None] = {}
        self.beside: dict[tuple[str, ...], set[Layer]] = {}
        self.named: dict[tuple[str, ...], set[Layer]] = {}
        for name in modules.values():
            *package, last = _plain(name).split(".")
            self.beside.setdefault(tuple(package), set()).update(self._by_end(last))
            self.named.setdefault(tuple(package), set()).update(filter(None, [self._named(last)]))
        self.applications = frozenset(self._applications())

    def _take(self, name: str, layer: Layer) -> None:
        if "/" in name or "*" in name:
            self.patterns.append((name, layer))
        elif "." in name:
            self.patterns.append((f"**/{name.replace('.', '/')}", layer))
        else:
            self.words.setdefault(_singular(name.lower()), layer)

    def _add_usual_names(self) -> None:
        """Other names of the layers, and layers that were not asked for: they are told apart."""
        asked = dict(self.words)
        for number, row in enumerate(_ROWS):
            own = sorted(
                (asked[word] for word in row if word in asked), key=lambda each: each.number
            )
            usual = own[0] if own else Layer("", number - len(_ROWS))
            for word in row:
                self.words.setdefault(word, usual)

    def _applications(self) -> Iterator[tuple[str, ...]]:
        """Packages with a layer's name that hold whole applications: the folders of the outermost
        layer, or of several other layers."""
        inside: dict[tuple[str, ...], set[Layer]] = {}
        for name in self.modules.values():
            *folders, last = _plain(name).split(".")
            parts = tuple(folders)
            found = [self._named(part) for part in parts]
            if last in _ENTRIES:
                yield from (parts[:end] for end in range(1, len(parts)) if found[end - 1])
            for end, part in enumerate(parts):
                if layer := self.words.get(_singular(part)):
                    # `api` with `routes` and `models` in it is the application as well.
                    own = None if part == _VAGUE else layer
                    below = {each for each in found[end + 1 :] if each and each != own}
                    inside.setdefault(parts[: end + 1], set()).update(below)
        outermost = {self.layers[0], self.words[_ROWS[0][0]]}
        for package, below in inside.items():
            is_outermost = self.words.get(_singular(package[-1])) in outermost
            if len(below) > 1 or (below & outermost and not is_outermost):
                yield package
        features = Counter(
            package[:end]
            for package in self.named
            if self._is_feature(package)
            for end in range(1, len(package) + 1)
            if package[end - 1] == _VAGUE
        )
        yield from (package for package, count in features.items() if count > 1)

    def _is_feature(self, package: tuple[str, ...]) -> bool:
        """Whether a package has a module for each of several layers: `router.py`, `service.py`."""
        innermost = self.words[_ROWS[-1][0]]
        modules = self.named.get(package, set())
        return len(modules - {innermost}) > 1

    def _named(self, part: str) -> Layer | None:
        word = _singular(part)
        return self.words.get(word) if word != _VAGUE else None

    def of(self, path: str) -> Layer | None:
        """The layer of a file or folder; None if it has none of those that were asked for."""
        seat = self._seat(path)
        return seat.layer if seat and seat.layer in self.layers else None

    def is_one_component(self, inner: str, outer: str) -> bool:
        """Whether a layer's package stands inside a component of another layer, to which the other
        module belongs: `services/database/models/user.py` and `services/database/text.py`."""
        first, second = self._seat(inner), self._seat(outer)
        if not first or not second or not first.package or not second.package:
            return False
        around = first.package[:-1]
        is_inside = around[: len(second.package)] == second.package
        return is_inside and self._parts(outer)[: len(around)] == around

    def _seat(self, path: str) -> _Seat | None:
        if path not in self.known:
            self.known[path] = self._find(path)
        return self.known[path]

    def _parts(self, path: str) -> tuple[str, ...]:
        return tuple(_plain(self.modules.get(path, "")).split("."))

    def _find(self, path: str) -> _Seat | None:
        for pattern, layer in self.patterns:
            if matches(pattern, path.removesuffix(".py")) or matches(pattern, path):
                return _Seat(layer)
        parts = self._parts(path)
        is_package = path.endswith(("/__init__.py", "/"))
        packages = parts if is_package else parts[:-1]
        named = next(self._by_package(packages), None)
        if named is not None:
            return named
        vague = next(self._by_vague_package(packages), None)
        by_module = None if is_package else next(self._by_module(packages, parts[-1]), None)
        if vague and by_module and by_module != vague.layer and not self._is_feature(packages):
            return None  # `api/v1/models.py` may be of either
        if vague and by_module:
            return _Seat(by_module)
        return vague or (_Seat(by_module) if by_module else None)

    def _by_package(self, packages: tuple[str, ...]) -> Iterator[_Seat]:
        """The innermost package first."""
        for end in range(len(packages), 0, -1):
            layer = self._named(packages[end - 1])
            if layer is not None and packages[:end] not in self.applications:
                yield _Seat(layer, packages[:end])

    def _by_vague_package(self, packages: tuple[str, ...]) -> Iterator[_Seat]:
        for end in range(len(packages), 0, -1):
            if packages[end - 1] == _VAGUE and packages[:end] not in self.applications:
                yield _Seat(self.words[_VAGUE], packages[:end])

    def _by_module(self, package: tuple[str, ...], name: str) -> Iterator[Layer]:
        if whole := self._named(name):
            yield whole
        is_ambiguous = _singular(_last_word(name)) in _AMBIGUOUS
        if not is_ambiguous or len(self.beside.get(package, ())) > 1:
            yield from self._by_end(name)

    def _by_end(self, name: str) -> Iterator[Layer]:
        if layer := self._named(_last_word(name)):
            yield layer


def _last_word(name: str) -> str:
    return _WORDS.split(name)[-1]


def _plain(name: str) -> str:
    """A dotted name in lower case, without the root that tells equal names apart."""
    return name.rpartition(":")[2].lower()


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
