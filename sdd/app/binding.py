"""`sdd constitution bind`: the rules that clauses ask for, written beside them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sdd.app.check import CheckRequest, settings_for
from sdd.app.one_project import find_project
from sdd.app.policy import policy_of
from sdd.errors import NothingToCheckError, UsageError
from sdd.model.documents import Clause, Constitution
from sdd.model.facts import UnreadableFile
from sdd.model.finding import Place
from sdd.model.policy import Binding, Demand
from sdd.read.markdown.constitution import read_constitution
from sdd.read.markdown.outline import DocumentTooWild
from sdd.record.binding import Change, comments_for, with_changes, without_room
from sdd.workspace.discovery import discover
from sdd.workspace.document_kinds import document_kind
from sdd.workspace.files import read_file
from sdd.workspace.writing import write_atomically


class Bound(Struct, frozen=True):
    """What binding does to a constitution.

    path: posix, relative to the root. old, new: its text. lines: of the clauses whose comments
    change, 1-based. left: of those that cannot hold a comment without being read otherwise.
    """

    path: str
    file: Path
    old: str
    new: str
    lines: tuple[int, ...]
    left: tuple[int, ...] = ()


def plan_binding(cwd: Path, root: Path | None) -> Bound:
    """The constitution of a project with the bindings that its clauses ask for; nothing is written.

    Raises NothingToCheckError where there is none, and UsageError where it cannot be read.
    """
    place = find_project(cwd, root)
    discovery = discover(place, settings_for(CheckRequest(root=root), place))
    paths = (path for path in discovery.documents if document_kind(path) == "constitution")
    path = next(paths, "")
    content = read_file(place.path, path) if path else b""
    if not path:
        raise NothingToCheckError(
            "there is no constitution here", "Begin one, or name a project with --root.", "sdd init"
        )
    if isinstance(content, UnreadableFile):
        raise UsageError(f"{path} cannot be read: {content.reason}")
    try:
        return bind_text(content.decode("utf-8"), path, place.path / path)
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8", "Save it as UTF-8 and try again.") from error
    except DocumentTooWild as error:
        raise UsageError(f"{path} cannot be read: {error}") from error


def bind_text(text: str, path: str, file: Path) -> Bound:
    """The same for the text of a constitution. Raises DocumentTooWild."""
    changes = tuple(_changes(read_constitution(text, path)))
    cramped = set(without_room(text, changes))
    kept, left = _harmless(text, path, tuple(each for each in changes if each not in cramped))
    left = tuple(sorted((*left, *cramped), key=lambda each: each.place))
    return Bound(
        path,
        file,
        text,
        with_changes(text, kept),
        tuple(each.place.line for each in kept),
        tuple(each.place.line for each in left),
    )


def write_binding(bound: Bound) -> None:
    """Write what was planned, whole or not at all. Raises OutputError."""
    if bound.new != bound.old:
        write_atomically(bound.file, bound.new.encode("utf-8"))


def _changes(law: Constitution) -> Iterator[Change]:
    """The clauses whose comments are not those that their words ask for."""
    asked = {each.clause.place: each for each in policy_of(_unmarked(law)).demands}
    for article in law.articles:
        for clause in article.clauses:
            demand = asked.get(clause.place)
            wanted = tuple(_inferred(demand)) if demand else ()
            if _said(clause) != {(each.code, _key(each.options)) for each in wanted}:
                places = dict.fromkeys(each.place for each in clause.bindings if each.written)
                yield Change(clause.place, comments_for(wanted), tuple(places))


def _inferred(demand: Demand) -> Iterator[Binding]:
    for each in (*demand.bindings, *demand.planned, *demand.waives):
        if each.is_inferred:
            yield each


def _said(clause: Clause) -> set[tuple[str, str]]:
    """What the comments of earlier runs bind a clause to."""
    return {(each.word, _key(each.options)) for each in clause.bindings if each.written}


def _key(options: Sequence[tuple[str, object]]) -> str:
    return str(sorted((key, str(value)) for key, value in options))


def _unmarked(law: Constitution) -> Constitution:
    """The constitution without the comments of earlier runs."""
    articles = tuple(
        replace(article, clauses=tuple(map(_unmarked_clause, article.clauses)))
        for article in law.articles
    )
    changed: Constitution = replace(law, articles=articles)
    return changed


def _unmarked_clause(clause: Clause) -> Clause:
    if not any(each.written for each in clause.bindings):
        return clause
    kept = tuple(each for each in clause.bindings if not each.written)
    changed: Clause = replace(clause, bindings=kept)
    return changed


def _harmless(
    text: str, path: str, changes: tuple[Change, ...]
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes after which every clause is read as before and bound as wanted, and the rest."""
    if not changes or _reads_alike(text, path, changes):
        return changes, ()
    if len(changes) == 1:
        return (), changes
    half = len(changes) // 2
    first, left_first = _harmless(text, path, changes[:half])
    second, left_second = _harmless(text, path, changes[half:])
    if not _reads_alike(text, path, (*first, *second)):
        return (), changes
    return (*first, *second), (*left_first, *left_second)


def _reads_alike(text: str, path: str, changes: Sequence[Change]) -> bool:
    before = read_constitution(text, path)
    after = read_constitution(with_changes(text, changes), path)
    if _shape(before) != _shape(after):
        return False
    left = {each.place.line for each in _changes(after)}
    wanted = {each.place.line for each in _changes(before)} - {each.place.line for each in changes}
    return left == wanted


def _shape(law: Constitution) -> object:
    """What a reader sees of a constitution: all but bindings and columns."""
    return (
        law.title,
        law.footer and law.footer.place.line,
        law.placeholders,
        [
            (
                article.title,
                article.level,
                article.place.line,
                article.last_line,
                *map(_seen, article.clauses),
            )
            for article in law.articles
        ],
    )


def _seen(clause: Clause) -> tuple[object, ...]:
    place: Place = clause.place
    return clause.text, clause.keyword, clause.words, clause.aside, clause.item, place.line
