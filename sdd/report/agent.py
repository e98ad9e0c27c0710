"""Findings for a coding agent: facts in short plain sentences, nothing to decorate them."""

from collections.abc import Sequence

from sdd.model.finding import Finding, Severity
from sdd.model.outcome import Outcome
from sdd.report.plain import flat

# Agents cut the message of a hook at 10,000 characters.
_LONGEST = 9_000


def render_for_agent(outcomes: Sequence[Outcome], fail_on: Severity, most: int) -> str:
    """The findings at or above `fail_on`, at most so many, each with its article and remedy."""
    found = [each for outcome in outcomes for each in outcome.findings if _counts(each, fail_on)]
    noun = "problem" if len(found) == 1 else "problems"
    lines = [f"sdd found {len(found)} {noun} in the file that was just edited."]
    for finding in found[:most]:
        lines += ["", *_sentences(finding)]
    if len(found) > most:
        lines += ["", f"{len(found) - most} more are not shown."]
    text = "\n".join(lines)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n..."


def _counts(finding: Finding, fail_on: Severity) -> bool:
    return finding.severity.rank >= fail_on.rank


def _sentences(finding: Finding) -> list[str]:
    place = finding.place
    where = f"{flat(place.path)}, line {place.line}"
    sentences = [f"{where}: {flat(finding.message)} ({finding.code} {finding.name})."]
    if finding.article:
        article = finding.article
        quote = f': "{flat(article.text)}"' if article.text else ""
        sentences.append(f"The constitution asks for this in {flat(article.title)}{quote}.")
    if finding.remedy:
        sentences.append(f"What helps: {flat(finding.remedy)}")
    return sentences
