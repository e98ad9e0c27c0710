"""What the call graph knows about code that runs on the event loop."""

from msgspec import Struct

from sdd.model.finding import Confidence, Place, Related

# What a function is that the framework calls on the event loop.
STARTUP, SHUTDOWN = "startup handler", "shutdown handler"
LIFESPAN, MIDDLEWARE, VALIDATOR = "lifespan", "middleware", "validator"


class Runner(Struct, frozen=True):
    """A function that runs on the event loop. scope: its qualified name.

    role: what the framework calls it as (one of the names above), "" for any other `async def`.
    """

    scope: str
    role: str = ""
    is_async: bool = True

    @property
    def serves(self) -> bool:
        """False where it runs while the application starts or stops, and nobody waits yet."""
        return self.role not in (STARTUP, SHUTDOWN, LIFESPAN)

    def __str__(self) -> str:
        """`async endpoint`, `async lifespan connect`, `startup handler load`."""
        role = self.role if self.role != self.scope else ""
        return " ".join(filter(None, ("async" * self.is_async, role, self.scope)))


class BlockingCall(Struct, frozen=True):
    """A call that blocks, made directly in a function of the project that runs on the loop.

    callee: canonical dotted name, e.g. "requests.get". family: "sleep", "http", ...
    severity_class: "H", "M" or "L" as in the catalogue. instead: the async replacement.
    place: of the call. within: the function.
    """

    callee: str
    family: str
    severity_class: str
    instead: str
    place: Place
    within: Runner
    confidence: Confidence


class Hop(Struct, frozen=True):
    """One step of a path. caller, callee: qualified names; place: of the call in the caller."""

    caller: str
    callee: str
    place: Place


def path_text(hops: tuple[Hop, ...]) -> str:
    """`endpoint -> load (app/service.py:3) -> requests.get`: each helper with the place where
    it goes on. hops: one at least."""
    first, *rest = hops
    helpers = [f"{hop.caller} ({hop.place.path}:{hop.place.line})" for hop in rest]
    return " -> ".join([first.caller, *helpers, hops[-1].callee])


def path_steps(hops: tuple[Hop, ...]) -> tuple[Related, ...]:
    """The hops as the related places of a finding; none where there is no helper between."""
    if len(hops) == 1:
        return ()
    return tuple(Related(f"{hop.caller} calls {hop.callee}", hop.place) for hop in hops)


class BlockingPath(Struct, frozen=True):
    """A blocking callable that a function on the loop reaches through sync functions of the
    project.

    call: the blocking call as that function sees it; its place is that of the first hop.
    hops: from that function to the blocking callable, two at least.
    """

    call: BlockingCall
    hops: tuple[Hop, ...]


class NestedLoop(Struct, frozen=True):
    """An event loop that is started in code that runs on one.

    callee: what starts it, e.g. "asyncio.run". place: in the function on the loop, `within`.
    hops: as in `BlockingPath`; one where that function itself starts it.
    """

    callee: str
    place: Place
    within: Runner
    confidence: Confidence
    hops: tuple[Hop, ...]


class ForgottenAwait(Struct, frozen=True):
    """A coroutine that is made and never runs.

    callee: what makes it. problem: what happens to it, as a clause: "is dropped", ...
    """

    callee: str
    problem: str
    place: Place
    scope: str
    confidence: Confidence


class DanglingTask(Struct, frozen=True):
    """A task that nothing refers to. callee: what makes it, e.g. "asyncio.create_task"."""

    callee: str
    place: Place
    scope: str


class QueryInLoop(Struct, frozen=True):
    """A database query for each row of another query's result.

    query: what asks; loop: place of the loop; via: the helper that asks, or "".
    """

    query: str
    via: str
    place: Place
    loop: Place
    scope: str
    confidence: Confidence


class WrongOffload(Struct, frozen=True):
    """A call of an off-loader that hands nothing to a thread.

    offloader: e.g. "asyncio.to_thread". given: name of what is passed. called: it is called
    first, on the loop; else it is a coroutine function, whose body no thread runs.
    """

    offloader: str
    given: str
    called: bool
    place: Place
    scope: str
    confidence: Confidence


class HeldLock(Struct, frozen=True):
    """A lock of threads that is held over an `await`. kind: class of the lock."""

    kind: str
    place: Place
    awaited: Place
    scope: str
    confidence: Confidence


class EventLoop(Struct, frozen=True):
    """Everything that was found about code on the event loop."""

    calls: tuple[BlockingCall, ...] = ()
    paths: tuple[BlockingPath, ...] = ()
    nested: tuple[NestedLoop, ...] = ()
    forgotten: tuple[ForgottenAwait, ...] = ()
    dangling: tuple[DanglingTask, ...] = ()
    queries: tuple[QueryInLoop, ...] = ()
    offloads: tuple[WrongOffload, ...] = ()
    locks: tuple[HeldLock, ...] = ()
