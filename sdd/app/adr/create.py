"""`sdd adr "auth strategy"`: a new decision, filled in with what is known."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from sdd.app.adr.change import superseded_text
from sdd.app.adr.collection import (
    Collection,
    find_decision,
    load_collection,
    read_decision,
    refuse_changed,
    taken_elsewhere,
)
from sdd.app.adr.look import Row, row_of
from sdd.app.adr.material import gather_material
from sdd.app.templates import templates_of
from sdd.errors import UsageError
from sdd.model.decisions import Decision, NumberElsewhere
from sdd.model.facts import UnreadableFile
from sdd.model.terms import terms_of
from sdd.record.adr_draft import Draft, draft_adr
from sdd.record.adr_own_template import OWN_TEMPLATE, fill_own_template, is_fillable
from sdd.record.adr_text import clean_title, file_name, render_adr, usual_layout
from sdd.record.slug import slug
from sdd.redact.text import redact_text
from sdd.workspace.files import list_names
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.numbering import make_folder, next_number
from sdd.workspace.template_files import find_template
from sdd.workspace.together import write_together
from sdd.workspace.wording import quote
from sdd.workspace.writing import cannot_write

_LONGEST_TITLE = 300


class NewDecision(Struct, frozen=True):
    """What the user asked for. supersedes, relates: words that name decisions.

    layout: "madr", "nygard", "speckit", or "" for the project's own.
    """

    title: str
    feature: str = ""
    supersedes: tuple[str, ...] = ()
    relates: tuple[str, ...] = ()
    layout: str = ""


class Created(Struct, frozen=True):
    """The new record, where it is, and what the user should know, one line each."""

    row: Row
    place: Path
    notes: tuple[str, ...] = ()


def create_decision(asked: NewDecision, cwd: Path, root: Path | None, today: date) -> Created:
    """Write a new record under the next free number.

    Raises UsageError where the title says nothing or a named record does not exist, and
    OutputError; nothing has changed then.
    """
    given = redact_text(clean_title(asked.title))
    title = _checked(given.text)
    collection = load_collection(cwd, root)
    elsewhere = taken_elsewhere(collection)
    old = [find_decision(collection, word) for word in asked.supersedes]
    related = [find_decision(collection, word) for word in asked.relates]
    material, because = gather_material(collection.root, asked.feature)
    draft = draft_adr(title, today.isoformat(), material, old, related)
    layout = asked.layout or usual_layout(collection.decisions)
    may_be_own = not asked.layout
    path, skipped = _write(collection, layout, draft, elsewhere, may_be_own=may_be_own)
    found = read_decision(collection.root, path)
    if isinstance(found, UnreadableFile):
        raise UsageError(f"{quote(path)} was written and cannot be read: {found.reason}")
    hidden = ["a secret in the title was left out; rotate it"] if given.counts else []
    notes = (*_finished(collection), *hidden, *_skips(skipped, found[0]), *_used(draft, because))
    row = row_of(found[0], load_collection(cwd, root))
    return Created(row, collection.root / path, notes)


def _checked(title: str) -> str:
    example = 'sdd adr "auth strategy"'
    if not slug(title, otherwise=""):
        raise UsageError("a decision needs a title with at least one word", "name it", example)
    if len(title) > _LONGEST_TITLE:
        raise UsageError(
            f"the title has {len(title)} characters, more than {_LONGEST_TITLE}",
            "say it in a few words; the rest belongs into the record",
            example,
        )
    return title


def _write(
    collection: Collection,
    layout: str,
    draft: Draft,
    elsewhere: Sequence[NumberElsewhere],
    *,
    may_be_own: bool,
) -> tuple[str, tuple[NumberElsewhere, ...]]:
    """The path of the new record, and the numbers that others have taken above ours."""
    folder = make_folder(collection.root, collection.folder)
    templates = templates_of(collection.root)
    own = _own_template(collection.root, layout) if may_be_own else ""
    try:
        with alone_in(folder):
            names = list_names(folder)
            number = next_number(names, [each.number for each in elsewhere])
            path = f"{collection.folder}/{file_name(number, draft.title, collection.decisions)}"
            if own:
                text = fill_own_template(own, draft, number, path)
            else:
                text = render_adr(templates, layout, draft, number, path)
            files: dict[str, bytes | None] = {path: text.encode("utf-8", "replace")}
            new = (path, number, draft.title)
            refuse_changed(collection, [each.path for each in draft.supersedes])
            for old in draft.supersedes:
                files[old.path] = superseded_text(collection, old, *new).encode()
            write_together(collection.root, collection.folder, files)
    except OSError as error:
        raise cannot_write(folder, error) from error
    first = next_number(names)
    return path, tuple(each for each in elsewhere if first <= each.number < number)


def _own_template(root: Path, layout: str) -> str:
    """The project's own `adr-template.md`, where it can be filled in; else an empty text.

    It has the layout of spec-kit-plus; a template of ours that the project replaced goes first.
    """
    ours = find_template(root, f"adr-{layout}.md.j2")
    if layout != "speckit" or (ours and not ours[0].startswith("templates/")):
        return ""
    found = find_template(root, OWN_TEMPLATE)
    return found[1] if found and is_fillable(found[1]) else ""


def _finished(collection: Collection) -> list[str]:
    return [f"completed what an interrupted command left: {each}" for each in collection.finished]


def _skips(skipped: Sequence[NumberElsewhere], decision: Decision) -> list[str]:
    return [
        f"number {each.number} is taken by {each.path} in {each.where}; "
        f"this record is number {decision.number}"
        for each in skipped
    ]


def _used(draft: Draft, because: str) -> list[str]:
    """Where the draft's texts come from, or that nothing was found."""
    if not draft.feature:
        return ["no feature is active, so nothing was filled in; --feature names one"]
    chosen = f"feature {draft.feature} (by {because})"
    if draft.used:
        return [f"{chosen}: filled in from {', '.join(draft.used)}"]
    looked = [each.path for each in draft.sources if each.label in ("Plan", "Research")]
    if not looked:
        return [f"{chosen}: it has no plan.md and no research.md to fill anything in from"]
    words = ", ".join(terms_of(draft.title)) or draft.title
    return [f"{chosen}: nothing in {' and '.join(looked)} speaks of {words}"]
