"""Many files are read at once, in as many processes as there are cores.

The parser is native code that can end its process. The scan refuses what is known to do so;
what is not known costs one file, found by halving the chunk it was in, and never the run.
"""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

import msgspec
from msgspec import Struct

from sdd.model.facts import ModuleFacts, UnreadableFile
from sdd.read.python.reader import read_python

# Below this a second process costs more than it saves, where processes cannot be forked.
ALONE_BYTES = 400_000
FORKS = sys.platform == "linux"
CHUNK_BYTES = 300_000
# The native parser needs about 6 KB per nesting level; threads of some systems get 512 KB.
STACK_BYTES = 128 * 1024 * 1024
DEAD = "the parser's process died on it"
SLOW = "takes the parser too long"


class Source(Struct, frozen=True, array_like=True):
    """One file to read. path: posix, relative to the root; the flags: see `read_python`."""

    path: str
    data: bytes
    always: bool = False
    routes_only: bool = False
    literals_only: bool = False
    logs: bool = True


class Reading(Struct, frozen=True, array_like=True):
    """What became of one file; neither facts nor trouble for one that needs no facts."""

    path: str
    facts: ModuleFacts | None = None
    trouble: UnreadableFile | None = None


ExecutorFactory = Callable[[int], Executor]
_DECODER = msgspec.msgpack.Decoder(list[Reading])


class Readers:
    """Worker processes that read files, kept until the end of a `with` block.

    make_executor: takes the number of workers wanted.
    """

    def __init__(self, make_executor: ExecutorFactory | None = None) -> None:
        self.factory = make_executor or _processes
        self.is_chosen = make_executor is not None
        self.executor: Executor | None = None

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *error: object) -> None:
        self._stop(at_work=error[0] is not None)

    def read(self, sources: Sequence[Source]) -> Iterator[Reading]:
        """Read files, in any order."""
        if not sources or self._is_too_little(sources):
            yield from _on_deep_stack(tuple(sources))
            return
        unfinished: list[tuple[Source, ...]] = []
        self.executor = self.executor or self.factory(os.cpu_count() or 1)
        done, stuck = False, False
        try:
            for chunk, result in _run(_chunks(sources), self.executor):
                if isinstance(result, bytes):
                    yield from _decode(result)
                else:
                    unfinished.append(chunk)
                    stuck = stuck or result == SLOW
            done = True
        finally:
            if unfinished or not done:
                self._stop(at_work=stuck or not done)
        for chunk in unfinished:
            yield from _isolate(chunk, self.factory)

    def _is_too_little(self, sources: Sequence[Source]) -> bool:
        """Whether a second process costs more than it saves."""
        if FORKS or self.is_chosen or self.executor is not None:
            return False
        return sum(len(source.data) for source in sources) < ALONE_BYTES

    def _stop(self, at_work: bool) -> None:
        """End the workers; those that do not come back or broke are not used again."""
        if self.executor is not None:
            _stop(self.executor, at_work)
            self.executor = None


def read_chunk(chunk: tuple[Source, ...]) -> bytes:
    """Read some files one after the other; returns encoded readings, for another process."""
    return msgspec.msgpack.encode(_on_deep_stack(chunk))


def _on_deep_stack(chunk: tuple[Source, ...]) -> list[Reading]:
    results: list[Reading] = []
    errors: list[BaseException] = []

    def work() -> None:
        gc.disable()
        try:
            results.extend(_read(source) for source in chunk)
        except BaseException as error:
            errors.append(error)
        finally:
            gc.enable()

    before = threading.stack_size(STACK_BYTES)
    try:
        thread = threading.Thread(target=work)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if errors:
        raise errors[0]
    return results


def _read(source: Source) -> Reading:
    result = read_python(
        source.data,
        source.path,
        always=source.always,
        routes_only=source.routes_only,
        literals_only=source.literals_only,
        logs=source.logs,
    )
    if isinstance(result, UnreadableFile):
        return Reading(source.path, trouble=result)
    return Reading(source.path, facts=result)


def _decode(encoded: bytes) -> list[Reading]:
    return _DECODER.decode(encoded)


def _chunks(sources: Sequence[Source]) -> list[tuple[Source, ...]]:
    """Chunks of similar size, the largest files first, so that no worker ends up alone."""
    chunks: list[tuple[Source, ...]] = []
    chunk: list[Source] = []
    size = 0
    for source in sorted(sources, key=lambda each: (-len(each.data), each.path)):
        chunk.append(source)
        size += len(source.data)
        if size >= CHUNK_BYTES:
            chunks.append(tuple(chunk))
            chunk, size = [], 0
    return [*chunks, tuple(chunk)] if chunk else chunks


def _run(
    chunks: list[tuple[Source, ...]], executor: Executor
) -> Iterator[tuple[tuple[Source, ...], bytes | str]]:
    """Each chunk with its encoded readings, or with the reason why it has none."""
    patience = _patience(chunks)
    try:
        waiting = {executor.submit(read_chunk, chunk): chunk for chunk in chunks}
    except BrokenProcessPool:  # a worker died after its last answer
        yield from ((chunk, DEAD) for chunk in chunks)
        return
    while waiting:
        done, _ = wait(waiting, patience, FIRST_COMPLETED)
        if not done:
            yield from ((chunk, SLOW) for chunk in waiting.values())
            return
        for future in done:
            yield waiting.pop(future), _result(future)


def _patience(chunks: list[tuple[Source, ...]]) -> float:
    """Seconds in which some chunk must be done: ten times what the largest needs at most."""
    largest = max(sum(len(source.data) for source in chunk) for chunk in chunks)
    return 10.0 + largest / 50_000


def _result(future: Future[bytes]) -> bytes | str:
    try:
        return future.result()
    except BrokenProcessPool:
        return DEAD


def _isolate(chunk: tuple[Source, ...], factory: ExecutorFactory) -> Iterator[Reading]:
    """Read a chunk that broke a worker again, alone, in ever smaller parts."""
    executor = factory(1)
    ((_, result),) = _run([chunk], executor)
    _stop(executor, at_work=result == SLOW)
    if isinstance(result, bytes):
        yield from _decode(result)
    elif len(chunk) == 1:
        path = chunk[0].path
        yield Reading(path, trouble=UnreadableFile(path, result))
    else:
        middle = len(chunk) // 2
        yield from _isolate(chunk[:middle], factory)
        yield from _isolate(chunk[middle:], factory)


def _processes(workers: int) -> Executor:
    # Forking spares every worker the import of the parser; it is safe only while alone.
    forks = FORKS and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    # The parent is interrupted too, and ends its workers without a word from them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop(executor: Executor, at_work: bool) -> None:
    processes = isinstance(executor, ProcessPoolExecutor)
    if at_work and isinstance(executor, ProcessPoolExecutor):
        # A worker that does not come back would otherwise be waited for.
        for process in list((executor._processes or {}).values()):
            process.kill()
    # With its workers killed a pool is done at once, and must be before the interpreter ends.
    executor.shutdown(wait=processes or not at_work, cancel_futures=True)
