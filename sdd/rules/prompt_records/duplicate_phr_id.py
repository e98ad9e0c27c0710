"""PHR105."""

from collections import defaultdict
from collections.abc import Iterator

from sdd.plugin import (
    Context,
    Finding,
    Meta,
    Offending,
    Place,
    Project,
    PromptRecord,
    Related,
    Rule,
    Severity,
    Sound,
)

_ROUTE = "history/prompts/001-login"
_RECORD = """\
---
id: {id}
title: Plan the login
stage: plan
date: 2026-02-03
feature: 001-login
---

## Prompt

Plan the login.
"""


class DuplicatePhrId(Rule[Project]):
    """One id for two records of a route.

    What it finds:
        Two files in one folder below `history/prompts` whose names begin with the same number,
        whatever the width: 7 and 0007 are one id. The record that comes later by its date, then
        by its name, is named.

    Why it matters:
        "See record 12" means one of two.

    What to do:
        `sdd phr repair` gives the later one the next free number.

    Fix safety:
        No fix is offered here; `sdd phr repair` renames files.
    """

    meta = Meta(
        code="PHR105",
        name="duplicate-phr-id",
        summary="one id for two prompt history records of a route",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Run `sdd phr repair`: the later record gets the next free number.",
    )
    subject = Project
    examples = (
        Offending(
            _RECORD.format(id="0001"),
            1,
            "id 1 is taken",
            path=f"{_ROUTE}/0001-plan-the-login.plan.prompt.md",
            beside={f"{_ROUTE}/0001-a.plan.prompt.md": _RECORD.format(id="0001")},
        ),
        Sound(
            _RECORD.format(id="0001"),
            path=f"{_ROUTE}/0001-plan-the-login.plan.prompt.md",
            beside={
                "history/prompts/general/0001-a.general.prompt.md": _RECORD.format(id="0001")
                .replace("stage: plan", "stage: general")
                .replace("001-login", "none")
            },
        ),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        for (route, number), records in _by_id(subject).items():
            first, *others = sorted(records, key=lambda each: (each.date, each.path))
            for record in others:
                yield self.finding(
                    Place(record.path),
                    f"the id {number} is taken in {route or 'this folder'}",
                    key=f"{route} {number}",
                    related=(Related("the record that has it", Place(first.path)),),
                )


def _by_id(project: Project) -> dict[tuple[str, int], list[PromptRecord]]:
    found: dict[tuple[str, int], list[PromptRecord]] = defaultdict(list)
    for record in project.prompt_records:
        if record.file_id:
            folder = record.path.rpartition("/")[0]
            found[folder, int(record.file_id)].append(record)
    return {key: records for key, records in sorted(found.items()) if len(records) > 1}
