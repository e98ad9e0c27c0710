"""What kind of document a file is, by its place and name alone."""

from typing import Literal, TypeAlias

from sdd.model.prompt_records import is_record
from sdd.workspace.decision_places import counts_as_decision, is_decision

DocumentKind: TypeAlias = Literal[
    "constitution", "spec", "plan", "tasks", "checklist", "research", "adr", "phr"
]

CONSTITUTION = ".specify/memory/constitution.md"

_CONSTITUTIONS = (CONSTITUTION, "memory/constitution.md")
_KINDS: dict[str, DocumentKind] = {
    "spec.md": "spec",
    "plan.md": "plan",
    "tasks.md": "tasks",
    "research.md": "research",
}


def document_kind(path: str, decisions: str = "") -> DocumentKind | None:
    """What kind of document a path is by its place and name, in any case; None for no document.

    path: posix, relative to the root. A spec, plan or tasks file lies below a folder `specs`,
    a checklist in a folder `checklists` there, a decision in one of the folders that tools keep
    them in, a prompt history record below `history/prompts`. decisions: the folder that the
    project names for decisions, whatever it is called, "" for none.
    """
    lowered = path.lower()
    if lowered in _CONSTITUTIONS:
        return "constitution"
    if is_decision(lowered) or _is_in(decisions, path):
        return "adr"
    if is_record(lowered):
        return "phr"
    *folders, name = lowered.split("/")
    if "specs" not in folders:
        return None
    is_list = folders[-1] == "checklists" and name.endswith(".md")
    return "checklist" if is_list else _KINDS.get(name)


def _is_in(decisions: str, path: str) -> bool:
    return bool(decisions) and path.rpartition("/")[0] == decisions and counts_as_decision(path)
