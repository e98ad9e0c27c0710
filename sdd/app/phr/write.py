"""`sdd phr`: one session becomes one record, written anew as the session goes on."""

from pathlib import Path

import msgspec
from msgspec import Struct

from sdd.app.phr.existing import Existing, find_existing
from sdd.app.phr.place import Surroundings, branch_of, repository_of, user_of
from sdd.app.templates import templates_of
from sdd.errors import OutputError, UsageError
from sdd.model.prompt_records import RECORDS, ROUTED, STAGES
from sdd.model.session import Session
from sdd.record.phr.body import render_body
from sdd.record.phr.cleaning import Cleaned, clean
from sdd.record.phr.merging import compose, is_changed, renew
from sdd.record.phr.naming import file_name, make_title, route_of, shorten_title
from sdd.record.phr.record import SessionRecord, fields_of
from sdd.record.phr.stage import decide_stage, touched_feature
from sdd.redact.masking import mask
from sdd.redact.text import redact_text
from sdd.workspace.active_feature import find_active_feature
from sdd.workspace.files import exists, list_names
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.numbering import make_folder, next_number, number_of
from sdd.workspace.repository import Repository
from sdd.workspace.roots import Root
from sdd.workspace.together import sweep
from sdd.workspace.wording import quote
from sdd.workspace.writing import create_exclusively, write_atomically

_GUESSED = "the highest number"
_MOST_ATTEMPTS = 1_000


class Wish(Struct, frozen=True):
    """What a person asks for beyond what the rules decide; "" for nothing.

    with_output: also what commands printed. dry: nothing is written.
    """

    stage: str = ""
    title: str = ""
    feature: str = ""
    with_output: bool = False
    dry: bool = False


class Written(Struct, frozen=True):
    """What became of a record. path: posix, relative to the root. action: "created", "updated",
    "unchanged", "kept" (a person took its markers out) or "planned".

    text: the whole record, without a secret. moved_from: where it was, if it was moved.
    """

    path: str
    action: str
    id: str
    stage: str
    title: str
    route: str
    feature: str
    session: str
    text: str
    redacted: dict[str, int] = {}
    skipped: int = 0
    moved_from: str = ""


class _Draft(Struct, frozen=True):
    """A record before it has a number and a place."""

    cleaned: Cleaned
    title: str
    stage: str
    feature: str
    user: str
    links: dict[str, str]
    ruled: dict[str, str]

    @property
    def route(self) -> str:
        return route_of(self.stage, self.feature)


def write_record(root: Root, around: Surroundings, session: Session, wish: Wish) -> Written:
    """Write the record of a session, or renew the one that it has.

    Raises UsageError for a wish that cannot be granted, and OutputError where nothing can be
    written; whatever was there before is then untouched.
    """
    _refuse_unknown_stage(wish)
    cleaned = clean(
        session,
        [str(root.path), str(around.cwd)],
        [str(around.home), around.environ.get("HOME", "")],
    )
    repository = repository_of(root)

    def write() -> Written:
        existing = find_existing(root.path, cleaned.session.id)
        draft = _draft(root, around, cleaned, wish, repository, existing)
        return _renew(root, draft, wish, existing) if existing else _create(root, draft, wish)

    if wish.dry:
        return write()
    # A wish that cannot be granted leaves no folder behind.
    _draft(root, around, cleaned, wish, repository, find_existing(root.path, cleaned.session.id))
    # Hooks of one session can end at the same moment.
    with alone_in(make_folder(root.path, RECORDS)):
        written = write()
        # Agents kill hooks that take too long; what those left is nobody's.
        sweep((root.path / written.path).parent)
        return written


def _draft(
    root: Root,
    around: Surroundings,
    cleaned: Cleaned,
    wish: Wish,
    repository: Repository | None,
    existing: Existing | None,
) -> _Draft:
    session = cleaned.session
    branch = session.branch or branch_of(repository)
    cleaned = Cleaned(msgspec.structs.replace(session, branch=branch), cleaned.redacted)
    kept = _kept(existing)
    asked = wish.feature or kept.get("feature", "")
    ruled = _feature(root, around, session, branch, "")
    feature = _feature(root, around, session, branch, asked) if asked else ruled
    stage = wish.stage or kept.get("stage") or decide_stage(session, feature)
    if not feature and stage not in ROUTED:
        raise UsageError(
            f"the stage {quote(stage)} belongs to a feature, and this session names none",
            "name one with --feature, or leave --stage out",
            f"sdd phr --stage {stage} --feature 001-name",
        )
    rules = {
        "title": make_title(session),
        "stage": decide_stage(session, feature),
        "feature": ruled,
    }
    title = shorten_title(redact_text(wish.title).text) or kept.get("title") or rules["title"]
    links = _links(root, session, feature)
    return _Draft(cleaned, title, stage, feature, user_of(repository), links, rules)


def _kept(existing: Existing | None) -> dict[str, str]:
    """Title, stage and feature of an existing record, as far as a person changed them."""
    if existing is None:
        return {}
    record = existing.record
    fields = {"title": record.title, "stage": record.stage, "feature": record.feature}
    return {key: value for key, value in fields.items() if is_changed(record.front, key)}


def _feature(root: Root, around: Surroundings, session: Session, branch: str, asked: str) -> str:
    """The feature folder that a session worked on; the name of no folder is guessed."""
    touched = touched_feature(session)
    if not asked and touched and exists(root.path / "specs" / touched):
        return touched
    found = find_active_feature(root.path, around.environ, branch, asked)
    return found.name if found and found.because != _GUESSED else ""


def _links(root: Root, session: Session, feature: str) -> dict[str, str]:
    spec = f"specs/{feature}/spec.md"
    decisions = [each.path for each in session.writes if each.path.startswith("history/adr/")]
    return {
        "spec": spec if feature and exists(root.path / spec) else "",
        "adr": decisions[-1] if decisions else "",
        "pr": session.pull_requests[-1] if session.pull_requests else "",
    }


def _refuse_unknown_stage(wish: Wish) -> None:
    if wish.stage and wish.stage not in STAGES:
        raise UsageError(
            f"there is no stage {quote(wish.stage)}", f"the stages are: {', '.join(STAGES)}"
        )


def _create(root: Root, draft: _Draft, wish: Wish) -> Written:
    folder = f"{RECORDS}/{draft.route}"
    if wish.dry:
        record = _numbered(draft, next_number(list_names(root.path / folder)), wish)
        name = file_name(record.number, draft.title, draft.stage)
        return _report(f"{folder}/{name}", "planned", record, _text(root, record))
    place = make_folder(root.path, folder)
    first = next_number(list_names(place))
    for number in range(first, first + _MOST_ATTEMPTS):
        record = _numbered(draft, number, wish)
        name = file_name(number, draft.title, draft.stage)
        text = _text(root, record)
        try:
            create_exclusively(place / name, text.encode())
        except FileExistsError:
            continue
        return _report(f"{folder}/{name}", "created", record, text)
    raise OutputError(f"no free number was found in {quote(folder)}")


def _renew(root: Root, draft: _Draft, wish: Wish, existing: Existing) -> Written:
    record = existing.record
    stays = record.route == draft.route
    taken = list_names(root.path / RECORDS / draft.route)
    number = number_of(Path(record.path).name) if stays else next_number(taken)
    renewed = _numbered(draft, number or next_number(taken), wish)
    fields, body = fields_of(renewed), mask(render_body(renewed, templates_of(root.path)))
    text = renew(existing.text, record.front, fields, body)
    if text is None:
        return _report(record.path, "kept", renewed, existing.text)
    path = _path(record.path, renewed, record.slug, stays)
    if wish.dry:
        return _report(path, "planned", renewed, text)
    if text == existing.text and path == record.path:
        return _report(path, "unchanged", renewed, text)
    if text != existing.text:
        write_atomically(root.path / record.path, text.encode("utf-8", "surrogateescape"))
    if path != record.path:
        _move(root.path, record.path, path)
    report = _report(path, "updated", renewed, text)
    return (
        report if path == record.path else msgspec.structs.replace(report, moved_from=record.path)
    )


def _path(old: str, record: SessionRecord, slug: str, stays: bool) -> str:
    """Where a renewed record belongs: its name keeps its words, and tells its stage."""
    folder = f"{RECORDS}/{route_of(record.stage, record.feature)}"
    if stays and old.endswith(f".{record.stage}.prompt.md"):
        return old
    name = file_name(record.number, slug or record.title, record.stage)
    return f"{folder}/{name}"


def _move(root: Path, old: str, new: str) -> None:
    """Give a record another name, which nothing may have yet."""
    make_folder(root, new.rpartition("/")[0])
    if exists(root / new):
        raise OutputError(f"{quote(new)} is there already", "see `sdd phr repair`")
    try:
        (root / old).replace(root / new)
    except OSError as error:
        raise OutputError(f"cannot move {quote(old)}: {error.strerror}") from error


def _numbered(draft: _Draft, number: int, wish: Wish) -> SessionRecord:
    return SessionRecord(
        draft.cleaned.session,
        number,
        draft.title,
        draft.stage,
        draft.feature,
        draft.user,
        draft.ruled,
        draft.links,
        draft.cleaned.redacted,
        wish.with_output,
    )


def _text(root: Root, record: SessionRecord) -> str:
    # Every value was cleaned; a template of the project may still join them into a secret.
    body = mask(render_body(record, templates_of(root.path)))
    return compose(fields_of(record), body)


def _report(path: str, action: str, record: SessionRecord, text: str) -> Written:
    session = record.session
    return Written(
        path,
        action,
        record.id,
        record.stage,
        record.title,
        route_of(record.stage, record.feature),
        record.feature,
        session.id,
        text,
        record.redacted,
        session.skipped.total,
    )
