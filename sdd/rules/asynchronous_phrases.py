"""Phrases of clauses about code on the event loop, by the code of their rule."""

from sdd.plugin import Phrase, refuses, wants

_BLOCKING: tuple[Phrase, ...] = (
    refuses(
        "block*",
        "event loop|async*|call|calls|i o|io|handler*|endpoint*|operation*|code|loop|synchronous",
        without="cpu*|merge*",
    ),
    wants(
        "async|asynchronous|asynchronously|non blocking|nonblocking|await|awaited|aiohttp",
        "i o|io|database|db|external|http|network|outgoing|call|calls|quer*|client|clients"
        "|session|sessions|driver*|disk",
        without="cpu*|rate limit*|factory|lifespan",
    ),
    refuses(
        "sync|synchronous|synchronously",
        "call|calls|i o|io|database|http|client|clients|driver*|library|libraries",
    ),
    refuses("time sleep|requests library"),
    wants("to thread|run in executor|run in threadpool|thread pool*", "block*|sync|synchronous",
          without="cpu*"),
)  # fmt: skip

ASYNCHRONOUS: dict[str, tuple[Phrase, ...]] = {
    "ASY301": _BLOCKING,
    "ASY302": _BLOCKING,
    "ASY303": (
        wants("await|awaited", "coroutine*|async call*|async function*"),
        refuses("unawaited|forgotten await|missing await"),
    ),
    "ASY304": (refuses("fire and forget|dangling|orphaned", "task|tasks|coroutine*"),),
    "ASY305": (
        refuses("n 1"),
        wants("eager load*|eager loading|selectinload|joinedload"),
        refuses("ask|query|queries|quer*", "loop|loops|per row"),
    ),
    "ASY306": (refuses("asyncio run|run until complete|nested event loop*"),),
    "ASY307": (
        wants("handle*|log|logged|catch|caught", "background task*", "error*|exception*|failure*"),
    ),
    "ASY308": (
        wants(
            "async|asynchronous|async functions",
            "endpoint*|route|routes|route handler*|request handler*|path operation*",
            without="client*|webhook*|test|tests|event handler*",
        ),
        wants("async def", "handlers|endpoint handler*|api handler*"),
        refuses("sync|synchronous|def", "endpoint*|route|routes|route handler*|handlers"),
    ),
    "ASY310": (refuses("threading lock*|sync lock*|lock held", "await|async*"),),
}
