"""A small folder tree to work in, and a person without rights."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

Tree = Callable[..., Path]


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that everybody may enter, with no marker above it."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place).resolve()


@pytest.fixture
def tree(folder: Path) -> Tree:
    """Make files below the folder: `tree({"app/a.py": "text"})`; names alone get no content."""

    def make(files: dict[str, str] | None = None, *names: str) -> Path:
        for name, text in {**dict.fromkeys(names, ""), **(files or {})}.items():
            place = folder / name
            if name.endswith("/"):
                place.mkdir(parents=True, exist_ok=True)
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
        return folder

    return make


@pytest.fixture
def without_rights() -> Callable[[], AbstractContextManager[None]]:
    """Inside the context, file modes are obeyed even if root runs the tests."""

    @contextmanager
    def step_down() -> Iterator[None]:
        if os.geteuid() != 0:
            yield
            return
        os.seteuid(65534)
        try:
            yield
        finally:
            os.seteuid(0)

    return step_down
