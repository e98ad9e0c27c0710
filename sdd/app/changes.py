"""What a change added: the findings of now without those of where it began."""

from collections.abc import Sequence
from pathlib import Path

from sdd.app.judging import judge_project
from sdd.app.needs import without_needless
from sdd.app.run import Run
from sdd.app.sources import load_project
from sdd.app.states import repository_of, revision
from sdd.engine.compare import added
from sdd.model.finding import Finding


def findings_since(
    run: Run, revision_name: str, nested: Sequence[Path], staged: bool
) -> tuple[tuple[Finding, ...], str]:
    """The findings that the project did not have at the merge base with a revision, and a note.

    Both states are checked whole, by the settings of now, so that a finding counts wherever the
    change caused it. staged: now is the index. Raises UsageError for an unknown revision.
    """
    repository = repository_of(run.root)
    base = repository.resolve(revision_name)
    if repository.head():
        base = repository.merge_base(base) or base
    state = revision(run.root, run.settings, nested, base)
    discovery = without_needless(state.discovery, run.settings)
    then = load_project(run.root, run.settings, discovery, state.overlay)
    before = judge_project(then.project, run.settings).kept
    moved = repository.renames_since(base, staged)
    new = added(run.judged.kept, before, moved)
    return new, f"compared with {base[:12]}, where this and {revision_name} parted"
