"""What there is to check in a state that is not on disk: the index, or a revision.

The same rules hold as for the work tree, but for ignore files: what git holds, it does not ignore.
"""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from sdd.model.settings import Settings
from sdd.workspace.decision_places import named_folder
from sdd.workspace.discovery import Discovery, is_python
from sdd.workspace.document_kinds import document_kind
from sdd.workspace.file_kinds import file_kind, is_env_template
from sdd.workspace.ignore import is_filled_by_tool, is_tool_folder
from sdd.workspace.patterns import compile_patterns, matches_any_part
from sdd.workspace.roots import Root
from sdd.workspace.walking import PROJECT_MARKER


def discover_snapshot(
    root: Root, settings: Settings, nested: Sequence[Path], paths: Iterable[str]
) -> Discovery:
    """What of the paths of a state is checked, and what of it was asked for.

    paths: posix, relative to the root. nested: roots of other projects below it.
    """
    listed = sorted(paths)
    decisions = named_folder(root.path)
    exclude = compile_patterns(settings.exclude)
    left_out = {*_tool_folders(listed), *_projects(root, nested, listed)}
    kept = [
        path
        for path in listed
        if not left_out.intersection(_folders(path))
        and not matches_any_part(exclude, path, folder=False)
    ]
    searched = tuple(path for path in kept if file_kind(path))
    environments = tuple(
        path for path in searched if file_kind(path) == "dotenv" and not is_env_template(path)
    )
    return Discovery(
        python=tuple(path for path in kept if is_python(path)),
        documents=tuple(path for path in kept if document_kind(path, decisions)),
        searched=searched,
        environments=environments,
        tracked=frozenset(environments),
        named=_named(root, kept),
        others=tuple(
            path for path in kept if not (is_python(path) or document_kind(path, decisions))
        ),
    )


def _named(root: Root, paths: Iterable[str]) -> frozenset[str] | None:
    if not root.named:
        return None
    names = frozenset(root.named)
    return frozenset(
        path
        for path in paths
        if path in names or any(folder.rstrip("/") in names for folder in _folders(path))
    )


def _tool_folders(paths: Sequence[str]) -> Iterable[str]:
    """The folders that tools fill, by their names and by what stands in them."""
    content: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        content.setdefault(f"{folder}/", set()).add(name)
    for folder in {part for path in paths for part in _folders(path)}:
        name = folder.split("/")[-2]
        if is_tool_folder(name) or is_filled_by_tool(name, content.get(folder, ())):
            yield folder


def _projects(root: Root, nested: Sequence[Path], paths: Collection[str]) -> Iterable[str]:
    """The folders below the root that are projects of their own."""
    for folder in nested:
        if folder != root.path and folder.is_relative_to(root.path):
            yield folder.relative_to(root.path).as_posix() + "/"
    marker = f"/{PROJECT_MARKER}/"
    for path in paths:
        if marker in f"/{path}" and not path.startswith(f"{PROJECT_MARKER}/"):
            yield path[: path.index(marker) + 1]


def _folders(path: str) -> Iterable[str]:
    end = path.find("/")
    while end >= 0:
        yield path[: end + 1]
        end = path.find("/", end + 1)
