"""`sdd phr list`, `show` and `search`: the records of a project, read and looked through."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sdd.app.phr.existing import record_paths
from sdd.engine.ask import ask_rules
from sdd.engine.select import AnyRule
from sdd.errors import UsageError
from sdd.model.project import Project
from sdd.model.prompt_records import PromptRecord, is_record
from sdd.read.markdown.phr import read_phr
from sdd.redact.text import redact_text
from sdd.rules.registry import RULES
from sdd.workspace.configuration import load_settings
from sdd.workspace.discovery import discover
from sdd.workspace.files import read_file
from sdd.workspace.roots import Root
from sdd.workspace.wording import nearest, quote

_FAMILY = "PHR"
_LONGEST_LINE = 200


class Listed(Struct, frozen=True):
    """A record with the codes of the rules that have something to say of it, each once."""

    record: PromptRecord
    problems: tuple[str, ...] = ()


class Match(Struct, frozen=True):
    """A line of a record in which something was found. line: 1-based; text: without secrets."""

    path: str
    line: int
    title: str
    text: str


def list_records(root: Root, *, older: bool = True) -> tuple[Listed, ...]:
    """Every record of a project, by folder and name, with its problems. older: see below."""
    records = tuple(record for record, _ in read_records(root, older=older))
    problems = _problems(root, records)
    return tuple(Listed(each, tuple(sorted(problems.get(each.path, ())))) for each in records)


def read_records(root: Root, *, older: bool = True) -> Iterator[tuple[PromptRecord, str]]:
    """Every record that can be read, with its text.

    older: also those where the first releases of spec-kit-plus put them, in folders `prompts`
    below `specs` and `docs`.
    """
    paths = [*record_paths(root.path), *(_older_paths(root) if older else ())]
    for path in dict.fromkeys(paths):
        data = read_file(root.path, path)
        if isinstance(data, bytes):
            text = data.decode("utf-8", "surrogateescape")
            yield read_phr(text, path), text


def _older_paths(root: Root) -> tuple[str, ...]:
    found = discover(root, load_settings(root.path, RULES)).documents
    return tuple(path for path in found if is_record(path))


def record_named(root: Root, word: str) -> tuple[PromptRecord, str]:
    """The record that a word names: a path, a session, an id (with its route: `general/7`), or
    a part of the file name.

    Raises UsageError where none, or more than one, is meant.
    """
    known = list(read_records(root))
    for meets in (_is_path, _is_session, _is_number, _is_part):
        found = [each for each in known if meets(each[0], word)]
        if len(found) == 1:
            return found[0]
        if found:
            names = "\n    ".join(each.path for each, _ in found[:10])
            raise UsageError(
                f"{len(found)} records are meant by {quote(word)}",
                f"name one:\n    {names}",
                f"sdd phr show {found[0][0].path}",
            )
    similar = nearest(word, (each.slug for each, _ in known))
    hint = f"did you mean {quote(similar)}?" if similar else "`sdd phr list` lists them"
    raise UsageError(f"there is no record {quote(word)}", hint)


def search_records(
    root: Root, words: Iterable[str], stage: str = "", feature: str = ""
) -> Iterator[Match]:
    """The lines that hold any of the words, of every record that holds all of them.

    Case does not matter. stage, feature: only records of these.
    """
    wanted = [word.lower() for word in words if word.strip()]
    for record, text in read_records(root):
        if (stage and record.stage != stage) or (feature and feature not in record.path):
            continue
        lowered = text.lower()
        if wanted and all(word in lowered for word in wanted):
            yield from _matches(record, text, wanted)


def _matches(record: PromptRecord, text: str, wanted: list[str]) -> Iterator[Match]:
    # A secret may span lines, so that the whole text is cleaned before it is cut.
    for number, line in enumerate(redact_text(text).text.splitlines(), 1):
        lowered = line.lower()
        if any(word in lowered for word in wanted):
            shown = line.strip()[:_LONGEST_LINE]
            yield Match(record.path, number, record.title, shown)


def _problems(root: Root, records: tuple[PromptRecord, ...]) -> dict[str, set[str]]:
    rules: list[AnyRule] = [
        rule for rule in RULES if rule.meta.code.startswith(_FAMILY) and not rule.meta.opt_in
    ]
    project = Project(marked=True, anchor="", prompt_records=records)
    found: dict[str, set[str]] = {}
    for finding in ask_rules(rules, project, load_settings(root.path, RULES)):
        found.setdefault(finding.place.path, set()).add(finding.code)
    return found


def _is_path(record: PromptRecord, word: str) -> bool:
    return word.replace("\\", "/").removeprefix("./") in (record.path, _name(record))


def _is_session(record: PromptRecord, word: str) -> bool:
    return len(word) > 7 and record.session.startswith(word)


def _is_number(record: PromptRecord, word: str) -> bool:
    route, _, number = word.rpartition("/")
    is_same = number.isdecimal() and record.file_id and int(number) == int(record.file_id)
    return bool(is_same) and (not route or route == record.route)


def _is_part(record: PromptRecord, word: str) -> bool:
    return word.lower() in _name(record).lower()


def _name(record: PromptRecord) -> str:
    return record.path.rpartition("/")[2]
