"""SEC112."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta as FieldMeta

from sdd.plugin import Context, Finding, LeakedError, Meta, Offending, Rule, Severity, Sound
from sdd.redact.placing import Places

_HEAD = "from fastapi import FastAPI, HTTPException\n\napp = FastAPI()\n\n\n"
_ROUTE = (
    '@app.get("/a")\ndef read_a() -> str:\n    """Read a."""\n    try:\n        return work()\n'
)


class LeakedInternalErrorOptions(Places, frozen=True):
    """Which errors may be shown."""

    strict: Annotated[
        bool,
        FieldMeta(
            description=(
                "Tell also of exceptions of the project itself and of ValueError that are shown"
                " with a status below 500."
            )
        ),
    ] = False


class LeakedInternalError(Rule[LeakedError]):
    """An internal error that is shown to the client.

    What it finds:
        `str(error)`, `repr(error)`, the error in an f-string, its `args` or `message`, and
        tracebacks, in the detail of an HTTPException, in a Response, in what an endpoint or a
        handler of exceptions returns, or in a message of a websocket, also through a variable.
        Worst are tracebacks, whatever `except Exception` catches, and errors of the language and
        of libraries for databases, networks and the like behind a status that is no 4xx. Those
        with a 4xx, errors of the project itself with a 5xx, and a ValueError without a status are
        one step less severe. A narrow `except` of the project's own exception, of ValueError or
        of a parser's error that becomes a 4xx is what they are for: nothing is said, unless the
        option `strict` is true (two steps less severe). An HTTPException, an exception that the
        project registers a handler of its own for, and the validation of what was sent are public.
        Where a condition asks for debugging, development or the like, nothing is said. Tests,
        examples and documentation are left out, unless the option `everywhere` is true.

    Why it matters:
        The text of an error names tables, hosts, paths and versions, sometimes a password of a
        connection, and was written for whoever runs the service.

    What to do:
        Log the error, and answer with a sentence of your own and an id to find it by.

    Fix safety:
        No fix is offered: what the client should read is for the author to say.
    """

    meta = Meta(
        code="SEC112",
        name="leaked-internal-error",
        summary="the text of an internal error, or a traceback, in an answer",
        severity=Severity.ERROR,
        since="0.3.0",
        remedy="Log the error, and answer with a sentence of your own.",
    )
    subject = LeakedError
    options = LeakedInternalErrorOptions
    examples = (
        Offending(
            f"{_HEAD}{_ROUTE}    except Exception as e:\n"
            "        raise HTTPException(status_code=500, detail=str(e)) from e\n",
            12,
            "HTTPException (500) shows the client what any Exception says (e)",
        ),
        Offending(
            f"{_HEAD}import traceback\nfrom fastapi.responses import JSONResponse\n\n\n"
            "@app.exception_handler(Exception)\ndef answer(request, exc):\n"
            '    return JSONResponse({"trace": traceback.format_exc()}, status_code=500)\n',
            12,
            "JSONResponse (500) shows the client the traceback",
        ),
        Offending(
            f"{_HEAD}import sqlalchemy.exc\n{_ROUTE}"
            "    except sqlalchemy.exc.SQLAlchemyError as e:\n"
            '        return f"failed: {e}"\n',
            13,
            "what is returned shows the client what SQLAlchemyError says (e)",
        ),
        Sound(
            f"{_HEAD}{_ROUTE}    except Exception as e:\n        log.error(e)\n"
            '        raise HTTPException(status_code=500, detail="it failed") from e\n'
        ),
        Sound(
            f"{_HEAD}class Missing(Exception):\n    pass\n\n\n{_ROUTE}    except Missing as e:\n"
            "        raise HTTPException(status_code=404, detail=str(e)) from e\n"
        ),
        Sound(
            f"{_HEAD}{_ROUTE}    except ValueError as e:\n"
            "        raise HTTPException(status_code=400, detail=str(e)) from e\n"
        ),
    )

    def check(self, subject: LeakedError, context: Context) -> Iterator[Finding]:
        """Yield a finding for an answer of application code."""
        if not context.options.reports("", subject.place.path):
            return
        lower = _steps(subject)
        if lower is None and not (context.options.strict and subject.origin in ("own", "value")):
            return
        status = f" ({subject.status})" if subject.status and " " not in subject.sink else ""
        yield self.finding(
            subject.place,
            f"{subject.sink}{status} shows the client {_what(subject)}",
            key=f"{subject.sink}:{subject.raised}",
            scope=subject.scope,
            lower=2 if lower is None else lower,
        )


def _what(subject: LeakedError) -> str:
    if not subject.name:
        return "the traceback"
    kind = f"any {subject.raised}" if subject.raised == "Exception" else subject.raised
    return f"what {kind} says ({subject.name})"


def _steps(subject: LeakedError) -> int | None:
    """Steps below the severity of the rule; None where showing it is right."""
    of_client = 400 <= subject.status < 500
    of_server = subject.status >= 500
    match subject.origin:
        case "traceback" | "any":
            return 0
        case "internal":
            return int(of_client)
        case "value":
            return None if of_client else int(not of_server)
        case "own":
            return 1 if of_server else None
        case "input":
            return 1 if of_server else None
    return None
