"""Findings for people: where, what, the line itself, the article it rests on, what to do."""

from collections.abc import Iterator, Sequence

from sdd.model.finding import Finding, Place, Severity
from sdd.model.outcome import Outcome
from sdd.report.citation import clause, clause_spot
from sdd.report.concise import spot
from sdd.report.excerpt import excerpt
from sdd.report.merge import merge_from_here
from sdd.report.plain import plain
from sdd.report.terminal import NARROWEST, Terminal

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}

_NUMBER = 5
_MOST_UNCHECKED = 10


def render_console(outcomes: Sequence[Outcome], *, color: bool, width: int) -> str:
    """Each finding as a small block with a blank line after it; empty text where there is none.

    width: of the terminal in cells. Places stand first on their line, relative to the current
    folder, and like code they are never wrapped. Nothing is said by colour alone.
    """
    outcome, terminal = merge_from_here(outcomes), Terminal(color, width)
    blocks = ("\n".join(_block(finding, outcome, terminal)) for finding in outcome.findings)
    return "".join(f"{block}\n\n" for block in blocks)


def render_summary(outcomes: Sequence[Outcome], seconds: float, color: bool) -> str:
    """The verdict, what was checked, what is hidden and what was not checked, in sentences.

    seconds: how long the run took. At most ten unchecked files are listed.
    """
    outcome = merge_from_here(outcomes)
    lines = [_verdict(outcome, Terminal(color, 0)), _extent(outcome, seconds)]
    return "".join(f"{line}\n" for line in (*lines, *_hidden(outcome), *_unchecked(outcome)))


def _block(finding: Finding, outcome: Outcome, terminal: Terminal) -> Iterator[str]:
    place, style = finding.place, STYLES[finding.severity]
    yield terminal.paint(spot(place), "bold")
    heading = plain(f"{finding.code} {finding.name}")
    yield f"  {terminal.paint(finding.severity.value, style)} {heading}"
    yield from terminal.indented(plain(finding.message), 2)
    line = outcome.lines.get((place.path, place.line), "").rstrip()
    code = list(_code(place, line, style, terminal)) if line else []
    details = list(_details(finding, terminal))
    yield from (("", *code) if code else ())
    yield from (("", *details) if details else ())


def _details(finding: Finding, terminal: Terminal) -> Iterator[str]:
    if article := finding.article:
        yield from terminal.labelled("article", clause(article), place=clause_spot(article))
    for related in finding.related:
        yield from terminal.labelled("see also", plain(related.message), place=spot(related.place))
    if finding.remedy:
        yield from terminal.labelled("what to do", plain(finding.remedy))


def _code(place: Place, line: str, style: str, terminal: Terminal) -> Iterator[str]:
    end = place.end_column if place.end_line == place.line else len(line) + 1
    room = max(terminal.width - _NUMBER - 3, NARROWEST)
    code, indent, carets = excerpt(line, place.column, end, room)
    bar = terminal.paint("|", "dim")
    yield f"{place.line:>{_NUMBER}} {bar} {code}"
    yield f"{'':{_NUMBER}} {bar} {indent}{terminal.paint(carets, style)}"


def _verdict(outcome: Outcome, terminal: Terminal) -> str:
    if outcome.findings:
        worst = max((finding.severity for finding in outcome.findings), key=lambda item: item.rank)
        total = terminal.paint(f"Found {_count(len(outcome.findings), 'problem')}", STYLES[worst])
        return f"{total}: {_by_severity(outcome)}."
    if not outcome.extent:
        return terminal.paint("Nothing was checked.", "bold yellow")
    if outcome.unchecked:
        return terminal.paint("No problems found in what could be checked.", "bold yellow")
    return terminal.paint("No problems found.", "bold green")


def _by_severity(outcome: Outcome) -> str:
    counts = (
        _count(outcome.count(Severity.ERROR), "error"),
        _count(outcome.count(Severity.WARNING), "warning"),
        f"{outcome.count(Severity.INFO)} info",
    )
    return ", ".join(count for count in counts if not count.startswith("0 "))


def _extent(outcome: Outcome, seconds: float) -> str:
    files = _count(outcome.python_files, "Python file")
    documents = _count(outcome.documents, "document")
    rules = _count(len(outcome.rules), "rule")
    if outcome.other_files:
        others = _count(outcome.other_files, "other file")
        return f"Checked {files}, {documents} and {others} against {rules} in {seconds:.2f} s."
    return f"Checked {files} and {documents} against {rules} in {seconds:.2f} s."


def _hidden(outcome: Outcome) -> Iterator[str]:
    if outcome.suppressed:
        yield f"{_count(outcome.suppressed, 'finding')} suppressed by a comment."
    if outcome.baselined:
        yield f"{_count(outcome.baselined, 'finding')} known from the baseline."


def _unchecked(outcome: Outcome) -> Iterator[str]:
    if not outcome.unchecked:
        return
    yield f"{_count(len(outcome.unchecked), 'file')} not checked:"
    for item in outcome.unchecked[:_MOST_UNCHECKED]:
        yield f"  {plain(item.path)}: {plain(item.reason)}"
    if rest := outcome.unchecked[_MOST_UNCHECKED:]:
        yield f"  and {len(rest)} more"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
