"""The `adr-template.md` that spec-kit-plus puts into a project, filled in as its command would.

Its placeholders are upper-case names in double braces. They are replaced as text: the file is
somebody else's, and nothing in it runs.
"""

import re
from collections.abc import Sequence

from sdd.model.decisions import Decision
from sdd.record.adr_draft import Draft
from sdd.record.adr_text import link_to, name_of

OWN_TEMPLATE = "adr-template.md"
_PLACEHOLDER = re.compile(r"\{\{[ \t]{0,3}(?P<name>[A-Z][A-Z0-9_]{0,60})[ \t]{0,3}\}\}")
_STATUS = re.compile(
    r"(?P<label>^[^\n]{0,20}Status:?\**:?[ \t]*)Proposed[ \t]*\|[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_NEEDED = ("ID", "TITLE")


def is_fillable(template: str) -> bool:
    """Whether a template has the placeholders without which no record can be made of it."""
    names = {match["name"] for match in _PLACEHOLDER.finditer(template)}
    return names.issuperset(_NEEDED)


def fill_own_template(template: str, draft: Draft, number: int, path: str) -> str:
    """The text of a record. path: of the record, posix, relative to the root.

    What is not known, and placeholders that nobody knows, become prompts.
    """
    values = _values(draft, number, path)

    def value(match: re.Match[str]) -> str:
        name = match["name"]
        return values.get(name) or f"[{name.lower().replace('_', ' ')} of this decision]"

    text = _PLACEHOLDER.sub(value, template.replace("\r\n", "\n"))
    return _STATUS.sub(lambda match: f"{match['label']}Proposed", text).rstrip() + "\n"


def _values(draft: Draft, number: int, path: str) -> dict[str, str]:
    links = {each.label: link_to(each.path, path) for each in draft.sources}
    decision = [*draft.decision, *(["Why:", *draft.rationale] if draft.rationale else ())]
    return {
        "ID": f"{number:04}",
        "TITLE": draft.title,
        "DATE_ISO": draft.date,
        "DATE": draft.date,
        "STATUS": "Proposed",
        "FEATURE_NAME": draft.feature or "none",
        "FEATURE": draft.feature or "none",
        "CONTEXT": "\n  ".join("\n".join(draft.context).split("\n")),
        "DECISION": "\n\n".join(decision),
        "ALTERNATIVES": "\n".join(f"- {each}" for each in draft.alternatives),
        "SPEC_LINK": links.get("Spec", "none"),
        "PLAN_LINK": links.get("Plan", "none"),
        "RELATED_ADRS": _related(draft, path),
        "REFERENCES": "\n".join(f"- {label}: {link}" for label, link in links.items()),
    }


def _related(draft: Draft, path: str) -> str:
    parts = [", ".join(_names(draft.relates, path))]
    if draft.supersedes:
        parts.append(f"Supersedes {', '.join(_names(draft.supersedes, path))}")
    return "; ".join(filter(None, parts)) or "none"


def _names(decisions: Sequence[Decision], path: str) -> list[str]:
    return [name_of(each, path) for each in decisions]
