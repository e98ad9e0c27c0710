"""ARC407."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Struct

from sdd.plugin import (
    Context,
    Finding,
    ImportedName,
    Imports,
    Layers,
    Meta,
    Offending,
    Place,
    Rule,
    Severity,
    Sound,
)
from sdd.redact.placing import path_class


class FrameworkInServiceOptions(Struct, frozen=True):
    """Which files must not know the framework, and what they must not import."""

    layers: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description=(
                "The layers that must not import it, named as in ARC401: words, packages or paths"
                " with wildcards."
            ),
            min_length=1,
        ),
    ] = ("services",)
    forbidden: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="Modules, or names in them, that must not be imported there."),
    ] = ("fastapi", "starlette")
    allowed: Annotated[
        tuple[str, ...],
        msgspec.Meta(description="What is fine although it is below a forbidden module."),
    ] = ("fastapi.concurrency", "starlette.concurrency")


class FrameworkInService(Rule[Imports]):
    """The web framework is imported where the business logic lives.

    What it finds:
        An import of `fastapi` or `starlette` (option `forbidden`), also of a single name such
        as `HTTPException`, and also through a module of the project that hands it on, in a
        file of the service layer (option `layers`: files below a folder called services,
        service or usecases, and modules such as `user_service.py`). Imports inside functions
        count, those below `if TYPE_CHECKING:` do not. Helpers for threads
        (`fastapi.concurrency`) know nothing of HTTP and are fine (option `allowed`). Tests,
        examples and documentation are left out.

    Why it matters:
        A service that raises `HTTPException` or takes a `Request` works behind an endpoint and
        nowhere else: not in a worker, a command or another service, and not in a test without
        the framework. What an error means to a client is for the router to say.

    What to do:
        Raise an exception of your own and translate it in the router or in an exception
        handler; take plain values or models instead of the framework's objects.

    Fix safety:
        No fix is offered: callers have to catch the new exception.
    """

    meta = Meta(
        code="ARC407",
        name="framework-in-service",
        summary="fastapi or starlette imported in the service layer",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Raise an exception of your own and translate it in the router.",
        opt_in=True,
    )
    subject = Imports
    options = FrameworkInServiceOptions
    examples = (
        Offending(
            "from fastapi import HTTPException, status\n\n\ndef load(key: int) -> None:\n"
            "    raise HTTPException(status.HTTP_404_NOT_FOUND)\n",
            1,
            "services import fastapi: HTTPException, status",
            path="app/services/users.py",
        ),
        Offending(
            "from app.web import Problem\n\n\ndef load() -> None:\n    raise Problem(404)\n",
            1,
            "services import fastapi: HTTPException, which app.web hands on",
            path="app/users/service.py",
            beside={"app/web.py": "from fastapi import HTTPException as Problem\n"},
        ),
        Sound(
            "from typing import TYPE_CHECKING\n\n"
            "from fastapi.concurrency import run_in_threadpool\n\n"
            "if TYPE_CHECKING:\n    from fastapi import Request\n",
            path="app/services/users.py",
            beside={"app/routers/users.py": "from fastapi import APIRouter\n"},
        ),
        Sound(
            "from app.errors import NotFound\n\n\ndef load(key: int) -> None:\n"
            "    raise NotFound(key)\n",
            path="app/services/users.py",
            beside={"app/errors.py": "class NotFound(Exception): ...\n"},
        ),
    )

    def check(self, subject: Imports, context: Context) -> Iterator[Finding]:
        layers = Layers(context.options.layers, subject.modules)
        found: dict[tuple[Place, str], list[ImportedName]] = defaultdict(list)
        for name in subject.names:
            if name.outside and _counts(name, layers):
                top = _forbidden(name.outside, context.options)
                if top:
                    found[name.place, top].append(name)
        for (place, top), names in found.items():
            layer = layers.of(place.path)
            yield self._found(place, layer.title if layer else "", top, names)

    def _found(self, place: Place, layer: str, top: str, names: Sequence[ImportedName]) -> Finding:
        said = ", ".join(dict.fromkeys(map(_name_of, names)))
        what = f"{top}: {said}" if said else top
        through = next((each.written.rpartition(".")[0] for each in names if each.sources), "")
        return self.finding(
            place,
            f"{layer} import {what}" + (f", which {through} hands on" if through else ""),
            scope=names[0].scope,
            key=",".join(sorted({each.outside for each in names})),
        )


def _counts(name: ImportedName, layers: Layers) -> bool:
    path = name.place.path
    return not name.typing_only and path_class(path) == "app" and layers.of(path) is not None


def _forbidden(name: str, options: FrameworkInServiceOptions) -> str:
    """The forbidden module that a name belongs to, or ""."""
    if any(_is_below(name, each) for each in options.allowed):
        return ""
    return next((each for each in options.forbidden if _is_below(name, each)), "")


def _is_below(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def _name_of(name: ImportedName) -> str:
    return name.outside.rpartition(".")[2] if "." in name.outside else ""
