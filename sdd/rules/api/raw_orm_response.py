"""API215."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound
from sdd.redact.placing import path_class

HEAD = "from fastapi import FastAPI\nfrom sqlmodel import Field, SQLModel\napp = FastAPI()\n\n"
_TABLE = (
    "class User(SQLModel, table=True):\n    id: int = Field(primary_key=True)\n"
    '    password_hash: str = ""\n\n'
)
_DOC = '    """Read a user."""\n'


class RawOrmResponse(Rule[Route]):
    """A database table as response contract.

    What it finds:
        A response contract that is, or contains, a class of the object-relational mapper: a
        SQLModel table, a SQLAlchemy declarative class and the like, also inside `list[...]` or
        a union. Applications inside test files are left alone.

    Why it matters:
        Whatever is added to the table is sent to everybody, a password hash first of all, and
        every migration changes the interface.

    What to do:
        Answer with a schema of its own (`UserPublic`) that names the fields to be sent.

    Fix safety:
        No fix is offered: which fields are public is for the author to say.
    """

    meta = Meta(
        code="API215",
        name="raw-orm-response",
        summary="a response contract that is an ORM model",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Answer with a schema of its own that names the fields to be sent.",
    )
    subject = Route
    examples = (
        Offending(
            f'{HEAD}{_TABLE}@app.get("/users/{{id}}")\ndef read_user(id: int) -> User:\n{_DOC}'
            "    return User(id=id)\n",
            10,
            "GET /users/{id} answers with the ORM class User",
        ),
        Offending(
            f'{HEAD}{_TABLE}@app.get("/users", response_model=list[User])\n'
            f"def list_users(limit: int = 20):\n{_DOC}    return []\n",
            10,
            "GET /users answers with the ORM class User",
        ),
        Sound(
            f"{HEAD}{_TABLE}class UserPublic(SQLModel):\n    id: int\n\n"
            f'@app.get("/users/{{id}}", response_model=UserPublic)\n'
            f"def read_user(id: int) -> User:\n{_DOC}    return User(id=id)\n"
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        if subject.model is None or not subject.model.orm:
            return
        if path_class(subject.place.path) == "test":
            return
        yield self.finding(
            subject.place,
            f"{subject.row} answers with the ORM class {subject.model.orm}",
            key=subject.row,
            scope=subject.endpoint.rpartition(".")[2],
        )
