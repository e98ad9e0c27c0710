"""SEC118."""

from collections.abc import Iterator

from sdd.plugin import Context, DebugSwitch, Finding, Meta, Offending, Rule, Severity, Sound
from sdd.redact.placing import Places

_SHOWS = "debug=True answers every error with its traceback"
_RELOADS = "reload=True watches the files and restarts on a change"


class DebugInProduction(Rule[DebugSwitch]):
    """A switch for development that is on in production too.

    What it finds:
        `FastAPI(debug=True)` and `Starlette(debug=True)`, and `uvicorn.run(reload=True)` outside
        of `if __name__ == "__main__":` and of functions that are only called there. The value is
        followed through constants, settings and variables of the environment; where it is only a
        default, it is one step less severe. Where a condition asks for debugging, development or
        the like, nothing is said. Tests, examples and documentation are left out, unless the
        option `everywhere` is true.

    Why it matters:
        With `debug` on, whoever causes an error reads the source, the paths and the values around
        it. A reloading server runs one worker, slower, and restarts when a file changes.

    What to do:
        Take it from the settings, with False as default; pass `--reload` on the command line.

    Fix safety:
        No fix is offered: who relies on it cannot be seen.
    """

    meta = Meta(
        code="SEC118",
        name="debug-in-production",
        summary="`FastAPI(debug=True)`, or `uvicorn.run(reload=True)` outside a main guard",
        severity=Severity.WARNING,
        since="0.3.0",
        remedy="Take it from the settings, with False as default.",
    )
    subject = DebugSwitch
    options = Places
    examples = (
        Offending(
            "from fastapi import FastAPI\n\napp = FastAPI(debug=True)\n",
            3,
            "debug=True answers every error with its traceback",
        ),
        Offending(
            "import uvicorn\n\n\ndef serve():\n"
            '    uvicorn.run("app:app", host="0.0.0.0", reload=True)\n',
            5,
            "reload=True watches the files",
        ),
        Sound(
            "import uvicorn\n\n\ndef serve():\n"
            '    uvicorn.run("app:app", reload=True)\n\n\nif __name__ == "__main__":\n    serve()\n'
        ),
        Sound(
            "from fastapi import FastAPI\nfrom settings import settings\n\n"
            "app = FastAPI(debug=settings.debug)\n",
            beside={
                "settings.py": "from pydantic_settings import BaseSettings\n\n\n"
                "class Settings(BaseSettings):\n    debug: bool = False\n\n\n"
                "settings = Settings()\n",
                ".env.example": "DEBUG=\n",
            },
        ),
    )

    def check(self, subject: DebugSwitch, context: Context) -> Iterator[Finding]:
        """Yield a finding for a switch of application code."""
        if not context.options.reports("", subject.place.path):
            return
        name = subject.call.rpartition(".")[2] if subject.argument == "debug" else subject.call
        what = _SHOWS if subject.argument == "debug" else _RELOADS
        default = " by default" if subject.settable else ""
        yield self.finding(
            subject.place,
            f"{name} is for development{default}: {what}",
            key=f"{name}:{subject.argument}",
            scope=subject.scope,
            lower=int(subject.settable),
        )
