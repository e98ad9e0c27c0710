"""`sdd phr` as a user runs it: from a transcript to a record, again and again."""

import gzip
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sdd.read.markdown.phr import read_phr
from tests.cli.running import Ran, run_python, sdd
from tests.git import commit, repository
from tests.transcripts import SESSION, Claude, Codex, happy_path, save, text

FIRST = "history/prompts/002-orders/0001-add-the-order-endpoint.green.prompt.md"
TOKEN = "ghp_" + "a1B2" * 9
PASSWORD = "Hunter2-" + "Blue-42!"
KEY = "".join(("AKIA", "QWERTY234567UIOP"))


class Desk:
    """A project with a home beside it that holds the transcripts."""

    def __init__(self, place: Path) -> None:
        self.home = place / "home"
        self.root = repository(
            place / "shop",
            {
                ".specify/memory/constitution.md": "# Shop Constitution\n",
                "specs/002-orders/spec.md": "# Feature Specification: Orders\n",
                "app/main.py": "",
            },
        )

    def claude(self, talk: Claude, session: str = SESSION, at: int = 0) -> Path:
        """Put a transcript where Claude Code has them."""
        folder = "".join(each if each.isalnum() else "-" for each in str(self.root))
        path = self.home / ".claude/projects" / folder / f"{session}.jsonl"
        save(path, talk.lines)
        if at:
            os.utime(path, (at, at))
        return path

    def run(self, *words: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> Ran:
        """Run `sdd phr`."""
        return sdd(cwd or self.root, "phr", *words, stdin=stdin, env=self.environment)

    @property
    def environment(self) -> dict[str, str]:
        """An environment whose home is ours."""
        home = str(self.home)
        return {"HOME": home, "USERPROFILE": home, "CLAUDE_CONFIG_DIR": "", "CODEX_HOME": ""}

    def read(self, path: str = FIRST) -> str:
        """The text of a file of the project."""
        return (self.root / path).read_text(encoding="utf-8")

    def records(self) -> list[str]:
        """Every record, posix and relative to the root."""
        found = (self.root / "history/prompts").rglob("*.md")
        return sorted(path.relative_to(self.root).as_posix() for path in found)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path.resolve())


def test_the_newest_session_becomes_a_record(desk: Desk) -> None:
    desk.claude(happy_path(str(desk.root)))
    ran = desk.run()
    assert ran.code == 0
    assert ran.lines == [FIRST]
    assert "new record: green 0001, Add the order endpoint" in ran.err
    text = desk.read()
    record = read_phr(text, FIRST)
    assert (record.dialect, record.front.broken) == ("sdd", "")
    assert (record.id, record.stage, record.feature) == ("0001", "green", "002-orders")
    assert (record.date, record.session) == ("2026-11-20", SESSION)
    assert record.prompt == "Add the order endpoint.\n\nIt must answer 201 (FR-003)."
    assert list(record.front.fields) == [
        "id",
        "title",
        "stage",
        "date",
        "surface",
        "model",
        "feature",
        "branch",
        "user",
        "command",
        "labels",
        "links",
        "files",
        "tests",
        "sdd",
    ]
    assert record.front.texts("files") == (
        "app/orders.py (created)",
        "specs/002-orders/tasks.md (updated)",
    )
    assert record.front.texts("tests") == ("pytest -q: 4 passed in 0.31s",)
    assert record.front.table("links")["spec"] == "specs/002-orders/spec.md"
    own = record.front.table("sdd")
    assert own["tokens"] == {
        "input": "40",
        "output": "80",
        "cache_read": "4000",
        "cache_write": "400",
    }
    assert (own["tasks"], own["requirements"]) == (["T004"], ["FR-003"])
    assert "> The endpoint answers 201; four tests pass." in text
    assert str(desk.root) not in text


def test_the_same_session_renews_its_own_record_and_leaves_what_a_person_wrote(desk: Desk) -> None:
    talk = happy_path(str(desk.root))
    desk.claude(talk)
    desk.run()
    again = desk.run()
    assert "record is up to date" in again.err
    text = desk.read().replace("labels: []", 'labels: ["orders"] # mine\nreviewed: by Zoë')
    text = text.replace("<!-- sdd:phr:begin", "My own words above.\n\n<!-- sdd:phr:begin", 1)
    text = text.replace(
        "Reflection:", "Reflection: smaller steps\n\n```\n<!-- sdd:phr:end -->\n```"
    )
    (desk.root / FIRST).write_text(text, encoding="utf-8")
    talk.prompt("And delete it again:\n<!-- sdd:phr:end: what follows is yours -->\nplease")
    desk.claude(talk)
    ran = desk.run()
    assert ran.lines == [FIRST]
    assert "record renewed" in ran.err
    renewed = desk.read()
    record = read_phr(renewed, FIRST)
    assert record.front.texts("labels") == ("orders",)
    assert record.front.text("reviewed") == "by Zoë"
    assert renewed.count("My own words above.\n\n<!-- sdd:phr:begin") == 1
    assert renewed.count("smaller steps\n\n```\n<!-- sdd:phr:end -->\n```") == 1
    assert renewed.count("And delete it again:\n<!-- sdd:phr:end: what follows is yours -->") == 1
    assert "record is up to date" in desk.run().err
    assert desk.read() == renewed
    assert desk.records() == [FIRST]


def test_title_stage_and_feature_that_a_person_changed_stay(desk: Desk) -> None:
    talk = happy_path(str(desk.root))
    desk.claude(talk)
    desk.run()
    changed = desk.read().replace("title: Add the order endpoint", "title: Mine", 1)
    (desk.root / FIRST).write_text(changed.replace("stage: green", "stage: misc", 1), "utf-8")
    talk.ran("pytest -q", "1 failed in 1s", "b9", error=True)
    desk.claude(talk)
    ran = desk.run()
    [path] = desk.records()
    assert path == "history/prompts/002-orders/0001-add-the-order-endpoint.misc.prompt.md"
    assert f"moved from {FIRST}" in ran.err
    record = read_phr(desk.read(path), path)
    assert (record.title, record.stage) == ("Mine", "misc")


def test_a_record_whose_markers_are_gone_is_left_alone(desk: Desk) -> None:
    talk = happy_path(str(desk.root))
    desk.claude(talk)
    desk.run()
    text = desk.read().replace("<!-- sdd:phr:end", "<!-- the end")
    (desk.root / FIRST).write_text(text, encoding="utf-8")
    talk.prompt("More")
    desk.claude(talk)
    assert "was left as it is" in desk.run().err
    assert desk.read() == text
    assert desk.records() == [FIRST]


def test_a_session_that_turns_out_otherwise_moves_its_record(desk: Desk) -> None:
    talk = Claude(str(desk.root), branch="main")
    talk.prompt("What is this project?")
    desk.claude(talk)
    assert desk.run().lines == [
        "history/prompts/general/0001-what-is-this-project.general.prompt.md"
    ]
    talk.edited("specs/002-orders/spec.md", "a", "FR-001 b")
    desk.claude(talk)
    ran = desk.run()
    assert ran.lines == ["history/prompts/002-orders/0001-what-is-this-project.spec.prompt.md"]
    assert desk.records() == ran.lines


def planted() -> Claude:
    """(i) A session with secrets in every place that a transcript has."""
    talk = Claude(branch=f"fix-{TOKEN}")
    talk.prompt(f"Use {TOKEN} and https://ann:{PASSWORD}@example.org/x, password: {PASSWORD}")
    talk.ran(f"curl -H 'Authorization: Bearer {TOKEN}' example.org", f"key {KEY} {TOKEN}", "b1")
    talk.ran("pytest -q", f"{TOKEN}\n1 failed: password={PASSWORD} in 0.1s\n", "b2")
    talk.ran("git commit -m x", f"[main 1a2b3c4] Add {TOKEN}\n", "b3")
    talk.edited(f"app/{TOKEN}.py", f"password = '{PASSWORD}'", f"password = '{PASSWORD}'")
    talk.says(text(f"I set {TOKEN} and password: '{PASSWORD}'."), id="m9")
    talk.note("ai-title", aiTitle=f"Use {TOKEN}")
    talk.note("pr-link", prUrl=f"https://ann:{PASSWORD}@example.org/pull/1")
    return talk


def every_byte(ran: Ran, root: Path) -> bytes:
    """All that a run printed or wrote."""
    files = [path for path in root.rglob("*") if path.is_file() and ".git/" not in path.as_posix()]
    names = "\n".join(path.as_posix() for path in root.rglob("*"))
    return b"".join(
        [ran.out, ran.err.encode(), names.encode(), *(each.read_bytes() for each in files)]
    )


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--with-output",),
        ("--dry-run",),
        ("--format", "json"),
        ("sync",),
        ("--title", f"Use {TOKEN}"),
        ("--prompt", f"Use {TOKEN} and https://ann:{PASSWORD}@example.org/x"),
    ],
)
def test_i_a_secret_is_in_no_byte_that_is_written(desk: Desk, words: tuple[str, ...]) -> None:
    talk = planted()
    for line in talk.lines:
        if isinstance(line, dict) and "cwd" in line:
            line["cwd"] = str(desk.root)
    desk.claude(talk)
    ran = desk.run(*words)
    assert ran.code == 0, ran.err
    found = every_byte(ran, desk.root)
    for secret in (TOKEN, PASSWORD, KEY):
        assert secret.encode() not in found
    if words[:1] != ("--prompt",):
        assert b"redacted" in found


def test_what_commands_printed_stays_out_unless_asked_for(desk: Desk) -> None:
    talk = happy_path(str(desk.root))
    talk.ran("ls", "a-line-of-output\n")
    desk.claude(talk)
    desk.run()
    assert "a-line-of-output" not in desk.read()
    desk.run("--with-output")
    assert "### Output of `ls`\n\n```text\na-line-of-output\n```" in desk.read()


def test_a_dry_run_prints_the_record_and_writes_nothing(desk: Desk) -> None:
    desk.claude(happy_path(str(desk.root)))
    ran = desk.run("--dry-run")
    assert ran.lines[0] == "---"
    assert "## Prompt" in ran.lines
    assert not (desk.root / "history").exists()


def test_the_result_as_json(desk: Desk) -> None:
    desk.claude(happy_path(str(desk.root)))
    found: dict[str, Any] = json.loads(desk.run("--format", "json").out)
    assert found["path"] == FIRST
    assert (found["action"], found["id"], found["stage"]) == ("created", "0001", "green")
    assert (found["route"], found["session"]) == ("002-orders", SESSION)


def test_sessions_of_other_projects_are_not_taken(desk: Desk) -> None:
    other = Claude("/srv/other")
    other.prompt("Elsewhere")
    path = desk.claude(other)
    ran = desk.run()
    assert ran.code == 2
    assert "no transcript of this project was found" in ran.err
    assert "the prompt is read from standard input" in ran.err
    assert 'for example: sdd phr --prompt "Add the order endpoint"' in ran.err
    assert desk.run("--from", path).code == 0


def test_a_session_that_ran_in_a_folder_of_the_project_is_its_own(desk: Desk) -> None:
    talk = Claude(str(desk.root / "app"), branch="main")
    talk.prompt("From below")
    folder = "".join(each if each.isalnum() else "-" for each in str(desk.root / "app"))
    save(desk.home / ".claude/projects" / folder / f"{SESSION}.jsonl", talk.lines)
    assert desk.run(cwd=desk.root / "app").lines == [
        "history/prompts/general/0001-from-below.general.prompt.md"
    ]


def test_codex_sessions_are_found_by_their_folder(desk: Desk) -> None:
    day = desk.home / ".codex/sessions/2026/11/20"
    other, mine = Codex("/srv/other"), Codex(str(desk.root))
    mine.prompt("With Codex")
    other.prompt("Elsewhere")
    save(day / f"rollout-2026-11-20T09-00-00-{SESSION}.jsonl", mine.lines)
    save(day / "rollout-2026-11-20T10-00-00-0000.jsonl", other.lines)
    ran = desk.run()
    assert ran.lines == ["history/prompts/002-orders/0001-with-codex.explainer.prompt.md"]
    assert "agent: codex" in desk.read(ran.lines[0])


def codex_place(desk: Desk, session: str = SESSION, day: str = "20") -> Path:
    return (
        desk.home / f".codex/sessions/2026/11/{day}/rollout-2026-11-{day}T09-00-00-{session}.jsonl"
    )


def test_subagents_of_codex_work_for_the_session_that_started_them(desk: Desk) -> None:
    mine, helper, deeper = (Codex(str(desk.root), session) for session in (SESSION, "h1", "h2"))
    mine.prompt("With Codex")
    for talk, parent in ((helper, SESSION), (deeper, "h1")):
        source = {"subagent": {"thread_spawn": {"parent_thread_id": parent, "depth": 1}}}
        meta = talk.lines[0]
        assert isinstance(meta, dict)
        meta["payload"]["source"] = source
        talk.prompt("You are a helper")
        change = {f"app/{parent[:2]}.py": {"type": "add", "content": "x"}}
        talk.event("patch_apply_end", call_id="p", success=True, changes=change)
    save(codex_place(desk), mine.lines)
    save(codex_place(desk, "h1"), helper.lines)
    save(codex_place(desk, "h2", "21"), deeper.lines)
    [path] = desk.run().lines
    text = desk.read(path)
    assert f"app/{SESSION[:2]}.py (created)" in text and "app/h1.py (created)" in text
    assert "You are a helper" not in text
    assert desk.run("sync").lines == []
    assert desk.records() == [path]


def test_compressed_sessions_of_codex_are_read(desk: Desk) -> None:
    zstandard = pytest.importorskip("zstandard")
    talk = Codex(str(desk.root))
    talk.prompt("Packed by Codex")
    path = save(codex_place(desk), talk.lines)
    data = path.read_bytes()
    path.with_name(f"{path.name}.zst").write_bytes(zstandard.ZstdCompressor().compress(data))
    path.unlink()
    other = codex_place(desk, "zipped")
    other.with_name(f"{other.name}.gz").write_bytes(
        gzip.compress(data.replace(b"Packed", b"Zipped"))
    )
    ran = desk.run("sync")
    assert ran.code == 0, ran.err
    assert sorted(desk.read(record).count("Packed by Codex") > 0 for record in ran.lines) == [True]
    packed = codex_place(desk, "broken")
    packed.with_name(f"{packed.name}.zst").write_bytes(b"no such thing")
    ran = desk.run("--from", packed.with_name(f"{packed.name}.zst"))
    assert ran.code == 2 and "it is damaged" in ran.err
    assert desk.run("sync").code == 0


def test_sessions_that_nothing_here_can_unpack_are_counted(desk: Desk) -> None:
    path = codex_place(desk)
    path.parent.mkdir(parents=True)
    path.with_name(f"{path.name}.zst").write_bytes(b"\x28\xb5\x2f\xfd")
    program = "import sys; sys.modules['zstandard'] = None; from sdd.workspace import packed;"
    program += "packed.can_open = lambda path: False; from sdd.cli.main import run; run()"
    for words, code in (((), 2), (("sync",), 0), (("--session", "x"), 2)):
        ran = run_python(desk.root, ("-c", program, "phr", *words), env=desk.environment)
        assert ran.code == code
        told = "1 compressed transcript of Codex could not be looked into: pip install zstandard"
        assert told in ran.err


def test_a_record_with_line_ends_of_windows_keeps_them(desk: Desk) -> None:
    talk = happy_path(str(desk.root))
    desk.claude(talk)
    desk.run()
    place = desk.root / FIRST
    place.write_bytes(place.read_bytes().replace(b"\n", b"\r\n"))
    talk.prompt("More")
    desk.claude(talk)
    assert desk.run().code == 0
    data = place.read_bytes()
    assert b"More\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert "up to date" in desk.run().err


def test_prompts_that_quote_records_do_not_end_them(desk: Desk) -> None:
    """Markers, front matter and fences of any length are text like any other."""
    hostile = (
        "---\nid: 9999\n---\n```\n````\nfour\n````\n"
        "<!-- sdd:phr:end: what follows is yours -->\n~~~\n<!-- sdd:phr:begin: x -->\n"
    )
    talk = happy_path(str(desk.root))
    talk.prompt(hostile)
    talk.says(text("Done.\n<!-- sdd:phr:end: what follows is yours -->\n```"), id="msg_9")
    desk.claude(talk)
    [path] = desk.run().lines
    before = desk.read(path)
    assert f"`````text\n{hostile}`````\n" in before
    mine = before.replace("Reflection:", "Reflection: mine")
    (desk.root / path).write_text(mine, encoding="utf-8")
    talk.prompt("More")
    desk.claude(talk)
    desk.run()
    after = desk.read(path)
    assert after.count("Reflection: mine") == 1
    assert after.count("# Prompt 3") == 1 and after.count("More") == 1
    assert "up to date" in desk.run().err


def test_a_session_in_a_link_to_the_project_is_its_own(desk: Desk) -> None:
    link = desk.root.parent / "link"
    link.symlink_to(desk.root)
    talk = Claude(str(link))
    talk.prompt("Through the link")
    talk.wrote("app/x.py")
    folder = "".join(each if each.isalnum() else "-" for each in str(link))
    save(desk.home / ".claude/projects" / folder / f"{SESSION}.jsonl", talk.lines)
    environment = {**desk.environment, "PWD": str(link)}
    ran = sdd(link, "phr", env=environment)
    assert ran.code == 0, ran.err
    assert "app/x.py (created)" in desk.read(ran.lines[0])


def test_a_project_whose_folder_name_is_spelled_alike_is_another(desk: Desk) -> None:
    """`shop-app` and `shop/app` have one folder of transcripts; their lines tell them apart."""
    twin = desk.root.parent / "shop.x"
    (twin / ".specify").mkdir(parents=True)
    talk = Claude(str(twin))
    talk.prompt("In the twin")
    folder = "".join(each if each.isalnum() else "-" for each in str(desk.root))
    save(desk.home / ".claude/projects" / folder / "a.jsonl", talk.lines)
    save(desk.home / ".claude/projects" / f"{folder}-x" / "b.jsonl", talk.lines)
    assert desk.run().code == 2
    assert desk.run("sync").lines == []


def test_paths_are_told_from_the_project_however_they_are_spelled(desk: Desk) -> None:
    talk = Claude(str(desk.root))
    home, root = desk.home, desk.root
    talk.prompt(f"Look at {root}/app/main.py and {home}/notes.txt")
    talk.wrote("app/../../elsewhere.py", id="w1")
    desk.claude(talk)
    content = desk.read(desk.run().lines[0])
    assert "Look at app/main.py and ~/notes.txt" in content
    assert "<external>/elsewhere.py (created)" in content
    assert str(root) not in content and str(home) not in content


def test_sync_catches_up_and_does_nothing_twice(desk: Desk) -> None:
    for number in (1, 2, 3):
        talk = Claude(str(desk.root), f"{number}-session", branch="main")
        talk.prompt(f"Question {number}")
        desk.claude(talk, f"{number}-session", at=1_000_000 + number)
    empty = Claude(str(desk.root), "empty")
    empty.add("system", subtype="x")
    desk.claude(empty, "empty")
    assert desk.run("--session", "2-").code == 0
    ran = desk.run("sync")
    assert ran.lines == [
        "history/prompts/general/0002-question-1.general.prompt.md",
        "history/prompts/general/0003-question-3.general.prompt.md",
    ]
    assert "every session of this project has its record" in desk.run("sync").err


def test_a_prompt_without_a_transcript(desk: Desk) -> None:
    words = "Add the order endpoint\n\n  verbatim:  yes\n"
    first = desk.run(stdin=words.encode())
    assert first.code == 0, first.err
    [path] = first.lines
    assert read_phr(desk.read(path), path).prompt == words.rstrip("\n")
    assert "up to date" in desk.run("--prompt", words).err
    (desk.root / "asked.txt").write_bytes(words.encode())
    assert "up to date" in desk.run("--prompt-file", "asked.txt").err
    assert desk.records() == [path]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--stage", "purple"), 'there is no stage "purple"'),
        (("--stage", "red"), "belongs to a feature"),
        (("--feature", "9"), 'there is no feature "9"'),
        (("--session", "zzz"), 'no session "zzz" of this project'),
        (("--from", "no.jsonl"), 'there is no transcript "no.jsonl"'),
        (("--prompt", " "), "the prompt is empty"),
        (("--prompt", "x", "--session", "y"), "exclude each other"),
        (("--prompt-file", "no.txt"), 'cannot use "no.txt"'),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    desk: Desk, words: tuple[str, ...], complaint: str
) -> None:
    talk = Claude(str(desk.root), branch="main")
    talk.prompt("Hello")
    desk.claude(talk)
    ran = desk.run(*words)
    assert ran.code == 2
    assert complaint in ran.err
    assert not (desk.root / "history").exists()


def test_stage_title_and_feature_can_be_given(desk: Desk) -> None:
    talk = Claude(str(desk.root), branch="main")
    talk.prompt("Hello")
    desk.claude(talk)
    ran = desk.run("--stage", "red", "--title", "../../../etc/CON: a — ß", "--feature", "2")
    assert ran.lines == ["history/prompts/002-orders/0001-etc-con-a-ss.red.prompt.md"]
    assert "up to date" in desk.run().err


def test_ids_go_on_from_the_highest_whatever_their_width(desk: Desk) -> None:
    commit(
        desk.root,
        {f"history/prompts/002-orders/{name}": "x" for name in ("7-a.md", "012-b.md")},
        "x",
    )
    desk.claude(happy_path(str(desk.root)))
    [path] = desk.run().lines
    assert path.startswith("history/prompts/002-orders/0013-")


KILLER = """
import os, signal, sys
limit, stop = int(sys.argv.pop(1)), sys.argv.pop(1)
real = os.fdopen
class Dying:
    def __init__(self, stream): self.stream = stream
    def __enter__(self): return self
    def __exit__(self, *_): self.stream.close()
    def write(self, data):
        self.stream.write(data[:limit]); self.stream.flush()
        if stop == "write": os.kill(os.getpid(), signal.SIGKILL)
        self.stream.write(data[limit:])
    def __getattr__(self, name): return getattr(self.stream, name)
os.fdopen = lambda number, mode="r", *a, **k: (
    Dying(real(number, mode, *a, **k)) if mode == "wb" else real(number, mode, *a, **k))
if stop == "replace":
    import pathlib
    pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
from sdd.cli.main import run
run()
"""


def moments(size: int) -> Iterator[tuple[int, str]]:
    yield from ((byte, "write") for byte in (0, 1, 7, size // 2, size - 1, size, size + 500))
    yield 0, "replace"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_kill_at_any_byte_leaves_the_old_record_or_the_new_one(desk: Desk) -> None:
    talk = happy_path(str(desk.root))
    desk.claude(talk)
    desk.run()
    old = desk.read()
    talk.prompt("More, please")
    desk.claude(talk)
    for byte, stop in moments(len(old.encode())):
        words = ("-c", KILLER, str(byte), stop, "phr")
        ran = run_python(desk.root, words, env=desk.environment)
        assert ran.code == -signal.SIGKILL
        assert desk.read() == old
        assert desk.records() == [FIRST]
    left = sorted((desk.root / FIRST).parent.glob(".sdd-*"))
    assert left
    assert "record renewed" in desk.run().err
    assert "More, please" in desk.read()
    assert not any(place.exists() for place in left)
