"""Transcripts of Codex."""

import json

from hypothesis import given
from hypothesis import strategies as st

from sdd.model.session import Commit, Session, Skipped, Tokens
from sdd.read.transcripts.transcript import read_transcript, working_folder
from tests.transcripts import ROOT, SESSION, Codex, raw


def read(talk: Codex) -> Session:
    return read_transcript(raw(talk.lines), "rollout-2026-11-20T09-00-00-x")


def written(session: Session) -> list[tuple[str, str, str]]:
    return [(write.path, write.change, write.to) for write in session.writes]


PATCH = """*** Begin Patch
*** Add File: app/orders.py
+# FR-003
*** Update File: specs/002-orders/tasks.md
@@
-- [ ] T004 Add the router
+- [x] T004 Add the router
*** Update File: app/old.py
*** Move to: app/new.py
*** Delete File: app/gone.py
*** End Patch"""


def whole() -> Codex:
    talk = Codex()
    injected = "<environment_context>\n  <cwd>/srv</cwd>\n</environment_context>"
    talk.item("message", role="user", content=[{"type": "input_text", "text": injected}])
    talk.prompt("Add the order endpoint.\n\nIt answers 201.")
    talk.item("reasoning", summary=[], encrypted_content="gAAA")
    talk.item("custom_tool_call", name="apply_patch", input=PATCH, call_id="c1", status="completed")
    talk.item(
        "custom_tool_call_output", call_id="c1", output="Success. Updated the following files"
    )
    talk.ran("pytest -q", "4 passed in 0.31s", "c2")
    talk.ran("git commit -qm x && git log -1", "[002-orders 1a2b3c4] Add orders\n", "c3")
    talk.used(100, 60, 10, 110)
    talk.used(100, 60, 10, 110)
    talk.used(200, 150, 20, 330)
    talk.event("agent_message", message="It answers 201.")
    talk.item(
        "message", role="assistant", content=[{"type": "output_text", "text": "It answers 201."}]
    )
    talk.event("task_complete", last_agent_message="It answers 201.")
    return talk


def test_a_session_of_codex() -> None:
    session = read(whole())
    assert [prompt.text for prompt in session.prompts] == [
        "Add the order endpoint.\n\nIt answers 201."
    ]
    assert session.answer == "It answers 201."
    assert written(session) == [
        ("app/orders.py", "created", ""),
        ("specs/002-orders/tasks.md", "updated", ""),
        ("app/old.py", "moved", "app/new.py"),
        ("app/gone.py", "deleted", ""),
    ]
    assert session.writes[0].ids == ("FR-003",)
    assert session.writes[1].ticked == ("T004",)
    first = session.commands[0]
    assert (first.text, first.result, first.failed) == ("pytest -q", "4 passed in 0.31s", False)
    assert session.commits == (Commit("1a2b3c4", "Add orders", "002-orders"),)
    assert session.models == ("gpt-5-codex",)
    assert session.tokens == Tokens(90, 30, 210)
    assert (session.id, session.agent, session.version) == (SESSION, "codex", "0.146.0")
    assert (session.branch, session.folders) == ("002-orders", (ROOT,))
    assert session.skipped == Skipped()
    assert not session.helper
    assert working_folder(raw(whole().lines)) == ROOT


def test_what_was_applied_counts_and_not_what_was_asked_for() -> None:
    talk = Codex()
    talk.prompt("Do")
    for call in ("c1", "c2", "c3"):
        given = json.dumps({"input": PATCH})
        talk.item("function_call", name="apply_patch", arguments=given, call_id=call)
    update = {"type": "update", "unified_diff": "--- a\n+++ b\n-x\n+FR-009", "move_path": None}
    changes = {"app/orders.py": update, "app/x.py": {"add": {"content": "x"}}}
    talk.event("patch_apply_end", call_id="c1", success=True, changes=changes)
    talk.item("function_call_output", call_id="c1", output="ok")
    talk.event("patch_apply_end", call_id="c2", success=False, changes=changes)
    talk.item("function_call_output", call_id="c2", output="ok")
    talk.item("function_call_output", call_id="c3", output="apply_patch verification failed: no")
    session = read(talk)
    assert written(session) == [("app/orders.py", "updated", ""), ("app/x.py", "created", "")]
    assert session.writes[0].ids == ("FR-009",)


def test_a_patch_inside_a_shell_command_is_a_change_and_no_command() -> None:
    talk = Codex()
    talk.prompt("Do")
    script = f"apply_patch <<'EOF'\n{PATCH}\nEOF"
    given = json.dumps({"command": ["bash", "-lc", script]})
    talk.item("function_call", name="shell", arguments=given, call_id="c1")
    talk.item("function_call_output", call_id="c1", output=json.dumps({"output": "Success."}))
    session = read(talk)
    assert len(session.writes) == 4
    assert session.commands == ()


def test_a_failing_command_and_the_old_shell() -> None:
    talk = Codex()
    talk.prompt("Do")
    given = json.dumps({"command": ["bash", "-lc", "pytest"]})
    talk.item("function_call", name="shell", arguments=given, call_id="c1")
    talk.item("function_call_output", call_id="c1", output="Process exited with code 1\n1 failed")
    talk.item("local_shell_call", action={"type": "exec", "command": ["ls"]}, call_id="c2")
    talk.event("exec_command_end", call_id="c2", exit_code=0, stdout="a", stderr="")
    session = read(talk)
    assert [(each.text, each.failed) for each in session.commands] == [
        ("pytest", True),
        ("ls", False),
    ]


def test_without_events_the_items_are_the_prompts() -> None:
    talk = Codex()
    text = {"type": "input_text", "text": "Do it"}
    talk.item("message", role="user", content=[text, {"type": "input_image", "image_url": "data:"}])
    talk.item(
        "message", role="user", content=[{"type": "input_text", "text": "<user_instructions>x"}]
    )
    assert [prompt.text for prompt in read(talk).prompts] == ["Do it\n[image]"]


def test_turns_that_were_rolled_back_are_marked() -> None:
    talk = Codex()
    for words in ("One", "Two", "Three"):
        talk.prompt(words)
    talk.event("thread_rolled_back", num_turns=1)
    talk.prompt("Four")
    assert [(each.text, each.taken_back) for each in read(talk).prompts] == [
        ("One", False),
        ("Two", False),
        ("Three", True),
        ("Four", False),
    ]


def test_a_script_that_calls_tools_is_what_it_calls() -> None:
    """Recent builds wrap calls in one scripted tool."""
    talk = Codex()
    talk.prompt("Do")
    script = 'const r = await tools.exec_command({"cmd": "pytest -q \\"a b\\"", "workdir": "/x"});'
    talk.item("custom_tool_call", name="exec", input=script, call_id="c1")
    talk.item("custom_tool_call_output", call_id="c1", output="4 passed in 0.31s")
    patch = f"await tools.apply_patch({json.dumps(PATCH)})"
    talk.item("custom_tool_call", name="exec", input=patch, call_id="c2")
    talk.item("custom_tool_call_output", call_id="c2", output="Success.")
    talk.item("custom_tool_call", name="exec", input="return 1", call_id="c3")
    session = read(talk)
    assert [(each.text, each.result) for each in session.commands] == [
        ('pytest -q "a b"', "4 passed in 0.31s")
    ]
    assert [each.path for each in session.writes] == [
        *("app/orders.py", "specs/002-orders/tasks.md", "app/old.py", "app/gone.py")
    ]


def test_writes_are_told_in_their_order_whoever_asked_for_them() -> None:
    talk = Codex()
    talk.prompt("Do")
    paths = [f"app/{number}.py" for number in range(20)]
    for path in paths:
        changes = {path: {"type": "add", "content": "x"}}
        talk.event("patch_apply_end", call_id=f"unseen {path}", success=True, changes=changes)
    assert [each.path for each in read(talk).writes] == paths


def test_what_helpers_do_counts_and_what_they_are_told_does_not() -> None:
    talk, helper = whole(), Codex(session="other")
    helper.prompt("You are a helper")
    helper.add("turn_context", {"turn_id": "2", "model": "gpt-5-mini"})
    helper.ran("ruff check", "ok", "c1")
    changes = {"app/extra.py": {"type": "add", "content": "x"}}
    helper.event("patch_apply_end", call_id="p1", success=True, changes=changes)
    helper.used(10, 0, 1, 11)
    helper.lines.append("broken")
    alone = read(talk)
    session = read_transcript(raw(talk.lines), "x", [raw(helper.lines)])
    assert session.prompts == alone.prompts
    assert session.answer == alone.answer
    assert session.writes[-1].path == "app/extra.py"
    assert session.commands[-1].text == "ruff check"
    assert session.models == ("gpt-5-codex", "gpt-5-mini")
    assert session.tokens == alone.tokens.plus(Tokens(10, 1, 0))
    assert session.skipped == Skipped(broken=1)


def test_a_subagent_is_a_part_of_another_session() -> None:
    talk = Codex()
    talk.lines[0]["payload"]["source"] = {"subagent": {"thread_spawn": {"parent_thread_id": "x"}}}
    assert read(talk).helper
    talk.lines[0]["payload"]["source"] = "cli"
    assert not read(talk).helper
    talk.lines[0]["payload"]["thread_source"] = "subagent"
    assert read(talk).helper


def test_garbage_is_skipped_and_counted() -> None:
    talk = whole()
    talk.lines += ["nonsense", "[]", '{"type": "hologram", "payload": {}}', '{"type": "event_msg"}']
    lines = [*raw(talk.lines), b'{"timestamp": "2026']
    assert read_transcript(lines).skipped == Skipped(broken=2, unknown=1, unfinished=1)


@given(
    st.sampled_from(["function_call", "custom_tool_call", "message", "function_call_output"]),
    st.dictionaries(
        st.sampled_from(["arguments", "input", "output", "content", "name", "call_id", "action"]),
        st.text() | st.none() | st.lists(st.text()) | st.dictionaries(st.text(), st.integers()),
    ),
)
def test_whatever_an_item_holds_the_rest_is_read(kind: str, fields: dict[str, object]) -> None:
    talk = whole()
    talk.lines.insert(3, {"type": "response_item", "payload": {"type": kind, **fields}})
    talk.lines.append({"type": "event_msg", "payload": {"type": "patch_apply_end", **fields}})
    assert len(read(talk).writes) >= 4
