"""ASY302."""

from collections.abc import Iterator

from sdd.plugin import (
    BlockingPath,
    Context,
    Finding,
    Meta,
    Offending,
    Rule,
    Severity,
    Sound,
    path_steps,
    path_text,
)
from sdd.redact.placing import path_class


class BlockingCallBehindHelper(Rule[BlockingPath]):
    """A blocking call that code on the event loop makes through helpers.

    What it finds:
        A call in an `async def` to a function, method, property or constructor of the project
        that, through any number of sync functions in any number of files, calls something that
        is known to block. The message gives the whole path. Functions that are handed to a
        thread, by whatever wrapper, are left alone. Sync functions that the framework calls on
        the loop, as handlers of startup, count as well. In tests, in lifespans and in handlers of
        startup and shutdown it is one step less bad: nobody waits for them.

    Why it matters:
        While it waits, no other request of the process is served, and nothing in the async
        function shows it.

    What to do:
        Hand the helper to a thread: `await asyncio.to_thread(helper, ...)`, or make it async
        with an asynchronous library.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ASY302",
        name="blocking-call-behind-helper",
        summary="a blocking call that async code reaches through sync helpers",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Hand the helper to a thread with await asyncio.to_thread(...), or make it async.",
    )
    subject = BlockingPath
    examples = (
        Offending(
            "from app import service\nasync def endpoint():\n    return service.load()\n",
            3,
            "endpoint -> load (app/service.py:3) -> requests.get",
            path="app/main.py",
            beside={
                "app/__init__.py": "",
                "app/service.py": "import requests\ndef load():\n    return requests.get('x')\n",
            },
        ),
        Offending(
            "from fastapi import Depends, FastAPI\nfrom sqlalchemy import create_engine\n"
            "from sqlalchemy.orm import sessionmaker\n\napp = FastAPI()\n"
            "Local = sessionmaker(create_engine('sqlite://'))\n\n"
            "def session():\n    with Local() as made:\n        yield made\n\n"
            "class Users:\n    def __init__(self, session=Depends(session)):\n"
            "        self.session = session\n\n    def find(self, key):\n"
            "        return self.session.get(dict, key)\n\n"
            "@app.get('/users')\nasync def users(found: Users = Depends()) -> None:\n"
            "    found.find(1)\n",
            21,
            "users -> Users.find (app.py:17) -> sqlalchemy.orm.Session.get",
        ),
        Sound(
            "import asyncio, time\ndef wait():\n    time.sleep(1)\n"
            "async def endpoint():\n    await asyncio.to_thread(wait)\n"
        ),
        Sound("import time\ndef wait():\n    time.sleep(1)\ndef endpoint():\n    wait()\n"),
        Sound(
            "import asyncio, functools, time\n"
            "def threaded(function):\n    @functools.wraps(function)\n"
            "    async def run(*args):\n        return await asyncio.to_thread(function, *args)\n"
            "    return run\n\n@threaded\ndef wait():\n    time.sleep(1)\n\n"
            "async def endpoint():\n    await wait()\n"
        ),
    )

    def check(self, subject: BlockingPath, context: Context) -> Iterator[Finding]:
        call = subject.call
        yield self.finding(
            call.place,
            f"{call.callee}() blocks the event loop in {call.within}: {path_text(subject.hops)}",
            scope=call.within.scope,
            key=call.callee,
            confidence=call.confidence,
            lower=int(not call.within.serves or path_class(call.place.path) == "test"),
            is_path=True,
            related=path_steps(subject.hops),
        )
