"""API216."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, OutdatedPydantic, Rule, Severity, Sound
from sdd.redact.placing import Places

_HEAD = "from pydantic import BaseModel\n\n\nclass Book(BaseModel):\n    title: str\n"


class OutdatedPydanticRule(Rule[OutdatedPydantic]):
    """A way of Pydantic 1 in a project that runs with Pydantic 2.

    What it finds:
        `@validator`, `@root_validator` and `class Config` in a model, `Field` with `regex`,
        `const`, `min_items`, `max_items`, `unique_items`, `allow_mutation`, `env` or `example`;
        `.dict()`, `.json()`, `.copy()`, `.parse_obj()`, `.parse_raw()`, `.from_orm()`,
        `.construct()`, `.schema()` and `.update_forward_refs()` of objects and classes that are
        known to be models, also of SQLModel; imports of `BaseSettings`, `parse_obj_as` and others
        from `pydantic`. Nothing is said where the project requires Pydantic 1, of
        `pydantic.v1`, and where the code asks for the version. Tests, examples and documentation
        are left out, unless the option `everywhere` is true.

    Why it matters:
        Most of it still works and warns, until it is removed; some of it does not work any more,
        or means something else, as `orm_mode` and `schema_extra`, which are ignored.

    What to do:
        Write what the message says; https://docs.pydantic.dev/latest/migration/ has the details.

    Fix safety:
        No fix is offered: a validator's arguments, and what `json` gives, have changed.
    """

    meta = Meta(
        code="API216",
        name="outdated-pydantic",
        summary="`@validator`, `class Config`, `.dict()` and the like, with Pydantic 2",
        severity=Severity.WARNING,
        since="0.3.0",
        remedy="Write it as Pydantic 2 wants it.",
    )
    subject = OutdatedPydantic
    options = Places
    examples = (
        Offending(
            f"{_HEAD}\n\ndef show(book: Book) -> dict:\n    return book.dict()\n",
            9,
            "Book.dict() is of Pydantic 1; write model_dump()",
        ),
        Offending(
            f"{_HEAD}\n    class Config:\n        orm_mode = True\n",
            7,
            "class Config of Book is of Pydantic 1; write model_config = ConfigDict(...), with"
            " from_attributes for orm_mode",
        ),
        Offending(
            "from pydantic import BaseModel, validator\n\n\n"
            "class Book(BaseModel):\n    title: str\n\n"
            '    @validator("title")\n    def is_long(cls, value):\n        return value\n',
            8,
            "@validator of Book.is_long is of Pydantic 1; write @field_validator",
        ),
        Sound(
            "from pydantic import BaseModel, ConfigDict\n\n\nclass Book(BaseModel):\n"
            "    model_config = ConfigDict(from_attributes=True)\n    title: str\n\n\n"
            "def show(book: Book) -> dict:\n    return book.model_dump()\n"
        ),
        Sound(
            f"{_HEAD}\n\ndef show(book: Book) -> dict:\n    return book.dict()\n",
            beside={"requirements.txt": "pydantic>=1.10,<2\n"},
        ),
        Sound(
            "from pydantic.v1 import BaseModel\n\n\nclass Book(BaseModel):\n    title: str\n\n"
            "    class Config:\n        orm_mode = True\n"
        ),
        Sound("import requests\n\n\ndef load(url):\n    return requests.get(url).json()\n"),
    )

    def check(self, subject: OutdatedPydantic, context: Context) -> Iterator[Finding]:
        """Yield a finding for a use in application code."""
        if not context.options.reports("", subject.place.path):
            return
        renamed = ", ".join(f"{new} for {old}" for old, new in subject.renamed)
        yield self.finding(
            subject.place,
            f"{subject.used} is of Pydantic 1; write {subject.instead}"
            f"{f', with {renamed}' if renamed else ''}",
            key=subject.used,
            scope=subject.scope,
            confidence=subject.confidence,
        )
