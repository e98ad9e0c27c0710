"""Questions about libraries: what blocks, what a call gives, what an attribute holds.

A library is one file, `libraries/<family>/<top-level package>.toml`. It is read when the first
name below that package is asked for, so that a project pays for what it imports.
"""

from collections.abc import Callable, Iterator

from msgspec import structs

from sdd.link.library import SELF, Class, Function, TypeName
from sdd.link.library_files import load_library
from sdd.link.own_names import judge
from sdd.model.own_names import OwnNames


class Catalogue:
    """What is known of libraries, with the user's own names on top.

    Names are dotted, as imports resolve them ("requests.api.get"); each answer speaks of
    canonical names ("requests.get"). A name that nothing is known of gives None.
    """

    def __init__(
        self, own: OwnNames | None = None, is_patched: Callable[[str], bool] | None = None
    ) -> None:
        """is_patched: whether the project puts something of its own in place of a name."""
        self.own = own or OwnNames()
        self.is_patched = is_patched or (lambda name: False)
        self.functions: dict[str, Function | None] = {}

    def canonical(self, name: str) -> str:
        """The one name of a thing that has several; the class part of a method counts too."""
        return canonical(name)

    def find_class(self, name: str) -> Class | None:
        """The class of a canonical or other public name."""
        name = self.canonical(name)
        return load_library(_top(name)).find_class(name)

    def find_function(self, name: str) -> Function | None:
        """The function, method (inherited ones too) or constructor of a dotted name.

        The name may go through objects: "openai.chat.completions.create". Names that the user
        declares are found as well, whether or not a library has them. What only reads metadata
        of files does not block unless the user asks for it. A method that gives its own class
        gives the one that it is asked of.
        """
        if name not in self.functions:
            found = self._find_function(self.canonical(name))
            if self.is_patched(self.canonical(name)) or (found and self.is_patched(found.name)):
                found = None
            self.functions[name] = judge(self.own, self.canonical(name), found)
        return self.functions[name]

    def find_own(self, name: str) -> Function | None:
        """What the user says of a function of the project, by dotted name; None for most."""
        return judge(self.own, name, None)

    def find_method(self, owner: str, name: str) -> Function | None:
        """A method of a class or of its bases; owner: canonical or other public name."""
        return self.find_function(f"{owner}.{name}")

    def _find_function(self, name: str) -> Function | None:
        known = self.find_class(name)
        if known is not None:
            return self._constructor(known)
        owner, _, member = name.rpartition(".")
        module = load_library(_top(name)).find_module(owner)
        if module is not None and member in module.functions:
            return module.functions[member]
        holder = self.find_object(owner) if "." in owner else None
        return self._find_method(holder.name if holder else owner, member)

    def _constructor(self, known: Class) -> Function:
        made = self._find_method(known.name, "__init__") or Function(known.name)
        return structs.replace(made, name=known.name, returns=TypeName(known.name))

    def _find_method(self, owner: str, name: str) -> Function | None:
        for each in self.ancestry(owner):
            found = _method(each, name)
            if found is not None and found.returns is not None:
                returns = _for_owner(found.returns, self.canonical(owner))
                return structs.replace(found, returns=returns)
            if found is not None:
                return found
        return None

    def find_attribute(self, owner: str, name: str) -> TypeName | None:
        """The type of what an attribute of a class's objects holds."""
        for each in self.ancestry(owner):
            if name in each.attributes:
                return _for_owner(each.attributes[name], self.canonical(owner))
        return None

    def find_object(self, name: str) -> TypeName | None:
        """The type of an object that a module holds, by dotted name: "openai.chat"."""
        owner, _, member = self.canonical(name).rpartition(".")
        if not owner:
            return None
        module = load_library(_top(owner)).find_module(owner)
        if module is not None:
            return module.attributes.get(member)
        holder = self.find_object(owner)
        return self.find_attribute(holder.name, member) if holder else None

    def ancestry(self, owner: str) -> Iterator[Class]:
        """A class and its bases, nearest first, each once."""
        waiting, seen = [owner], set()
        while waiting:
            found = self.find_class(waiting.pop(0))
            if found is not None and found.name not in seen:
                seen.add(found.name)
                waiting = [*found.bases, *waiting]
                yield found

    def is_subclass(self, name: str, base: str) -> bool:
        """Whether a class is, or inherits from, another one."""
        base = self.canonical(base)
        return any(each.name == base for each in self.ancestry(name))


def _method(owner: Class, name: str) -> Function | None:
    if name in owner.methods:
        return owner.methods[name]
    if owner.others is None or name.startswith("_") or name in owner.plain:
        return None
    return structs.replace(owner.others, name=f"{owner.name}.{name}")


def _for_owner(kind: TypeName, owner: str) -> TypeName:
    """A type in which `Self` is the class that was asked."""
    arguments = tuple(_for_owner(each, owner) for each in kind.arguments)
    return TypeName(owner if kind.name == SELF else kind.name, arguments)


def canonical(name: str) -> str:
    """The one name of a thing that has several; the class part of a method counts too."""
    while (better := _unaliased(name)) != name:
        name = better
    return name


def _unaliased(name: str) -> str:
    """One step towards the canonical name: the longest part of it that is an alias."""
    aliases = load_library(_top(name)).aliases
    head, tail = name, ""
    while head and aliases:
        if head in aliases:
            return aliases[head] + tail
        head, _, last = head.rpartition(".")
        tail = f".{last}{tail}"
    return name


def _top(name: str) -> str:
    return name.partition(".")[0]
