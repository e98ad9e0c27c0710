"""Ignore comments hide findings, and are held to account for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sdd.model.finding import Finding
from sdd.model.project import SuppressionComment


class Suppressed(Struct, frozen=True):
    """What is left after suppression. comments: with the names that hid nothing of theirs."""

    findings: tuple[Finding, ...]
    hidden: tuple[Finding, ...]
    comments: tuple[SuppressionComment, ...]


def suppress(
    findings: Sequence[Finding],
    comments: Iterable[SuppressionComment],
    ran: Mapping[str, str],
    known: Mapping[str, str],
) -> Suppressed:
    """Apply ignore comments.

    ran: code and name of each rule that ran, to its code. known: the same for all rules.
    A name that is unknown hides nothing; one of a rule that did not run is not judged.
    """
    by_path: dict[str, list[SuppressionComment]] = defaultdict(list)
    for comment in comments:
        by_path[comment.path].append(comment)
    used: set[tuple[SuppressionComment, str]] = set()
    kept: list[Finding] = []
    hidden: list[Finding] = []
    for finding in findings:
        hits = [
            (comment, word)
            for comment in by_path[finding.place.path]
            for word in _words_for(comment, finding)
        ]
        used.update(hits)
        (hidden if hits else kept).append(finding)
    judged = tuple(
        SuppressionComment(comment.suppression, comment.path, _unused(comment, used, ran, known))
        for group in by_path.values()
        for comment in group
    )
    return Suppressed(tuple(kept), tuple(hidden), judged)


def _words_for(comment: SuppressionComment, finding: Finding) -> list[str]:
    """The words of a comment that hide a finding; none if it does not cover its line."""
    suppression = comment.suppression
    if not suppression.first <= finding.place.line <= suppression.last:
        return []
    return [word for word in suppression.rules if word in (finding.code, finding.name)]


def _unused(
    comment: SuppressionComment,
    used: set[tuple[SuppressionComment, str]],
    ran: Mapping[str, str],
    known: Mapping[str, str],
) -> tuple[str, ...]:
    return tuple(
        word
        for word in comment.suppression.rules
        if (comment, word) not in used and (word in ran or word not in known)
    )
