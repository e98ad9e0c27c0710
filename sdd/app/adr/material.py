"""What the active feature knows about a decision: its plan and its research."""

from collections.abc import Iterator
from pathlib import Path

from sdd.app.active_feature import active_feature
from sdd.model.documents import Plan
from sdd.model.research import ResearchItem
from sdd.read.markdown.outline import DocumentTooWild
from sdd.read.markdown.plan import read_plan
from sdd.read.markdown.research import read_research
from sdd.record.adr_draft import Material, Source
from sdd.workspace.files import read_file

_OF_THE_LAYOUT = {
    "summary", "technical context", "constitution check", "project structure", "documentation",
    "source code", "complexity tracking",
}  # fmt: skip
_DOCUMENTS = (("Spec", "spec.md"), ("Plan", "plan.md"), ("Research", "research.md"))


def gather_material(root: Path, asked: str) -> tuple[Material, str]:
    """What the feature says, and what decided which feature; empty where none is active.

    asked: the feature that the user named, or "". Raises UsageError where there is none of it.
    """
    feature = active_feature(root, asked)
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
    chapters = tuple(_chapters(plan, texts["plan.md"])) if plan else ()
    return Material(feature.name, plan, items, chapters, tuple(sources)), feature.because


def _items(text: str, path: str) -> tuple[ResearchItem, ...]:
    """The decided items of a text; none of one that cannot be read."""
    try:
        return read_research(text, path).items if text else ()
    except DocumentTooWild:
        return ()


def _chapters(plan: Plan, text: str) -> Iterator[tuple[str, str]]:
    """The prose directly below each heading that is neither the layout's nor a decided item's."""
    lines = text.removeprefix("\ufeff").splitlines()
    decided = [item.place.line for item in plan.decided]
    starts = [section.place.line for section in plan.sections]
    for section, end in zip(plan.sections, [*starts[1:], len(lines) + 1], strict=True):
        if section.level == 1 or section.key in _OF_THE_LAYOUT or section.empty:
            continue
        if any(section.place.line == line or section.holds(line) for line in decided):
            continue
        prose = "\n".join(lines[section.place.line : end - 1]).strip()
        if prose:
            yield section.title, prose


def _plan(text: str, path: str) -> Plan | None:
    try:
        return read_plan(text, path) if text else None
    except DocumentTooWild:
        return None


def _text(root: Path, path: str) -> str:
    content = read_file(root, path)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
