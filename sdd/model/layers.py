"""The layers of an application, and which of its files stands in which."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from sdd.model.globs import matches

# What teams call the same layer. A name stands for its whole row, unless another layer of the
# same project is called by one of the others.
_SYNONYMS = (
    ("router", "route", "endpoint", "controller", "handler", "view", "api"),
    ("service", "usecase", "use_case", "business", "logic"),
    ("repository", "repo", "crud", "dao", "dal", "data_access"),
    ("model", "entity", "orm"),
)
_MANY = "|"
_WORDS = re.compile(r"[_\-]")


class Layer(Struct, frozen=True):
    """A layer. title: as it was written first, for messages. number: 0 for the outermost."""

    title: str
    number: int


class Layers:
    """Assigns the files of one project to layers.

    written: outermost first; each with one or several names, divided by `|`. A name is a word
    ("services": a folder or module of this name, also in the singular, also at the end of a
    module's name, as in `user_service.py`), a dotted package ("app.services") or a path with
    wildcards ("app/*/services/**").
    paths: the Python files of the project, posix, relative to its root.
    """

    def __init__(self, written: Sequence[str], paths: Iterable[str] = ()) -> None:
        self.layers = tuple(
            Layer(each.partition(_MANY)[0].strip(), number) for number, each in enumerate(written)
        )
        self.words: dict[str, Layer] = {}
        self.patterns: list[tuple[str, Layer]] = []
        for layer, each in zip(self.layers, written, strict=True):
            for name in filter(None, map(str.strip, each.split(_MANY))):
                self._take(name, layer)
        self._add_synonyms()
        self.known: dict[str, Layer | None] = {}
        self.packages = frozenset(self._packages(paths))

    def _take(self, name: str, layer: Layer) -> None:
        if "/" in name or "*" in name or "." in name:
            self.patterns.append((_pattern(name), layer))
        else:
            self.words.setdefault(_singular(name.lower()), layer)

    def _add_synonyms(self) -> None:
        for word, layer in tuple(self.words.items()):
            for row in _SYNONYMS:
                for other in row if word in row else ():
                    self.words.setdefault(other, layer)

    def _packages(self, paths: Iterable[str]) -> Iterable[str]:
        """Folders that hold the folders of several other layers: applications, and no layer."""
        inside: dict[str, set[int]] = {}
        for path in paths:
            folders = path.split("/")[:-1]
            found = [self.words.get(_singular(each.lower())) for each in folders]
            for end, layer in enumerate(found):
                below = {each.number for each in found[end + 1 :] if each and each != layer}
                inside.setdefault("/".join(folders[: end + 1]), set()).update(below)
        return (folder for folder, below in inside.items() if len(below) > 1)

    def of(self, path: str) -> Layer | None:
        """The layer of a file or, with a slash at its end, of a folder; None if it has none.

        The innermost folder with a layer's name decides, and the name of the file where no
        folder does.
        """
        if path not in self.known:
            self.known[path] = self._find(path)
        return self.known[path]

    def _find(self, path: str) -> Layer | None:
        for pattern, meant in self.patterns:
            if matches(pattern, path.removesuffix(".py")) or matches(pattern, path):
                return meant
        *folders, name = path.removesuffix("/__init__.py").removesuffix("/").split("/")
        if not path.endswith(".py") or path.endswith("/__init__.py"):
            folders.append(name)
            name = ""
        for end in range(len(folders), 0, -1):
            layer = self.words.get(_singular(folders[end - 1].lower()))
            if layer is not None and "/".join(folders[:end]) not in self.packages:
                return layer
        return self._by_module(name.removesuffix(".py").lower()) if name else None

    def _by_module(self, stem: str) -> Layer | None:
        whole = self.words.get(_singular(stem))
        return whole or self.words.get(_singular(_WORDS.split(stem)[-1]))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _pattern(name: str) -> str:
    """A dotted package is a path below any source root."""
    return name if "/" in name or "*" in name else f"**/{name.replace('.', '/')}"
