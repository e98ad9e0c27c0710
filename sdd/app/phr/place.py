"""Where records are written: the project, its surroundings, and who works in it."""

import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from sdd.errors import GitError, SddError
from sdd.workspace.repository import Repository, open_repository
from sdd.workspace.roots import Root, find_roots


class Surroundings(Struct, frozen=True):
    """What a command is run in. cwd: absolute; environ: the environment; home: of the person."""

    cwd: Path
    environ: Mapping[str, str] = field(default_factory=dict)
    home: Path = Path()

    @classmethod
    def of_process(cls) -> "Surroundings":
        """Those of this process."""
        return cls(Path.cwd(), dict(os.environ), Path.home())


def project_root(around: Surroundings, explicit: Path | None) -> Root:
    """The project that the current folder, or `--root`, belongs to."""
    return find_roots((), around.cwd, explicit)[0]


def spellings(root: Root, around: Surroundings) -> tuple[Path, ...]:
    """The project's folder as an agent may have written it: resolved, and as the shell has it."""
    shell = around.environ.get("PWD", "")
    if not shell or Path(os.path.realpath(shell)) != Path(os.path.realpath(around.cwd)):
        return (root.path,)
    for folder in (Path(shell), *Path(shell).parents):
        if Path(os.path.realpath(folder)) == root.path:
            return tuple(dict.fromkeys((root.path, folder)))
    return (root.path,)


def repository_of(root: Root) -> Repository | None:
    """The repository of a project, if git can be asked about it."""
    try:
        return open_repository(root.path)
    except SddError:
        return None


def branch_of(repository: Repository | None) -> str:
    """The branch that is checked out; "" where git does not tell."""
    try:
        return repository.branch() if repository else ""
    except GitError:
        return ""


def user_of(repository: Repository | None) -> str:
    """The name under which commits are made; "" where git does not tell."""
    try:
        return repository.user() if repository else ""
    except GitError:
        return ""
