"""What Claude Code asked its tools to do, and how each call ended."""

from collections.abc import Iterator

from msgspec import Struct

from sdd.model.session import Change, Commit
from sdd.read.transcripts.evidence import (
    find_commits,
    has_failures,
    is_test_command,
    requirement_ids,
    summary_of_tests,
    ticked_tasks,
    unique,
)
from sdd.read.transcripts.lines import Entry, joined_text, list_at, object_at, text_at

_EDITORS = ("Write", "Edit", "MultiEdit", "NotebookEdit")
_SHELLS = ("Bash", "PowerShell")
_CREATED = ("File created successfully", "The file has been created")


class Call(Struct, frozen=True):
    """A call that matters: of an editor (path), or of a shell (command)."""

    path: str = ""
    command: str = ""
    is_test: bool = False
    ticked: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


class Outcome(Struct, frozen=True):
    """How a call ended. change: of a file, where the answer says it, else None."""

    failed: bool = False
    change: Change | None = None
    ticked: tuple[str, ...] = ()
    test_result: str = ""
    commits: tuple[Commit, ...] = ()
    output: str = ""


def read_call(block: object) -> Call | None:
    """The call in a block of an answer, or None for anything else. Contents are not kept."""
    if text_at(block, "type") != "tool_use":
        return None
    name, given = text_at(block, "name"), object_at(block, "input")
    if name in _SHELLS:
        command = text_at(given, "command")
        return Call(command=command, is_test=is_test_command(command)) if command else None
    path = text_at(given, "file_path") or text_at(given, "notebook_path")
    if name not in _EDITORS or not path:
        return None
    edits = list(_edits(given))
    ticked = unique(id for old, new in edits for id in ticked_tasks(old, new))
    return Call(path, ticked=ticked, ids=requirement_ids(*(new for _, new in edits)))


def _edits(given: Entry) -> Iterator[tuple[str, str]]:
    """Old and new text of every change that a call asks for."""
    for edit in (given, *list_at(given, "edits")):
        new = text_at(edit, "new_string") or text_at(edit, "new_source") or text_at(edit, "content")
        yield text_at(edit, "old_string"), new


def read_results(entry: Entry) -> Iterator[tuple[str, Entry, object]]:
    """The answers of tools in a line: id of the call, the answer, and its details if any."""
    blocks = [
        block
        for block in list_at(entry, "message", "content")
        if text_at(block, "type") == "tool_result"
    ]
    # The details stand beside the message, once: they speak of an answer that is alone.
    details = entry.get("toolUseResult") if len(blocks) == 1 else None
    for block in blocks:
        yield text_at(block, "tool_use_id"), block, details


def read_outcome(call: Call, block: Entry, details: object, *, keep_output: bool) -> Outcome:
    """How a call ended. What it printed is kept only where that is asked for."""
    failed = block.get("is_error") is True
    said = joined_text(block.get("content"))
    if call.path:
        return Outcome(failed, _change(details, said), _ticked(details))
    printed = "\n".join(part for key in ("stdout", "stderr") if (part := text_at(details, key)))
    output = printed or said
    result = summary_of_tests(output) if call.is_test else ""
    return Outcome(
        failed=failed or has_failures(result),
        test_result=result,
        commits=find_commits(output),
        output=output if keep_output else "",
    )


def _change(details: object, said: str) -> Change | None:
    kind = text_at(details, "type")
    if kind == "create" or said.startswith(_CREATED):
        return "created"
    return "updated" if kind == "update" else None


def _ticked(details: object) -> tuple[str, ...]:
    """Tasks that the patch ticked: a whole file that is written anew tells it only here."""
    removed, added = [], []
    for hunk in list_at(details, "structuredPatch"):
        for line in list_at(hunk, "lines"):
            if isinstance(line, str) and line.startswith("-"):
                removed.append(line[1:])
            elif isinstance(line, str) and line.startswith("+"):
                added.append(line[1:])
    return ticked_tasks("\n".join(removed), "\n".join(added))
