"""What the imports of a project bring in, followed through re-exports."""

from collections.abc import Iterable, Iterator

from sdd.link.meanings import Defined, External, Meaning, ModuleMeaning, Variable
from sdd.link.names import Names
from sdd.model.expressions import Expression, Operator
from sdd.model.facts import Import, ModuleFacts
from sdd.model.structure import ImportedName, Imports

_TYPING = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING"})


def link_imports(names: Names, modules: Iterable[ModuleFacts]) -> Imports:
    """Every import of some modules, wherever it stands in them, in order of place."""
    linker = _Linker(names)
    found = [each for facts in modules for each in linker.of_module(facts)]
    folders = {path: name for name, path in linker.folders.items()}
    ordered = sorted(found, key=lambda each: (each.place, each.written))
    return Imports(tuple(ordered), folders | names.program.names)


class _Linker:
    """folders: of packages by dotted name, those without an `__init__.py` too."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.program = names.program
        self.folders: dict[str, str] = {}
        for name, path in self.program.paths.items():
            self._note_folders(name, path)

    def _note_folders(self, name: str, path: str) -> None:
        folders = path.removesuffix(".py").removesuffix("/__init__").split("/")
        while "." in name:
            name, folders = name.rpartition(".")[0], folders[:-1]
            if not folders or name in self.folders:
                return
            self.folders[name] = "/".join(folders) + "/"

    def of_module(self, facts: ModuleFacts) -> Iterator[ImportedName]:
        for number, scope in enumerate(facts.scopes):
            for step in scope.steps:
                if isinstance(step, Import):
                    yield self._imported(facts, number, step)

    def _imported(self, facts: ModuleFacts, scope: int, step: Import) -> ImportedName:
        module = self.program.absolute(facts, step)
        named = f"{module}.{step.name}" if step.name else module
        ours = bool(module) and self.program.exists(module)
        meaning = self._meaning(module, step, ours)
        return ImportedName(
            place=facts.place(step.at),
            written=_plain(named),
            sources=tuple(dict.fromkeys(self._sources(module, meaning))) if ours else (),
            outside=meaning.name if isinstance(meaning, External) else "",
            typing_only=self._is_typing_only(facts, scope, step.block),
            scope=facts.scopes[scope].qualname if scope else "",
        )

    def _meaning(self, module: str, step: Import, ours: bool) -> Meaning | None:
        if not ours:
            is_module = not step.name or step.name == "*"
            return None if step.level else External(module if is_module else _joined(module, step))
        if not step.name or step.name == "*":
            return ModuleMeaning(module)
        return self.names.exported(module, step.name)

    def _sources(self, module: str, meaning: Meaning | None) -> Iterator[str]:
        """The file of the module that is named, then of what the name stands for.

        Where a submodule is named, that is the module, and not the package that holds it.
        """
        if not isinstance(meaning, ModuleMeaning) or meaning.name.rpartition(".")[0] != module:
            yield from self._files(module)
        match meaning:
            case Defined(path=path) | Variable(path=path):
                yield path
            case ModuleMeaning(name=name):
                yield from self._files(name)

    def _files(self, module: str) -> Iterator[str]:
        if found := self.program.paths.get(module) or self.folders.get(module):
            yield found

    def _is_typing_only(self, facts: ModuleFacts, scope: int, block: int) -> bool:
        blocks = facts.scopes[scope].blocks
        while block >= 0:
            current = blocks[block]
            if current.kind in ("if", "elif") and self._is_flag(facts, scope, current.head):
                return True
            if current.kind == "else" and any(
                each.owner == current.owner and self._is_turned(facts, scope, each.head)
                for each in blocks
            ):
                return True
            block = current.parent
        return False

    def _is_flag(self, facts: ModuleFacts, scope: int, head: Expression | None) -> bool:
        meaning = self.names.meaning(facts, scope, head) if head is not None else None
        return isinstance(meaning, External) and meaning.name in _TYPING

    def _is_turned(self, facts: ModuleFacts, scope: int, head: Expression | None) -> bool:
        match head:
            case Operator(operator="not", operands=(inner,)):
                return self._is_flag(facts, scope, inner)
        return False


def _joined(module: str, step: Import) -> str:
    return f"{module}.{step.name}"


def _plain(name: str) -> str:
    """A dotted name without the root that tells two modules of one name apart."""
    return name.rpartition(":")[2]
