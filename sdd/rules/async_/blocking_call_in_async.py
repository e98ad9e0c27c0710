"""ASY301."""

from collections.abc import Iterator

from sdd.plugin import (
    BlockingCall,
    Context,
    Finding,
    Meta,
    Offending,
    OwnNames,
    Rule,
    Severity,
    Sound,
)
from sdd.redact.placing import path_class


class BlockingCallInAsync(Rule[BlockingCall]):
    """A blocking call made directly in code that runs on the event loop.

    What it finds:
        A call in an `async def` to a function or method that is known to wait for the network,
        a database, a process, a file or a lock, or to compute for long. Names are resolved
        through imports and assignments, receivers through constructors and annotations. Calls
        that only read metadata of files are left out. Sync functions that the framework calls on
        the loop count as well: handlers of startup and shutdown, middleware, validators of what
        a request brings; those that it runs in a thread do not.
        In tests, in lifespans and in handlers of startup and shutdown it is one step less bad:
        nobody waits for them.

    Why it matters:
        While it waits, no other request of the process is served.

    What to do:
        Use the asynchronous library, or hand the call to a thread:
        `await asyncio.to_thread(function, ...)`.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ASY301",
        name="blocking-call-in-async",
        summary="a blocking call made directly in code that runs on the event loop",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Use the asynchronous way, or await asyncio.to_thread(...).",
    )
    subject = BlockingCall
    options = OwnNames
    examples = (
        Offending("import time\nasync def wait():\n    time.sleep(1)\n", 3, "time.sleep"),
        Offending(
            "from requests import get as fetch\nasync def load():\n    return fetch('x').json()\n",
            3,
            "requests.get",
        ),
        Offending(
            "import httpx\nasync def load():\n    with httpx.Client() as client:\n"
            "        client.get('x')\n",
            4,
            "httpx.Client.get",
        ),
        Offending(
            "import requests\nfrom fastapi import FastAPI\napp = FastAPI()\n"
            "@app.on_event('startup')\ndef load():\n    requests.get('x')\n",
            6,
            "startup handler load",
        ),
        Sound("import asyncio\nasync def wait():\n    await asyncio.sleep(1)\n"),
        Sound(
            "import asyncio, time\nasync def wait():\n    await asyncio.to_thread(time.sleep, 1)\n"
        ),
        Sound("import time\ndef wait():\n    time.sleep(1)\n"),
        Sound(
            "import requests\nfrom fastapi import FastAPI\napp = FastAPI()\n"
            "@app.exception_handler(ValueError)\ndef log(request, error):\n"
            "    requests.get('x')\n"
        ),
        Sound("from app import time\nasync def wait():\n    time.sleep(1)\n"),
        Sound(
            "import httpx\nasync def load():\n    async with httpx.AsyncClient() as client:\n"
            "        await client.get('x')\n"
        ),
    )

    def check(self, subject: BlockingCall, context: Context) -> Iterator[Finding]:
        yield self.finding(
            subject.place,
            f"{subject.callee}() blocks the event loop in {subject.within}",
            scope=subject.within.scope,
            key=subject.callee,
            confidence=subject.confidence,
            lower=int(not subject.within.serves or path_class(subject.place.path) == "test"),
            remedy=f"Use {subject.instead}, or hand the call to a thread with asyncio.to_thread.",
        )
