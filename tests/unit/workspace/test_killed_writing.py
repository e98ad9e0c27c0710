"""A process that the system kills at any byte of a write leaves the old file or the new one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import clean_environment

OLD, NEW = b"old text\n", bytes(range(256)) * 8
# The system ends the process with SIGXFSZ when a file would grow past the limit.
WRITE = """
import resource, signal, sys
from pathlib import Path
from sdd.workspace.writing import create_exclusively, write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
for part in sys.argv[3].split(","):
    limit = int(part)
    if __import__("os").fork() == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        folder = Path(sys.argv[1]) / part
        data = bytes(range(256)) * 8
        write_atomically(folder / "existing.md", data)
        create_exclusively(folder / "new.md", data)
        __import__("os")._exit(0)
    __import__("os").wait()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_kill_at_any_byte_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    limits = [*range(0, 64), *range(64, len(NEW), 97), len(NEW) - 1, len(NEW), len(NEW) + 1]
    for limit in limits:
        (tmp_path / str(limit)).mkdir()
        (tmp_path / str(limit) / "existing.md").write_bytes(OLD)
    subprocess.run(
        [sys.executable, "-c", WRITE, str(tmp_path), "", ",".join(map(str, limits))],
        env=clean_environment(),
        check=True,
    )
    for limit in limits:
        folder = tmp_path / str(limit)
        finished = limit >= len(NEW)
        assert (folder / "existing.md").read_bytes() == (NEW if finished else OLD), limit
        assert (folder / "new.md").exists() is finished, limit
        if finished:
            assert (folder / "new.md").read_bytes() == NEW
