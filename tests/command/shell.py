"""The verbs of the command's tests: `sdd` in a process of its own, and what it left behind."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from sdd.cli.main import app

CHECKOUT = Path(__file__).parents[2]
SAMPLE = CHECKOUT / "examples" / "bookshop"

BLOCKING = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n"
BLOCKING_LINE = "ASY301 blocking-call-in-async time.sleep() blocks the event loop in async wait"
SOUND = "import asyncio\n\n\nasync def wait() -> None:\n    await asyncio.sleep(1)\n"


class Ran(NamedTuple):
    """Exit code, the bytes of standard output, and the text of standard error."""

    code: int
    out: bytes
    err: str


def sdd(cwd: Path, *words: str, stdin: bytes = b"") -> Ran:
    """Run `python -m sdd` of this checkout in a folder."""
    return python(cwd, "-m", "sdd", *words, stdin=stdin)


def here(*words: str) -> str:
    """Standard output of a command that succeeds, run inside the process of the tests."""
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def python(cwd: Path, *words: str, stdin: bytes = b"") -> Ran:
    """Run the interpreter of the tests in a folder, with this checkout importable."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=cwd,
        env=environment(),
        input=stdin,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr.decode())


def environment(**extra: str) -> dict[str, str]:
    """The environment without what steers colour or leads git elsewhere."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("NO_COLOR", "COLUMNS") and not name.startswith("GIT_")
    }
    return kept | {"PYTHONPATH": str(CHECKOUT), "TERM": "xterm"} | extra
