"""CON004."""

import re
from collections.abc import Iterator, Sequence

from sdd.plugin import (
    Constitution,
    Context,
    Finding,
    ImpactReport,
    Mention,
    Meta,
    Offending,
    Related,
    Rule,
    Severity,
    Sound,
)

_PATH = ".specify/memory/constitution.md"
_FOOTER = "\n**Version**: 1.1.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-02-01\n"
_BODY = "\n# Library Constitution\n\nEvery route MUST declare what it returns.\n"
_NUMBERS = re.compile(r"v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})", re.IGNORECASE)
# What was moved, merged or renamed is still there, and what was taken from a section is no
# section: nobody who relied on one is let down.
_KEPT = re.compile(
    r"\b(?:moved|merged|renamed|replaced|consolidated|folded|split|relocated|superseded|deferred"
    r"|postponed|from)\b|→|->",
    re.IGNORECASE,
)
_CLASSES = ("MAJOR", "MINOR", "PATCH")


class StaleImpactReport(Rule[Constitution]):
    """A sync impact report that disagrees with the constitution it stands in.

    What it finds:
        A report whose new version is not the version of the constitution, one whose version goes
        backwards, and one whose step is too small for its own lists: a section was added in a
        PATCH, or removed in anything but a MAJOR change. Sections that were moved, merged or
        renamed are not removed. Before version 1.0.0 every step is free. A constitution without
        a report is fine.

    Why it matters:
        Plans and templates are brought up to date by this report. Where it describes another
        version, nobody can tell which changes were carried over.

    What to do:
        Write the report for the last amendment, and raise the version as its lists ask: MAJOR
        for what is removed or redefined, MINOR for what is added, PATCH for wording.

    Fix safety:
        No fix is offered: whether the report or the version is wrong is for the team to say.
    """

    meta = Meta(
        code="CON004",
        name="stale-impact-report",
        summary="the sync impact report disagrees with the version or with its own lists",
        severity=Severity.WARNING,
        since="0.2.0",
        remedy="Bring the report and the version line to the same version and the right step.",
    )
    subject = Constitution
    examples = (
        Offending(
            f"<!--\nSync Impact Report\nVersion change: 1.0.0 → 1.0.1\n-->\n{_BODY}{_FOOTER}",
            3,
            "describes version 1.0.1, the constitution is at 1.1.0",
            path=_PATH,
        ),
        Offending(
            "<!--\nSync Impact Report\nVersion change: 1.0.2 → 1.1.0\nAdded sections: None\n"
            f"Removed sections:\n- III. Reviews\n-->\n{_BODY}{_FOOTER}",
            3,
            "a MINOR step, but removes 'III. Reviews', which asks for MAJOR",
            path=_PATH,
        ),
        Offending(
            "<!--\nSync Impact Report\nVersion: 1.0.9 -> 1.0.10\nAdded sections: Reviews\n-->\n"
            f"{_BODY}{_FOOTER.replace('1.1.0', '1.0.10')}",
            3,
            "a PATCH step, but adds 'Reviews', which asks for MINOR",
            path=_PATH,
        ),
        Sound(
            "<!--\nSync Impact Report\nVersion change: 1.0.2 → 1.1.0\nModified principles:\n"
            "  - I. Contracts → I. Declared contracts\nAdded sections:\n  - Reviews\n"
            "Removed sections: N/A\nTemplates: ✅ plan-template.md\n-->\n" + _BODY + _FOOTER,
            path=_PATH,
        ),
        Sound(
            "<!--\nSync Impact Report\nVersion change: 1.0.2 → 1.1.0\nRemoved sections:\n"
            f"- Reviews (merged into Governance)\n-->\n{_BODY}{_FOOTER}",
            path=_PATH,
        ),
        Sound(
            "<!--\nSync Impact Report\nVersion change: 1.0.2 → 1.1.0\nAdded sections:\n"
            f"- Stack and Tooling\nRemoved sections:\n- Tooling\n-->\n{_BODY}{_FOOTER}",
            path=_PATH,
        ),
    )

    def check(self, subject: Constitution, context: Context) -> Iterator[Finding]:
        report = subject.report
        if report is None:
            return
        version = subject.footer.version if subject.footer else None
        new, current = _numbers(report.new), _numbers(version.value if version else "")
        if version and current and new != current:
            yield self.finding(
                report.place,
                f"the impact report describes version {report.new}, "
                f"the constitution is at {'.'.join(map(str, current))}",
                key="version",
                related=(Related("the version line", version.place),),
            )
        old = _numbers(report.old)
        if not old or not new or old[0] == 0:
            return
        if new < old:
            message = f"the impact report goes back from version {report.old} to {report.new}"
            yield self.finding(report.place, message, key="backwards")
        elif fault := _fault(report, _step(old, new)):
            yield self.finding(report.place, f"the impact report makes {fault}", key="step")


def _numbers(text: str) -> tuple[int, ...]:
    match = _NUMBERS.match(text)
    return tuple(int(number) for number in match.groups()) if match else ()


def _step(old: tuple[int, ...], new: tuple[int, ...]) -> int:
    """Which number changed first: 0 for MAJOR, 1 for MINOR, 2 for PATCH, 3 for none."""
    return next((place for place in range(3) if old[place] != new[place]), 3)


def _fault(report: ImpactReport, step: int) -> str:
    removed = next((each for each in report.removed if not _is_kept(each, report.added)), None)
    name = f"a {_CLASSES[step]} step" if step < len(_CLASSES) else "no step at all"
    if removed and step > 0:
        return f"{name}, but removes {_shorten(removed.text)!r}, which asks for MAJOR"
    if report.added and step > 1:
        return f"{name}, but adds {_shorten(report.added[0].text)!r}, which asks for MINOR"
    return ""


def _is_kept(removed: Mention, added: Sequence[Mention]) -> bool:
    """True for what was moved or renamed, also where the new name holds the old one."""
    name = removed.text.casefold()
    return bool(_KEPT.search(name)) or any(name in each.text.casefold() for each in added)


def _shorten(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else f"{text[:longest].rstrip()}..."
