"""The decisions of a project as they stand on disk, and how one of them is named."""

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from sdd.app.adr.elsewhere import numbers_elsewhere
from sdd.errors import OutputError, UsageError
from sdd.model.decisions import Decision, NumberElsewhere
from sdd.model.facts import UnreadableFile
from sdd.read.markdown.adr import read_adr
from sdd.read.markdown.outline import DocumentTooWild
from sdd.workspace.decision_places import find_decision_folder, list_decisions
from sdd.workspace.files import exists, read_file
from sdd.workspace.folder_lock import alone_in
from sdd.workspace.repository import open_repository
from sdd.workspace.roots import find_roots
from sdd.workspace.together import JOURNAL, finish_writing
from sdd.workspace.wording import nearest, quote

_NUMBER = re.compile(r"(?:adr[-_ #]?)?0*(\d{1,6})", re.IGNORECASE)


class Collection(Struct, frozen=True):
    """The folder of a project's decisions.

    root: absolute and resolved. folder: posix, relative to it; it need not exist.
    decisions: sorted by number, those without one last. texts: of each, as on disk, by path.
    unreadable: files that are no text. finished: what an interrupted command left half done and
    was completed now.
    """

    root: Path
    folder: str
    decisions: tuple[Decision, ...] = ()
    texts: dict[str, str] = {}
    unreadable: tuple[UnreadableFile, ...] = ()
    finished: tuple[str, ...] = ()


def load_collection(cwd: Path, root: Path | None) -> Collection:
    """The decisions of the project that a folder belongs to.

    Raises UsageError or OutputError where the folder cannot be used.
    """
    place = find_roots((), cwd, root)[0].path
    folder = find_decision_folder(place)
    finished = _finish(place, folder)
    decisions: list[Decision] = []
    texts: dict[str, str] = {}
    unreadable: list[UnreadableFile] = []
    for path in list_decisions(place, folder):
        found = read_decision(place, path)
        if isinstance(found, UnreadableFile):
            unreadable.append(found)
        else:
            decision, texts[path] = found
            decisions.append(decision)
    decisions.sort(key=lambda each: (each.number < 0, each.number, each.path))
    return Collection(place, folder, tuple(decisions), texts, tuple(unreadable), finished)


def _finish(root: Path, folder: str) -> tuple[str, ...]:
    """Complete what a killed command left; a running one is waited for, not interfered with."""
    if not exists(root / folder / JOURNAL):
        return ()
    with alone_in(root / folder):
        return finish_writing(root, folder)


def read_decision(root: Path, path: str) -> tuple[Decision, str] | UnreadableFile:
    """A decision with its text, line ends as on disk; or why it cannot be read."""
    content = read_file(root, path)
    if isinstance(content, UnreadableFile):
        return content
    try:
        text = content.decode("utf-8")
        return read_adr(text, path), text
    except UnicodeDecodeError:
        return UnreadableFile(path, "it is not UTF-8")
    except DocumentTooWild as error:
        return UnreadableFile(path, error.reason, error.line)


def taken_elsewhere(collection: Collection) -> tuple[NumberElsewhere, ...]:
    """Numbers that other local branches and the merge base have given to other records."""
    repository = open_repository(collection.root)
    return numbers_elsewhere(repository, collection.decisions, (collection.folder,))


def find_decision(collection: Collection, word: str) -> Decision:
    """The decision that a word names: its number, `ADR-7`, its file name, path or slug.

    Raises UsageError where there is none, or more than one.
    """
    number = _NUMBER.fullmatch(word.strip())
    if number:
        found = [each for each in collection.decisions if each.number == int(number[1])]
    else:
        found = [each for each in collection.decisions if _is_called(each, word.strip())]
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(each.path for each in found)
        raise UsageError(f"{quote(word)} is the number of {paths}", "name the file")
    raise _unknown(collection, word)


def refuse_changed(collection: Collection, paths: Iterable[str]) -> None:
    """Raise OutputError where a record on disk is no longer what was read."""
    for path in paths:
        if path in collection.texts:
            found = read_decision(collection.root, path)
            if isinstance(found, UnreadableFile) or found[1] != collection.texts[path]:
                raise OutputError(f"{quote(path)} was changed meanwhile", "run the command again")


def _is_called(decision: Decision, word: str) -> bool:
    name = decision.path.rpartition("/")[2]
    spelled = word.replace("\\", "/").removeprefix("./")
    return spelled in (decision.path, name, name.removesuffix(".md"), _slug_of(name))


def _slug_of(name: str) -> str:
    return re.sub(r"^(?:adr[-_ ]?)?\d+[-_]", "", name.removesuffix(".md"), flags=re.IGNORECASE)


def _unknown(collection: Collection, word: str) -> UsageError:
    if not collection.decisions:
        return UsageError(
            f"{quote(collection.folder)} holds no decision", "write one", 'sdd adr "auth strategy"'
        )
    names = [_slug_of(each.path.rpartition("/")[2]) for each in collection.decisions]
    similar = nearest(word, names)
    hint = f"did you mean {quote(similar)}?" if similar else "`sdd adr list` shows them all"
    return UsageError(f"there is no decision {quote(word)} in {quote(collection.folder)}", hint)
