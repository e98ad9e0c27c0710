"""Numbers of decisions that other revisions of the repository have taken."""

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from sdd.errors import GitError, SddError
from sdd.model.decisions import Decision, NumberElsewhere
from sdd.model.revisions import TrackedFile
from sdd.workspace.decision_places import counts_as_decision
from sdd.workspace.numbering import number_of
from sdd.workspace.repository import Repository

_MOST_BRANCHES = 40
_LARGEST = 200_000
_SAME_TEXT = 0.7


def numbers_elsewhere(
    repository: Repository | None, decisions: Sequence[Decision], folders: Sequence[str]
) -> tuple[NumberElsewhere, ...]:
    """Decisions of the merge base and of other local branches that are not ours, sorted.

    folders: whose numbers matter. A record that was only renamed, so that most of its text is
    that of a new one of ours, is none. At most forty branches are asked; nothing is told where git
    does not answer.
    """
    if repository is None:
        return ()
    try:
        found = {each.path: each for each in _all(repository, tuple(folders))}
    except (GitError, SddError):
        return ()
    ours = {decision.path for decision in decisions}
    return tuple(sorted((found[path] for path in found if path not in ours), key=_order))


def _order(each: NumberElsewhere) -> tuple[str, int, str]:
    return each.folder, each.number, each.path


def _all(repository: Repository, folders: Sequence[str]) -> Iterator[NumberElsewhere]:
    head = repository.head()
    if not head:
        return
    ours = repository.files_at(head, folders)
    known = {file.content for file in ours}
    told = {_contents(repository, head, folders)}
    for revision, where in _revisions(repository, head):
        contents = _contents(repository, revision, folders)
        if contents in told:
            continue
        told.add(contents)
        theirs = [file for file in _numbered(repository, revision, folders) if file not in ours]
        candidates = [file for file in theirs if file.content not in known]
        before = _parted(repository, revision, folders) if candidates else frozenset[str]()
        for file in candidates:
            if file.path not in before or not _is_renamed(repository, file, ours, before):
                yield NumberElsewhere(number_of(_name(file)) or 0, file.path, where)


def _contents(repository: Repository, commit: str, folders: Sequence[str]) -> tuple[str, ...]:
    """What identifies the folders of a commit; most branches have what ours has."""
    return tuple(repository.folder_at(commit, folder) for folder in folders)


def _numbered(
    repository: Repository, revision: str, folders: Sequence[str]
) -> Iterator[TrackedFile]:
    """The decisions with a number that a revision has in these very folders."""
    for file in repository.files_at(revision, folders):
        is_inside = file.path.rpartition("/")[0] in folders
        if is_inside and number_of(_name(file)) is not None and counts_as_decision(file.path):
            yield file


def _name(file: TrackedFile) -> str:
    return file.path.rpartition("/")[2]


def _parted(repository: Repository, revision: str, folders: Sequence[str]) -> frozenset[str]:
    """The paths in these folders that were there when a revision and ours parted."""
    base = repository.merge_base(revision)
    return (
        frozenset(file.path for file in repository.files_at(base, folders)) if base else frozenset()
    )


def _revisions(repository: Repository, head: str) -> Iterator[tuple[str, str]]:
    """Where the default branch and ours parted, its tip, and those of other local branches."""
    default = repository.default_branch()
    base = repository.merge_base(default) if default else ""
    if base and base != head:
        yield base, f"the merge base with {default}"
    current = repository.branch()
    others = [
        each
        for each in repository.branches()
        if each.name == default or not (each.remote or each.name == current)
    ]
    told: set[str] = {head, base}
    for branch in others[:_MOST_BRANCHES]:
        if branch.commit not in told:
            told.add(branch.commit)
            yield branch.commit, f"branch {branch.name}"


def _is_renamed(
    repository: Repository, file: TrackedFile, ours: Sequence[TrackedFile], before: Collection[str]
) -> bool:
    """Whether a record that we had is here under a new name, with most of its text."""
    if repository.size(file) > _LARGEST:
        return False
    lines = repository.read(file).splitlines()
    new = [each for each in ours if each.path not in before and repository.size(each) <= _LARGEST]
    return any(_is_alike(lines, repository.read(each).splitlines()) for each in new)


def _is_alike(lines: list[bytes], others: list[bytes]) -> bool:
    comparison = SequenceMatcher(None, lines, others, autojunk=False)
    return comparison.quick_ratio() > _SAME_TEXT and comparison.ratio() > _SAME_TEXT
