"""Transcripts of Claude Code: the cases that readers of them have met."""

import json
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdd.model.session import Commit, Prompt, Session, Skipped, Tokens
from sdd.read.transcripts.claude import read_claude
from sdd.read.transcripts.transcript import read_transcript, working_folder
from tests.transcripts import (
    ROOT,
    SESSION,
    Claude,
    happy_path,
    long_session,
    raw,
    text,
    use,
)


def read(talk: Claude, **options: object) -> Session:
    return read_transcript(raw(talk.lines), SESSION, **options)


def written(session: Session) -> list[tuple[str, str]]:
    return [(write.path.removeprefix(f"{ROOT}/"), write.change) for write in session.writes]


def prompts(session: Session) -> list[str]:
    return [prompt.text for prompt in session.prompts]


def test_a_happy_path() -> None:
    session = read(happy_path())
    assert prompts(session) == ["Add the order endpoint.\n\nIt must answer 201 (FR-003).\n"]
    assert session.answer == "The endpoint answers 201; four tests pass."
    assert written(session) == [
        ("app/orders.py", "created"),
        ("specs/002-orders/tasks.md", "updated"),
    ]
    assert session.writes[0].ids == ("FR-003",)
    assert session.writes[1].ticked == ("T004",)
    [command] = session.commands
    assert (command.text, command.failed, command.result) == (
        "pytest -q",
        False,
        "4 passed in 0.31s",
    )
    assert command.output == ""
    assert (session.id, session.agent, session.version) == (SESSION, "claude-code", "2.1.212")
    assert (session.title, session.branch) == ("Add the order endpoint", "002-orders")
    assert session.models == ("claude-sonnet-4-5",)
    assert session.folders == (ROOT,)
    assert session.started < session.ended
    assert session.skipped == Skipped()


def test_a_usage_is_counted_once_per_message() -> None:
    assert read(happy_path()).tokens == Tokens(40, 80, 4000, 400)


def test_b_a_slash_command_is_a_prompt_and_its_expansion_is_none() -> None:
    talk = Claude()
    talk.prompt(
        "<command-message>speckit.plan</command-message>\n"
        "<command-name>/speckit.plan</command-name>\n<command-args>use FastAPI</command-args>"
    )
    talk.prompt("You are a planner ...", isMeta=True)
    talk.prompt("<local-command-stdout>done</local-command-stdout>")
    talk.prompt("<bash-input>git status</bash-input>")
    talk.prompt("<bash-stdout>clean</bash-stdout><bash-stderr></bash-stderr>")
    session = read(talk)
    assert prompts(session) == ["/speckit.plan use FastAPI"]
    assert [(each.text, each.by_person) for each in session.commands] == [("git status", True)]


def test_c_only_the_edit_that_succeeded_counts() -> None:
    talk = Claude()
    talk.prompt("Rename it")
    talk.says(use("Edit", "e1", file_path=f"{ROOT}/a.py", old_string="x", new_string="FR-001"))
    talk.answered("e1", "String to replace not found", "Error: String to replace", error=True)
    talk.says(use("Edit", "e2", file_path=f"{ROOT}/a.py", old_string="y", new_string="z"), id="m2")
    talk.answered("e2", "1 failed test is mentioned here", {"filePath": f"{ROOT}/a.py"})
    talk.says(use("Write", "e3", file_path=f"{ROOT}/never.py", content=""), id="m3")
    session = read(talk)
    assert written(session) == [("a.py", "updated")]
    assert session.writes[0].ids == ()


def test_d_parallel_calls_branch_and_are_not_taken_back() -> None:
    talk = Claude()
    talk.prompt("Write both")
    one = use("Write", "p1", file_path=f"{ROOT}/one.py", content="")
    two = use("Write", "p2", file_path=f"{ROOT}/two.py", content="")
    talk.says(one, two, id="m1", stop="tool_use")
    second = talk.last
    first = talk.lines[-2]["uuid"]
    talk.answered("p1", "File created successfully", parentUuid=first)
    talk.answered("p2", "File created successfully", parentUuid=second)
    talk.says(text("Both are there."), id="m2", stop="end_turn")
    session = read(talk)
    assert written(session) == [("one.py", "created"), ("two.py", "created")]
    assert session.answer == "Both are there."


def test_e_compaction_keeps_what_was_before_and_its_summary_is_no_prompt() -> None:
    talk = Claude()
    talk.prompt("First part")
    talk.wrote("a.py")
    before = talk.last
    talk.last = None
    talk.add("system", subtype="compact_boundary", logicalParentUuid=before, content="Compacted")
    talk.prompt("This session is being continued ...", isCompactSummary=True)
    talk.prompt("A summary", isVisibleInTranscriptOnly=True)
    talk.prompt("Second part")
    session = read(talk)
    assert prompts(session) == ["First part", "Second part"]
    assert not any(prompt.taken_back for prompt in session.prompts)
    assert written(session) == [("a.py", "created")]


def test_f_what_was_rewound_is_kept_and_marked_and_its_writes_do_not_count() -> None:
    talk = Claude()
    talk.prompt("Start")
    talk.says(text("Started."), id="m0")
    fork = talk.last
    talk.prompt("Use MySQL")
    talk.wrote("mysql.py", id="w1")
    talk.last = fork
    talk.prompt("Use PostgreSQL")
    talk.wrote("postgres.py", id="w2")
    session = read(talk)
    assert [(each.text, each.taken_back) for each in session.prompts] == [
        ("Start", False),
        ("Use MySQL", True),
        ("Use PostgreSQL", False),
    ]
    assert written(session) == [("postgres.py", "created")]


def test_f_broken_links_fall_back_to_the_order_of_the_file() -> None:
    talk = Claude()
    talk.prompt("One")
    talk.last = "a line that is not there"
    talk.prompt("Two")
    assert [prompt.taken_back for prompt in read(talk).prompts] == [False, False]


def test_g_subagents_work_counts_and_their_prompts_do_not() -> None:
    talk = Claude()
    talk.prompt("Research it")
    inline = talk.last
    talk.add("user", isSidechain=True, message={"role": "user", "content": "You research"})
    talk.says(
        text("An aside"), use("Write", "s0", file_path=f"{ROOT}/inline.md", content=""), id="s0"
    )
    for line in talk.lines[-2:]:
        line["isSidechain"] = True
    talk.answered("s0", "File created successfully", isSidechain=True)
    talk.last = inline
    talk.says(text("Found."), id="m1")
    aside = Claude(session=SESSION)
    aside.prompt("You are a helper")
    aside.wrote("notes.md", id="h1")
    aside.says(text("Helper done."), id="h2")
    for line in aside.lines:
        line["uuid"] += "-aside"
    session = read(talk, helpers=[raw(aside.lines)])
    assert prompts(session) == ["Research it"]
    assert session.answer == "Found."
    assert written(session) == [("inline.md", "created"), ("notes.md", "created")]
    assert session.tokens.input == 40


def test_h_garbage_is_skipped_and_counted() -> None:
    talk = happy_path()
    talk.lines[3:3] = ["", "nonsense", '"a string"', "12", "[1]", "{}", '{"type": "hologram"}']
    talk.lines.insert(5, '{"type": "user", "mesage": {"content": "x"}}')
    talk.lines.insert(6, '{"type": "assistant", "message": "a string", "uuid": 7}')
    lines = [*raw(talk.lines), b'{"type": "user", "message": {"role": "us']
    session = read_claude(lines, SESSION)
    assert session.skipped == Skipped(broken=4, unknown=2, unfinished=1)
    assert prompts(session) == prompts(read(happy_path()))
    assert written(session) == written(read(happy_path()))


def test_j_windows_paths_and_any_script_stay_as_they_are() -> None:
    talk = Claude(root="C:\\Users\\Zoë\\shop")
    talk.prompt("Füge den Endpunkt hinzu 🎉 注文")
    talk.says(use("Write", "w", file_path="C:\\Users\\Zoë\\shop\\app\\bestellung.py", content=""))
    talk.answered("w", "File created successfully")
    session = read(talk)
    assert prompts(session) == ["Füge den Endpunkt hinzu 🎉 注文"]
    assert session.writes[0].path == "C:\\Users\\Zoë\\shop\\app\\bestellung.py"
    assert working_folder(raw(talk.lines)) == "C:\\Users\\Zoë\\shop"


def test_j_a_cut_emoji_and_bytes_that_are_no_text_cost_a_letter_only() -> None:
    line = b'{"type":"user","uuid":"1","message":{"content":"cut \\ud83d here"}}\n'
    odd = b'{"type":"user","uuid":"2","message":{"content":"byte \xff here"}}\n'
    session = read_claude([line, odd])
    assert prompts(session) == ["cut \ud83d here", "byte \ufffd here"]
    assert session.skipped.total == 0


def test_k_a_stub_that_holds_only_a_summary_gives_its_title() -> None:
    talk = Claude()
    talk.note("summary", summary="Bookshop orders", leafUuid="elsewhere")
    session = read(talk)
    assert (session.title, session.prompts, session.writes) == ("Bookshop orders", (), ())


def test_titles_in_the_order_of_their_weight() -> None:
    talk = Claude()
    leaf = talk.prompt("Do it")
    talk.note("summary", summary="Of another session", leafUuid="elsewhere")
    assert read(talk).title == ""
    talk.note("summary", summary="A summary", leafUuid=leaf)
    assert read(talk).title == "A summary"
    talk.note("ai-title", aiTitle="First")
    talk.note("ai-title", aiTitle="Second")
    assert read(talk).title == "Second"
    talk.note("custom-title", customTitle="Mine")
    assert read(talk).title == "Mine"


def test_a_message_that_was_typed_while_the_agent_worked_is_a_prompt() -> None:
    talk = Claude()
    talk.prompt("Go")
    queued = {"type": "queued_command", "prompt": "and add tests", "commandMode": "prompt"}
    talk.add("attachment", attachment={**queued, "origin": {"kind": "human"}})
    talk.add("attachment", attachment={**queued, "origin": {"kind": "peer"}})
    note = {**queued, "commandMode": "task-notification", "prompt": "<task-notification>x"}
    talk.add("attachment", attachment=note)
    talk.prompt("<task-notification>done</task-notification>", origin={"kind": "task-notification"})
    assert prompts(read(talk)) == ["Go", "and add tests"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("  indented\n\n\tand tabbed  \n", "  indented\n\n\tand tabbed  \n"),
        ("<system-reminder>\nx\n</system-reminder>\nFix it", "Fix it"),
        ("<ide_opened_file>a.py</ide_opened_file>Fix\n\nit", "Fix\n\nit"),
        ("Explain <system-reminder> tags", "Explain <system-reminder> tags"),
        ([text("Look"), {"type": "image", "source": {"data": "AAAA"}}], "Look\n[image]"),
        ("<system-reminder>only this</system-reminder>", None),
        ("[Request interrupted by user for tool use]", None),
        ("Stop hook feedback:\n- run the tests", None),
        ("Caveat: The messages below were generated by the user", None),
        ("   ", None),
        ("<command-name>/clear</command-name><command-args></command-args>", "/clear"),
        ("Explain <command-name>x</command-name>", "Explain <command-name>x</command-name>"),
    ],
)
def test_what_a_person_typed(content: str, expected: str | None) -> None:
    talk = Claude()
    talk.prompt(content)
    assert prompts(read(talk)) == ([expected] if expected is not None else [])


def test_commits_and_pull_requests() -> None:
    talk = Claude()
    talk.prompt("Commit")
    talk.ran(
        "git commit -m x", "[002-orders 1a2b3c4] Add orders (T004)\n 1 file changed\n", id="b1"
    )
    talk.ran("git commit -m y", "[main (root-commit) 89abcde] Begin\n", id="b2")
    talk.ran("cat log", "[not a commit] no\n[002-orders 1a2b3c4] Add orders (T004)\n", id="b3")
    talk.note("pr-link", prNumber=3, prUrl="https://example.org/pull/3")
    session = read(talk)
    assert session.commits == (
        Commit("1a2b3c4", "Add orders (T004)", "002-orders"),
        Commit("89abcde", "Begin", "main"),
    )
    assert session.pull_requests == ("https://example.org/pull/3",)


@pytest.mark.parametrize(
    ("command", "output", "result", "failed"),
    [
        (
            "uv run pytest",
            "=== 1 failed, 3 passed in 2.0s ===\n",
            "1 failed, 3 passed in 2.0s",
            True,
        ),
        ("python -m unittest", "Ran 3 tests in 0.1s\n\nOK\n", "OK", False),
        ("python -m unittest", "Ran 3\n\nFAILED (failures=1)\n", "FAILED (failures=1)", True),
        ("npm run test", "Tests: 1 failed, 2 total\n", "Tests: 1 failed, 2 total", True),
        ("cargo test", "test result: ok. 3 passed;\n", "test result: ok. 3 passed;", False),
        ("cd a && pytest | tail -1", "\x1b[32m2 passed\x1b[0m in 1s", "2 passed in 1s", False),
        ("pip install pytest", "2 passed\n", "", False),
        ("cat pytest.ini", "2 passed\n", "", False),
    ],
)
def test_results_of_tests(command: str, output: str, result: str, failed: bool) -> None:
    talk = Claude()
    talk.prompt("Test")
    talk.ran(command, output)
    [ran] = read(talk).commands
    assert (ran.result, ran.failed) == (result, failed)


def test_what_commands_printed_is_kept_only_on_request() -> None:
    talk = happy_path()
    assert [each.output for each in read(talk, keep_output=True).commands] == [
        "....\n4 passed in 0.31s\n"
    ]


def test_a_whole_file_that_is_written_anew_ticks_what_its_patch_ticks() -> None:
    talk = Claude()
    talk.prompt("Tick")
    talk.says(
        use(
            "Write",
            "w",
            file_path=f"{ROOT}/specs/1/tasks.md",
            content="- [x] T001 a\n- [x] T002 b\n",
        )
    )
    patch = {"lines": [" - [x] T001 a", "-- [ ] T002 b", "+- [x] T002 b"]}
    talk.answered("w", "ok", {"type": "update", "structuredPatch": [patch]})
    assert read(talk).writes[0].ticked == ("T002",)


def test_copied_history_is_read_once() -> None:
    talk = happy_path()
    doubled = Claude()
    doubled.lines = [*talk.lines, *talk.lines]
    assert read(doubled) == read(talk)


def test_failures_of_the_service_name_no_model_and_give_no_answer() -> None:
    talk = Claude()
    talk.prompt("Go")
    talk.says(text("Fine."), id="m1")
    talk.says(text("API Error: 529"), id="m2", model="<synthetic>")
    talk.lines[-1]["isApiErrorMessage"] = True
    session = read(talk)
    assert session.models == ("claude-sonnet-4-5",)
    assert session.answer == "Fine."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["user", "assistant"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "message", "content", "uuid", "input", "name", "id", "usage"])
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=6), st.data())
def test_whatever_a_line_holds_the_rest_is_read(values: list[object], data: st.DataObject) -> None:
    talk = happy_path()
    for value in values:
        place = data.draw(st.integers(0, len(talk.lines)))
        talk.lines.insert(place, json.dumps(value))
    known = data.draw(st.sampled_from(["user", "assistant", "attachment", "system", "ai-title"]))
    for value in values:
        talk.lines.append({"type": known, "message": value, "attachment": value, "uuid": value})
    session = read(talk)
    assert Prompt("Add the order endpoint.\n\nIt must answer 201 (FR-003).\n") in [
        Prompt(each.text) for each in session.prompts
    ]


@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"") + b"\n")))
def test_any_bytes_can_be_read(lines: list[bytes]) -> None:
    read_transcript(lines)


def test_l_a_transcript_of_50_megabytes_takes_under_3_seconds_and_little_memory() -> None:
    lines = list(long_session(50))
    assert sum(map(len, lines)) >= 50_000_000
    began = time.perf_counter()
    session = read_claude(iter(lines), SESSION)
    seconds = time.perf_counter() - began
    assert session.skipped == Skipped()
    assert len(session.prompts) == len(session.commands) > 400
    assert seconds < 3


def test_l_memory_does_not_grow_with_what_tools_printed() -> None:
    tracemalloc.start()
    read_claude(long_session(8), SESSION)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8_000_000
