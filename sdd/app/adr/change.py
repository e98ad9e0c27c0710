"""`sdd adr status`, `link` and `supersede`: records that change, one or two together."""

from collections.abc import Mapping
from pathlib import Path

from sdd.app.adr.collection import Collection, find_decision, load_collection, refuse_changed
from sdd.errors import OutputError, UsageError
from sdd.model.decisions import Decision, DecisionStatus, Relation, resolve
from sdd.read.markdown.adr import read_adr
from sdd.record.adr_edit import with_reference, with_status
from sdd.record.adr_text import name_of
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.together import write_together
from sdd.workspace.wording import nearest, quote
from sdd.workspace.writing import cannot_write


def change_status(cwd: Path, root: Path | None, word: str, status: str) -> tuple[Decision, ...]:
    """Write another status into a record, in whatever layout it is.

    Raises UsageError for an unknown record or status.
    """
    collection = load_collection(cwd, root)
    decision = find_decision(collection, word)
    wanted = _status(status, word)
    text = with_status(collection.texts[decision.path], decision, wanted)
    _expect(read_adr(text, decision.path).status is wanted, decision)
    return save(collection, {decision.path: text})


def supersede(
    cwd: Path, root: Path | None, old: str, new: str, *, sure: bool = True
) -> tuple[Decision, ...]:
    """Say in both records that one supersedes the other: both are written, or neither.

    sure: the user said which is which; else an older record does not take a newer one's place.
    Raises UsageError where either is unknown, both are the same, the old one has another
    successor already, or the two would supersede each other in a circle.
    """
    collection = load_collection(cwd, root)
    before, after = find_decision(collection, old), find_decision(collection, new)
    if not sure and 0 <= after.number < before.number:
        raise UsageError(
            f"{after.label} is older than {before.label}",
            f"say which takes whose place: sdd adr supersede {before.number} --by {after.number}, "
            f"or sdd adr supersede {after.number} --by {before.number}",
        )
    _refuse_circle(collection, before, after)
    texts = {before.path: superseded_text(collection, before, after.path, after.number)}
    if not _says(collection, after, Relation.SUPERSEDES, before):
        texts[after.path] = with_reference(
            collection.texts[after.path],
            after,
            Relation.SUPERSEDES,
            name_of(before, after.path),
        )
    return save(collection, texts)


def link(
    cwd: Path, root: Path | None, one: str, other: str, relation: Relation
) -> tuple[Decision, ...]:
    """Say in both records how they relate; what one of them says already stays as it is."""
    collection = load_collection(cwd, root)
    first, second = find_decision(collection, one), find_decision(collection, other)
    if first == second:
        raise UsageError(f"{first.label} cannot be linked to itself")
    texts: dict[str, str] = {}
    for here, there, kind in ((first, second, relation), (second, first, relation.reverse)):
        if not _says(collection, here, kind, there):
            text = collection.texts[here.path]
            texts[here.path] = with_reference(text, here, kind, name_of(there, here.path))
    return save(collection, texts) if texts else (first, second)


def superseded_text(
    collection: Collection, old: Decision, path: str, number: int, title: str = ""
) -> str:
    """The text of a record with the status that names its successor.

    path, number: of the successor. Raises UsageError where it has another one already.
    """
    successor = Decision(path=path, number=number, title=title)
    others = [
        each
        for reference in old.named(Relation.SUPERSEDED_BY)
        for each in resolve(reference, old, collection.decisions)
        if each.path != path
    ]
    if others:
        raise UsageError(
            f"{old.label} is superseded by {others[0].label} already",
            f"supersede {others[0].label}, or change the status of {old.label} first",
        )
    text = with_status(
        collection.texts[old.path], old, DecisionStatus.SUPERSEDED, name_of(successor, old.path)
    )
    _expect(read_adr(text, old.path).status is DecisionStatus.SUPERSEDED, old)
    return text


def save(collection: Collection, texts: Mapping[str, str]) -> tuple[Decision, ...]:
    """Write changed texts together; returns the records as they are now."""
    folder = collection.root / collection.folder
    try:
        with alone_in(folder):
            refuse_changed(collection, texts)
            data = {path: text.encode("utf-8") for path, text in texts.items()}
            write_together(collection.root, collection.folder, dict(data))
    except OSError as error:
        raise cannot_write(folder, error) from error
    return tuple(read_adr(text, path) for path, text in texts.items())


def _status(word: str, decision: str) -> DecisionStatus:
    known = [status.value for status in DecisionStatus]
    if word.lower() == DecisionStatus.SUPERSEDED:
        raise UsageError(
            "a superseded record names its successor",
            "say which record takes its place",
            f"sdd adr supersede {decision} --by NUMBER",
        )
    if word.lower() in known:
        return DecisionStatus(word.lower())
    similar = nearest(word, known)
    hint = f"did you mean {quote(similar)}?" if similar else f"known are: {', '.join(known)}"
    raise UsageError(f"{quote(word)} is no status", hint)


def _expect(holds: bool, decision: Decision) -> None:
    """Nothing is written of which we cannot read back that it is what was asked for."""
    if not holds:
        raise OutputError(
            f"the status of {quote(decision.path)} stands where sdd cannot change it",
            "change it by hand, and tell us how the record is written",
        )


def _says(collection: Collection, here: Decision, relation: Relation, there: Decision) -> bool:
    return any(there in resolve(each, here, collection.decisions) for each in here.named(relation))


def _refuse_circle(collection: Collection, before: Decision, after: Decision) -> None:
    waiting, seen = [after], {after.path}
    while waiting:
        decision = waiting.pop()
        if decision == before:
            raise UsageError(
                f"{before.label} and {after.label} would supersede each other"
                if before != after
                else f"{before.label} cannot supersede itself"
            )
        for reference in decision.named(Relation.SUPERSEDED_BY):
            for each in resolve(reference, decision, collection.decisions):
                if each.path not in seen:
                    seen.add(each.path)
                    waiting.append(each)
