"""Ignore comments hide findings, and are held to account for it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import accumulate

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
    bound: Collection[str] = (),
) -> Suppressed:
    """Apply ignore comments.

    ran: code and name of each rule that ran, to its code. known: the same for all rules.
    A name that is unknown hides nothing; one of a rule that did not run is not judged. bound: codes
    of rules that a constitution demands; without a reason a comment hides nothing of these.
    """
    by_path: dict[str, list[SuppressionComment]] = defaultdict(list)
    for comment in comments:
        by_path[comment.path].append(comment)
    covers = {path: _Cover(group) for path, group in by_path.items()}
    used: set[tuple[SuppressionComment, str]] = set()
    refused: set[tuple[SuppressionComment, str]] = set()
    kept: list[Finding] = []
    hidden: list[Finding] = []
    for finding in findings:
        cover = covers.get(finding.place.path)
        hits = list(cover.words_for(finding)) if cover else []
        used.update(hits)
        valid = [hit for hit in hits if hit[0].suppression.reason or finding.code not in bound]
        refused.update(hit for hit in hits if hit not in valid)
        (hidden if valid else kept).append(finding)
    judged = tuple(
        SuppressionComment(
            comment.suppression,
            comment.path,
            _unused(comment, used, ran, known),
            _unknown(comment, known),
            tuple(word for word in comment.suppression.rules if (comment, word) in refused),
        )
        for group in by_path.values()
        for comment in group
    )
    return Suppressed(tuple(kept), tuple(hidden), judged)


class _Cover:
    """The comments of one file, found by line.

    whole: those of the whole file. firsts: where each of the others begins, sorted; reach: the
    furthest line that it or one before it covers.
    """

    def __init__(self, comments: list[SuppressionComment]) -> None:
        self.whole = [each for each in comments if each.suppression.whole_file]
        others = [each for each in comments if not each.suppression.whole_file]
        self.others = sorted(others, key=lambda each: each.suppression.first)
        self.firsts = [each.suppression.first for each in self.others]
        self.reach = list(accumulate((each.suppression.last for each in self.others), max))

    def words_for(self, finding: Finding) -> Iterator[tuple[SuppressionComment, str]]:
        """The words that hide a finding, each with the comment that it stands in."""
        for comment in (*self.whole, *self._around(finding.place.line)):
            for word in comment.suppression.rules:
                if word in (finding.code, finding.name):
                    yield comment, word

    def _around(self, line: int) -> Iterator[SuppressionComment]:
        index = bisect_right(self.firsts, line) - 1
        while index >= 0 and self.reach[index] >= line:
            if self.others[index].suppression.last >= line:
                yield self.others[index]
            index -= 1


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


def _unknown(comment: SuppressionComment, known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The words that name no rule, each with the name most like it, or an empty string."""
    words = [word for word in comment.suppression.rules if word not in known]
    return tuple((word, "".join(get_close_matches(word[:60], known, n=1))) for word in words)
