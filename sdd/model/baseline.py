"""Findings that a project has accepted for now, known by nothing but their fingerprints."""

from msgspec import Struct

from sdd.model.finding import Finding, Place


class BaselineEntry(Struct, frozen=True, order=True):
    """An accepted finding. path: posix, relative to the root; rule: its code."""

    path: str
    rule: str
    fingerprint: str


class StaleEntry(Struct, frozen=True):
    """An entry that matches nothing any more. place: of the entry in its file."""

    entry: BaselineEntry
    place: Place


def entry_of(finding: Finding) -> BaselineEntry:
    """The entry that accepts a finding."""
    return BaselineEntry(finding.place.path, finding.code, finding.fingerprint)
