"""The states in which a project can be checked: its work tree, the index, a revision."""

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from sdd.app.other_files import with_tracked
from sdd.errors import UsageError
from sdd.model.outcome import Unchecked
from sdd.model.revisions import TrackedFile
from sdd.model.settings import Settings
from sdd.workspace.discovery import Discovery, discover
from sdd.workspace.repository import Repository, open_repository
from sdd.workspace.roots import Root
from sdd.workspace.snapshot import discover_snapshot

_LARGEST = 10_000_000


class State(Struct, frozen=True):
    """One state of a project's files.

    overlay: contents that stand in for files on disk, by path. doubt: what could not be asked.
    """

    discovery: Discovery
    overlay: dict[str, bytes]
    doubt: str = ""


def work_tree(root: Root, settings: Settings, nested: Sequence[Path]) -> State:
    """What is on disk."""
    discovery, doubt = with_tracked(root, discover(root, settings, nested))
    return State(discovery, {}, doubt)


def index(root: Root, settings: Settings, nested: Sequence[Path]) -> State:
    """What the next commit will hold, whatever the files on disk say."""
    repository = repository_of(root)
    return _snapshot(root, settings, nested, repository, repository.tracked())


def revision(root: Root, settings: Settings, nested: Sequence[Path], name: str) -> State:
    """What a revision holds."""
    repository = repository_of(root)
    return _snapshot(root, settings, nested, repository, repository.files_at(name))


def repository_of(root: Root) -> Repository:
    """The repository that a project lies in. Raises UsageError where there is none."""
    repository = open_repository(root.path)
    if repository is None:
        raise UsageError(
            f"{root.path.name} is in no git repository",
            "--staged and --diff compare with what git holds.",
        )
    return repository


def _snapshot(
    root: Root,
    settings: Settings,
    nested: Sequence[Path],
    repository: Repository,
    files: Sequence[TrackedFile],
) -> State:
    regular = {file.path: file for file in files if not file.is_link}
    discovery = discover_snapshot(root, settings, nested, regular)
    wanted = {*discovery.python, *discovery.documents, *discovery.searched}
    overlay: dict[str, bytes] = {}
    unchecked = [Unchecked(path, "is a symbolic link") for path in _leaving(repository, files)]
    for path in sorted(wanted):
        if repository.size(regular[path]) > _LARGEST:
            unchecked.append(Unchecked(path, f"larger than {_LARGEST / 1_000_000:g} MB"))
        else:
            overlay[path] = repository.read(regular[path])
    return State(_without(discovery, unchecked), overlay)


def _leaving(repository: Repository, files: Iterable[TrackedFile]) -> Iterable[str]:
    """Links that lead out of the project; what others lead to is tracked itself."""
    for file in files:
        if file.is_link:
            target = repository.read(file).decode("utf-8", "replace")
            place = PurePosixPath(file.path).parent / target
            depth = 0
            for part in place.parts:
                depth += -1 if part == ".." else 1
                if depth < 0 or place.is_absolute():
                    yield file.path
                    break


def _without(discovery: Discovery, unchecked: Sequence[Unchecked]) -> Discovery:
    gone = {each.path for each in unchecked}
    named = discovery.named
    told = [each for each in unchecked if named is None or each.path in named]

    def kept(paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(path for path in paths if path not in gone)

    return msgspec.structs.replace(
        discovery,
        python=kept(discovery.python),
        documents=kept(discovery.documents),
        searched=kept(discovery.searched),
        unchecked=tuple(sorted(told)),
    )
