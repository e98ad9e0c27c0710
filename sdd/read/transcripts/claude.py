"""The transcript of a Claude Code session: JSON lines, without a contract.

The format is described by those who parse it, e.g. daaain/claude-code-log and
simonw/claude-code-transcripts; its makers call it internal.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct

from sdd.model.session import Command, Commit, Prompt, Session, Tokens, Write
from sdd.read.transcripts.branches import Tree
from sdd.read.transcripts.claude_tools import (
    Call,
    Outcome,
    read_call,
    read_outcome,
    read_results,
)
from sdd.read.transcripts.evidence import unique
from sdd.read.transcripts.lines import Entry, LineReader, list_at, number_at, text_at
from sdd.read.transcripts.typed import own_command, queued_text, typed_text

_SILENT = frozenset(
    (
        *("agent-color", "agent-name", "agent-setting", "content-replacement", "last-prompt"),
        *("file-history-snapshot", "mode", "permission-mode", "progress", "queue-operation"),
        *("tag", "worktree-state"),
    )
)
_CONVERSATION = frozenset(("user", "assistant", "system", "attachment"))
_TITLES = {"custom-title": "customTitle", "ai-title": "aiTitle"}
_FACTS = {"folders": "cwd", "branches": "gitBranch", "versions": "version"}
_NO_MODEL = "<synthetic>"


class _Said(Struct):
    """Text of one answer of the model, which arrives in pieces."""

    id: str
    owner: str
    parts: list[str]


class _Reader:
    """What has been read so far of one session."""

    def __init__(self, keep_output: bool) -> None:
        self.lines = LineReader()
        self._keep_output = keep_output
        self._tree = Tree()
        self._prompts: list[tuple[str, Prompt]] = []
        self._calls: dict[str, tuple[str, Call]] = {}
        self._outcomes: dict[str, Outcome] = {}
        self._own: list[Command] = []
        self._said: list[_Said] = []
        self._usage: dict[str, Tokens] = {}
        self._titles: dict[str, str] = {}
        self._summaries: list[tuple[str, str]] = []
        self._facts: dict[str, list[str]] = {name: [] for name in _FACTS}
        self._models: list[str] = []
        self._pull_requests: list[str] = []
        self._ids: dict[str, None] = {}
        self._started = self._ended = ""
        self._count = 0

    def read(self, entry: Entry) -> None:
        """Take in one line."""
        self._count += 1
        id = text_at(entry, "uuid")
        if id and self._tree.holds(id):
            return
        kind = text_at(entry, "type")
        is_known = kind in _CONVERSATION or kind in _TITLES or kind in _SILENT
        if not is_known and kind not in ("summary", "pr-link"):
            self.lines.unknown += 1
        typed = self._typed(kind, entry)
        owner = self._grow(id, entry, typed)
        if kind in _CONVERSATION:
            self._note(entry)
        if kind == "assistant":
            self._read_answer(entry, owner)
        elif kind == "user":
            self._read_user(entry)
        else:
            self._read_bookkeeping(kind, entry)

    def _typed(self, kind: str, entry: Entry) -> str:
        if kind == "user":
            return typed_text(entry)
        return queued_text(entry) if kind == "attachment" else ""

    def _grow(self, id: str, entry: Entry, typed: str) -> str:
        """Put a line into the tree; returns the prompt that it belongs to, "" for none."""
        if entry.get("isSidechain") is True or not (id or typed):
            return ""
        id = id or f"line {self._count}"
        before = text_at(entry, "parentUuid") or text_at(entry, "logicalParentUuid")
        self._tree.add(id, before, typed=bool(typed))
        if typed:
            self._prompts.append((id, Prompt(typed, text_at(entry, "timestamp"))))
        return self._tree.owner(id)

    def _note(self, entry: Entry) -> None:
        if time := text_at(entry, "timestamp"):
            self._started = min(self._started or time, time)
            self._ended = max(self._ended, time)
        if id := text_at(entry, "sessionId"):
            self._ids[id] = None
        for name, key in _FACTS.items():
            if (value := text_at(entry, key)) and value not in self._facts[name][-1:]:
                self._facts[name].append(value)

    def _read_answer(self, entry: Entry, owner: str) -> None:
        message = entry.get("message")
        if entry.get("isApiErrorMessage") is True:
            return
        id = text_at(message, "id")
        if (model := text_at(message, "model")) != _NO_MODEL:
            self._models.append(model)
        self._usage[id] = _larger(self._usage.get(id, Tokens()), _usage(message))
        for block in list_at(message, "content"):
            if call := read_call(block):
                self._calls[text_at(block, "id")] = (owner, call)
            elif text_at(block, "type") == "text" and entry.get("isSidechain") is not True:
                self._say(id, owner, text_at(block, "text"))

    def _say(self, id: str, owner: str, text: str) -> None:
        if self._said and id and self._said[-1].id == id:
            self._said[-1].parts.append(text)
        elif text.strip():
            self._said.append(_Said(id, owner, [text]))

    def _read_user(self, entry: Entry) -> None:
        if command := own_command(entry):
            self._own.append(Command(command, by_person=True))
        for id, block, details in read_results(entry):
            if id in self._calls:
                call = self._calls[id][1]
                keep = self._keep_output
                self._outcomes[id] = read_outcome(call, block, details, keep_output=keep)

    def _read_bookkeeping(self, kind: str, entry: Entry) -> None:
        if kind in _TITLES:
            self._titles[kind] = text_at(entry, _TITLES[kind]) or self._titles.get(kind, "")
        elif kind == "summary":
            self._summaries.append((text_at(entry, "summary"), text_at(entry, "leafUuid")))
        elif kind == "pr-link":
            self._pull_requests.append(text_at(entry, "prUrl"))

    def session(self, name: str) -> Session:
        """The session as far as it was read. name: of its file, without the ending."""
        back = self._tree.taken_back()
        done = list(self._done(back))
        commands = [command for call, outcome in done if (command := self._run(call, outcome))]
        last_first = (each for each in reversed(self._said) if each.owner not in back)
        answer = next(last_first, None)
        return Session(
            id=name if name in self._ids else next(iter(self._ids), name),
            agent="claude-code",
            version=self._last("versions"),
            title=self._title(),
            folders=unique(self._facts["folders"]),
            branch=self._last("branches"),
            started=self._started,
            ended=self._ended,
            prompts=tuple(_marked(prompt, id in back) for id, prompt in self._prompts),
            answer="\n\n".join(answer.parts).strip() if answer else "",
            writes=tuple(write for call, outcome in done for write in _writes(call, outcome)),
            commands=(*self._own, *commands),
            commits=_unique_commits(chain.from_iterable(each.commits for _, each in done)),
            pull_requests=unique(self._pull_requests),
            models=unique(self._models),
            tokens=sum_tokens(self._usage.values()),
            skipped=self.lines.skipped,
        )

    def _done(self, back: frozenset[str]) -> Iterator[tuple[Call, Outcome]]:
        """Calls that were answered and not taken back, in their order."""
        for id, (owner, call) in self._calls.items():
            if id in self._outcomes and owner not in back:
                yield call, self._outcomes[id]

    def _run(self, call: Call, outcome: Outcome) -> Command | None:
        if not call.command:
            return None
        result = outcome.test_result if call.is_test else ""
        output = outcome.output if self._keep_output else ""
        return Command(call.command, outcome.failed, call.is_test, result, output)

    def _last(self, name: str) -> str:
        return self._facts[name][-1] if self._facts[name] else ""

    def _title(self) -> str:
        # Summaries of other sessions leak into a file; only one of its own lines proves it.
        own = [text for text, leaf in self._summaries if self._tree.holds(leaf)]
        # A stub that holds nothing but summaries has no line of its own.
        own = own or ([] if self._started else [text for text, _ in self._summaries])
        given = self._titles.get("custom-title") or self._titles.get("ai-title")
        return given or "".join(own[-1:])


def read_claude(
    lines: Iterable[bytes],
    name: str = "",
    helpers: Sequence[Iterable[bytes]] = (),
    *,
    keep_output: bool = False,
) -> Session:
    """The session that a transcript tells of; never raises for anything that a line can hold.

    lines: of the file, in bytes, with their line ends; they are read one at a time. name: of the
    file, without its ending. helpers: the lines of the files of its subagents, whose work counts
    and whose prompts do not.
    """
    reader = _Reader(keep_output)
    for entry in reader.lines.read(lines):
        reader.read(entry)
    for aside in helpers:
        for entry in reader.lines.read(aside):
            reader.read({**entry, "isSidechain": True})
    return reader.session(name)


def sum_tokens(usages: Iterable[Tokens]) -> Tokens:
    """All of them together."""
    total = Tokens()
    for usage in usages:
        total = total.plus(usage)
    return total


def _usage(message: object) -> Tokens:
    return Tokens(
        number_at(message, "usage", "input_tokens"),
        number_at(message, "usage", "output_tokens"),
        number_at(message, "usage", "cache_read_input_tokens"),
        number_at(message, "usage", "cache_creation_input_tokens"),
    )


def _larger(one: Tokens, other: Tokens) -> Tokens:
    """Every block of a message repeats its usage; the last one is complete."""
    return Tokens(
        max(one.input, other.input),
        max(one.output, other.output),
        max(one.cache_read, other.cache_read),
        max(one.cache_write, other.cache_write),
    )


def _marked(prompt: Prompt, taken_back: bool) -> Prompt:
    return Prompt(prompt.text, prompt.at, taken_back) if taken_back else prompt


def _writes(call: Call, outcome: Outcome) -> Iterator[Write]:
    if call.path and not outcome.failed:
        change = outcome.change or "updated"
        yield Write(call.path, change, ticked=outcome.ticked or call.ticked, ids=call.ids)


def _unique_commits(commits: Iterable[Commit]) -> tuple[Commit, ...]:
    return tuple({each.sha: each for each in commits}.values())
