"""CON002."""

from collections.abc import Iterator

from sdd.plugin import Constitution, Context, Finding, Meta, Offending, Rule, Severity, Sound

_PATH = ".specify/memory/constitution.md"
_FOOTER = "\n**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
_SHOWN = 3


class UnfilledPlaceholder(Rule[Constitution]):
    """Template tokens that nobody filled in.

    What it finds:
        Bracketed tokens of the constitution template (`[PRINCIPLE_1_NAME]`) and deferred fields
        (`TODO(RATIFICATION_DATE)`) in the text of the constitution: one finding that counts
        them. Comments, inline code and code blocks do not count. Where only deferred fields
        are left the finding is one step less severe: somebody said why.

    Why it matters:
        An unfilled principle binds nothing, and agents read the sample text as if it did.

    What to do:
        Replace each token with the project's own words, or delete the section it stands in.

    Fix safety:
        No fix is offered: only the team knows the text.
    """

    meta = Meta(
        code="CON002",
        name="unfilled-placeholder",
        summary="template tokens left in the constitution",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Replace the tokens with the project's own words or delete their sections.",
    )
    subject = Constitution
    examples = (
        Offending(
            "# [PROJECT_NAME] Constitution\n\n### [PRINCIPLE_1_NAME]\n\n"
            f"[PRINCIPLE_1_DESCRIPTION]\n{_FOOTER}",
            1,
            "3 placeholders: [PROJECT_NAME], [PRINCIPLE_1_NAME], [PRINCIPLE_1_DESCRIPTION]",
            path=_PATH,
        ),
        Offending(
            "# Library Constitution\n\nOwner: TODO(OWNER): to be named by the board.\n" + _FOOTER,
            3,
            "1 placeholder: TODO(OWNER)",
            path=_PATH,
        ),
        Sound(
            "# Library Constitution\n\n<!-- Example: [PRINCIPLE_1_NAME] -->\n\n"
            "Handlers MUST NOT return ORM models, `[RAW_ROWS]`; see [API_GUIDE](guide.md).\n"
            f"{_FOOTER}",
            path=_PATH,
        ),
    )

    def check(self, subject: Constitution, context: Context) -> Iterator[Finding]:
        found = subject.placeholders
        if not found:
            return
        names = ", ".join(mention.text for mention in found[:_SHOWN])
        more = ", ..." if len(found) > _SHOWN else ""
        noun = "placeholder" if len(found) == 1 else "placeholders"
        deferred = all(mention.text.startswith("TODO(") for mention in found)
        yield self.finding(
            found[0].place,
            f"the constitution still holds {len(found)} {noun}: {names}{more}",
            key="placeholders",
            lower=1 if deferred else 0,
        )
