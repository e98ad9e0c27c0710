"""What Codex asked its tools to do, and how each call ended."""

import re

import msgspec
from msgspec import Struct

from sdd.model.session import Commit, Write
from sdd.read.transcripts.evidence import (
    find_commits,
    has_failures,
    is_test_command,
    summary_of_tests,
)
from sdd.read.transcripts.lines import Entry, joined_text, object_at, text_at, value_at
from sdd.read.transcripts.patches import read_changes, read_patch

_EXIT = re.compile(r"(?:Process exited with code|Exit code:|exit code) ?(-?\d{1,5})")
# `tools.exec_command({"cmd": "pytest -q"})`: the argument is written as JSON has it.
_SCRIPTED = re.compile(r"""(?:\bcmd|["']cmd["'])\s{0,3}:\s{0,3}("(?:[^"\\\n]|\\.){1,4000}")""")
_SHELLS = ("-c", "-lc", "-Command", "/c")


class Call(Struct, frozen=True):
    """A call that matters: of a shell (command), or of the patch tool (writes)."""

    command: str = ""
    is_test: bool = False
    writes: tuple[Write, ...] = ()


class Ending(Struct, frozen=True):
    """How a call ended."""

    failed: bool = False
    test_result: str = ""
    commits: tuple[Commit, ...] = ()
    output: str = ""


def read_call(item: Entry) -> Call | None:
    """The call in an item, or None for anything else.

    A patch arrives as a function, as a tool of its own or inside a shell command.
    """
    kind = text_at(item, "type")
    if kind == "local_shell_call":
        return _shell(value_at(item, "action", "command"))
    if kind == "custom_tool_call":
        return _patch(text_at(item, "input")) or _script(text_at(item, "input"))
    if kind != "function_call":
        return None
    given = _arguments(item)
    if text_at(item, "name") == "apply_patch":
        return _patch(text_at(given, "input") or text_at(given, "patch"))
    return _shell(given.get("cmd") or given.get("command"))


def _arguments(item: Entry) -> Entry:
    """The arguments of a function: an object, written as text."""
    try:
        given = msgspec.json.decode(text_at(item, "arguments") or "{}")
    except (msgspec.DecodeError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}


def _patch(text: str) -> Call | None:
    writes = read_patch(text)
    return Call(writes=writes) if writes else None


def _script(source: str) -> Call | None:
    """The calls of a script that calls tools, as recent builds wrap them: patch, or commands."""
    unescaped = source.replace("\\n", "\n")
    if unescaped != source and (call := _patch(unescaped)):
        return call
    commands = [text for match in _SCRIPTED.finditer(source) if (text := _decoded(match[1]))]
    return _shell("\n".join(text for text in commands if isinstance(text, str)))


def _shell(command: object) -> Call | None:
    text = command if isinstance(command, str) else _joined(command)
    if writes := read_patch(text):
        return Call(writes=writes)
    return Call(text, is_test_command(text)) if text.strip() else None


def _joined(words: object) -> str:
    """The command of a list such as `["bash", "-lc", "pytest -q"]`."""
    if not isinstance(words, list):
        return ""
    texts = [word for word in words if isinstance(word, str)]
    return texts[2] if len(texts) == 3 and texts[1] in _SHELLS else " ".join(texts)


def read_ending(output: object, *, is_test: bool, keep_output: bool) -> Ending:
    """How a call ended. output: text, text that holds JSON, or an object."""
    if isinstance(output, str) and output.startswith("{"):
        output = _decoded(output)
    code = value_at(output, "metadata", "exit_code")
    if isinstance(output, dict):
        failed = output.get("success") is False
        text = text_at(output, "output") or joined_text(output.get("content"))
    else:
        failed, text = False, joined_text(output)
    if not isinstance(code, int):
        match = _EXIT.search(text[:400])
        code = int(match[1]) if match else 0
    is_error = text.startswith(("apply_patch verification failed", "failed to parse", "error: "))
    failed = failed or code != 0 or is_error
    return _ending(text, failed=failed, is_test=is_test, keep_output=keep_output)


def _decoded(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return text


def read_exec_end(event: Entry, *, is_test: bool, keep_output: bool) -> Ending:
    """How a command ended, as its own event tells it."""
    text = text_at(event, "aggregated_output") or "\n".join(
        part for key in ("stdout", "stderr") if (part := text_at(event, key))
    )
    failed = event.get("exit_code") not in (0, None)
    return _ending(text, failed=failed, is_test=is_test, keep_output=keep_output)


def read_patch_end(event: Entry) -> tuple[bool, tuple[Write, ...]]:
    """Whether a patch was applied, and its changes where they are told."""
    return event.get("success") is not False, read_changes(object_at(event, "changes"))


def _ending(text: str, *, failed: bool, is_test: bool, keep_output: bool) -> Ending:
    result = summary_of_tests(text) if is_test else ""
    failed = failed or has_failures(result)
    return Ending(failed, result, find_commits(text), text if keep_output else "")
