"""PHR104."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Place, Project, Rule, Severity, Sound

_CODE = "total = 1\n"
_PATH = "history/prompts/general/0001-begin.general.prompt.md"
_RECORD = """\
---
id: 0001
title: Begin
stage: general
date: 2026-02-03
feature: none
---

## Prompt

Begin.
"""


class MissingPhr(Rule[Project]):
    """Code was committed, and no prompt history record tells of it.

    What it finds:
        Commits since the last one that changed anything below `history/prompts`, where they
        change Python files. A record that is written but not committed yet counts. Asked of git;
        without a repository the rule is silent.

    Why it matters:
        Why the code is as it is was said in a session that nobody can read any more: agents
        delete their transcripts after some weeks.

    What to do:
        `sdd phr sync` writes the records of all sessions that are still there.

    Fix safety:
        No fix is offered: the record is written from the transcript, by `sdd phr`.
    """

    meta = Meta(
        code="PHR104",
        name="missing-phr",
        summary="code was committed since the last prompt history record",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="Run `sdd phr sync`, and commit the records with the work that they tell of.",
        opt_in=True,
    )
    subject = Project
    examples = (
        Offending(
            "[tool.sdd]\n",
            1,
            "1 commit since the last record changed 1 file of code",
            path="pyproject.toml",
            beside={_PATH: _RECORD, "main.py": _CODE},
            commits=({_PATH: _RECORD}, {"main.py": _CODE}),
        ),
        Offending(
            "[tool.sdd]\n",
            1,
            "no record tells of the 1 commit",
            path="pyproject.toml",
            beside={"main.py": _CODE},
            commits=({"main.py": _CODE},),
        ),
        Sound(
            "[tool.sdd]\n",
            path="pyproject.toml",
            beside={_PATH: _RECORD, "main.py": _CODE},
            commits=({"main.py": _CODE}, {_PATH: _RECORD}),
        ),
        Sound(
            "[tool.sdd]\n",
            path="pyproject.toml",
            beside={_PATH: _RECORD, "main.py": _CODE},
            commits=({"main.py": _CODE},),
        ),
    )

    def check(self, subject: Project, context: Context) -> Iterator[Finding]:
        work = subject.unrecorded
        if work is None:
            return
        commits = f"{work.commits} commit{'' if work.commits == 1 else 's'}"
        files = f"{len(work.files)} file{'' if len(work.files) == 1 else 's'} of code"
        message = f"{commits} since the last record changed {files}"
        if not work.since:
            message = f"no record tells of the {commits} on {files}"
        yield self.finding(Place(subject.anchor), message, key="unrecorded")
