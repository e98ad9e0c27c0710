"""API219."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Injection, Meta, Offending, Rule, Severity, Sound
from sdd.redact.placing import path_class

HEAD = (
    "from typing import Annotated\nfrom fastapi import Depends, FastAPI\napp = FastAPI()\n\n"
    "def caller() -> str:\n"
    '    return "me"\n\n'
)
_DOC = '    """Read the caller."""\n    return name\n'


class UnannotatedDependency(Rule[Injection]):
    """A dependency that stands in a parameter's default.

    What it finds:
        `name: str = Depends(caller)` or the same with `Security`, in endpoints and in other
        dependencies. Functions inside test files are left alone.

    Why it matters:
        The default is not one: called from a test or another function, the parameter holds a
        marker object. With `Annotated` the type can be named once and used everywhere.

    What to do:
        Write `name: Annotated[str, Depends(caller)]`.

    Fix safety:
        No fix is offered yet: parameters behind it may have to change their order.
    """

    meta = Meta(
        code="API219",
        name="unannotated-dependency",
        summary="Depends as a default instead of in Annotated",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Write `name: Annotated[Type, Depends(...)]`.",
        opt_in=True,
    )
    subject = Injection
    examples = (
        Offending(
            f'{HEAD}@app.get("/me")\ndef read_me(name: str = Depends(caller)) -> str:\n{_DOC}',
            9,
            '"name" of read_me gets its dependency caller as a default',
        ),
        Sound(
            f'{HEAD}@app.get("/me")\ndef read_me(name: Annotated[str, Depends(caller)]) -> str:\n'
            f"{_DOC}"
        ),
    )

    def check(self, subject: Injection, context: Context) -> Iterator[Finding]:
        if subject.annotated or path_class(subject.place.path) == "test":
            return
        dependency = subject.dependency.rpartition(".")[2]
        yield self.finding(
            subject.place,
            f'"{subject.name}" of {subject.owner} gets its dependency'
            f"{' ' + dependency if dependency else ''} as a default",
            key=subject.name,
            scope=subject.owner,
        )
