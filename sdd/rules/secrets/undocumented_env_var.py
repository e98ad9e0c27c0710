"""SEC104."""

import re
from collections.abc import Iterator

from sdd.plugin import (
    Confidence,
    Context,
    Finding,
    Meta,
    NamedVariable,
    Offending,
    OtherFile,
    Project,
    Rule,
    Severity,
    Sound,
    VariableRead,
)
from sdd.redact.placing import path_class

# Set by the system, the shell, the interpreter, a platform or a pipeline, never by a project.
_GIVEN = re.compile(
    r"PATH|HOME|USER|LOGNAME|USERNAME|SHELL|PWD|OLDPWD|TERM|LANG|LANGUAGE|LC_\w+|TZ|TMP|TEMP|TMPDIR"
    r"|EDITOR|VISUAL|PAGER|DISPLAY|HOSTNAME|COLUMNS|LINES|NO_COLOR|FORCE_COLOR|COLORTERM|XDG_\w+"
    r"|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES\w*|USERPROFILE|SYSTEMROOT|COMSPEC|WINDIR|OS"
    r"|PYTHON[A-Z]*|VIRTUAL_ENV|CONDA_\w+|PYTEST_\w+|COVERAGE_\w+|PRE_COMMIT\w*|GIT_\w+|SSH_\w+"
    r"|CI|GITHUB_\w+|GITLAB_\w+|CI_\w+|RUNNER_\w+|CODESPACES?|JENKINS_\w+|BUILDKITE\w*|TRAVIS\w*"
    r"|KUBERNETES_\w+|POD_\w+|AWS_LAMBDA_\w+|AWS_EXECUTION_ENV|ECS_\w+|K_SERVICE|K_REVISION"
    r"|DYNO|FLY_\w+|RAILWAY_\w+|VERCEL\w*|RENDER\w*|WERKZEUG_\w+|INVOCATION_ID|NOTIFY_SOCKET|_"
)


_DEPLOYMENT = frozenset(
    ("docker", "deploy", "deployment", "config", "configs", "env", "envs", "infra", "compose")
)
# Read by the tools of web frontends and by compose itself.
_ELSEWHERE = re.compile(
    r"(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT|EXPO_PUBLIC|PUBLIC|COMPOSE|DOCKER)_\w+"
)


class UndocumentedEnvVar(Rule[Project]):
    """A variable of the environment that the code reads and no template names.

    What it finds:
        Variables that are read by `os.environ`, `os.getenv`, decouple, environs or Starlette's
        `Config`, and fields of pydantic's settings classes (with `env_prefix`, aliases and
        `env_nested_delimiter`), which `.env.example`, or a file of one of its usual names, does
        not name. One that has a default is an info. The reverse is an info: a variable that the
        template names and that nothing here reads. A template speaks of the code below its
        folder; code that no template speaks of is not compared. Variables that the system or a
        platform sets are left out, and so are tests, examples and documentation.

    Why it matters:
        Whoever deploys the service learns of a missing variable from a crash.

    What to do:
        Add the name, with a harmless value or none, to `.env.example`.

    Fix safety:
        No fix is offered: only a person knows what to say about the variable.
    """

    meta = Meta(
        code="SEC104",
        name="undocumented-env-var",
        summary="an environment variable that is read and that `.env.example` does not name",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Name it in .env.example, with a harmless value or none.",
    )
    subject = Project
    examples = (
        Offending(
            'import os\n\nURL = os.environ["DATABASE_URL"]\n',
            3,
            ".env.example does not name DATABASE_URL",
            beside={".env.example": "LOG_LEVEL=\n", "run.sh": "echo $LOG_LEVEL\n"},
        ),
        Offending(
            "from pydantic_settings import BaseSettings, SettingsConfigDict\n\n\n"
            "class Settings(BaseSettings):\n"
            '    model_config = SettingsConfigDict(env_prefix="SHOP_")\n'
            "    database_url: str\n"
            '    log_level: str = "info"\n',
            6,
            "does not name SHOP_DATABASE_URL",
            beside={".env.example": "SHOP_LOG_LEVEL=info\n"},
        ),
        Offending(
            "LIMIT=\nOLD=\n",
            2,
            "nothing here reads OLD",
            path=".env.example",
            beside={"app.py": 'import os\n\nLIMIT = os.getenv("LIMIT")\n'},
        ),
        Sound(
            "import os\n\nURL = os.getenv('DATABASE_URL')\nHOME = os.environ['HOME']\n",
            beside={".env.example": "# DATABASE_URL=postgresql://localhost/shop\n"},
        ),
        Sound(
            "from pydantic import BaseModel, Field\n"
            "from pydantic_settings import BaseSettings, SettingsConfigDict\n\n\n"
            "class Database(BaseModel):\n    url: str\n\n\n"
            "class Settings(BaseSettings):\n"
            '    model_config = SettingsConfigDict(env_nested_delimiter="__")\n'
            "    db: Database\n"
            '    token: str = Field(validation_alias="API_TOKEN")\n',
            beside={".env.sample": "DB__URL=\nAPI_TOKEN=\n"},
        ),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        reads = [each for each in subject.variables if _counts(each)]
        templates = [each for each in subject.files if each.template]
        told: set[str] = set()
        for read in reads:
            covering = [each for each in templates if _covers(each, read)]
            known = {each.name.upper() for file in covering for each in file.variables}
            if covering and read.names[0] not in told and not _is_documented(read, known):
                told.add(read.names[0])
                yield self._undocumented(read, covering[-1].path)
        used = _used(subject)
        for file in templates:
            if any(_covers(file, read) for read in reads):
                yield from self._unread(file, reads, used)

    def _undocumented(self, read: VariableRead, template: str) -> Finding:
        names = " or ".join(read.names)
        return self.finding(
            read.place,
            f"{template} does not name {names}, which is read here ({read.how})",
            key=read.names[0],
            lower=int(read.optional),
        )

    def _unread(
        self, file: OtherFile, reads: list[VariableRead], used: set[str]
    ) -> Iterator[Finding]:
        for variable in file.variables:
            if not _is_used(variable.name.upper(), reads, used):
                yield self._superfluous(variable)

    def _superfluous(self, variable: NamedVariable) -> Finding:
        return self.finding(
            variable.place,
            f"nothing here reads {variable.name}; a library or the platform may",
            key=variable.name,
            confidence=Confidence.MEDIUM,
            lower=1,
            remedy="Remove the line, or say beside it who reads the variable.",
        )


def _covers(template: OtherFile, read: VariableRead) -> bool:
    """Whether a template speaks of the code that reads: of all below its folder.

    One in a folder for deployment speaks of what stands beside that folder.
    """
    folders = template.path.split("/")[:-1]
    while folders and folders[-1].lower().strip(".") in _DEPLOYMENT:
        folders.pop()
    return read.place.path.split("/")[: len(folders)] == folders


def _counts(read: VariableRead) -> bool:
    return path_class(read.place.path) == "app" and not any(map(_GIVEN.fullmatch, read.names))


def _is_documented(read: VariableRead, documented: set[str]) -> bool:
    if any(name.upper() in documented for name in read.names):
        return True
    return bool(read.prefix) and any(name.startswith(read.prefix) for name in documented)


def _used(project: Project) -> set[str]:
    """What else uses variables: code in any place, and files beside it."""
    code = {name.upper() for read in project.variables for name in read.names}
    code |= project.mentioned
    return code | {word for file in project.files if not file.template for word in file.uses}


def _is_used(name: str, reads: list[VariableRead], used: set[str]) -> bool:
    if _ELSEWHERE.fullmatch(name) or _GIVEN.fullmatch(name) or name in used:
        return True
    return any(read.prefix and name.startswith(read.prefix) for read in reads)
