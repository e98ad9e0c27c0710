"""SEC101."""

from collections.abc import Iterator

from sdd.plugin import (
    Confidence,
    Context,
    Finding,
    HardcodedLiteral,
    Meta,
    Offending,
    Rule,
    Severity,
    Sound,
)
from sdd.redact.placing import Places
from sdd.redact.telling import is_sure, steps_below, told

# Put together at run time, so that no connection string with a password stands in our own code.
WORDS = "correct-horse-7"


class HardcodedSecret(Rule[HardcodedLiteral]):
    """A credential that is written into the code.

    What it finds:
        A literal bound to the name of a password, secret, key or token (assignments, keyword
        arguments, defaults, dictionary entries, fallbacks of environment variables,
        comparisons), and anywhere a literal or comment of a provider's exact token format, a
        private key, or a URL with a password. Placeholders, templates, names of environment
        variables, identifiers, URLs without a password and human text are let through; a
        guessable value such as `admin` is a warning. In tests, examples and documentation only
        live token formats are reported, unless the option `everywhere` is true.

    Why it matters:
        Whoever can read the repository, a build or a backup has the credential, and history
        keeps it after the line is gone.

    What to do:
        Read it from the environment, for instance through a field of pydantic's `BaseSettings`
        without a default, and rotate it.

    Fix safety:
        No fix is offered: the credential has to be rotated, which no edit can do.
    """

    meta = Meta(
        code="SEC101",
        name="hardcoded-secret",
        summary="a credential that is written into the code",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Read it from the environment (pydantic BaseSettings), and rotate it.",
    )
    subject = HardcodedLiteral
    options = Places
    examples = (
        Offending(
            'db_password = "correct-horse-7-battery"\n',
            1,
            'hardcoded password in "db_password" (assignment)',
        ),
        Offending('def connect(user, *, password="admin"):\n    ...\n', 1, "default password"),
        Offending(
            'import os\n\nSECRET_KEY = os.getenv("SECRET_KEY", "kx7-Pq2-vm9-Tz4-wb8")\n',
            3,
            "hardcoded secret key",
        ),
        Offending(
            'URL = "postgresql://app:' + WORDS + '@db.internal/app"\n',
            1,
            "hardcoded url password",
        ),
        Sound('import os\n\ndb_password = os.environ["DB_PASSWORD"]\n'),
        Sound('PASSWORD_FIELD = "password"\ntoken_type = "bearer"\napi_key = "your-api-key"\n'),
        Sound('URL = "postgresql://{user}:{password}@db.internal/app"\n'),
        Sound('password = "correct-horse-7-battery"\n', path="tests/test_login.py"),
    )

    def check(self, subject: HardcodedLiteral, context: Context) -> Iterator[Finding]:
        literal = subject.literal
        if not context.options.reports(literal.group, subject.place.path):
            return
        sure = is_sure(literal.binding, literal.shape, literal.group, literal.length)
        yield self.finding(
            subject.place,
            told(literal.binding, literal.shape, literal.group, literal.context),
            scope=subject.scope,
            key=f"{literal.binding}:{literal.shape}",
            confidence=Confidence.HIGH if sure else Confidence.MEDIUM,
            lower=steps_below(literal.shape, literal.group),
        )
