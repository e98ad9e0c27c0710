"""SEC110."""

from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    OpenOrigins,
    Related,
    Rule,
    Severity,
    Sound,
)
from sdd.redact.placing import Places

_HEAD = (
    "from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\n\n"
    "app = FastAPI()\n"
)


class WildcardCors(Rule[OpenOrigins]):
    """A CORS policy that lets every site in.

    What it finds:
        `CORSMiddleware` with "*" among its `allow_origins`, or with an `allow_origin_regex` that
        matches everything: added, listed as `Middleware(...)` or wrapped around the application,
        the value written there, in a constant, a helper or a `**` dict. A default of a settings
        field or of a variable of the environment, and the fallback of an empty setting, are one
        step less severe. Where a condition asks for debugging, development or the like, nothing
        is said. Tests, examples and documentation are left out, unless the option `everywhere`
        is true.

    Why it matters:
        Scripts of any web page can read what the API answers. With `allow_credentials=True` the
        middleware repeats the origin that asked instead of "*", so that they do it with the
        cookies of who visits the page.

    What to do:
        List the origins of your own front ends, from the settings, without a "*" as default.

    Fix safety:
        No fix is offered: which origins are yours is for you to say.
    """

    meta = Meta(
        code="SEC110",
        name="wildcard-cors",
        summary='a CORS policy with "*" as origin, which lets every site in',
        severity=Severity.ERROR,
        since="0.3.0",
        remedy="List the origins of your own front ends.",
    )
    subject = OpenOrigins
    options = Places
    examples = (
        Offending(
            f'{_HEAD}app.add_middleware(CORSMiddleware, allow_origins=["*"])\n',
            5,
            'allow_origins is "*": every site may read the answers',
        ),
        Offending(
            f"{_HEAD}ORIGINS = ['*']\napp.add_middleware(\n    CORSMiddleware,\n"
            "    allow_origins=ORIGINS,\n    allow_credentials=True,\n)\n",
            6,
            'allow_origins is "*", with credentials: every site may act for its visitors',
        ),
        Offending(
            f'{_HEAD}app.add_middleware(CORSMiddleware, allow_origin_regex="https?://.*")\n',
            5,
            'allow_origin_regex is "https?://.*"',
        ),
        Offending(
            "from fastapi import FastAPI\nfrom starlette.middleware import Middleware\n"
            "from starlette.middleware.cors import CORSMiddleware\n\n"
            'POLICY = {"allow_origins": ["*"], "allow_methods": ["*"]}\n'
            "app = FastAPI(middleware=[Middleware(CORSMiddleware, **POLICY)])\n",
            6,
            'allow_origins is "*"',
        ),
        Offending(
            f"{_HEAD}from settings import settings\n"
            "app.add_middleware(CORSMiddleware, allow_origins=settings.cors.split(','))\n",
            6,
            'allow_origins is "*" by default',
            beside={
                "settings.py": "from pydantic_settings import BaseSettings\n\n\n"
                'class Settings(BaseSettings):\n    cors: str = "*"\n\n\nsettings = Settings()\n',
                ".env.example": "CORS=\n",
            },
        ),
        Sound(
            f'{_HEAD}app.add_middleware(\n    CORSMiddleware,\n    allow_origins=["https://a.io"],\n'
            '    allow_methods=["*"],\n    allow_headers=["*"],\n)\n'
        ),
        Sound(
            f"{_HEAD}from settings import debug\nif debug:\n"
            '    app.add_middleware(CORSMiddleware, allow_origins=["*"])\n'
        ),
        Sound(
            f'{_HEAD}app.add_middleware(CORSMiddleware, allow_origin_regex="https://.*\\\\.a\\\\.io")\n'
        ),
    )

    def check(self, subject: OpenOrigins, context: Context) -> Iterator[Finding]:
        """Yield a finding for a policy of application code."""
        if not context.options.reports("", subject.place.path):
            return
        yield self.finding(
            subject.place,
            _message(subject),
            key=subject.argument,
            scope=subject.scope,
            confidence=subject.confidence,
            lower=int(subject.settable),
            related=_where(subject),
        )


def _message(subject: OpenOrigins) -> str:
    default = " by default" if subject.settable else ""
    what = f'{subject.argument} is "{subject.text}"{default}'
    if subject.credentials:
        return f"{what}, with credentials: every site may act for its visitors"
    return f"{what}: every site may read the answers"


def _where(subject: OpenOrigins) -> tuple[Related, ...]:
    if subject.written == subject.place:
        return ()
    return (Related("it is written here", subject.written),)
