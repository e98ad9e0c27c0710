"""What a project is made of: its manifests, the languages of its files, its folders."""

from msgspec import Struct


class Stack(Struct, frozen=True):
    """What the project has, as far as its files tell.

    python: what manifests demand of the interpreter, as written (">=3.12"), each with its file.
    packages: names of the required distributions, folded (lower case, "-" for "_" and "."), of
    every manifest. manifests: paths of the manifests that were read. suffixes: the endings of
    all files, in lower case with the dot. folders: names of all folders that hold a file.
    """

    python: tuple[tuple[str, str], ...] = ()
    packages: frozenset[str] = frozenset()
    manifests: tuple[str, ...] = ()
    suffixes: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
