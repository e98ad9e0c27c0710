"""Reading in a process of its own: one that dies or stalls fails the test and nothing else."""

import os
import select
import subprocess
import sys
from pathlib import Path
from time import monotonic
from types import TracebackType

import msgspec

from sdd.read.python.pool import Reading

REPOSITORY = Path(__file__).parents[2]
# The guard promises about five seconds of the parser; machines of CI are slow and busy.
SECONDS = 40.0
_CHILD = """
import sys
from sdd.read.python.pool import Source, read_chunk
while size := int(sys.stdin.buffer.readline() or b"0"):
    answer = read_chunk((Source("wild.py", sys.stdin.buffer.read(size), True),))
    sys.stdout.buffer.write(b"%d\\n%b" % (len(answer), answer))
    sys.stdout.buffer.flush()
"""
_DECODER = msgspec.msgpack.Decoder(list[Reading])


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


class Reader:
    """A child process that reads one file after the other, as a worker of `sdd` does."""

    def __init__(self) -> None:
        self.process = _start()

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def read(self, data: bytes) -> Reading:
        """What became of one file. Raises AssertionError where the process dies or stalls."""
        if self.process.poll() is not None:
            self.process = _start()
        try:
            return self._read(data)
        except (AssertionError, OSError):
            self._stop()
            raise

    def _read(self, data: bytes) -> Reading:
        assert self.process.stdin
        self.process.stdin.write(b"%d\n%b" % (len(data), data))
        self.process.stdin.flush()
        until = monotonic() + SECONDS
        size = int(self._receive(until, line=True))
        (reading,) = _DECODER.decode(self._receive(until, size))
        return reading

    def _stop(self) -> None:
        self.process.kill()
        self.process.communicate()

    def _receive(self, until: float, size: int = 0, line: bool = False) -> bytes:
        assert self.process.stdout
        descriptor = self.process.stdout.fileno()
        received = b""
        while not received.endswith(b"\n") if line else len(received) < size:
            ready, _, _ = select.select([descriptor], [], [], max(0.0, until - monotonic()))
            assert ready, f"reading takes more than {SECONDS:g} s"
            piece = os.read(descriptor, 1 if line else size - len(received))
            assert piece, f"reading ended the process: {self._last_words()}"
            received += piece
        return received

    def _last_words(self) -> str:
        assert self.process.stderr
        code = self.process.wait()
        return f"{code} {self.process.stderr.read()[-500:].decode('utf-8', 'replace')}"
