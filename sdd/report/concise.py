"""One line per finding, in the form that editors and `grep` know."""

from collections.abc import Sequence

from sdd.model.finding import Finding, Place
from sdd.model.outcome import Outcome
from sdd.report.merge import merge_from_here
from sdd.report.plain import plain


def render_concise(outcomes: Sequence[Outcome]) -> str:
    """`path:line:col: CODE name message` for each finding; empty text where there is none.

    Paths are relative to the current folder. Whatever a path or a message holds, it stays on
    its line.
    """
    return "".join(f"{_line(finding)}\n" for finding in merge_from_here(outcomes).findings)


def spot(place: Place) -> str:
    """`path:line:col`, harmless and in one piece."""
    return f"{plain(place.path)}:{place.line}:{place.column}"


def _line(finding: Finding) -> str:
    return f"{spot(finding.place)}: {plain(f'{finding.code} {finding.name} {finding.message}')}"
