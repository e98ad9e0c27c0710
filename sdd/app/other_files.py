"""The files beside code and documents: found with git's help, read, kept without values."""

import re
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from sdd.errors import GitError
from sdd.model.facts import UnreadableFile
from sdd.model.files import OtherFile
from sdd.model.outcome import Unchecked
from sdd.read.other.reader import read_other
from sdd.read.other.text import BinaryFile
from sdd.workspace.discovery import Discovery
from sdd.workspace.file_kinds import file_kind, is_env_template, is_machines_own
from sdd.workspace.files import read_file
from sdd.workspace.repository import open_repository
from sdd.workspace.roots import Root

_IN_CAPITALS = re.compile(rb"[A-Z][A-Z0-9_]{2,80}+")


class OtherFiles(Struct, frozen=True):
    """What was read. data: the bytes by path; unchecked: what was not, or not as what it is."""

    files: tuple[OtherFile, ...]
    data: dict[str, bytes]
    unchecked: tuple[Unchecked, ...]


def with_tracked(root: Root, discovery: Discovery) -> tuple[Discovery, str]:
    """The discovery with those files named like `.env` that git tracks, ignored or not.

    Git is asked only where there is such a file. Returns why it could not be asked, or "".
    """
    repository = open_repository(root.path) if discovery.environments else None
    if repository is None:
        return discovery, ""
    try:
        tracked = {file.path for file in repository.tracked(discovery.environments)}
    except GitError as error:
        return (
            discovery,
            f"whether git tracks {discovery.environments[0]} is not known: {error.what}",
        )
    known = frozenset(tracked.intersection(discovery.environments))
    searched = tuple(sorted(known.union(discovery.searched)))
    return msgspec.structs.replace(discovery, searched=searched, tracked=known), ""


def read_others(root: Root, discovery: Discovery, overlay: Mapping[str, bytes]) -> OtherFiles:
    """Read every file beside the code. overlay: contents that stand in for files, by path."""
    files: list[OtherFile] = []
    data: dict[str, bytes] = {}
    unchecked: list[Unchecked] = []
    for path in discovery.searched:
        content = overlay[path] if path in overlay else read_file(root.path, path)
        found = _read(path, content, discovery)
        if isinstance(found, Unchecked):
            unchecked.append(found)
        elif isinstance(content, bytes):
            data[path] = content
            files.append(found)
    return OtherFiles(tuple(files), data, (*unchecked, *_broken(files)))


def _read(
    path: str, content: bytes | UnreadableFile, discovery: Discovery
) -> OtherFile | Unchecked:
    if isinstance(content, UnreadableFile):
        return Unchecked(content.path, content.reason)
    kind = file_kind(path) or "markdown"
    try:
        found = read_other(content, path, kind, kind == "dotenv" and is_env_template(path))
    except BinaryFile:
        return Unchecked(path, "is binary")
    return msgspec.structs.replace(
        found, tracked=path in discovery.tracked and is_machines_own(path)
    )


def mentioned_variables(files: Iterable[OtherFile], data: Mapping[str, bytes]) -> frozenset[str]:
    """Those variables of templates whose names stand anywhere in the text of the code.

    data: contents by path. A project may read them by a function of its own.
    """
    named = {each.name for file in files if file.template for each in file.variables}
    if not named:
        return frozenset()
    words = {word for content in data.values() for word in _IN_CAPITALS.findall(content)}
    return frozenset(named.intersection(word.decode("ascii") for word in words))


def _broken(files: Iterable[OtherFile]) -> Iterable[Unchecked]:
    for file in files:
        if file.broken:
            yield Unchecked(file.path, f"{file.broken}; searched line by line instead")
