"""The transcript of a Codex session ("rollout"): JSON lines `{timestamp, type, payload}`.

The format is that of openai/codex, `codex-rs/protocol` (RolloutItem, EventMsg, ResponseItem); it
has no contract either.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sdd.model.session import Command, Commit, Prompt, Session, Tokens, Write
from sdd.read.transcripts.codex_tools import (
    Call,
    Ending,
    read_call,
    read_ending,
    read_exec_end,
    read_patch_end,
)
from sdd.read.transcripts.evidence import unique
from sdd.read.transcripts.lines import (
    Entry,
    LineReader,
    joined_text,
    number_at,
    object_at,
    text_at,
    value_at,
)

_TYPES = frozenset(
    (
        *("session_meta", "turn_context", "response_item", "event_msg", "compacted"),
        *("world_state", "inter_agent_communication", "ghost_snapshot"),
    )
)
_INJECTED = (
    "<environment_context>",
    "<user_instructions>",
    "<turn_aborted>",
    "<permissions instructions>",
    "<skill>",
    "# AGENTS.md instructions",
)
_OUTPUTS = ("function_call_output", "custom_tool_call_output")


class _Reader:
    """What has been read so far of one session."""

    def __init__(self, keep_output: bool) -> None:
        self.lines = LineReader()
        self._keep_output = keep_output
        self._meta: Entry = {}
        self._folders: list[str] = []
        self._models: list[str] = []
        self._typed: list[Prompt] = []
        self._items: list[Prompt] = []
        self._answer = ""
        self._calls: dict[str, Call] = {}
        self._endings: dict[str, Ending] = {}
        self._applied: dict[str, tuple[Write, ...]] = {}
        self._failed: set[str] = set()
        self._tokens = Tokens()
        self._total: object = None
        self._started = self._ended = ""

    def read(self, entry: Entry) -> None:
        """Take in one line."""
        kind, payload = text_at(entry, "type"), object_at(entry, "payload")
        if kind not in _TYPES:
            self.lines.unknown += 1
            return
        if time := text_at(entry, "timestamp"):
            self._started = min(self._started or time, time)
            self._ended = max(self._ended, time)
        if kind == "session_meta" and not self._meta:
            self._meta = payload
            self._folders.append(text_at(payload, "cwd"))
        elif kind == "turn_context":
            self._folders.append(text_at(payload, "cwd"))
            self._models.append(text_at(payload, "model"))
        elif kind == "response_item":
            self._read_item(payload, text_at(entry, "timestamp"))
        elif kind == "event_msg":
            self._read_event(payload, text_at(entry, "timestamp"))

    def _read_item(self, item: Entry, time: str) -> None:
        kind, id = text_at(item, "type"), text_at(item, "call_id")
        if kind == "message":
            self._read_message(item, time)
        elif kind in _OUTPUTS:
            ending = read_ending(item.get("output"), **self._wanted(id))
            self._endings.setdefault(id, ending)
        elif call := read_call(item):
            self._calls[id or f"call {len(self._calls)}"] = call

    def _read_message(self, item: Entry, time: str) -> None:
        text = joined_text(item.get("content"))
        if text_at(item, "role") == "assistant":
            self._answer = text or self._answer
        elif text_at(item, "role") == "user" and not _is_injected(text):
            self._items.append(Prompt(text, time))

    def _read_event(self, event: Entry, time: str) -> None:
        kind = text_at(event, "type")
        if kind == "user_message" and not _is_injected(text := text_at(event, "message")):
            self._typed.append(Prompt(text, time))
        elif kind == "agent_message":
            self._answer = text_at(event, "message") or self._answer
        elif kind == "token_count":
            self._count(object_at(event, "info"))
        elif kind == "patch_apply_end":
            self._read_patch(event)
        elif kind == "exec_command_end":
            id = text_at(event, "call_id")
            self._endings[id] = read_exec_end(event, **self._wanted(id))
        elif kind == "thread_rolled_back":
            self._take_back(number_at(event, "num_turns"))

    def _wanted(self, id: str) -> dict[str, bool]:
        """What to look for in what a call printed."""
        is_test = id in self._calls and self._calls[id].is_test
        return {"is_test": is_test, "keep_output": self._keep_output}

    def _read_patch(self, event: Entry) -> None:
        id, (succeeded, writes) = text_at(event, "call_id"), read_patch_end(event)
        if not succeeded:
            self._failed.add(id)
        elif writes:
            self._applied[id] = writes

    def _take_back(self, turns: int) -> None:
        alive = [index for index, prompt in enumerate(self._typed) if not prompt.taken_back]
        for index in alive[-turns:] if turns else ():
            prompt = self._typed[index]
            self._typed[index] = Prompt(prompt.text, prompt.at, taken_back=True)

    def _count(self, info: Entry) -> None:
        # The same figures are told again whenever the rate limits are.
        if not info or info.get("total_token_usage") == self._total:
            return
        self._total = info.get("total_token_usage")
        cached = number_at(info, "last_token_usage", "cached_input_tokens")
        given = number_at(info, "last_token_usage", "input_tokens")
        output = number_at(info, "last_token_usage", "output_tokens")
        self._tokens = self._tokens.plus(Tokens(max(0, given - cached), output, cached))

    def session(self, name: str) -> Session:
        """The session as far as it was read. name: of its file, without the ending."""
        return Session(
            id=text_at(self._meta, "id") or name,
            agent="codex",
            version=text_at(self._meta, "cli_version"),
            folders=unique(self._folders),
            branch=text_at(self._meta, "git", "branch"),
            started=self._started,
            ended=self._ended,
            # Every prompt is told twice where events are kept; items alone hold more than that.
            prompts=tuple(self._typed or self._items),
            answer=self._answer.strip(),
            writes=tuple(self._writes()),
            commands=tuple(self._commands()),
            commits=self._commits(),
            models=unique(self._models),
            tokens=self._tokens,
            skipped=self.lines.skipped,
            helper=self._is_helper(),
        )

    def _is_helper(self) -> bool:
        """Whether another session started this one: a subagent, or a review."""
        meta = self._meta
        if isinstance(value_at(meta, "source", "subagent"), dict | str):
            return True
        return text_at(meta, "thread_source") == "subagent" or bool(
            text_at(meta, "parent_thread_id")
        )

    def _writes(self) -> Iterable[Write]:
        """What was applied, as its event tells it, else as a call asked for it that succeeded."""
        for id, call in self._calls.items():
            if id in self._applied:
                yield from self._applied[id]
            elif id in self._endings and not self._endings[id].failed and id not in self._failed:
                yield from call.writes
        for id, applied in self._applied.items():
            if id not in self._calls:
                yield from applied

    def _commands(self) -> Iterable[Command]:
        for id, call in self._calls.items():
            if call.command and id in self._endings:
                ending = self._endings[id]
                result = ending.test_result if call.is_test else ""
                yield Command(call.command, ending.failed, call.is_test, result, ending.output)

    def _commits(self) -> tuple[Commit, ...]:
        shells = (ending for id, ending in self._endings.items() if self._is_shell(id))
        return tuple({each.sha: each for ending in shells for each in ending.commits}.values())

    def _is_shell(self, id: str) -> bool:
        return id in self._calls and bool(self._calls[id].command)


def read_codex(
    lines: Iterable[bytes],
    name: str = "",
    helpers: Sequence[Iterable[bytes]] = (),
    *,
    keep_output: bool = False,
) -> Session:
    """The session that a rollout tells of; never raises for anything that a line can hold.

    lines: of the file, in bytes, with their line ends; they are read one at a time. name: of the
    file, without its ending. helpers: the lines of the files of its subagents, whose work counts
    and whose prompts do not.
    """
    session = _read(lines, name, keep_output)
    for aside in helpers:
        session = _with_work(session, _read(aside, "", keep_output))
    return session


def _read(lines: Iterable[bytes], name: str, keep_output: bool) -> Session:
    reader = _Reader(keep_output)
    for entry in reader.lines.read(lines):
        reader.read(entry)
    return reader.session(name)


def _with_work(session: Session, helper: Session) -> Session:
    """A session with what a helper did for it."""
    return replace(
        session,
        folders=unique((*session.folders, *helper.folders)),
        writes=(*session.writes, *helper.writes),
        commands=(*session.commands, *helper.commands),
        commits=tuple({each.sha: each for each in (*session.commits, *helper.commits)}.values()),
        models=unique((*session.models, *helper.models)),
        tokens=session.tokens.plus(helper.tokens),
        skipped=session.skipped.plus(helper.skipped),
    )


def _is_injected(text: str) -> bool:
    return not text.strip() or text.lstrip().startswith(_INJECTED)
