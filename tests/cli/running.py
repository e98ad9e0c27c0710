"""The verbs of the command's tests: `sdd` runs as a user runs it, in a process of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).parents[2]

BLOCKING = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n"
BLOCKING_LINE = "ASY301 blocking-call-in-async time.sleep() blocks the event loop in async wait"
SOUND = "import asyncio\n\n\nasync def wait() -> None:\n    await asyncio.sleep(1)\n"
USELESS = "LIMIT = 3  # sdd: ignore[SEC101] no secret here\n"


CONSTITUTION = """# Shop Constitution

## Core Principles

### I. The loop never waits

- Code MUST NOT block in `async def` (`blocking-call-in-async`).

## Governance

Amendments need a review.

**Version**: 1.0.0 | **Ratified**: 2025-01-01 | **Last Amended**: 2025-01-01
"""
MARK = {".specify/memory/constitution.md": CONSTITUTION}
NOBODY = 65_534
AS_NOBODY = """
import importlib, os, pkgutil, sys
from pathlib import Path
import sdd
for found in pkgutil.walk_packages(sdd.__path__, "sdd."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
from sdd.app.check import CheckRequest, check
from sdd.cli.main import run
check(CheckRequest(), Path.cwd())
user = int(sys.argv.pop(1))
os.setgroups(())
os.setgid(user)
os.setuid(user)
run()
"""


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: bytes
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.out.decode("utf-8").splitlines()


def sdd(
    cwd: Path,
    *words: str | Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Ran:
    """Run `python -m sdd` in a folder."""
    return run_python(cwd, ("-m", "sdd", *map(str, words)), stdin=stdin, env=env)


def run_python(
    cwd: Path,
    words: Sequence[str],
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Ran:
    """Run the interpreter of the tests with this checkout importable from any folder."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        input=stdin,
        env=clean_environment() | dict(env or {}),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8"))


def clean_environment() -> dict[str, str]:
    """The environment without what changes colours, widths or git's place."""
    unwanted = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "PYTHONIOENCODING"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in unwanted and not name.startswith("GIT_")
    }
    return kept | {"PYTHONPATH": str(REPOSITORY), "TERM": "xterm-256color"}


def sdd_as_nobody(cwd: Path, *words: str | Path) -> Ran:
    """The same for a user to whom something can be forbidden, which is never root.

    The interpreter may be root's own, so that all is imported before the rights are dropped.
    """
    if os.geteuid() != 0:
        return sdd(cwd, *words)
    for path in (cwd, *cwd.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    return run_python(cwd, ("-c", AS_NOBODY, str(NOBODY), *map(str, words)))


@contextmanager
def folder_for_anybody() -> Iterator[Path]:
    """An empty folder that another user may enter."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        root.chmod(0o755)
        yield root
