"""Source roots: what `from app.x import y` resolves against and dotted names start from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath


def infer_source_roots(paths: Sequence[str], imported: Iterable[str]) -> tuple[str, ...]:
    """The source roots of a project, posix, relative to its root; "" is the root itself.

    paths: all Python files. imported: dotted names of absolute imports. A root is the parent
    of an outermost package, a `src` folder that is no package, and any folder from which the
    project's own imports resolve.
    """
    tree = _Tree(paths)
    roots = {tree.outermost_parent(folder) for folder in tree.packages}
    roots |= {folder for folder in tree.folders if _is_src(folder, tree)}
    for name in sorted(set(imported)):
        if not any(tree.resolves(root, name) for root in roots):
            roots |= set(tree.parents_of(name))
    return tuple(sorted(roots or {""}))


def _is_src(folder: str, tree: "_Tree") -> bool:
    return PurePosixPath(folder).name == "src" and folder not in tree.packages


class _Tree:
    """The folders of a project, by what they hold."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.files = set(paths)
        self.folders: set[str] = set()
        for path in paths:
            folder = _parent(path)
            while folder not in self.folders:
                self.folders.add(folder)
                folder = _parent(folder)
        self.packages = {_parent(path) for path in paths if path.endswith("__init__.py")} - {""}
        self.holders: dict[str, list[str]] = defaultdict(list)
        for folder in self.folders - {""}:
            self.holders[PurePosixPath(folder).name].append(_parent(folder))
        for path in paths:
            self.holders[PurePosixPath(path).stem].append(_parent(path))

    def outermost_parent(self, folder: str) -> str:
        while folder in self.packages:
            folder = _parent(folder)
        return folder

    def resolves(self, root: str, name: str) -> bool:
        """True where at least the first two parts of a dotted name lead to a file or folder."""
        location = root
        for part in name.split(".")[:2]:
            location = f"{location}/{part}" if location else part
            if f"{location}.py" in self.files:
                return True
            if location not in self.folders:
                return False
        return True

    def parents_of(self, name: str) -> list[str]:
        # Inside a package only relative imports lead: `import mcp` in `app/api/x.py` beside
        # `app/api/mcp.py` means the library.
        first = name.partition(".")[0]
        return [
            parent
            for parent in self.holders.get(first, ())
            if parent not in self.packages and self.resolves(parent, name)
        ]


def _parent(path: str) -> str:
    return path.rpartition("/")[0]
