"""What `sdd hooks install` put where, with hashes: nothing else is ever taken out again."""

import contextlib
import json
from pathlib import Path

import msgspec
from msgspec import Struct

from sdd.workspace.files import read_file
from sdd.workspace.numbering import make_folder
from sdd.workspace.writing import write_atomically

PATH = ".sdd/hooks.json"


class Installed(Struct, frozen=True):
    """What was installed under one name. path: as shown to people; created: the file was made.

    digests: of each value, with the keys of the list that it stands in; made: lists that were
    made for them.
    """

    path: str
    created: bool = False
    digests: tuple[tuple[tuple[str, ...], str], ...] = ()
    made: tuple[tuple[str, ...], ...] = ()


def read_manifest(root: Path) -> dict[str, Installed]:
    """What is installed, by name; empty where nothing is, or the manifest cannot be read."""
    data = read_file(root, PATH)
    if not isinstance(data, bytes):
        return {}
    try:
        document = msgspec.json.decode(data)
        return msgspec.convert(document["installed"], dict[str, Installed])
    except (msgspec.MsgspecError, KeyError, TypeError):
        return {}


def write_manifest(root: Path, installed: dict[str, Installed]) -> None:
    """Keep what is installed; without anything the file goes."""
    path = root / PATH
    if not installed:
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            path.parent.rmdir()  # only where nothing is left in it
        return
    make_folder(root, PATH.rpartition("/")[0])
    document = {"format": 1, "installed": msgspec.to_builtins(installed)}
    write_atomically(path, (json.dumps(document, indent=2, sort_keys=True) + "\n").encode())
