"""PHR103."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, PromptRecord, Rule, Severity, Sound

_PATH = "history/prompts/001-login/0001-plan-the-login.plan.prompt.md"
_RECORD = """\
---
id: 0001
title: Plan the login
stage: plan
date: 2026-02-03
feature: 001-login
---

## Prompt

Plan the login, {words}, please.
"""
_URL = "postgresql:" + chr(47) * 2 + "ann:V3ry-l0ng-and-odd@db.bookshop.net/shop"


class SecretInPhr(Rule[PromptRecord]):
    """A credential in a prompt history record.

    What it finds:
        A token, key or password by its shape, a password in an address, and a value that the
        text binds to the name of a credential. Markers that redaction left do not count.

    Why it matters:
        Records are committed: everybody who may read the repository has the secret, for good.

    What to do:
        Rotate the secret first, then take it out; `sdd phr` never writes one.

    Fix safety:
        No fix is offered: a secret that was committed is spent, whatever the file says now.
    """

    meta = Meta(
        code="PHR103",
        name="secret-in-phr",
        summary="a credential in a prompt history record",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Rotate it, then take it out of the record; write records with `sdd phr`.",
    )
    subject = PromptRecord
    examples = (
        Offending(_RECORD.format(words=f"the database is {_URL}"), 11, "url-password", path=_PATH),
        Sound(_RECORD.format(words="the key is [redacted: github-token]"), path=_PATH),
        Sound(_RECORD.format(words="hash the password: str"), path=_PATH),
    )

    def check(self, subject: PromptRecord, context: Context) -> Iterator[Finding]:
        for secret in subject.secrets:
            yield self.finding(secret.place, f"a secret: {secret.kind}", key=secret.kind)
