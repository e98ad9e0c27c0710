"""What a person typed in Claude Code, told from everything else that is written as theirs."""

import re

from sdd.read.transcripts.lines import Entry, joined_text, text_at, value_at

# Text that the program puts around what a person typed.
_WRAPPERS = ("system-reminder", "ide_opened_file", "ide_selection", "ide_diagnostics")
_INJECTED = (
    "<local-command-",
    "<bash-input>",
    "<bash-stdout>",
    "<bash-stderr>",
    "<command-message>",
    "<command-args>",
    "<task-notification>",
    "<user-memory-input>",
    "[Request interrupted by user",
    "Caveat: The messages below were generated",
    "This session is being continued from a previous conversation",
)
_HOOK = re.compile(
    r"<?(?:\w{1,30} hook (?:feedback|blocking error|additional context)|[\w-]{1,30}-hook>)"
)
_FLAGS = ("isMeta", "isSidechain", "isCompactSummary", "isVisibleInTranscriptOnly")
_QUEUED = "queued_command"


def typed_text(entry: Entry) -> str:
    """What a person typed in a `user` line, whole; "" where nobody typed it.

    A slash command is told as it was typed: `/name arguments`.
    """
    if any(entry.get(flag) is True for flag in _FLAGS) or not _is_human(entry.get("origin")):
        return ""
    content = value_at(entry, "message", "content")
    blocks = content if isinstance(content, list) else ()
    if any(text_at(block, "type") == "tool_result" for block in blocks):
        return ""
    text = without_wrappers(joined_text(content))
    return _command(text) or ("" if _is_injected(text) else text)


def queued_text(entry: Entry) -> str:
    """What a person typed while the agent worked: an `attachment` line, never a `user` line."""
    attachment = entry.get("attachment")
    if text_at(attachment, "type") != _QUEUED or value_at(attachment, "isMeta") is True:
        return ""
    if text_at(attachment, "commandMode") not in ("prompt", ""):
        return ""
    if not _is_human(value_at(attachment, "origin")):
        return ""
    text = without_wrappers(joined_text(value_at(attachment, "prompt")))
    return "" if _is_injected(text) else text


def own_command(entry: Entry) -> str:
    """The shell command that a person ran with `!`; "" for any other line."""
    text = joined_text(value_at(entry, "message", "content")).strip()
    return _between(text, "bash-input") if text.startswith("<bash-input>") else ""


def without_wrappers(text: str) -> str:
    """The text without the parts that the program put around it; else it stays as it is."""
    for name in _WRAPPERS:
        if f"<{name}>" in text:
            text = _cut_out(text, f"<{name}>", f"</{name}>").strip("\n")
    return text


def _cut_out(text: str, start: str, end: str) -> str:
    kept, position = [], 0
    while (begin := text.find(start, position)) >= 0:
        stop = text.find(end, begin)
        if stop < 0:
            break
        kept.append(text[position:begin])
        position = stop + len(end)
    return "".join([*kept, text[position:]])


def _command(text: str) -> str:
    name = _between(text, "command-name")
    if not name or not text.lstrip().startswith("<command-"):
        return ""
    return f"{name} {_between(text, 'command-args')}".strip()


def _between(text: str, tag: str) -> str:
    _, opened, rest = text.partition(f"<{tag}>")
    inside, closed, _ = rest.partition(f"</{tag}>")
    return inside.strip() if opened and closed else ""


def _is_human(origin: object) -> bool:
    return text_at(origin, "kind") in ("human", "") if isinstance(origin, dict) else True


def _is_injected(text: str) -> bool:
    stripped = text.lstrip()
    return not stripped or stripped.startswith(_INJECTED) or bool(_HOOK.match(stripped))
