"""PHR102."""

import re
from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Place,
    PromptRecord,
    Rule,
    Severity,
    Sound,
)

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

Plan the login with signed tokens.
"""
_CUT = re.compile(
    r"(?i)(?:\[|\()(?:\.{3}|…)?[^\])]{0,40}\b(?:truncated|abbreviated|shortened|omitted for brevity"
    r"|rest of (?:the )?prompt)\b[^\])]{0,60}(?:\]|\))|\[(?:\.{3}|…)\]\s*$"
)
# An ellipsis ends many sentences of people; one behind half a sentence is a cut.
_TRAILING = re.compile(r"\w(?:\.{3}|…)[\"'”]?\s*$")
_TELLING = re.compile(r"\b(?:etc|hmm+|ok|so|and|um+|well)(?:\.{3}|…)", re.IGNORECASE)
_LONG_ENOUGH = 40


class UnfilledPhr(Rule[PromptRecord]):
    """A prompt history record that does not hold what was asked.

    What it finds:
        Names of the template that nobody replaced (`{{TITLE}}`), a record without a prompt, an
        empty one, and one that was cut: it says so, or it ends in the middle of a sentence with
        an ellipsis. What a prompt itself or code says of `{{NAMES}}` does not count.

    Why it matters:
        The prompt is the record. The rule of the format is: every line, never a summary.

    What to do:
        Paste the whole prompt, or write the record anew with `sdd phr --session`.

    Fix safety:
        No fix is offered: what was not kept cannot be restored.
    """

    meta = Meta(
        code="PHR102",
        name="unfilled-phr",
        summary="a record with template names left, or with an empty or cut prompt",
        severity=Severity.ERROR,
        since="0.1.0",
        remedy="Put the whole prompt into the record; `sdd phr` does so from the transcript.",
    )
    subject = PromptRecord
    examples = (
        Offending(_RECORD.replace("Plan the login w", "{{PROMPT_TEXT}} w"), 11, "1 na", path=_PATH),
        Offending(_RECORD.partition("Plan the login with")[0], 9, "empty", path=_PATH),
        Offending(_RECORD.replace("## Prompt\n\n", ""), 1, "no prompt", path=_PATH),
        Offending(_RECORD.replace("tokens.", "[truncated for brevity]"), 9, "cut", path=_PATH),
        Offending(_RECORD.replace("tokens.", "tokens that last an hou..."), 9, "cut", path=_PATH),
        Sound(_RECORD.replace("signed tokens.", "signed tokens, etc..."), path=_PATH),
        Sound(_RECORD.replace("tokens.", "tokens.\nKeep `{{TITLE}}`.\n\nAnd {{ID}}."), path=_PATH),
    )

    def check(self, subject: PromptRecord, context: Context) -> Iterator[Finding]:
        if names := subject.placeholders:
            noun = "name of the template is" if len(names) == 1 else "names of the template are"
            message = f"{len(names)} {noun} left: {names[0].text}"
            yield self.finding(names[0].place, message, key="placeholders")
            return
        if subject.prompt_place is None:
            yield self.finding(Place(subject.path), "the record holds no prompt", key="prompt")
        elif not subject.prompt.strip():
            yield self.finding(subject.prompt_place, "the prompt is empty", key="prompt")
        elif _is_cut(subject.prompt):
            yield self.finding(subject.prompt_place, "the prompt is cut", key="prompt")


def _is_cut(prompt: str) -> bool:
    text = prompt.rstrip()
    if _CUT.search(text[-2_000:]):
        return True
    end = text[-60:]
    return (
        len(text) > _LONG_ENOUGH and bool(_TRAILING.search(end)) and not _TELLING.search(end[-12:])
    )
