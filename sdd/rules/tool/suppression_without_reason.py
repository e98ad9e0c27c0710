"""SDD002."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, SuppressionComment

SECRET = 'PASSWORD = "correct-horse-7-battery"'


class SuppressionWithoutReason(Rule[SuppressionComment]):
    """An ignore comment that does not say why.

    What it finds:
        `sdd: ignore[...]` and `sdd: ignore-file[...]` with nothing after the bracket. Where a
        clause of the constitution demands the rule, such a comment hides nothing.

    Why it matters:
        An exception without a reason cannot be reviewed, and nobody dares to remove it.

    What to do:
        Write the reason after the bracket, in a few words.

    Fix safety:
        No fix is offered: only a person knows the reason.
    """

    meta = Meta(
        code="SDD002",
        name="suppression-without-reason",
        summary="an ignore comment with no reason",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Say why after the bracket: `sdd: ignore[CODE] the reason`.",
    )
    subject = SuppressionComment
    examples = (
        Offending(f"{SECRET}  # sdd: ignore[SEC101]\n", 1, "no reason"),
        Sound(f"{SECRET}  # sdd: ignore[SEC101] rotated, kept for the migration test\n"),
    )

    def check(self, subject: SuppressionComment, context: Context) -> Iterator[Finding]:
        if not subject.suppression.reason:
            words = ", ".join(subject.suppression.rules)
            message = f"ignores {words} with no reason"
            if subject.refused:
                demanded = ", ".join(subject.refused)
                message += f", and hides nothing: the constitution demands {demanded}"
            yield self.finding(subject.place, message, key=words)
