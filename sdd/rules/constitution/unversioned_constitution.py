"""CON003."""

import re
from collections.abc import Iterator
from datetime import date

from sdd.plugin import (
    Constitution,
    Context,
    Finding,
    Meta,
    Offending,
    Place,
    Rule,
    Severity,
    Sound,
)

_PATH = ".specify/memory/constitution.md"
_TEXT = "# Library Constitution\n\nEvery route MUST declare what it returns.\n\n"
_AMENDED = "**Last Amended**"
_SEMVER = re.compile(r"v?\d{1,6}\.\d{1,6}\.\d{1,6}(?:[-+][\w.+-]{1,40})?(?![\w.])", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})-(\d{2})(?!\d)|年\s?(\d{1,2})月\s?(\d{1,2})日)")
_OPEN = re.compile(r"\[[A-Z]|TODO\(")
_FIELDS = ("ratified", "amended")
_NAMES = {"ratified": "ratification date", "amended": "date of the last amendment"}


class UnversionedConstitution(Rule[Constitution]):
    """A constitution whose version cannot be told.

    What it finds:
        No version line, a version that is not MAJOR.MINOR.PATCH, a date that is missing or is
        no calendar date in ISO form, and a last amendment before the ratification. The line
        may stand anywhere and be written in English, Spanish, Japanese or Chinese; a missing
        date is one step less severe. Template tokens are left to CON002.

    Why it matters:
        Plans and records cite the constitution by version; without one nobody can tell which
        text a plan was checked against.

    What to do:
        End the file with one line:
        `**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15`.

    Fix safety:
        No fix is offered: the dates are facts that only the project knows.
    """

    meta = Meta(
        code="CON003",
        name="unversioned-constitution",
        summary="no version line, or one with a bad version or date",
        severity=Severity.WARNING,
        since="0.1.0",
        remedy="End the constitution with Version (X.Y.Z), Ratified and Last Amended (YYYY-MM-DD).",
    )
    subject = Constitution
    examples = (
        Offending(_TEXT, 1, "has no version line", path=_PATH),
        Offending(
            f"{_TEXT}**Version**: 1.3 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n",
            5,
            "version '1.3' is not MAJOR.MINOR.PATCH",
            path=_PATH,
        ),
        Offending(
            f"{_TEXT}**Version**: 1.3.0 | **Ratified**: 2026-02-30 | {_AMENDED}: 2026-03-01\n",
            5,
            "ratification date '2026-02-30' is no date",
            path=_PATH,
        ),
        Offending(
            f"{_TEXT}**Version**: 1.3.0 | **Ratified**: 2026-02-03 | {_AMENDED}: 2026-01-01\n",
            5,
            "before it was ratified",
            path=_PATH,
        ),
        Sound(
            f"{_TEXT}**Version:** 1.3.0 | **Ratified:** 2026-01-15 | "
            "**Last Amended:** 2026-02-01 (Phase V)\n",
            path=_PATH,
        ),
        Sound(
            "# 図書館 憲章\n\nすべての経路は応答を宣言する。\n\n"
            "**バージョン**: 1.0.0 | **制定日**: 2026-01-15 | "
            "**最終改訂日**: 2026-01-15\n",
            path=_PATH,
        ),
        Sound(
            f"{_TEXT}版本\uff1a1.0.0\uff5c批准日期\uff1a2026-01-15\uff5c最后修订\uff1a2026-01-15\n",
            path=_PATH,
        ),
    )

    def check(self, subject: Constitution, context: Context) -> Iterator[Finding]:
        footer = subject.footer
        if not subject.articles:
            return
        if footer is None or footer.version is None:
            heading = next((section.place for section in subject.sections), Place(subject.path))
            yield self.finding(heading, "the constitution has no version line", key="version")
            return
        version = footer.version
        if not _SEMVER.match(version.value) and not _OPEN.match(version.value):
            message = f"version {version.value!r} is not MAJOR.MINOR.PATCH"
            yield self.finding(version.place, message, key="version")
        for name, field in zip(_FIELDS, (footer.ratified, footer.amended), strict=True):
            if field is None:
                message = f"the version line has no {_NAMES[name]}"
                yield self.finding(footer.place, message, key=name, lower=1)
            elif _read_date(field.value) is None and not _OPEN.match(field.value):
                message = f"{_NAMES[name]} {field.value!r} is no date of the form YYYY-MM-DD"
                yield self.finding(field.place, message, key=name)
        yield from self._check_order(subject)

    def _check_order(self, subject: Constitution) -> Iterator[Finding]:
        footer = subject.footer
        if footer is None or footer.ratified is None or footer.amended is None:
            return
        ratified, amended = _read_date(footer.ratified.value), _read_date(footer.amended.value)
        if ratified and amended and amended < ratified:
            message = f"the constitution was amended on {amended}, before it was ratified"
            yield self.finding(footer.amended.place, message, key="order")


def _read_date(value: str) -> date | None:
    """The calendar date that a value begins with, ISO or Chinese and Japanese style."""
    match = _DATE.match(value)
    if match is None:
        return None
    year, *parts = (int(part) for part in match.groups() if part)
    try:
        return date(year, *parts)
    except ValueError:
        return None
