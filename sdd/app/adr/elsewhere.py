"""Numbers of decisions that other revisions of the repository have taken."""

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher

from sdd.errors import GitError, SddError
from sdd.model.decisions import Decision, NumberElsewhere
from sdd.model.revisions import TrackedFile
from sdd.workspace.decision_places import is_decision
from sdd.workspace.numbering import number_of
from sdd.workspace.repository import Repository

_MOST_BRANCHES = 40
_LARGEST = 200_000
_SAME_TEXT = 0.5


def numbers_elsewhere(
    repository: Repository | None, decisions: Sequence[Decision], folders: Collection[str]
) -> tuple[NumberElsewhere, ...]:
    """Decisions of the merge base and of other local branches that are not ours, sorted.

    folders: whose numbers matter. A record that was only renamed, so that half of its text is
    that of one of ours, is none. At most forty branches are asked; nothing is told where git
    does not answer.
    """
    if repository is None:
        return ()
    try:
        found = {each.path: each for each in _all(repository, set(folders))}
    except (GitError, SddError):
        return ()
    ours = {decision.path for decision in decisions}
    return tuple(sorted((found[path] for path in found if path not in ours), key=_order))


def _order(each: NumberElsewhere) -> tuple[str, int, str]:
    return each.folder, each.number, each.path


def _all(repository: Repository, folders: set[str]) -> Iterator[NumberElsewhere]:
    head = repository.head()
    if not head:
        return
    known = {file.content for file in repository.files_at(head)}
    texts = _our_texts(repository, head, folders)
    for revision, where in _revisions(repository, head):
        for file in repository.files_at(revision):
            folder, _, name = file.path.rpartition("/")
            number = number_of(name)
            if folder not in folders or number is None or not is_decision(file.path):
                continue
            if file.content not in known and not _is_renamed(repository, file, texts):
                yield NumberElsewhere(number, file.path, where)


def _revisions(repository: Repository, head: str) -> Iterator[tuple[str, str]]:
    """Tips of other local branches, and where the default branch and ours parted."""
    default = repository.default_branch()
    base = repository.merge_base(default) if default else ""
    if base and base != head:
        yield base, f"the merge base with {default}"
    current = repository.branch()
    others = [each for each in repository.branches() if not each.remote and each.name != current]
    told: set[str] = {head, base}
    for branch in others[:_MOST_BRANCHES]:
        if branch.commit not in told:
            told.add(branch.commit)
            yield branch.commit, f"branch {branch.name}"


def _our_texts(repository: Repository, head: str, folders: set[str]) -> list[bytes]:
    return [
        repository.read(file)
        for file in repository.files_at(head)
        if file.path.rpartition("/")[0] in folders
        and is_decision(file.path)
        and repository.size(file) <= _LARGEST
    ]


def _is_renamed(repository: Repository, file: TrackedFile, ours: list[bytes]) -> bool:
    if repository.size(file) > _LARGEST:
        return False
    lines = repository.read(file).splitlines()
    return any(
        SequenceMatcher(None, lines, text.splitlines()).quick_ratio() > _SAME_TEXT
        and SequenceMatcher(None, lines, text.splitlines(), autojunk=False).ratio() > _SAME_TEXT
        for text in ours
    )
