"""SEC103."""

from collections.abc import Iterator

from sdd.plugin import (
    Confidence,
    Context,
    Finding,
    LoggedValue,
    Meta,
    Offending,
    Rule,
    Severity,
    Sound,
)
from sdd.redact.placing import Places

_STEPS = {"credential": 0, "token": 0, "personal": 1}


class LoggedSecret(Rule[LoggedValue]):
    """A password, token or personal datum that is logged or printed.

    What it finds:
        Calls of a logger (logging, structlog, loguru) or of `print` that are handed a value whose
        name is a credential's, a token's or a personal datum's: as an argument, in an f-string,
        through `%`, `+`, `.format` or `str`, in `extra={...}` or as a keyword. Lengths, hashes,
        masked values, comparisons, slices and fields of the type `SecretStr` are let through.
        Personal data (email, phone, card and account numbers) are one step less severe. Tests,
        examples and documentation are left out, unless the option `everywhere` is true.

    Why it matters:
        Logs are copied, kept and read by more people and machines than the secret was meant for.

    What to do:
        Log that it happened, not the value: an id, a length, a masked form.

    Fix safety:
        No fix is offered: what the line should say instead is a decision.
    """

    meta = Meta(
        code="SEC103",
        name="logged-secret",
        summary="a password, token or personal datum passed to a logger or print",
        severity=Severity.ERROR,
        since="0.2.0",
        remedy="Log an id, a length or a masked form instead of the value.",
    )
    subject = LoggedValue
    options = Places
    examples = (
        Offending(
            "import logging\n\nlogger = logging.getLogger(__name__)\n\n\n"
            'def login(user, password):\n    logger.info(f"login {user} {password}")\n',
            7,
            "logger.info writes a password (password)",
        ),
        Offending(
            'import structlog\n\nlog = structlog.get_logger()\nlog.info("in", api_key=given)\n',
            4,
            "log.info writes an api key (api_key)",
        ),
        Offending(
            'def show(user):\n    print("mail to %s" % user.email)\n',
            2,
            "print writes an email (email)",
        ),
        Sound(
            "import logging\n\nlogger = logging.getLogger(__name__)\n\n\n"
            "def login(password, token):\n"
            '    logger.info("%s characters, set: %s", len(password), bool(token))\n'
            '    logger.info("token %s", mask(token))\n'
        ),
        Sound('for token in "a b".split():\n    print(token)\n'),
        Sound('print("the password is wrong")\n'),
        Sound("def test_it(password):\n    print(password)\n", path="tests/test_a.py"),
    )

    def check(self, subject: LoggedValue, context: Context) -> Iterator[Finding]:
        """Yield a finding for a value that application code shows."""
        if not context.options.reports(subject.kind, subject.place.path):
            return
        article = "an" if subject.noun[0] in "aeiou" else "a"
        yield self.finding(
            subject.place,
            f"{subject.sink} writes {article} {subject.noun} ({subject.name})",
            scope=subject.scope,
            key=f"{subject.sink}:{subject.name}",
            confidence=Confidence.HIGH if subject.kind == "credential" else Confidence.MEDIUM,
            lower=_STEPS[subject.kind],
        )
