"""Transcripts for tests, made by hand: lines as Claude Code and Codex write them."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Line = dict[str, Any]
SESSION = "5d2c1c9e-8a43-4a55-9c7e-6f0b9a3d1e20"
ROOT = "/srv/bookshop"


def jsonl(lines: Iterable[Line | str]) -> bytes:
    """Lines as bytes; a string is put in as it is."""
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    return "".join(f"{text}\n" for text in texts).encode()


def raw(lines: Iterable[Line | str]) -> list[bytes]:
    """Lines as a reader of transcripts gets them."""
    return jsonl(lines).splitlines(keepends=True)


class Claude:
    """A conversation with Claude Code, each line following the one before."""

    def __init__(
        self, root: str = ROOT, session: str = SESSION, branch: str = "002-orders"
    ) -> None:
        self.lines: list[Line | str] = []
        self.root, self.session, self.branch = root, session, branch
        self.last: str | None = None
        self._uuids = (f"00000000-0000-4000-8000-{number:012d}" for number in range(1, 10**6))
        self._seconds = iter(range(10**6))

    def time(self) -> str:
        """The next second of a day."""
        second = next(self._seconds)
        hour, minute = 9 + second // 3600, second // 60 % 60
        return f"2026-11-20T{hour:02d}:{minute:02d}:{second % 60:02d}.000Z"

    def add(self, kind: str, **fields: Any) -> str:
        """A line of the conversation; returns its uuid."""
        uuid = next(self._uuids)
        line: Line = {
            "parentUuid": self.last,
            "isSidechain": False,
            "userType": "external",
            "cwd": self.root,
            "sessionId": self.session,
            "version": "2.1.212",
            "gitBranch": self.branch,
            "type": kind,
            "uuid": uuid,
            "timestamp": self.time(),
        }
        self.lines.append({**line, **fields})
        self.last = uuid
        return uuid

    def note(self, kind: str, **fields: Any) -> None:
        """A line of bookkeeping."""
        self.lines.append({"type": kind, **fields})

    def prompt(self, content: str | list[Line], **fields: Any) -> str:
        """What a person typed."""
        return self.add("user", message={"role": "user", "content": content}, **fields)

    def says(
        self, *blocks: Line, id: str = "msg_01", stop: str | None = None, **fields: Any
    ) -> None:
        """An answer of the model: each block is a line of its own and repeats the usage."""
        for number, block in enumerate(blocks, 1):
            usage = {
                "input_tokens": 10,
                "output_tokens": 20 * number // len(blocks) or 1,
                "cache_creation_input_tokens": 100,
                "cache_read_input_tokens": 1000,
                "service_tier": "standard",
            }
            message = {
                "id": id,
                "type": "message",
                "role": "assistant",
                "model": "claude-sonnet-4-5",
                "content": [block],
                "stop_reason": stop if number == len(blocks) else None,
                "usage": usage,
            }
            self.add("assistant", message={**message, **fields}, requestId=f"req_{id}")

    def answered(
        self,
        id: str,
        content: Any = "ok",
        details: Any = None,
        *,
        error: bool = False,
        **fields: Any,
    ) -> None:
        """What a tool answered."""
        block: Line = {"type": "tool_result", "tool_use_id": id, "content": content}
        if error:
            block["is_error"] = True
        if details is not None:
            fields["toolUseResult"] = details
        self.add("user", message={"role": "user", "content": [block]}, **fields)

    def wrote(
        self, path: str, content: str = "", id: str = "toolu_w", kind: str = "create"
    ) -> None:
        """A file that was written, by its path below the root."""
        whole = f"{self.root}/{path}"
        self.says(use("Write", id, file_path=whole, content=content), id=f"msg_{id}")
        self.answered(id, details={"type": kind, "filePath": whole, "structuredPatch": []})

    def edited(self, path: str, old: str, new: str, id: str = "toolu_e") -> None:
        """A file in which a text was replaced."""
        whole = f"{self.root}/{path}"
        given = {"file_path": whole, "old_string": old, "new_string": new}
        self.says(use("Edit", id, **given), id=f"msg_{id}")
        self.answered(id, details={"filePath": whole, "oldString": old, "newString": new})

    def ran(
        self, command: str, stdout: str = "", id: str = "toolu_b", *, error: bool = False
    ) -> None:
        """A command and what it printed."""
        self.says(use("Bash", id, command=command, description="run"), id=f"msg_{id}")
        details: Any = {"stdout": stdout, "stderr": "", "interrupted": False, "isImage": False}
        self.answered(id, stdout, f"Error: {stdout}" if error else details, error=error)


def text(words: str) -> Line:
    """A block of text."""
    return {"type": "text", "text": words}


def use(tool: str, call: str, **given: Any) -> Line:
    """A block that calls a tool."""
    return {"type": "tool_use", "id": call, "name": tool, "input": given}


def happy_path(root: str = ROOT) -> Claude:
    """(a) A session in which a file is written, edited and tested: 14 lines."""
    talk = Claude(root)
    talk.note("file-history-snapshot", messageId="x", snapshot={"trackedFileBackups": {}})
    talk.prompt("Add the order endpoint.\n\nIt must answer 201 (FR-003).\n")
    talk.says(
        {"type": "thinking", "thinking": "hm", "signature": "c2ln"},
        text("I will write the router."),
        use("Write", "toolu_1", file_path=f"{root}/app/orders.py", content="# FR-003\n"),
        id="msg_1",
        stop="tool_use",
    )
    created = {"type": "create", "filePath": f"{root}/app/orders.py", "content": "# FR-003\n"}
    talk.answered("toolu_1", "File created successfully", {**created, "structuredPatch": []})
    edit = {"old_string": "- [ ] T004 Add the router", "new_string": "- [x] T004 Add the router"}
    talk.says(
        use("Edit", "toolu_2", file_path=f"{root}/specs/002-orders/tasks.md", **edit),
        id="msg_2",
        stop="tool_use",
    )
    talk.answered("toolu_2", "updated", {"filePath": f"{root}/specs/002-orders/tasks.md"})
    talk.says(use("Bash", "toolu_3", command="pytest -q"), id="msg_3", stop="tool_use")
    printed = "....\n4 passed in 0.31s\n"
    talk.answered("toolu_3", printed, {"stdout": printed, "stderr": "", "interrupted": False})
    talk.says(text("The endpoint answers 201; four tests pass."), id="msg_4", stop="end_turn")
    talk.add("system", subtype="turn_duration", durationMs=61_000)
    talk.note("ai-title", aiTitle="Add the order endpoint", sessionId=SESSION)
    return talk


def long_session(megabytes: int) -> Iterator[bytes]:
    """(l) Lines of a long session, about this many megabytes in all, one at a time."""
    talk, size, turn = Claude(), 0, 0
    output = "tests/test_orders.py::test_one PASSED [ 10%] some output of a run\n" * 60
    while size < megabytes * 1_000_000:
        turn += 1
        talk.lines.clear()
        talk.prompt(f"Step {turn}: go on with the next part, please.")
        talk.says(
            text("Reading."), use("Read", f"r{turn}", file_path=f"{ROOT}/app/a.py"), id=f"a{turn}"
        )
        talk.answered(f"r{turn}", output * 4, {"type": "text", "file": {"content": output * 4}})
        talk.wrote(f"app/part_{turn % 50}.py", "x = 1\n" * 400, id=f"w{turn}")
        talk.ran("pytest -q", output + f"\n{turn} passed in 1.00s\n", id=f"b{turn}")
        for line in raw(talk.lines):
            size += len(line)
            yield line


class Codex:
    """A Codex session: every line is {timestamp, type, payload}."""

    def __init__(self, root: str = ROOT, session: str = SESSION) -> None:
        self.lines: list[Line | str] = []
        self._seconds = iter(range(3600))
        meta = {
            "id": session,
            "timestamp": "2026-11-20T09:00:00.000Z",
            "cwd": root,
            "originator": "codex_cli_rs",
            "cli_version": "0.146.0",
            "source": "cli",
            "model_provider": "openai",
            "git": {"commit_hash": "0" * 40, "branch": "002-orders"},
        }
        self.add("session_meta", meta)
        self.add("turn_context", {"turn_id": "1", "cwd": root, "model": "gpt-5-codex"})

    def add(self, kind: str, payload: Any) -> None:
        """A line."""
        second = next(self._seconds)
        time = f"2026-11-20T09:{second // 60:02d}:{second % 60:02d}.000Z"
        self.lines.append({"timestamp": time, "type": kind, "payload": payload})

    def event(self, kind: str, /, **fields: Any) -> None:
        """A line of type event_msg."""
        self.add("event_msg", {"type": kind, **fields})

    def item(self, kind: str, /, **fields: Any) -> None:
        """A line of type response_item."""
        self.add("response_item", {"type": kind, **fields})

    def prompt(self, words: str) -> None:
        """What a person typed: told twice, as an item and as an event."""
        self.item("message", role="user", content=[{"type": "input_text", "text": words}])
        self.event("user_message", message=words, kind="plain")

    def ran(self, command: str, output: str, call: str, code: int = 0) -> None:
        """A command and what it printed."""
        given = json.dumps({"cmd": command, "workdir": ROOT})
        self.item("function_call", name="exec_command", arguments=given, call_id=call)
        printed = json.dumps({"output": output, "metadata": {"exit_code": code}})
        self.item("function_call_output", call_id=call, output=printed)

    def used(self, given: int, cached: int, output: int, total: int) -> None:
        """A count of tokens."""
        last = {"input_tokens": given, "cached_input_tokens": cached, "output_tokens": output}
        info = {"last_token_usage": last, "total_token_usage": {"total_tokens": total}}
        self.event("token_count", info=info, rate_limits=None)


def save(path: Path, lines: Iterable[Line | str]) -> Path:
    """Write a transcript; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(jsonl(lines))
    return path
