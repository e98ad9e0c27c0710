"""Several outcomes of one run -> one outcome, its paths written from one folder."""

from collections.abc import Sequence
from itertools import chain, takewhile
from pathlib import PurePosixPath, PureWindowsPath
from typing import TypeVar

from msgspec.structs import replace

from sdd.model.finding import Article, Finding, Place
from sdd.model.outcome import Outcome, RuleCard, Unchecked

Located = TypeVar("Located", Place, Article, Unchecked)


def merge(outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome whose paths are relative to the folder that holds every root.

    That folder is the outermost root where there is one. Counts are added up, findings sorted
    again; a rule that ran in several roots is listed once. Raises ValueError for no outcome.
    """
    if not outcomes:
        raise ValueError("there is no outcome to report")
    roots = [PurePosixPath(outcome.root).parts for outcome in outcomes]
    shared = _shared(roots)
    moved = [
        _relocate(outcome, str(PurePosixPath(*root[len(shared) :])))
        for outcome, root in zip(outcomes, roots, strict=True)
    ]
    return _join(moved, str(PurePosixPath(*shared)))


def merge_from_here(outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome whose paths are relative to the current folder, so that a click finds them."""
    merged = merge(outcomes)
    return replace(_relocate(merged, merged.root), root=".")


def merge_within_checkout(outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome whose paths never climb: for services that know only the checkout.

    Relative to the current folder where every root lies in it, else to the outermost root.
    """
    merged = merge(outcomes)
    climbs = merged.root.startswith("..") or PureWindowsPath(merged.root).anchor
    return merged if climbs else merge_from_here(outcomes)


def _shared(roots: Sequence[tuple[str, ...]]) -> list[str]:
    levels = takewhile(lambda level: len(set(level)) == 1, zip(*roots, strict=False))
    return [level[0] for level in levels]


def _join(outcomes: Sequence[Outcome], root: str) -> Outcome:
    findings = chain.from_iterable(outcome.findings for outcome in outcomes)
    unchecked = chain.from_iterable(outcome.unchecked for outcome in outcomes)
    return Outcome(
        root=root,
        findings=tuple(sorted(findings, key=lambda finding: finding.order)),
        rules=_join_rules(outcomes),
        python_files=sum(outcome.python_files for outcome in outcomes),
        documents=sum(outcome.documents for outcome in outcomes),
        other_files=sum(outcome.other_files for outcome in outcomes),
        suppressed=sum(outcome.suppressed for outcome in outcomes),
        baselined=sum(outcome.baselined for outcome in outcomes),
        unchecked=tuple(sorted(unchecked)),
        lines=dict(chain.from_iterable(outcome.lines.items() for outcome in outcomes)),
    )


def _join_rules(outcomes: Sequence[Outcome]) -> tuple[RuleCard, ...]:
    cards: dict[str, RuleCard] = {}
    for card in chain.from_iterable(outcome.rules for outcome in outcomes):
        cards.setdefault(card.code, card)
    return tuple(cards[code] for code in sorted(cards))


def _relocate(outcome: Outcome, prefix: str) -> Outcome:
    if prefix == ".":
        return outcome
    return replace(
        outcome,
        findings=tuple(_move_finding(finding, prefix) for finding in outcome.findings),
        rules=tuple(_move_card(card, prefix) for card in outcome.rules),
        unchecked=tuple(_move(item, prefix) for item in outcome.unchecked),
        lines={(_below(prefix, path), line): text for (path, line), text in outcome.lines.items()},
    )


def _move_finding(finding: Finding, prefix: str) -> Finding:
    return replace(
        finding,
        place=_move(finding.place, prefix),
        related=tuple(
            replace(related, place=_move(related.place, prefix)) for related in finding.related
        ),
        article=_move(finding.article, prefix) if finding.article else None,
    )


def _move_card(card: RuleCard, prefix: str) -> RuleCard:
    return replace(card, article=_move(card.article, prefix)) if card.article else card


def _move(value: Located, prefix: str) -> Located:
    return replace(value, path=_below(prefix, value.path))


def _below(prefix: str, path: str) -> str:
    return f"{prefix.rstrip('/')}/{path}"
