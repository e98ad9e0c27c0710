"""API208."""

import re
from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Struct

from sdd.plugin import Context, Finding, Meta, Offending, Route, Rule, Severity, Sound, matches_path
from sdd.redact.names import split_words
from sdd.redact.placing import path_class

HEAD = "from fastapi import APIRouter, FastAPI\napp = FastAPI()\n\n"
_DOC = '    """Say what it does."""\n    return ""\n'

# v1, v2.1, v2beta, v1alpha2, api-v1, 2024-01-01, 2024-01-01-preview.
_VERSION = re.compile(
    r"(?:[a-z]{1,20}[_\-])?v(?:ersion)?[_\-]?\d{1,4}(?:[._]\d{1,4}){0,3}"
    r"(?:[_\-]?(?:alpha|beta|preview|rc|a|b)\d{0,3})?"
    r"|(?:19|20)\d\d[\-_.](?:0\d|1[0-2])(?:[\-_.][0-3]\d)?(?:[\-_.](?:preview|alpha|beta))?"
    r"|\d{1,3}\.\d{1,3}(?:\.\d{1,3})?",
    re.IGNORECASE,
)
# What probes, browsers and readers ask for: anywhere, and at the top alone.
_HEALTH = ("health", "healthz", "healthcheck", "health-check", "health_check", "livez", "readyz")
_FILES = (".well-known", "favicon.ico", "robots.txt", "openapi.json")
_TOP = ("live", "ready", "startup", "ping", "status", "version", "metrics", "docs", "redoc")
_LACKS = "has no version in its path"
_AT_TOP = tuple(f"{base}/{word}" for base in ("", "/api") for word in _TOP)


class UnversionedRouteOptions(Struct, frozen=True):
    """Where versions stand, and which routes need none."""

    prefix: Annotated[
        str,
        msgspec.Meta(
            description=(
                'What every path must begin with, such as "/api/v1" or "/api/v*"; empty where a'
                " version may stand anywhere in the path."
            )
        ),
    ] = ""
    exceptions: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description=(
                "Paths that need no version, with wildcards; everything below them is left out too."
                ' "/" is the root alone; a word without slash is a part anywhere in the path.'
            )
        ),
    ] = ("/", *_HEALTH, *_FILES, *_AT_TOP)


class UnversionedRoute(Rule[Route]):
    """A route whose path names no version.

    What it finds:
        An HTTP route in the schema whose effective path, with the prefixes of routers, includes
        and mounts, has no version segment: `/v1`, `/v2beta`, `/2024-01-01`, `/{version}`. With
        the option `prefix` the path must begin with it (`/api/v1`; `/api/v*` for any version).
        The root, health checks, metrics, versions and documentation need none (option
        `exceptions`); pages, files and redirects are no API, and routes outside the schema and
        applications inside test files are left alone.

    Why it matters:
        Without a version a change that breaks clients has no other place to go than their
        address.

    What to do:
        Include the router with a prefix such as `/api/v1`.

    Fix safety:
        No fix is offered: the path is known to clients.
    """

    meta = Meta(
        code="API208",
        name="unversioned-route",
        summary="an effective path without a version segment",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Include the router with a prefix such as /api/v1.",
        opt_in=True,
    )
    subject = Route
    options = UnversionedRouteOptions
    examples = (
        Offending(
            f'{HEAD}@app.get("/books")\ndef list_books() -> str:\n{_DOC}',
            5,
            "GET /books has no version in its path",
        ),
        Offending(
            f'{HEAD}router = APIRouter(prefix="/vip")\n\n'
            f'@router.post("/orders", status_code=201)\ndef order() -> str:\n{_DOC}\n'
            'app.include_router(router, prefix="/api")\n',
            7,
            "POST /api/vip/orders has no version in its path",
        ),
        Sound(
            f'{HEAD}router = APIRouter(prefix="/books")\n\n'
            f'@router.get("")\ndef list_books() -> str:\n{_DOC}\n'
            'app.include_router(router, prefix="/api/v1")\n'
        ),
        Sound(
            f'{HEAD}inner = FastAPI()\n\n@inner.get("/books")\ndef list_books() -> str:\n{_DOC}\n'
            'app.mount("/v2beta", inner)\n'
        ),
        Sound(
            f'{HEAD}@app.get("/health")\ndef health() -> str:\n{_DOC}\n'
            f'@app.get("/")\ndef front() -> str:\n{_DOC}\n'
            f'@app.get("/2024-01-01/books")\ndef books() -> str:\n{_DOC}\n'
            f'@app.get("/{{version}}/books")\ndef any_books(version: str) -> str:\n{_DOC}'
        ),
    )

    def check(self, subject: Route, context: Context) -> Iterator[Finding]:
        options: UnversionedRouteOptions = context.options
        if not _is_published(subject) or _is_excepted(subject.path, options.exceptions):
            return
        if any(_is_fine(path, options.prefix) for path in subject.served):
            return
        wanted = options.prefix
        yield self.finding(
            subject.place,
            f"{subject.row} {f'does not begin with {wanted}' if wanted else _LACKS}",
            key=subject.row,
            scope=subject.endpoint.rpartition(".")[2],
            remedy=f"Include the router with the prefix {wanted}." if wanted else "",
        )


def _is_published(route: Route) -> bool:
    """Whether a route is part of an API; that of a router that nothing includes has no path."""
    if route.kind != "http" or not route.is_shown or route.app is None:
        return False
    return route.contract != "response_class" and path_class(route.place.path) != "test"


def _is_fine(path: str, prefix: str) -> bool:
    if prefix:
        return matches_path(prefix, path)
    return any(map(_is_version, path.split("/")))


def _is_excepted(path: str, exceptions: tuple[str, ...]) -> bool:
    return any(_excepts(each, path) for each in exceptions)


def _excepts(exception: str, path: str) -> bool:
    if not exception.strip("/"):
        return not path.strip("/")
    return matches_path(exception if "/" in exception else f"**/{exception}", path)


def _is_version(segment: str) -> bool:
    if segment.startswith("{"):
        return "version" in split_words(segment.strip("{}").partition(":")[0])
    return _VERSION.fullmatch(segment) is not None
