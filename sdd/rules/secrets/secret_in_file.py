"""SEC102."""

from collections.abc import Iterator

from sdd.plugin import (
    Confidence,
    Context,
    FileSecret,
    Finding,
    Meta,
    Offending,
    OtherFile,
    Place,
    Rule,
    Severity,
    Sound,
)
from sdd.redact.placing import Places
from sdd.redact.telling import is_sure, steps_below, told

# Put together at run time, so that no connection string with a password stands in our own code.
WORDS = "correct-horse-7"


class SecretInFile(Rule[OtherFile]):
    """A credential in a file beside the code.

    What it finds:
        In environment files, YAML, TOML, INI, JSON, Dockerfiles, compose files, shell scripts,
        Markdown and the cells of notebooks: values bound to the name of a password, secret, key
        or token, and anywhere a provider's exact token format, a private key, or a URL with a
        password. An `.env` that git tracks is a finding by itself. Placeholders, templates and
        references to a vault are let through; a guessable value such as `admin` is a warning. In
        tests, examples and documentation only live token formats are reported, unless the option
        `everywhere` is true. Lock files, minified files and binaries are left out.

    Why it matters:
        Whoever can read the repository, a build or a backup has the credential, and history
        keeps it after the line is gone.

    What to do:
        Keep the value in a secret store or in an `.env` that git ignores, document its name in
        `.env.example`, and rotate it.

    Fix safety:
        No fix is offered: the credential has to be rotated, which no edit can do.
    """

    meta = Meta(
        code="SEC102",
        name="secret-in-file",
        summary="a credential in a file beside the code",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Keep it out of the repository (a secret store, an ignored .env), and rotate it.",
    )
    subject = OtherFile
    options = Places
    examples = (
        Offending(
            "services:\n  db:\n    environment:\n"
            "      POSTGRES_PASSWORD: correct-horse-7-battery\n",
            4,
            'hardcoded password in "POSTGRES_PASSWORD" (YAML)',
            path="compose.yaml",
        ),
        Offending("DB_PASSWORD=changeme\n", 1, "default password", path="deploy/prod.env"),
        Offending(
            "[alembic]\nsqlalchemy.url = postgresql://app:" + WORDS + "@db.internal/app\n",
            2,
            "hardcoded url password",
            path="alembic.ini",
        ),
        Offending(
            "FROM python:3.12\nENV API_TOKEN=kx7Pq2vm9Tz4wb8Rn3\n",
            2,
            "hardcoded api token",
            path="Dockerfile",
        ),
        Sound("POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}\n", path="compose.yaml"),
        Sound(
            "ADMIN_PASSWORD=changeme\n",
            path=".env.example",
            beside={"run.sh": "start --admin $ADMIN_PASSWORD\n"},
        ),
        Sound('{"passwordPolicy": "strict", "tokenUrl": "/api/token"}\n', path="config.json"),
        Sound("Set `password: correct-horse-7-battery` in the settings.\n", path="README.md"),
    )

    def check(self, subject: OtherFile, context: Context) -> Iterator[Finding]:
        options = context.options
        if subject.tracked and options.reports("credential", subject.path):
            yield self._tracked(subject)
        for secret in subject.secrets:
            if subject.template and secret.group != "live" and not options.everywhere:
                continue
            if options.reports(secret.group, subject.path):
                yield self._secret(secret)

    def _tracked(self, file: OtherFile) -> Finding:
        name = file.path.rpartition("/")[2]
        return self.finding(
            Place(file.path),
            f"git tracks {name}, a file for the secrets of one machine",
            key="tracked",
            remedy="Remove it from git (`git rm --cached`), ignore it, and rotate what it holds.",
        )

    def _secret(self, secret: FileSecret) -> Finding:
        cell = f", {secret.part}" if secret.context == "notebook" and secret.part else ""
        sure = is_sure(secret.binding, secret.shape, secret.group, secret.length)
        return self.finding(
            secret.place,
            told(secret.binding, secret.shape, secret.group, f"{secret.context}{cell}"),
            scope=secret.part,
            key=f"{secret.binding}:{secret.shape}",
            confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
            lower=steps_below(secret.shape, secret.group),
        )
