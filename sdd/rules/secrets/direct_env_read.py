"""SEC105."""

from collections.abc import Iterator
from typing import Annotated

import msgspec
from msgspec import Struct

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Project,
    Rule,
    Severity,
    Sound,
    VariableRead,
)
from sdd.redact.placing import path_class

_DIRECT = ("os.environ", "os.getenv")


class DirectEnvReadOptions(Struct, frozen=True):
    """Where the environment may be read."""

    modules: Annotated[
        tuple[str, ...],
        msgspec.Meta(
            description="Names of files and folders, without `.py`, that may read the environment."
        ),
    ] = ("settings", "config", "configuration", "conf", "env", "environment")


class DirectEnvRead(Rule[Project]):
    """The environment is read outside the settings module.

    What it finds:
        `os.environ` and `os.getenv` with the name of a variable, in a file that is neither named
        as a settings module (option `modules`), nor lies in a folder of such a name, nor defines
        a settings class. Variables in tests, examples and documentation are left out.

    Why it matters:
        A setting that is read where it is used is not validated at the start, has a default in
        each place, and cannot be listed.

    What to do:
        Make it a field of the settings class, and pass the settings in.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="SEC105",
        name="direct-env-read",
        summary="the environment is read outside the settings module",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Make it a field of the settings class, and pass the settings in.",
        opt_in=True,
    )
    subject = Project
    options = DirectEnvReadOptions
    examples = (
        Offending(
            'import os\n\nURL = os.environ["DATABASE_URL"]\n',
            3,
            "DATABASE_URL is read outside the settings module",
            path="app/db.py",
            beside={".env.example": "DATABASE_URL=\n"},
        ),
        Sound(
            'import os\n\nURL = os.environ["DATABASE_URL"]\n',
            path="app/core/config.py",
            beside={".env.example": "DATABASE_URL=\n"},
        ),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        homes = {each.place.path for each in subject.variables if each.how == "settings field"}
        for read in subject.variables:
            path = read.place.path
            if read.how not in _DIRECT or path in homes or path_class(path) != "app":
                continue
            if not _is_settings_module(path, context.options.modules):
                yield self._direct(read)

    def _direct(self, read: VariableRead) -> Finding:
        return self.finding(
            read.place,
            f"{read.names[0]} is read outside the settings module ({read.how})",
            scope=read.scope,
            key=read.names[0],
        )


def _is_settings_module(path: str, modules: tuple[str, ...]) -> bool:
    return not set(modules).isdisjoint(path.removesuffix(".py").split("/"))
