"""The layers of an application, and which of its modules stands in which."""

import re
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
_MANY = "|"
_WORDS = re.compile(r"[_\-]")


class Layer(Struct, frozen=True):
    """A layer. title: as it was written first, for messages. number: 0 for the outermost."""

    title: str
    number: int


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
        self.known: dict[str, Layer | None] = {}
        self.applications = frozenset(self._applications())
        self.beside: dict[tuple[str, ...], set[Layer]] = {}
        for name in modules.values():
            *package, last = _plain(name).split(".")
            self.beside.setdefault(tuple(package), set()).update(self._by_end(last))

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
            parts = tuple(_plain(name).split(".")[:-1])
            found = [self._named(part) for part in parts]
            for end, part in enumerate(parts):
                if layer := self.words.get(_singular(part)):
                    below = {each for each in found[end + 1 :] if each and each != layer}
                    inside.setdefault(parts[: end + 1], set()).update(below)
        outermost = {self.layers[0], self.words[_ROWS[0][0]]}
        for package, below in inside.items():
            if len(below) > 1 or (
                below & outermost and self.words.get(package[-1]) not in outermost
            ):
                yield package

    def _named(self, part: str) -> Layer | None:
        word = _singular(part)
        return self.words.get(word) if word != _VAGUE else None

    def of(self, path: str) -> Layer | None:
        """The layer of a file or folder; None if it has none of those that were asked for."""
        if path not in self.known:
            found = self._find(path)
            self.known[path] = found if found in self.layers else None
        return self.known[path]

    def _find(self, path: str) -> Layer | None:
        for pattern, layer in self.patterns:
            if matches(pattern, path.removesuffix(".py")) or matches(pattern, path):
                return layer
        parts = _plain(self.modules.get(path, "")).split(".")
        is_package = path.endswith(("/__init__.py", "/"))
        return next(self._candidates(tuple(parts), is_package), None)

    def _candidates(self, parts: tuple[str, ...], is_package: bool) -> Iterator[Layer]:
        """What names a layer: the innermost package, then the module itself, then `api`."""
        packages = parts if is_package else parts[:-1]
        for end in range(len(packages), 0, -1):
            layer = self._named(packages[end - 1])
            if layer is not None and packages[:end] not in self.applications:
                yield layer
        if not is_package:
            yield from self._by_module(packages, parts[-1])
        for end in range(len(packages), 0, -1):
            if packages[end - 1] == _VAGUE and packages[:end] not in self.applications:
                yield self.words[_VAGUE]

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
