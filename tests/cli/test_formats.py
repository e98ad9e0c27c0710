"""Reports: the same findings in each format, on the right stream, in the same bytes every time."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sdd import __version__
from tests.cli.running import (
    BLOCKING,
    MARK,
    SOUND,
    USELESS,
    Ran,
    clean_environment,
    folder_for_anybody,
    sdd,
    sdd_as_nobody,
)
from tests.language import write_project

SCHEMA = Path(__file__).parents[1] / "data" / "sarif-2.1.0.schema.json"
PROJECT = {
    **MARK,
    "app/limits.py": USELESS,
    "app/waiting.py": BLOCKING,
}
RULES = ("--select", "ASY301,SDD003,SEC101")
ESCAPE = "\x1b["


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project", PROJECT)


def report(project: Path, format: str, *words: str | Path) -> Ran:
    ran = sdd(project, "check", *RULES, "--format", format, *words)
    assert ran.code == 1
    return ran


def test_concise_is_one_line_for_each_finding(project: Path) -> None:
    assert report(project, "concise").lines == [
        "app/limits.py:1:14: SDD003 useless-suppression the ignore of SEC101 hides nothing",
        "app/waiting.py:5:5: ASY301 blocking-call-in-async "
        "time.sleep() blocks the event loop in async wait",
    ]


def test_paths_for_people_lead_to_the_file_from_the_current_folder(project: Path) -> None:
    here = project / "app"
    paths = [line.split(":")[0] for line in report(here, "concise").lines]
    assert [(here / path).resolve() for path in paths] == [
        here / "limits.py",
        here / "waiting.py",
    ]


def test_json_has_exactly_the_keys_that_tools_rely_on_in_their_order(project: Path) -> None:
    found = json.loads(report(project, "json").out)
    assert list(found) == ["schema", "tool", "checked", "summary", "findings", "unchecked"]
    assert found["schema"] == "sdd-report/1"
    assert found["tool"] == {"name": "sdd", "version": __version__}
    assert list(found["checked"].items()) == [
        ("python_files", 2),
        ("documents", 1),
        ("other_files", 0),
        ("rules", 4),
    ]
    assert list(found["summary"].items()) == [
        ("error", 1),
        ("warning", 1),
        ("info", 0),
        ("suppressed", 0),
        ("baselined", 0),
    ]
    assert found["unchecked"] == []
    first, second = found["findings"]
    fingerprints = [each.pop("fingerprint") for each in (first, second)]
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in fingerprints)
    assert list(second.items()) == [
        ("code", "ASY301"),
        ("name", "blocking-call-in-async"),
        ("severity", "error"),
        ("confidence", "high"),
        ("message", "time.sleep() blocks the event loop in async wait"),
        ("path", "app/waiting.py"),
        ("line", 5),
        ("column", 5),
        ("end_line", 5),
        ("end_column", 18),
        (
            "article",
            {
                "title": "I. The loop never waits",
                "path": ".specify/memory/constitution.md",
                "line": 7,
            },
        ),
        ("related", []),
        ("fix", None),
    ]
    assert (first["path"], first["severity"], first["article"]) == (
        "app/limits.py",
        "warning",
        None,
    )


def test_json_tells_what_was_not_checked_and_where_a_duplicate_began(tmp_path: Path) -> None:
    spec = "# Feature Specification: Books\n\n- **FR-001**: A MUST b\n- **FR-001**: A MUST c\n"
    write_project(
        tmp_path, {".specify/x": "", "specs/001-books/spec.md": spec, "bad.py": "x = (\n"}
    )
    found = json.loads(sdd(tmp_path, "check", "--select", "SPC103", "--format", "json").out)
    unreadable, duplicate = found["findings"]
    assert unreadable["code"] == "SDD001"
    assert [each["path"] for each in found["unchecked"]] == ["bad.py"]
    assert found["unchecked"][0]["reason"].startswith("is not Python")
    (related,) = duplicate["related"]
    assert list(related) == ["message", "path", "line", "column"]
    assert (related["path"], related["line"]) == ("specs/001-books/spec.md", 3)


@pytest.mark.parametrize("format", ["json", "sarif", "console"])
def test_the_same_project_gives_the_same_bytes_in_any_folder(
    tmp_path: Path, project: Path, format: str
) -> None:
    copy = write_project(tmp_path / "elsewhere" / "deeper", PROJECT)
    first, second = report(project, format).out, report(copy, format).out
    assert first == second
    assert str(tmp_path).encode() not in first


def test_sarif_is_valid_and_every_result_has_a_place(project: Path) -> None:
    found = json.loads(report(project, "sarif").out)
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)
    (run,) = found["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    results: list[dict[str, Any]] = run["results"]
    assert [each["ruleId"] for each in results] == ["SDD003", "ASY301"]
    (location,) = results[1]["locations"]
    place = location["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "app/waiting.py"
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (5, 5)
    twin = json.loads(report(project, "json").out)["findings"][1]["fingerprint"]
    assert results[1]["partialFingerprints"]["sddFingerprint/v1"] == twin


def test_github_lines_are_workflow_commands(project: Path) -> None:
    warning, error = report(project, "github").lines
    assert warning.startswith(
        "::warning file=app/limits.py,line=1,endLine=1,col=14,endColumn=48,"
        "title=SDD003 useless-suppression::the ignore of SEC101 hides nothing%0A"
    )
    assert error.startswith("::error file=app/waiting.py,line=5,endLine=5,col=5,endColumn=18,")
    assert "MUST NOT block" in error


def test_console_shows_the_line_the_caret_the_article_and_what_to_do(project: Path) -> None:
    lines = report(project, "console").lines
    at = lines.index("app/waiting.py:5:5")
    assert lines[at : at + 6] == [
        "app/waiting.py:5:5",
        "  error ASY301 blocking-call-in-async",
        "  time.sleep() blocks the event loop in async wait",
        "",
        "    5 |     time.sleep(1)",
        "      |     ^^^^^^^^^^^^^",
    ]
    rest = "\n".join(lines[at + 6 :])
    assert ".specify/memory/constitution.md:7" in rest
    assert "MUST NOT block" in rest
    assert "asyncio.sleep" in rest


def test_findings_go_to_stdout_and_the_summary_to_stderr(project: Path) -> None:
    ran = report(project, "console")
    assert b"Found" not in ran.out
    assert b"Checked" not in ran.out
    assert "ASY301" not in ran.err
    assert ran.err.splitlines()[0] == "Found 2 problems: 1 error, 1 warning."
    assert re.fullmatch(
        r"Checked 2 Python files and 1 document against 4 rules in \d+\.\d\d s\.",
        ran.err.splitlines()[1],
    )


def test_a_pipe_gets_no_colours(project: Path) -> None:
    ran = report(project, "console")
    assert ESCAPE.encode() not in ran.out
    assert ESCAPE not in ran.err


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(
    ("environment", "colours"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_gets_colours_unless_it_says_no(
    project: Path, environment: dict[str, str], colours: bool
) -> None:
    out = on_terminal(project, environment)
    assert "app/waiting.py:5:5" in out
    assert (ESCAPE in out) is colours


def on_terminal(project: Path, environment: dict[str, str]) -> str:
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "sdd", "check", *RULES],
        cwd=project,
        env=clean_environment() | environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    received = bytearray()
    try:
        while data := os.read(ours, 65_536):
            received += data
    except OSError:  # Linux says so when the other side closes
        pass
    os.close(ours)
    assert process.wait(timeout=30) == 1
    return received.decode("utf-8")


def test_output_writes_the_report_and_stdout_stays_empty(project: Path) -> None:
    expected = report(project, "json").out
    ran = report(project, "json", "--output", "report.json")
    assert ran.out == b""
    assert (project / "report.json").read_bytes() == expected
    assert ran.err.startswith("Found 2 problems")


def test_output_replaces_an_old_report_and_leaves_nothing_beside_it(project: Path) -> None:
    target = project / "report.txt"
    target.write_text("old\n" * 1_000)
    before = set(project.iterdir())
    report(project, "concise", "--output", target)
    assert len(target.read_text().splitlines()) == 2
    assert set(project.iterdir()) == before


def test_a_report_in_a_folder_that_is_missing_is_refused(project: Path) -> None:
    ran = sdd(project, "check", "--output", "nowhere/report.txt")
    assert (ran.code, ran.out) == (2, b"")
    assert "nowhere" in ran.err
    assert not (project / "nowhere").exists()


@pytest.mark.skipif(os.name != "posix", reason="the permissions are those of POSIX")
def test_a_report_that_may_not_be_written_leaves_everything_as_it_was() -> None:
    with folder_for_anybody() as root:
        write_project(root, PROJECT | {"report.txt": "old\n"})
        (root / "report.txt").chmod(stat.S_IRUSR)
        ran = sdd_as_nobody(root, "check", "--output", "report.txt")
        assert (ran.code, ran.out) == (2, b"")
        assert "no permission" in ran.err
        assert (root / "report.txt").read_text() == "old\n"
        root.chmod(0o555)
        ran = sdd_as_nobody(root, "check", "--output", "new.txt")
        root.chmod(0o755)
        assert (ran.code, ran.out) == (2, b"")
        assert "no permission" in ran.err
        assert not (root / "new.txt").exists()


def test_a_report_on_a_folder_is_refused(project: Path) -> None:
    ran = sdd(project, "check", "--output", "app")
    assert (ran.code, ran.out) == (2, b"")
    assert "it is a folder" in ran.err
    assert (project / "app" / "waiting.py").read_text() == BLOCKING


def test_a_reader_that_goes_away_ends_the_command_quietly(project: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sdd", "check"],
        cwd=project,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    process.stdout.close()
    _, err = process.communicate(timeout=30)
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err


def test_rules_are_listed_as_table_markdown_and_json(tmp_path: Path) -> None:
    table = sdd(tmp_path, "rules").lines
    markdown = sdd(tmp_path, "rules", "--format", "markdown").lines
    found = json.loads(sdd(tmp_path, "rules", "--format", "json").out)
    codes = [each["code"] for each in found["rules"]]
    assert codes == sorted(codes)
    assert {"API201", "ASY301", "SEC101", "SDD001", "CON001", "TSK103"} <= set(codes)
    assert [line.split()[0] for line in table[1:]] == codes
    assert [line.split(" | ")[0].removeprefix("| ") for line in markdown[2:]] == codes
    assert list(found["rules"][0])[:5] == ["code", "name", "summary", "severity", "since"]


@pytest.mark.parametrize("word", ["API201", "api201", "missing-response-model"])
def test_a_rule_is_explained_by_code_or_name(tmp_path: Path, word: str) -> None:
    ran = sdd(tmp_path, "explain", word)
    assert ran.code == 0
    text = ran.out.decode()
    assert text.startswith("API201 missing-response-model\n")
    headings = ["What it finds", "Why it matters", "What to do", "Fix safety", "Offending", "Sound"]
    assert [text.index(heading) for heading in headings] == sorted(
        text.index(heading) for heading in headings
    )
    assert "severity    error" in text


def test_an_explanation_quotes_the_clause_of_this_project(project: Path) -> None:
    out = sdd(project, "explain", "blocking-call-in-async").out.decode()
    assert ".specify/memory/constitution.md:7" in out
    assert "MUST NOT block" in out


@pytest.mark.parametrize(
    ("word", "said"), [("API210x", 'did you mean "API210"?'), ("API", "family of rules")]
)
def test_an_unknown_rule_is_not_explained(tmp_path: Path, word: str, said: str) -> None:
    ran = sdd(tmp_path, "explain", word)
    assert (ran.code, ran.out) == (2, b"")
    assert said in ran.err


ROUTES = """from fastapi import APIRouter, FastAPI

app = FastAPI()
router = APIRouter(prefix="/books")


@app.get("/health", include_in_schema=False)
async def health() -> dict[str, str]:
    return {}


@router.post("", status_code=201)
def add_book():
    return {}


app.include_router(router)
"""


def test_routes_as_json_begin_with_the_agreed_keys(tmp_path: Path) -> None:
    write_project(tmp_path, {"app/main.py": ROUTES, "app/__init__.py": ""})
    ran = sdd(tmp_path, "routes", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    assert list(found)[:3] == ["schema", "routes", "unknown"]
    assert (found["schema"], found["unknown"]) == ("sdd-routes/1", [])
    books, health = found["routes"]
    assert list(books.items())[:11] == [
        ("kind", "http"),
        ("methods", ["POST"]),
        ("path", "/books"),
        ("endpoint", "app.main.add_book"),
        ("file", "app/main.py"),
        ("line", 13),
        ("contract", "none"),
        ("status_code", 201),
        ("is_async", False),
        ("include_in_schema", True),
        ("app", "app.main.app"),
    ]
    assert set(list(books)[11:]) <= {"tags", "security", "model", "weak", "order"}
    assert (health["path"], health["contract"], health["is_async"]) == (
        "/health",
        "annotation",
        True,
    )
    assert health["include_in_schema"] is False


def test_routes_of_a_project_without_python_cannot_be_listed(tmp_path: Path) -> None:
    write_project(tmp_path, {"notes.txt": ""})
    ran = sdd(tmp_path, "routes")
    assert (ran.code, ran.out) == (2, b"")


def test_the_version_is_printed(tmp_path: Path) -> None:
    assert sdd(tmp_path, "--version").out == f"sdd {__version__}\n".encode()


def test_a_clean_project_prints_nothing_on_stdout(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": SOUND})
    assert sdd(tmp_path, "check", "--format", "console").out == b""
    assert sdd(tmp_path, "check", "--format", "concise").out == b""
