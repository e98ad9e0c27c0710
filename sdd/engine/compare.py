"""Findings against those of another time: a baseline, or another state of the project."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from msgspec import Struct

from sdd.model.baseline import BaselineEntry
from sdd.model.finding import Finding


class Matched(Struct, frozen=True):
    """Findings beside a baseline. stale: entries that were judged and match no finding."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    stale: tuple[BaselineEntry, ...]


def match_baseline(
    findings: Iterable[Finding],
    entries: Collection[BaselineEntry],
    is_judged: Callable[[BaselineEntry], bool],
) -> Matched:
    """Tell accepted findings from new ones.

    is_judged: whether this run would have found what an entry accepts, were it still there.
    """
    accepted = {entry.fingerprint for entry in entries}
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in findings:
        (known if finding.fingerprint in accepted else new).append(finding)
    found = {finding.fingerprint for finding in known}
    stale = {each for each in entries if each.fingerprint not in found and is_judged(each)}
    return Matched(tuple(new), tuple(known), tuple(sorted(stale)))


def added(
    now: Iterable[Finding], before: Iterable[Finding], moved: Mapping[str, str]
) -> tuple[Finding, ...]:
    """The findings that an earlier state of the project did not have, wherever they stand.

    moved: today's path of a renamed file, to its former one. Of several equal findings the
    first ones in the file are the old ones.
    """
    known = Counter((each.code, each.place.path, each.scope, each.key) for each in before)
    new: list[Finding] = []
    for finding in now:
        path = moved.get(finding.place.path, finding.place.path)
        identity = (finding.code, path, finding.scope, finding.key)
        if known[identity]:
            known[identity] -= 1
        else:
            new.append(finding)
    return tuple(new)
