"""SDD005."""

from collections.abc import Iterator

from sdd.plugin import Context, Finding, Meta, Offending, Rule, Severity, Sound, StaleEntry

ENTRY = (
    '{\n  "schema": "sdd-baseline/1",\n  "findings": [\n'
    '    {"fingerprint":"0123456789abcdef0123456789abcdef","rule":"RULE","path":"app.py"}\n'
    "  ]\n}\n"
)


class StaleBaselineEntry(Rule[StaleEntry]):
    """An entry of the baseline that matches nothing any more.

    What it finds:
        Fingerprints in `.sdd-baseline.json` (or the file that `--baseline` names) for which
        there is no finding any more. Entries of rules that did not run, and of files that were
        not looked at, are left out.

    Why it matters:
        The problem is solved, and a baseline that still accepts it would accept it again.

    What to do:
        Run `sdd check --prune-baseline`.

    Fix safety:
        No fix is offered; `--prune-baseline` removes the entries.
    """

    meta = Meta(
        code="SDD005",
        name="stale-baseline-entry",
        summary="a baseline entry that matches nothing any more",
        severity=Severity.INFO,
        since="0.1.0",
        remedy="Run `sdd check --prune-baseline`.",
    )
    subject = StaleEntry
    examples = (
        Offending(
            ENTRY.replace("RULE", "API201"),
            4,
            "API201 in app.py is no longer found",
            path=".sdd-baseline.json",
            beside={"app.py": "LIMIT = 3\n"},
        ),
        Sound(
            ENTRY.replace("RULE", "API209"),
            path=".sdd-baseline.json",
            beside={"app.py": "LIMIT = 3\n"},
        ),
    )

    def check(self, subject: StaleEntry, context: Context) -> Iterator[Finding]:
        entry = subject.entry
        message = f"{entry.rule} in {entry.path} is no longer found"
        yield self.finding(subject.place, message, key=entry.fingerprint)
