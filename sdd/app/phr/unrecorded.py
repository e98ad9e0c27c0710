"""Whether work was committed that no prompt history record tells of (PHR104)."""

import msgspec

from sdd.app.phr.place import repository_of
from sdd.app.policy import articles_of
from sdd.app.sources import Loaded
from sdd.engine.select import select_rules
from sdd.errors import GitError
from sdd.model.prompt_records import RECORDS, UnrecordedWork
from sdd.model.settings import Settings
from sdd.rules.prompt_records.missing_phr import MissingPhr
from sdd.rules.registry import RULES
from sdd.workspace.discovery import is_python
from sdd.workspace.repository import Repository
from sdd.workspace.roots import Root

_MOST_COMMITS = 1_000


def with_unrecorded(root: Root, loaded: Loaded, settings: Settings) -> Loaded:
    """The project with the commits that no record tells of; git is asked only for the rule."""
    project = loaded.project
    if MissingPhr not in select_rules(RULES, settings, articles_of(project.constitution)):
        return loaded
    repository = repository_of(root)
    try:
        found = _find(repository) if repository else None
    except GitError:
        return loaded
    project = msgspec.structs.replace(project, unrecorded=found)
    return msgspec.structs.replace(loaded, project=project)


def _find(repository: Repository) -> UnrecordedWork | None:
    head = repository.head()
    if not head or any(path.startswith(f"{RECORDS}/") for path in repository.untracked()):
        return None  # a record that is not committed yet tells of the work before it
    last = repository.last_commit_of(RECORDS)
    if any(change.path.startswith(f"{RECORDS}/") for change in repository.changes_since(head)):
        return None
    commits = list(repository.commits(f"{last}..HEAD" if last else "HEAD", _MOST_COMMITS))
    if not commits:
        return None
    files = _code_since(repository, last)
    return UnrecordedWork(len(commits), commits[-1].subject, files, last[:12]) if files else None


def _code_since(repository: Repository, last: str) -> tuple[str, ...]:
    if not last:
        return tuple(file.path for file in repository.tracked() if is_python(file.path))
    changes = repository.changes_between(last, "HEAD")
    return tuple(change.path for change in changes if is_python(change.path))
