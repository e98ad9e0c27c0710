"""SDD003."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, SuppressionComment

SECRET = 'PASSWORD = "correct-horse-7-battery"'


class UselessSuppression(Rule[SuppressionComment]):
    """An ignore comment that hides nothing.

    What it finds:
        A code or rule name in an ignore comment for which there is no finding on the lines
        that the comment covers, or which is no rule at all. Rules that did not run are left out.

    Why it matters:
        A stale exception hides the next real finding on its line.

    What to do:
        Remove the name, or the comment.

    Fix safety:
        No fix is offered.
    """

    meta = Meta(
        code="SDD003",
        name="useless-suppression",
        summary="an ignore that hides nothing",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Remove the name from the comment, or the whole comment.",
    )
    subject = SuppressionComment
    examples = (
        Offending("LIMIT = 3  # sdd: ignore[SEC101] no secret here\n", 1, "SEC101"),
        Offending(
            "LIMIT = 3  # sdd: ignore[hardcoded-secrt] mistyped\n",
            1,
            'did you mean "hardcoded-secret"?',
        ),
        Sound(f"{SECRET}  # sdd: ignore[hardcoded-secret] rotated last week\n"),
    )

    def check(self, subject: SuppressionComment, context: Context) -> Iterator[Finding]:
        nearest = dict(subject.unknown)
        for word in subject.unused:
            message = f"the ignore of {word} hides nothing"
            if word in nearest:
                message += ": there is no such rule"
            if nearest.get(word):
                message += f'; did you mean "{nearest[word]}"?'
            yield self.finding(subject.place, message, key=word)
