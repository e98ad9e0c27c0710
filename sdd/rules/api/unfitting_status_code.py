"""API207."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound
from sdd.redact.names import split_words
from sdd.redact.placing import path_class
from sdd.redact.vocabulary import words

HEAD = (
    "from fastapi import FastAPI, Response\nfrom pydantic import BaseModel\napp = FastAPI()\n\n"
    "class Book(BaseModel):\n    title: str\n\n"
)
_DOC = '    """Say what it does."""\n'

_CREATES = words("create add new insert register make")
# "Get or create" and "create or update" may both answer 200.
_KEEPS = words("get find read fetch update upsert replace merge sync or if ensure")
# A segment that begins with one of these names an action.
_ACTIONS = words(
    "clear delete remove reset sync send run start stop cancel import export search validate"
    " upload get list update batch bulk"
)
_STREAMS = frozenset({"StreamingResponse", "EventSourceResponse"})
_IRREGULAR = words("people children men women")
_SINGULAR = words("news status series access process address analysis alias bus")
# Nouns that stand for work done at once; nothing is left behind to be found later.
_WORK = words(
    "tokens logins logouts sessions searches queries completions embeddings generations"
    " moderations transcriptions translations predictions calculations validations"
    " verifications previews responses estimates quotes"
)


class UnfittingStatusCode(Rule[Route]):
    """A status code that says less than the route does.

    What it finds:
        A POST that creates an item of a collection and answers 200 because nothing else is
        written down: the last segment of its path is a plural noun and its function is named
        for creating (`create_`, `add_`, `new_`, `register_`). And a DELETE that has no body
        (`-> None`, or nothing is returned) and answers 200. A status that is written down is a
        decision and is left alone, and so are searches, logins, tokens and computed or streamed
        answers, functions that get or create (by their name or by what they call, such as
        `upsert`), those that add one thing to another (`add_user_to_team`), and applications
        inside test files. A body with 204 is import-crash.

    Why it matters:
        Clients, caches and tests tell "created" and "gone" by the code; 200 with the text
        `null` is neither.

    What to do:
        Pass `status_code=201` where something is created, `status_code=204` where nothing is
        answered.

    Fix safety:
        No fix is offered: clients may already compare with 200.
    """

    meta = Meta(
        code="API207",
        name="unfitting-status-code",
        summary="a creating POST that answers 200, or a DELETE without a body that does",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Pass status_code=201 where something is created, 204 where nothing is answered.",
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}@app.post("/books")\ndef create_book(book: Book) -> Book:\n{_DOC}'
            "    return book\n",
            9,
            "POST /books creates and answers 200",
        ),
        Offending(
            f'{HEAD}@app.delete("/books/{{isbn}}")\ndef delete_book(isbn: str) -> None:\n{_DOC}',
            9,
            "DELETE /books/{isbn} has no body and answers 200",
        ),
        Offending(
            f'{HEAD}@app.delete("/books/{{isbn}}", response_model=None)\n'
            f'def delete_book(isbn: str):\n{_DOC}    if isbn == "1":\n        print("gone")\n',
            9,
            "DELETE /books/{isbn} has no body and answers 200",
        ),
        Sound(
            f'{HEAD}@app.post("/books", status_code=201)\ndef create_book(book: Book) -> Book:\n'
            f"{_DOC}    return book\n"
        ),
        Sound(
            f'{HEAD}@app.post("/books/search")\ndef search_books(title: str) -> Book:\n{_DOC}'
            "    return Book(title=title)\n\n"
            f'@app.post("/tokens")\ndef create_token(user: str) -> str:\n{_DOC}    return user\n'
        ),
        Sound(
            f'{HEAD}@app.post("/books")\ndef get_or_create_book(book: Book) -> Book:\n{_DOC}'
            "    return book\n"
        ),
        Sound(
            f'{HEAD}@app.post("/teams/{{team}}/users")\ndef add_user_to_team(team: int) -> Book:\n'
            f'{_DOC}    return Book(title="")\n\n'
            f'@app.post("/books")\ndef create_book(book: Book) -> Book:\n{_DOC}'
            "    return upsert(book)\n\ndef upsert(book: Book) -> Book:\n    return book\n"
        ),
        Sound(
            f'{HEAD}@app.post("/clearItems")\ndef post_clear_items(book: Book) -> Book:\n{_DOC}'
            "    return book\n"
        ),
        Sound(
            f'{HEAD}@app.post("/books", status_code=200)\ndef create_book(book: Book) -> Book:\n'
            f"{_DOC}    return book\n"
        ),
        Sound(
            f'{HEAD}@app.delete("/books/{{isbn}}")\ndef delete_book(isbn: str) -> Book:\n{_DOC}'
            "    return Book(title=isbn)\n\n"
            f'@app.delete("/books", status_code=204)\ndef delete_all() -> None:\n{_DOC}'
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.status_code != 200 or subject.explicit_status:
            return
        if path_class(subject.place.path) == "test":
            return
        if subject.methods == ("POST",) and _creates(subject):
            yield self._unfit(subject, "creates", "Pass status_code=201 to the decorator.")
        if subject.methods == ("DELETE",) and _answers_nothing(subject):
            yield self._unfit(subject, "has no body", "Pass status_code=204 to the decorator.")

    def _unfit(self, route: Route, what: str, remedy: str) -> Finding:
        return self.finding(
            route.place,
            f"{route.row} {what} and answers 200",
            key=route.row,
            scope=route.endpoint.rpartition(".")[2],
            remedy=remedy,
        )


def _answers_nothing(route: Route) -> bool:
    silent = route.body.empty and route.contract in ("none", "opted_out")
    return silent or route.contract == "no_body"


def _creates(route: Route) -> bool:
    """A collection at the end of the path, and a function that is named for creating."""
    if route.contract not in ("annotation", "response_model", "no_body", "none"):
        return False
    verbs = frozenset(split_words(route.endpoint.rpartition(".")[2]))
    if _CREATES.isdisjoint(verbs) or not _KEEPS.isdisjoint(verbs) or _relates(verbs):
        return False
    if route.bypasses or route.body.keeps or not _STREAMS.isdisjoint(route.body.responses):
        return False
    return _is_collection(route.path.rstrip("/").rpartition("/")[2])


def _relates(verbs: frozenset[str]) -> bool:
    """`add_user_to_team` relates two things that exist already."""
    return "to" in verbs and "create" not in verbs


def _is_collection(segment: str) -> bool:
    """Whether a segment of a path is a plural noun: `books`, not `{id}`, `clearItems`, `status`."""
    parts = split_words(segment)
    if "{" in segment or not parts or parts[0] in _ACTIONS:
        return False
    noun = parts[-1]
    if noun in _WORK or noun in _SINGULAR:
        return False
    return noun in _IRREGULAR or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))
