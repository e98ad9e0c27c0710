"""API209."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound
from sdd.redact.names import split_words
from sdd.redact.placing import path_class
from sdd.redact.vocabulary import words

HEAD = "from fastapi import FastAPI\napp = FastAPI()\n\n"
_DOC = '    """Say what it does."""\n    return ""\n'

_VERBS = words("get create update delete remove add fetch retrieve insert save edit modify upsert")
# These are nouns too, so another word has to follow.
_WITH_OBJECT = words("list find set make show put")


class VerbInPath(Rule[Route]):
    """A path that says what the method says.

    What it finds:
        A segment of the effective path that begins with a verb which the HTTP method already
        stands for: `/getUsers`, `/create_item`, `/users/delete`. The names of parameters do not
        count, and fine are nouns that look like verbs (`/lists`, `/set`, `/updates`) and
        actions that no method stands for (`/search`, `/login`). Applications inside test files
        are left alone.

    Why it matters:
        One resource then has many addresses, and the method and the path can disagree.

    What to do:
        Name the resource (`/users`, `/users/{id}`) and let the method be the verb.

    Fix safety:
        No fix is offered: the path is known to clients.
    """

    meta = Meta(
        code="API209",
        name="verb-in-path",
        summary="a path segment that repeats what the method says",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Name the resource in the path and let the method be the verb.",
        opt_in=True,
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}@app.get("/getUsers")\ndef read_users() -> str:\n{_DOC}',
            5,
            'GET /getUsers has a verb in its path: "getUsers"',
        ),
        Offending(
            f'{HEAD}@app.post("/shop/create_item", status_code=201)\ndef create() -> str:\n{_DOC}',
            5,
            '"create_item"',
        ),
        Sound(f'{HEAD}@app.get("/lists/{{get_it}}")\ndef read(get_it: str) -> str:\n{_DOC}'),
        Sound(
            f'{HEAD}@app.get("/updates")\ndef read_updates() -> str:\n{_DOC}\n'
            f'@app.post("/users/search")\ndef search() -> str:\n{_DOC}'
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.kind != "http" or path_class(subject.place.path) == "test":
            return
        verbal = [segment for segment in subject.path.split("/") if _has_verb(segment)]
        if not verbal:
            return
        named = ", ".join(f'"{segment}"' for segment in verbal)
        yield self.finding(
            subject.place,
            f"{subject.row} has a verb in its path: {named}",
            key=subject.row,
            scope=subject.endpoint.rpartition(".")[2],
        )


def _has_verb(segment: str) -> bool:
    if "{" in segment:
        return False
    first, *more = split_words(segment) or ("",)
    return first in _VERBS or (first in _WITH_OBJECT and bool(more))
