"""A draft as text, in the layout that the project uses."""

import posixpath
import re
from collections.abc import Sequence

from sdd.model.decisions import Decision
from sdd.record.adr_draft import Draft
from sdd.record.slug import slug
from sdd.record.templates import Templates

LAYOUTS = ("madr", "nygard", "speckit")
_USUAL_WIDTH = 4
_NAME = re.compile(r"(?P<prefix>adr[-_ ]?)?(?P<number>\d{1,6})(?P<dash>[-_])", re.IGNORECASE)
# Control characters, and marks that turn the direction of writing.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def clean_title(title: str) -> str:
    """A title on one line, without control characters; what was typed otherwise stays."""
    return " ".join(_HIDDEN.sub(" ", title).split())


def usual_layout(decisions: Sequence[Decision]) -> str:
    """The layout of the newest record that has one of the known ones; "speckit" without any."""
    newest = sorted(decisions, key=lambda each: (each.number, each.date), reverse=True)
    return next((each.layout for each in newest if each.layout in LAYOUTS), "speckit")


def file_name(number: int, title: str, decisions: Sequence[Decision] = ()) -> str:
    """`0007-auth-strategy.md`, with the prefix and width that the other records agree on."""
    return f"{_style(number, decisions)}-{slug(title)}.md"


def _style(number: int, decisions: Sequence[Decision]) -> str:
    names = [_NAME.match(each.path.rpartition("/")[2]) for each in decisions if each.number >= 0]
    styles = {(match["prefix"] or "", len(match["number"])) for match in names if match}
    prefix, width = styles.pop() if len(styles) == 1 else ("", _USUAL_WIDTH)
    return f"{prefix}{number:0{max(width, 3)}}"


def render_adr(templates: Templates, layout: str, draft: Draft, number: int, path: str) -> str:
    """The text of a new record. path: of the record, posix, relative to the root.

    Raises UsageError where a template of the project does not work.
    """
    return templates.render(
        f"adr-{layout}.md.j2",
        number=f"{number:04}",
        title=draft.title,
        date=draft.date,
        feature=draft.feature,
        context=draft.context,
        decision=draft.decision,
        rationale=draft.rationale,
        alternatives=draft.alternatives,
        links=[f"{each.label}: {link_to(each.path, path)}" for each in draft.sources],
        supersedes=[name_of(each, path) for each in draft.supersedes],
        relates=[name_of(each, path) for each in draft.relates],
    )


def link_to(target: str, path: str) -> str:
    """A Markdown link from one document to another; both posix, relative to the root."""
    address = posixpath.relpath(target, posixpath.dirname(path) or ".")
    return f"[{target}]({address.replace(' ', '%20')})"


def name_of(decision: Decision, path: str) -> str:
    """A link to a record that says its number: `[ADR-0007](0007-tokens.md)`."""
    address = posixpath.relpath(decision.path, posixpath.dirname(path) or ".")
    return f"[{decision.label}]({address.replace(' ', '%20')})"
