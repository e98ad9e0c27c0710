"""All modules of a project under their dotted names."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from sdd.link.roots import infer_source_roots
from sdd.model.facts import Import, ModuleFacts

# Reads files by path; gives the facts of those that can be read.
ReadMore: TypeAlias = Callable[[Sequence[str]], Iterable[ModuleFacts]]


class Program:
    """The project's modules, those that were read and those that are only known to exist.

    Where several source roots have a module of one name (the services of a monorepo, each with
    its own `app`), the name alone means the first; `services/mail:app.main` means the one below
    that root, and an import means the one that is nearest to its file.

    wanted: paths of modules that a name had to be followed into and whose facts were missing.
    factories: names of functions that make applications, and of functions and classes that
    register routes and that nobody calls. callers: paths of modules that were read because they
    may call one of them.
    """

    def __init__(
        self,
        paths: Sequence[str],
        modules: Iterable[ModuleFacts],
        src: Sequence[str] = (),
        callers: Iterable[str] = (),
        read_more: ReadMore | None = None,
    ) -> None:
        """read_more: reads missing modules at once; without it they are only `wanted`."""
        self.facts = {module.path: module for module in modules}
        self.read_more = read_more
        self.roots = tuple(src) or infer_source_roots(paths, self._imported())
        self.wanted: set[str] = set()
        self.factories: set[str] = set()
        self.callers = frozenset(callers)
        self.paths: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.homes: dict[str, list[str]] = {}
        homes_of: dict[str, dict[str, str]] = defaultdict(dict)
        for path in sorted(paths):
            for root in sorted(self.roots, key=len):
                if name := _module_name(path, root):
                    self.paths.setdefault(name, path)
                    self.names[path] = name
                    homes_of[name][root] = path
            self.names.setdefault(path, _module_name(path, "") or path)
        self._tell_apart(homes_of)
        self.packages = {name[:index] for name in self.paths for index in _dots(name)}

    def _tell_apart(self, homes_of: dict[str, dict[str, str]]) -> None:
        """Give every module below a name that several roots have a name with its root."""
        roots_of: dict[str, set[str]] = defaultdict(set)
        for name, homes in homes_of.items():
            for end in (*_dots(name), len(name)):
                roots_of[name[:end]] |= homes.keys()
        shared = {name: sorted(roots) for name, roots in roots_of.items() if len(roots) > 1}
        self.homes = shared
        for name, homes in homes_of.items():
            if name.partition(".")[0] not in shared:
                continue
            several = len(set(homes.values())) > 1
            for root, path in homes.items():
                self.paths[_below(root, name)] = path
                if several and self.names[path] == name:
                    self.names[path] = _below(root, name)

    def _imported(self) -> Iterable[str]:
        return (
            step.module
            for facts in self.facts.values()
            for scope in facts.scopes
            for step in scope.steps
            if isinstance(step, Import) and not step.level
        )

    def module(self, name: str) -> ModuleFacts | None:
        """The facts of a module by dotted name; asks for them if they are missing."""
        path = self.paths.get(name)
        if path is None:
            return None
        if path not in self.facts and path not in self.wanted:
            self._read([path])
        return self.facts.get(path)

    def located(self, path: str) -> ModuleFacts:
        """The facts of a file that a finding points into."""
        return self.facts[path]

    def read_ahead(self, modules: Iterable[ModuleFacts]) -> None:
        """Read what some modules import, all together, where it is of the project and missing."""
        named = {
            name
            for facts in modules
            for scope in facts.scopes
            for step in scope.steps
            if isinstance(step, Import) and (module := self.absolute(facts, step))
            for name in (module, f"{module}.{step.name}")
        }
        paths = {self.paths[name] for name in named if name in self.paths}
        self._read(sorted(paths - self.facts.keys()))

    def _read(self, paths: list[str]) -> None:
        self.wanted.update(paths)
        if self.read_more is not None and paths:
            self.facts |= {facts.path: facts for facts in self.read_more(paths)}

    def exists(self, name: str) -> bool:
        """True for modules and packages of the project, read or not."""
        return name in self.paths or name in self.packages

    def name_of(self, facts: ModuleFacts) -> str:
        """The dotted name of a module: from the innermost source root that holds it."""
        return self.names[facts.path]

    def is_package(self, facts: ModuleFacts) -> bool:
        """True for an `__init__.py`."""
        return facts.path.endswith("__init__.py")

    def absolute(self, facts: ModuleFacts, step: Import) -> str:
        """The dotted name of the module that an import names; "" if it leaves the project."""
        if not step.level:
            return self._nearest(facts.path, step.module)
        package = self.name_of(facts).split(".")
        keep = len(package) - step.level + (1 if self.is_package(facts) else 0)
        if keep < 0:
            return ""
        return self._nearest(facts.path, ".".join([*package[:keep], *filter(None, [step.module])]))

    def _nearest(self, path: str, name: str) -> str:
        """A name that several roots have, with the root that is nearest to a file."""
        roots = self.homes.get(name)
        if not roots:
            return name
        return _below(max(roots, key=lambda root: _common(path, root)), name)


def _below(root: str, name: str) -> str:
    """A module's name with its root; dots stay what divides packages."""
    return f"{root.replace('.', '_')}:{name}" if root else name


def _common(path: str, root: str) -> tuple[int, bool, int]:
    """How near a root is to a file: folders that they share, then whether it holds the file."""
    folders, wanted = path.split("/")[:-1], root.split("/") if root else []
    shared = 0
    while shared < min(len(folders), len(wanted)) and folders[shared] == wanted[shared]:
        shared += 1
    return shared, shared == len(wanted), -len(wanted)


def _module_name(path: str, root: str) -> str:
    if root and not path.startswith(f"{root}/"):
        return ""
    inside = path[len(root) + 1 :] if root else path
    name = inside.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return "" if name == "__init__" else name


def _dots(name: str) -> list[int]:
    return [index for index, letter in enumerate(name) if letter == "."]
