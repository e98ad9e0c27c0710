"""Decisions that deserve a record, one line each."""

from collections.abc import Iterable

from sdd.model.significance import Undocumented
from sdd.redact.masking import mask
from sdd.report.json_text import to_json
from sdd.report.plain import flat

_LINE = (
    "📋 Architectural decision detected: {description}. "
    "Document reasoning and tradeoffs? Run `{command}`\n"
)


def render_suggestions(found: Iterable[Undocumented], format: str) -> str:
    """Suggestions as text. format: "text" or "json"."""
    if format == "json":
        return to_json([_as_json(each) for each in found])
    return "".join(map(_as_line, found))


def _as_line(each: Undocumented) -> str:
    description = flat(mask(each.description)).rstrip(".")
    return _LINE.format(description=description, command=command_for(each))


def command_for(suggestion: Undocumented) -> str:
    """The command that writes the record, safe to paste into a shell."""
    title = flat(mask(suggestion.title))
    for character in '"`$\\!':
        title = title.replace(character, "")
    return f'sdd adr "{title}"'


def _as_json(each: Undocumented) -> dict[str, object]:
    return {
        "title": mask(each.title),
        "description": mask(each.description),
        "impact": each.impact,
        "alternatives": [mask(one) for one in each.alternatives],
        "scope": each.scope,
        "places": [{"path": place.path, "line": place.line} for place in each.places],
        "command": command_for(each),
    }
