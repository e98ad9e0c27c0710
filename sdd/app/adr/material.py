"""What the active feature knows about a decision: its plan and its research."""

import os
from pathlib import Path

from sdd.errors import GitError
from sdd.model.documents import Plan
from sdd.model.research import ResearchItem
from sdd.read.markdown.outline import DocumentTooWild
from sdd.read.markdown.plan import read_plan
from sdd.read.markdown.research import read_research
from sdd.record.adr_draft import Material, Source
from sdd.workspace.active_feature import find_active_feature
from sdd.workspace.files import read_file
from sdd.workspace.repository import open_repository

_DOCUMENTS = (("Spec", "spec.md"), ("Plan", "plan.md"), ("Research", "research.md"))


def gather_material(root: Path, asked: str) -> tuple[Material, str]:
    """What the feature says, and what decided which feature; empty where none is active.

    asked: the feature that the user named, or "". Raises UsageError where there is none of it.
    """
    feature = find_active_feature(root, os.environ, branch_of(root), asked)
    if feature is None:
        return Material(), ""
    texts = {name: _text(root, f"{feature.path}/{name}") for _, name in _DOCUMENTS}
    sources = [Source(label, f"{feature.path}/{name}") for label, name in _DOCUMENTS if texts[name]]
    plan_path = f"{feature.path}/plan.md"
    plan = _plan(texts["plan.md"], plan_path)
    items = (
        *_items(texts["research.md"], f"{feature.path}/research.md"),
        *(plan.decided if plan else ()),
    )
    return Material(feature.name, plan, items, tuple(sources)), feature.because


def _items(text: str, path: str) -> tuple[ResearchItem, ...]:
    """The decided items of a text; none of one that cannot be read."""
    try:
        return read_research(text, path).items if text else ()
    except DocumentTooWild:
        return ()


def branch_of(root: Path) -> str:
    """The branch that is checked out, or "" where git does not tell."""
    try:
        repository = open_repository(root)
        return repository.branch() if repository else ""
    except GitError:
        return ""


def _plan(text: str, path: str) -> Plan | None:
    try:
        return read_plan(text, path) if text else None
    except DocumentTooWild:
        return None


def _text(root: Path, path: str) -> str:
    content = read_file(root, path)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
