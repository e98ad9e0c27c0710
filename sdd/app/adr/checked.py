"""What `sdd check` asks git about decisions, and only for rules that run."""

from collections.abc import Collection, Mapping

from sdd.app.adr.changes import evidence_of_change
from sdd.app.adr.elsewhere import numbers_elsewhere
from sdd.link.significance import find_undocumented
from sdd.model.decisions import Decision, NumberElsewhere
from sdd.model.project import Feature
from sdd.model.significance import Undocumented
from sdd.rules.decisions.duplicate_adr_number import DuplicateAdrNumber
from sdd.rules.decisions.undocumented_decision import UndocumentedDecision
from sdd.workspace.discovery import Discovery
from sdd.workspace.repository import open_repository
from sdd.workspace.roots import Root


def numbers_taken(
    root: Root, decisions: tuple[Decision, ...], chosen: Collection[type]
) -> tuple[NumberElsewhere, ...]:
    """Numbers of decisions that the merge base and other branches have. chosen: rules that run."""
    folders = sorted({each.folder for each in decisions if each.number >= 0})
    if not folders or DuplicateAdrNumber not in chosen:
        return ()
    return numbers_elsewhere(open_repository(root.path), decisions, folders)


def undocumented(
    root: Root,
    discovery: Discovery,
    overlay: Mapping[str, bytes],
    features: tuple[Feature, ...],
    decisions: tuple[Decision, ...],
    chosen: Collection[type],
) -> tuple[Undocumented, ...]:
    """Decisions without a record, of every feature and of the change since the merge base.

    Where nobody keeps features or records, none is asked for. overlay: contents that stand in for
    files, by path. chosen: rules that run.
    """
    if UndocumentedDecision not in chosen or not (features or decisions):
        return ()
    files = frozenset((*discovery.python, *discovery.documents, *discovery.others))
    evidence = evidence_of_change(root.path, files, overlay)
    return find_undocumented(features, evidence, decisions)
