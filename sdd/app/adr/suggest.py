"""`sdd adr suggest`: which decisions of the change and the plan deserve a record."""

from pathlib import Path

from msgspec import Struct

from sdd.app.active_feature import active_feature
from sdd.app.adr.changes import evidence_since, merge_base_of
from sdd.app.adr.collection import load_collection
from sdd.app.sources import read_features
from sdd.errors import GitError
from sdd.link.significance import find_undocumented
from sdd.model.significance import Evidence, Undocumented
from sdd.workspace.repository import open_repository
from sdd.workspace.roots import find_roots


class Suggested(Struct, frozen=True):
    """What was found, and what the reader should know, one line each."""

    suggestions: tuple[Undocumented, ...]
    notes: tuple[str, ...]


def suggest_decisions(cwd: Path, root: Path | None, base: str, feature: str) -> Suggested:
    """Weigh the change since the merge base and the active feature's research; writes nothing.

    base: a revision, or "" for the default branch. Raises UsageError for an unknown revision or
    feature.
    """
    project = find_roots((), cwd, root)[0]
    collection = load_collection(cwd, root)
    active = active_feature(project.path, feature)
    features = read_features(project, active.path) if active else ()
    evidence, notes = _evidence(project.path, base)
    found = find_undocumented(features, evidence, collection.decisions)
    if not active:
        notes = (*notes, "no feature is active, so no plan and no research was weighed")
    if not found:
        notes = (*notes, "no decision without a record passes the test of impact, alternatives "
                         "and scope")  # fmt: skip
    return Suggested(found, notes)


def _evidence(root: Path, base: str) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    repository = open_repository(root)
    if repository is None:
        return (), ("there is no git repository, so no change was weighed",)
    try:
        if not repository.head():
            return (), ("there is no commit yet, so no change was weighed",)
        start = merge_base_of(repository, base)
        if not start:
            return (), ("there is no default branch to compare with; --base names a revision",)
        return evidence_since(root, repository, start), ()
    except GitError as error:
        return (), (f"no change was weighed: {error.what}",)
