"""API206."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Route,
    Rule,
    Severity,
    Sound,
    TakenParameter,
)
from sdd.redact.names import split_words
from sdd.redact.placing import path_class
from sdd.redact.vocabulary import words

HEAD = (
    "from typing import Annotated\nfrom fastapi import Depends, FastAPI, Query\n"
    "from pydantic import BaseModel\napp = FastAPI()\n\n"
    "class Book(BaseModel):\n    title: str\n\n"
)
_DOC = '    """List books."""\n    return []\n'

# One of these words anywhere in the name says it; the others only as the whole name.
_WORDS = words(
    "limit offset page pages paging pagination paginate paginator cursor pagesize perpage"
)
_NAMES = words(
    "after before batch batch_size chunk_size count ending_before first last marker max max_count"
    " max_items max_results n next next_token num num_items num_results per_page range"
    " results_per_page rows since_id size skip start start_after start_at start_index"
    " starting_after take top top_k top_n until_id"
)


class UnpaginatedList(Rule[Route]):
    """A list that is always answered whole.

    What it finds:
        A GET route whose contract is a list of items, also inside an envelope
        (`Answer[list[Book]]`), and that takes nothing to bound it: no
        limit, offset, page, size, cursor, skip, take or the like, neither itself nor in a
        dependency. Collections below a single item (`/users/{id}/orders`) count as well; streams
        do not, nor do lists that cannot grow: members of an enum, answers that the source
        spells out, and items that the request asks for by their `ids`. Where a dependency
        cannot be followed the rule is silent. Routes outside the schema and applications inside
        test files are left alone.

    Why it matters:
        The answer grows with the table, until it is slow, then too large, then an outage; and
        adding a limit later breaks every client that relied on getting everything.

    What to do:
        Take `limit` and `offset` (or a cursor) with a default and an upper bound, or answer
        with a page object.

    Fix safety:
        No fix is offered: the query behind the list has to follow.
    """

    meta = Meta(
        code="API206",
        name="unpaginated-list",
        summary="a list contract with no parameter that bounds it",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Take limit and offset, or a cursor, with a default and an upper bound.",
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}@app.get("/books")\ndef list_books() -> list[Book]:\n{_DOC}',
            10,
            "GET /books answers with all of list[Book]",
        ),
        Offending(
            f'{HEAD}@app.get("/shelves/{{shelf}}/books", response_model=list[Book])\n'
            f"def list_books(shelf: int, title: str | None = None):\n{_DOC}",
            10,
            "GET /shelves/{shelf}/books answers with all of list[Book]",
        ),
        Offending(
            f"from typing import Generic, TypeVar\n{HEAD}T = TypeVar('T')\n\n"
            "class Answer(BaseModel, Generic[T]):\n    data: T\n\n"
            f'@app.get("/books", response_model=Answer[list[Book]])\ndef list_books():\n{_DOC}',
            16,
            "GET /books answers with all of Answer[list[Book]]",
        ),
        Sound(
            f'{HEAD}@app.get("/books")\n'
            f"def list_books(limit: int = 20, offset: int = 0) -> list[Book]:\n{_DOC}"
        ),
        Sound(
            f'{HEAD}@app.get("/books")\ndef list_books(pageSize: int = 20) -> list[Book]:\n{_DOC}'
        ),
        Sound(
            f"{HEAD}class Window:\n    def __init__(self, skip: int = 0, take: int = 20) -> None:\n"
            "        self.bounds = (skip, skip + take)\n\n"
            '@app.get("/books")\n'
            f"def list_books(window: Annotated[Window, Depends()]) -> list[Book]:\n{_DOC}"
        ),
        Sound(
            f"{HEAD}class Page(BaseModel):\n    items: list[Book]\n    next: str | None = None\n\n"
            f'@app.get("/books")\ndef list_books() -> Page:\n{_DOC}'
        ),
        Sound(
            f'from collections.abc import Iterator\n{HEAD}@app.get("/books")\n'
            "def list_books() -> Iterator[Book]:\n"
            '    """List books."""\n    yield Book(title="")\n'
        ),
        Sound(
            f"{HEAD}from enum import Enum\n\nclass Genre(Enum):\n"
            f'    CRIME = "crime"\n\n@app.get("/genres")\ndef list_genres() -> list[Genre]:\n{_DOC}'
        ),
        Sound(
            f'{HEAD}SHOPS = ["north", "south"]\n\n@app.get("/shops")\n'
            'def list_shops() -> list[str]:\n    """List shops."""\n'
            "    return [name.title() for name in SHOPS]\n"
        ),
        Sound(
            f'{HEAD}@app.get("/books")\n'
            f"def list_some(ids: Annotated[list[int], Query()]) -> list[Book]:\n{_DOC}"
        ),
        Sound(f'{HEAD}@app.post("/orders")\ndef order(titles: list[str]) -> list[Book]:\n{_DOC}'),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if "GET" not in subject.methods or not subject.is_shown:
            return
        if subject.contract not in ("annotation", "response_model"):
            return
        if subject.model is None or not subject.model.is_list or subject.model.limited:
            return
        if subject.parameters is None or any(map(_bounds, subject.parameters)):
            return
        if subject.body.constant:
            return
        if path_class(subject.place.path) == "test":
            return
        yield self.finding(
            subject.place,
            f"{subject.row} answers with all of {subject.model.text}",
            key=subject.row,
            scope=subject.endpoint.rpartition(".")[2],
        )


def _bounds(parameter: TakenParameter) -> bool:
    parts = split_words(parameter.name)
    if not _WORDS.isdisjoint(parts) or "_".join(parts) in _NAMES:
        return True
    return parts[-1:] == ("ids",) and not parameter.has_default
