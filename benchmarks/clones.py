"""Files of a clone at HEAD, read through git."""

import subprocess
from collections.abc import Iterator
from pathlib import Path


def open_clone(folder: Path, name: str) -> Path | None:
    """The git directory or work tree of `owner/name` below a folder of clones, or None."""
    place = folder / name.replace("/", "+")
    return next((each for each in (place / "repo", place) if each.is_dir()), None)


def commit_of(clone: Path) -> str:
    """The first twelve digits of the commit that was read."""
    return ask(clone, "rev-parse", "HEAD").decode().strip()[:12]


def paths_of(clone: Path) -> list[str]:
    """Every path at HEAD, sorted."""
    listed = ask(clone, "ls-tree", "-r", "-z", "--name-only", "HEAD")
    return sorted(listed.decode("utf-8", "replace").split("\0")[:-1])


def files_of(clone: Path, paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """The bytes of some paths at HEAD."""
    for path in paths:
        yield path, ask(clone, "cat-file", "blob", f"HEAD:{path}")


def ask(clone: Path, *words: str) -> bytes:
    """What git answers about a clone."""
    return subprocess.run(["git", "-C", str(clone), *words], capture_output=True, check=True).stdout
