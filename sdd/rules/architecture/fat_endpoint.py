"""ARC402."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Struct

from sdd.plugin import (
    Context,
    Finding,
    Handler,
    Meta,
    Offending,
    Related,
    Rule,
    Severity,
    Sound,
)
from sdd.redact.placing import path_class

_HEAD = (
    "from typing import Annotated\nfrom fastapi import Depends, FastAPI, HTTPException\n"
    "from sqlalchemy import select\nfrom sqlalchemy.orm import Session, sessionmaker\n"
    "from service import Book, load, price\n\n"
    "app = FastAPI()\n\n\n"
    "def session():\n    with sessionmaker()() as made:\n        yield made\n\n\n"
    "Db = Annotated[Session, Depends(session)]\n\n\n"
)
_SHOWN = 3


class FatEndpointOptions(Struct, frozen=True):
    """How much a handler may do itself."""

    max_statements: Annotated[
        int,
        msgspec.Meta(
            description="So many statements may stand in a handler, those in suites included.",
            ge=1,
        ),
    ] = 15
    max_branches: Annotated[
        int,
        msgspec.Meta(
            description=(
                "So many branches may do something; guards that only raise or return at once do"
                " not count."
            ),
            ge=0,
        ),
    ] = 0
    allow_queries: Annotated[
        bool, msgspec.Meta(description="Handlers may call sessions, connections and the like.")
    ] = False


class FatEndpoint(Rule[Handler]):
    """An endpoint that does the work itself.

    What it finds:
        The function behind a route that asks the database itself (`session.execute`,
        `db.query(...).all()`, `session.add`, `collection.find_one`; by the kind of the object,
        whatever it is called; option `allow-queries`), that decides
        business questions, that is, has an `if`, `elif` or `case` which does more than raise or
        return at once (option `max-branches`), or that has more than `max-statements`
        statements. The message says which of the three, with figures. Calls of services,
        repositories and other functions of the project are what a handler is for, and so are
        ending a transaction, guards, and handing the result on. Nested functions are not
        counted; applications inside tests, examples and documentation are left alone.

    Why it matters:
        Logic in a handler is reached by a request and by nothing else: no worker, command or
        test can use it without HTTP, and the next endpoint copies it.

    What to do:
        Move the queries into a repository and the decisions into a service; the handler takes
        the request apart, calls one function and shapes the answer.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="ARC402",
        name="fat-endpoint",
        summary="a handler with queries, business branching or many statements",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Move queries into a repository and decisions into a service.",
        opt_in=True,
    )
    subject = Handler
    options = FatEndpointOptions
    examples = (
        Offending(
            f'{_HEAD}@app.get("/books/{{key}}", response_model=Book)\n'
            "def read_book(key: int, db: Db):\n"
            '    """Read a book."""\n'
            "    book = db.scalar(select(Book).where(Book.id == key))\n"
            "    if book is None:\n        raise HTTPException(404)\n"
            "    return book\n",
            19,
            "GET /books/{key} does the work itself: 1 call on the database (Session.scalar)",
        ),
        Offending(
            f'{_HEAD}@app.get("/price/{{key}}")\ndef read_price(key: int, member: bool) -> int:\n'
            '    """Say the price."""\n'
            "    found = price(key)\n    if member:\n        found = found * 9 // 10\n"
            "    return found\n",
            19,
            "1 business branch",
        ),
        Offending(
            f'{_HEAD}@app.get("/sum")\ndef read_sum() -> int:\n    """Add up."""\n'
            + "".join(f"    a{number} = load({number})\n" for number in range(15))
            + "    return a1\n",
            19,
            "16 statements (15 are allowed)",
        ),
        Sound(
            f'{_HEAD}@app.get("/books/{{key}}", response_model=Book)\n'
            "def read_book(key: int, db: Db):\n"
            '    """Read a book."""\n'
            "    if key < 1:\n        raise HTTPException(422)\n"
            "    book = load(db, key)\n    if book is None:\n        raise HTTPException(404)\n"
            "    db.commit()\n    return book\n"
        ),
    )

    def check(self, subject: Handler, context: Context) -> Iterator[Finding]:
        options: FatEndpointOptions = context.options
        reasons = tuple(_reasons(subject, options))
        if not reasons or path_class(subject.place.path) != "app":
            return
        yield self.finding(
            subject.place,
            f"{_row(subject)} does the work itself: {', '.join(reasons)}",
            scope=subject.name,
            key=subject.name,
            related=tuple(_places(subject, options)),
        )


def _reasons(handler: Handler, options: FatEndpointOptions) -> Iterator[str]:
    accesses, branches = handler.accesses, len(handler.branches)
    if accesses and not options.allow_queries:
        names = Counter(_short(each.callee) for each in accesses)
        more = ", ..." if len(names) > _SHOWN else ""
        shown = ", ".join(name for name, _ in names.most_common(_SHOWN))
        yield f"{_count(len(accesses), 'call', 'calls')} on the database ({shown}{more})"
    if branches > options.max_branches:
        allowed = f" ({options.max_branches} allowed)" if options.max_branches else ""
        yield _count(branches, "business branch", "business branches") + allowed
    if handler.statements > options.max_statements:
        yield f"{handler.statements} statements ({options.max_statements} are allowed)"


def _places(handler: Handler, options: FatEndpointOptions) -> Iterator[Related]:
    """The first places to look at."""
    for access in handler.accesses[:_SHOWN] if not options.allow_queries else ():
        yield Related(f"calls {_short(access.callee)}", access.place)
    if len(handler.branches) > options.max_branches:
        for place in handler.branches[:_SHOWN]:
            yield Related("decides", place)


def _row(handler: Handler) -> str:
    more = len(handler.rows) - 1
    return handler.rows[0] + (f" (and {more} more)" if more else "")


def _short(callee: str) -> str:
    return ".".join(callee.split(".")[-2:])


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
