"""SPC106."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, Spec

_PATH = "specs/001-login/spec.md"
_REST = (
    "## User Scenarios & Testing\n\n### User Story 1 - Log in (Priority: P1)\n\n"
    "1. **Given** a user, **When** they log in, **Then** it works\n\n"
    "## Requirements\n\n- **FR-001**: It MUST issue tokens.\n\n"
    "## Success Criteria\n\n- **SC-001**: 95 % of logins take under 1 s.\n"
)
_SHOWN = 3
_LONGEST = 50


class UnfilledTemplate(Rule[Spec]):
    """Template text that nobody replaced.

    What it finds:
        The template's bracketed samples (`[FEATURE NAME]`, `[Brief Title]`), `$ARGUMENTS`,
        `TODO:` lines and comments that ask for an action: one finding that counts them. Where
        only such comments are left, under text that was written, the finding is one step less
        severe. Specifications of other tools are not judged.

    Why it matters:
        What was never written cannot be planned, and agents take the sample for the wish.

    What to do:
        Replace each sample with the feature's own text, or delete it with its section.

    Fix safety:
        No fix is offered: only the author knows the text.
    """

    meta = Meta(
        code="SPC106",
        name="unfilled-template",
        summary="template text left in a specification",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Replace the template's samples with the feature's own text or delete them.",
    )
    subject = Spec
    examples = (
        Offending(
            "# Feature Specification: [FEATURE NAME]\n\n**Feature Branch**: "
            f"`[###-feature-name]`\n**Created**: [DATE]\n\n{_REST}",
            1,
            "3 pieces of template text: [FEATURE NAME], [###-feature-name], [DATE]",
            path=_PATH,
        ),
        Offending(
            f"# Feature Specification: Login\n\n<!--\n  ACTION REQUIRED: fill in.\n-->\n\n{_REST}",
            3,
            "1 piece of template text",
            path=_PATH,
        ),
        Sound(
            "# Feature Specification: Login\n\nSee [the guide](guide.md) and [RFC 6749].\n\n"
            f"<!-- Reviewed. -->\n\n{_REST}",
            path=_PATH,
        ),
    )

    def check(self, subject: Spec, context: Context) -> Iterator[Finding]:
        found = subject.residue
        if not found or subject.dialect == "other":
            return
        names = ", ".join(_shorten(mention.text) for mention in found[:_SHOWN])
        more = ", ..." if len(found) > _SHOWN else ""
        noun = "piece" if len(found) == 1 else "pieces"
        harmless = all(mention.text.startswith("<!--") for mention in found)
        yield self.finding(
            found[0].place,
            f"the specification still holds {len(found)} {noun} of template text: {names}{more}",
            key="template",
            lower=1 if harmless else 0,
        )


def _shorten(text: str) -> str:
    written = " ".join(text.split())
    return written if len(written) <= _LONGEST else written[:_LONGEST] + "..."
