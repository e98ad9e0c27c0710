"""What a project is made of, gathered from its manifests and from the names of its files."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from sdd.model.stack import Stack
from sdd.read.other.manifests import Manifest, is_manifest, read_manifest
from sdd.workspace.discovery import Discovery
from sdd.workspace.files import read_file
from sdd.workspace.roots import Root


def read_stack(root: Root, discovery: Discovery) -> Stack:
    """The stack of one root; a manifest that cannot be read says nothing."""
    files = (*discovery.python, *discovery.documents, *discovery.others)
    manifests = dict(_manifests(root, discovery))
    return Stack(
        python=tuple((each.python, path) for path, each in manifests.items() if each.python),
        packages=frozenset(name for each in manifests.values() for name in each.packages),
        manifests=tuple(manifests),
        suffixes=frozenset(PurePosixPath(path).suffix.lower() for path in files),
        folders=frozenset(name for folder in _parents(files) for name in folder.split("/")),
    )


def _parents(files: tuple[str, ...]) -> set[str]:
    return {path.rpartition("/")[0] for path in files}


def _manifests(root: Root, discovery: Discovery) -> Iterator[tuple[str, Manifest]]:
    for path in discovery.others:
        if is_manifest(path):
            content = read_file(root.path, path)
            if isinstance(content, bytes):
                yield path, read_manifest(path, content.decode("utf-8-sig", "replace"))
