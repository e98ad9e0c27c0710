"""What each command prints, byte for byte where other programs read it."""

import json
import os
import shutil
import sys
from pathlib import Path
from subprocess import PIPE, Popen

import jsonschema
import pytest

from sdd import __version__
from tests.command.shell import (
    BLOCKING,
    BLOCKING_LINE,
    CHECKOUT,
    SAMPLE,
    environment,
    here,
    python,
    sdd,
)
from tests.language import write_project

REPORT = ("schema", "tool", "checked", "summary", "findings", "unchecked")
FINDING = (
    "code",
    "name",
    "severity",
    "confidence",
    "message",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "article",
    "related",
    "fix",
    "fingerprint",
)
ROUTE = (
    "kind",
    "methods",
    "path",
    "endpoint",
    "file",
    "line",
    "contract",
    "status_code",
    "is_async",
    "include_in_schema",
    "app",
    "tags",
    "security",
    "model",
    "weak",
)
SHOP = {
    "shop/__init__.py": "",
    "shop/books.py": (
        "from fastapi import APIRouter\nfrom pydantic import BaseModel\n\n"
        'router = APIRouter(prefix="/books")\n\n\n'
        "class Book(BaseModel):\n    title: str\n\n\n"
        '@router.get("/{isbn}")\ndef read(isbn: str) -> Book: ...\n\n\n'
        '@router.post("", status_code=201)\nasync def add(): ...\n'
    ),
    "shop/main.py": (
        "from fastapi import FastAPI\n\nfrom shop.books import router\n\n"
        "app = FastAPI()\ninternal = FastAPI()\n"
        'app.include_router(router, prefix="/api", tags=["books"])\n\n\n'
        '@internal.get("/health")\ndef health() -> dict: ...\n'
    ),
}


def sample(tmp_path: Path) -> Path:
    """A copy of the bundled sample in a folder of its own."""
    ignored = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(SAMPLE, tmp_path / "bookshop", ignore=ignored))


def test_concise_is_one_line_per_finding_and_nothing_else(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING, "job.py": BLOCKING})
    ran = sdd(tmp_path, "check", "--format", "concise")
    assert ran.out == f"app.py:5:5: {BLOCKING_LINE}\njob.py:5:5: {BLOCKING_LINE}\n".encode()
    assert "Found 2 problems: 2 errors." in ran.err
    assert "ASY301" not in ran.err


def test_paths_for_people_start_at_the_current_folder(tmp_path: Path) -> None:
    write_project(tmp_path, {".git/HEAD": "", "app/main.py": BLOCKING, "docs/a.txt": ""})
    inside = sdd(tmp_path / "app", "check", "--format", "concise")
    beside = sdd(tmp_path / "docs", "check", "../app", "--format", "concise")
    assert inside.out == f"../app/main.py:5:5: {BLOCKING_LINE}\n".encode()
    assert beside.out == inside.out


def test_json_has_exactly_the_promised_keys_in_their_order(tmp_path: Path) -> None:
    report = json.loads(sdd(sample(tmp_path), "check", "--format", "json").out)
    assert tuple(report) == REPORT
    assert report["schema"] == "sdd-report/1"
    assert list(report["tool"].items()) == [("name", "sdd"), ("version", __version__)]
    assert tuple(report["checked"]) == ("python_files", "documents", "rules")
    assert tuple(report["summary"]) == ("error", "warning", "info", "suppressed", "baselined")
    assert {tuple(each) for each in report["findings"]} == {FINDING}
    articles = [each["article"] for each in report["findings"] if each["article"]]
    assert {tuple(each) for each in articles} == {("title", "path", "line")}
    related = [one for each in report["findings"] for one in each["related"]]
    assert {tuple(one) for one in related} == {("message", "path", "line", "column")}
    prints = [each["fingerprint"] for each in report["findings"]]
    assert all(len(one) == 32 and int(one, 16) >= 0 for one in prints)
    assert len(set(prints)) == len(prints)
    order = [
        (each["path"], each["line"], each["column"], each["code"]) for each in report["findings"]
    ]
    assert order == sorted(order)
    assert len(order) == sum(report["summary"][each] for each in ("error", "warning", "info"))


def test_json_lists_what_was_not_checked_with_a_reason(tmp_path: Path) -> None:
    spec = b"# Feature Specification: \xff\n"
    write_project(tmp_path, {"app.py": BLOCKING, "specs/001-books/spec.md": spec})
    report = json.loads(sdd(tmp_path, "check", "--format", "json").out)
    assert report["unchecked"] == [
        {"path": "specs/001-books/spec.md", "reason": "byte 0xff is not UTF-8"}
    ]


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_second_run_and_a_copy_elsewhere_give_the_same_bytes(tmp_path: Path, form: str) -> None:
    first, second = sample(tmp_path / "a"), sample(tmp_path / "b" / "deeper")
    outputs = {sdd(folder, "check", "--format", form).out for folder in (first, first, second)}
    assert len(outputs) == 1
    assert str(tmp_path).encode() not in outputs.pop()


def test_sarif_is_valid_and_gives_every_result_a_place(tmp_path: Path) -> None:
    schema = json.loads(
        (CHECKOUT / "tests" / "data" / "sarif-2.1.0.schema.json").read_text("utf-8")
    )
    project = sample(tmp_path)
    log = json.loads(sdd(project, "check", "--format", "sarif").out)
    jsonschema.Draft7Validator(schema).validate(log)
    (run,) = log["runs"]
    assert len(run["results"]) >= 15
    for result in run["results"]:
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert (project / uri).is_file()
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_finding_about_the_whole_project_has_a_place_in_sarif(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": "", "pyproject.toml": "[tool.sdd]\n"})
    log = json.loads(sdd(tmp_path, "check", "--format", "sarif").out)
    (result,) = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert result["ruleId"] == "CON001"
    assert place["artifactLocation"]["uri"] == "pyproject.toml"
    assert place["region"]["startLine"] == 1


def test_github_gets_one_command_per_finding(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING, "job.py": "X = 1  # sdd: ignore[SEC101] no\n"})
    error, warning = sdd(tmp_path, "check", "--format", "github").out.decode().splitlines()
    assert error.startswith(
        "::error file=app.py,line=5,endLine=5,col=5,endColumn=18,title=ASY301 "
        "blocking-call-in-async::time.sleep() blocks the event loop in async wait%0A"
    )
    assert warning.startswith("::warning file=job.py,line=1,")


def test_console_shows_the_line_the_caret_the_article_and_what_to_do() -> None:
    ran = sdd(SAMPLE, "check", "app/services/orders.py")
    assert "\x1b" not in ran.out.decode() + ran.err
    lines = ran.out.decode().splitlines()
    assert lines[0] == "app/services/orders.py:35:9"
    assert "   35 |         time.sleep(RETRY_SECONDS)  # expect: ASY301" in lines
    assert "      |         ^^^^^^^^^^^^^^^^^^^^^^^^^" in lines
    assert "  article     .specify/memory/constitution.md:28" in lines
    assert any(line.startswith("  what to do  Use await asyncio.sleep") for line in lines)


def on_a_terminal(cwd: Path, **extra: str) -> str:
    """What `sdd check` writes to a terminal of 80 columns."""
    import pty

    ours, theirs = pty.openpty()
    with Popen(
        [sys.executable, "-m", "sdd", "check"],
        cwd=cwd,
        env=environment(**extra),
        stdout=theirs,
        stderr=PIPE,
    ) as process:
        os.close(theirs)
        written = b""
        while block := read_terminal(ours):
            written += block
        process.communicate(timeout=30)
    os.close(ours)
    return written.decode()


def read_terminal(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux says so when the other side is closed
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_console_is_coloured_on_a_terminal_alone_and_no_color_is_honoured(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING})
    assert "\x1b[1;31merror\x1b[0m ASY301" in on_a_terminal(tmp_path)
    assert "\x1b" not in on_a_terminal(tmp_path, NO_COLOR="1")
    assert "\x1b" not in on_a_terminal(tmp_path, TERM="dumb")


def test_a_report_goes_to_a_file_and_the_summary_to_stderr(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING})
    ran = sdd(tmp_path, "check", "--format", "concise", "--output", "report.txt")
    assert (ran.code, ran.out) == (1, b"")
    assert (tmp_path / "report.txt").read_bytes() == f"app.py:5:5: {BLOCKING_LINE}\n".encode()
    assert "Found 1 problem" in ran.err


def test_a_file_that_cannot_be_replaced_keeps_its_bytes(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING, "report.txt": "yesterday\n"})
    target = tmp_path / "report.txt"
    hindered = (
        "from pathlib import Path\n"
        "def replace(self, target): raise PermissionError(13, 'refused')\n"
        "Path.replace = replace\n"
        "import sys; sys.argv = ['sdd', 'check', '--output', 'report.txt']\n"
        "from sdd.cli.main import run\nrun()\n"
    )
    ran = python(tmp_path, "-c", hindered)
    assert (ran.code, ran.out) == (2, b"")
    assert 'cannot write "report.txt"' in ran.err
    assert target.read_bytes() == b"yesterday\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["app.py", "report.txt"]


def test_a_folder_in_place_of_the_output_is_told(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING, "report/old.txt": "yesterday\n"})
    ran = sdd(tmp_path, "check", "--output", "report")
    assert (ran.code, ran.out) == (2, b"")
    assert "it is a folder" in ran.err
    assert (tmp_path / "report" / "old.txt").read_bytes() == b"yesterday\n"


def test_rules_are_listed_as_table_json_and_markdown(tmp_path: Path) -> None:
    table = sdd(tmp_path, "rules").out.decode().splitlines()
    listed = json.loads(here("rules", "--format", "json"))
    markdown = here("rules", "--format", "markdown").splitlines()
    codes = [each["code"] for each in listed["rules"]]
    assert {"SDD001", "CON001", "SPC101", "PLN101", "TSK101", "SEC101", "API201"} <= set(codes)
    assert codes == sorted(codes)
    assert [line.split()[0] for line in table] == ["Code", *codes]
    assert markdown[0] == "| Code | Name | What it finds | Default |"
    assert [line.split()[1] for line in markdown[2:]] == codes


def test_a_rule_is_explained_by_code_and_name_in_any_case(tmp_path: Path) -> None:
    words = ("ASY301", "asy301", "blocking-call-in-async", "Blocking-Call-In-Async")
    outputs = {here("explain", word, "--root", str(tmp_path)) for word in words}
    assert len(outputs) == 1
    lines = outputs.pop().splitlines()
    assert lines[0] == "ASY301 blocking-call-in-async"
    for heading in (
        "What it finds",
        "Why it matters",
        "What to do",
        "Fix safety",
        "Offending example 1 of",
    ):
        assert any(line.startswith(heading) for line in lines)
    assert any(line.split() == ["severity", "error"] for line in lines)


def test_an_explanation_quotes_the_clause_that_asks_for_the_rule() -> None:
    out = sdd(SAMPLE, "explain", "ASY301").out.decode()
    assert "asked for   .specify/memory/constitution.md:28" in out
    assert "III. The event loop never waits" in out


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("blocking-call", 'did you mean "blocking-call-in-async"?'),
        ("ASY", "names a family of rules"),
        ("nothing-like-it-anywhere", 'unknown rule "nothing-like-it-anywhere"'),
    ],
)
def test_a_word_that_is_no_rule_cannot_be_explained(tmp_path: Path, word: str, said: str) -> None:
    ran = sdd(tmp_path, "explain", word)
    assert (ran.code, ran.out) == (2, b"")
    assert said in ran.err


def test_routes_as_json_have_exactly_the_promised_keys(tmp_path: Path) -> None:
    write_project(tmp_path, SHOP)
    table = json.loads(sdd(tmp_path, "routes", "--format", "json").out)
    assert tuple(table) == ("schema", "routes", "unknown")
    assert table["schema"] == "sdd-routes/1"
    assert [tuple(each) for each in table["routes"]] == [ROUTE] * 3
    assert table["routes"][0] == {
        "kind": "http",
        "methods": ["POST"],
        "path": "/api/books",
        "endpoint": "shop.books.add",
        "file": "shop/books.py",
        "line": 16,
        "contract": "none",
        "status_code": 201,
        "is_async": True,
        "include_in_schema": True,
        "app": "shop.main.app",
        "tags": ["books"],
        "security": [],
        "model": None,
        "weak": False,
    }
    assert [(each["path"], each["model"], each["weak"]) for each in table["routes"][1:]] == [
        ("/api/books/{isbn}", "Book", False),
        ("/health", "dict", True),
    ]


def test_routes_are_printed_as_table_tree_csv_and_markdown(tmp_path: Path) -> None:
    write_project(tmp_path, SHOP)
    table = sdd(tmp_path, "routes").out.decode().splitlines()
    assert table[0].split() == ["Methods", "Path", "Contract", "Status", "Endpoint", "Where"]
    assert table[1].split()[-1] == "shop/books.py:16:11"
    assert table[-1] == "3 routes"
    where = ("--root", str(tmp_path))
    csv = here("routes", "--format", "csv", *where).splitlines()
    assert csv[0].startswith("kind,methods,path,endpoint,file,line,contract,status_code,")
    assert csv[1].startswith("http,POST,/api/books,shop.books.add,shop/books.py,16,none,201,true,")
    markdown = here("routes", "--format", "markdown", *where).splitlines()
    assert (
        markdown[2] == "| POST | `/api/books` | none | 201 | `shop.books.add` (shop/books.py:16) |"
    )
    tree = here("routes", "--format", "tree", *where)
    assert tree == (
        "/api\n"
        "  /books\n"
        "    POST  none  shop.books.add\n"
        "    /{isbn}\n"
        "      GET  annotation  shop.books.read\n"
        "/health\n"
        "  GET  annotation  shop.main.health\n"
    )


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        (("--method", "post"), ["/api/books"]),
        (("--method", "GET"), ["/api/books/{isbn}", "/health"]),
        (("--path", "/api/*"), ["/api/books", "/api/books/{isbn}"]),
        (("--tag", "books"), ["/api/books", "/api/books/{isbn}"]),
        (("--app", "shop.main.internal"), ["/health"]),
        (("--app", "internal"), ["/health"]),
        (("--missing-contract",), ["/api/books"]),
        (("--method", "GET", "--path", "/h*"), ["/health"]),
        (("shop/main.py",), ["/health"]),
    ],
)
def test_filters_leave_only_the_routes_that_were_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], paths: list[str]
) -> None:
    write_project(tmp_path, SHOP)
    monkeypatch.chdir(tmp_path)
    table = json.loads(here("routes", "--format", "json", *words))
    assert [each["path"] for each in table["routes"]] == paths


def test_an_application_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    write_project(tmp_path, SHOP)
    ran = sdd(tmp_path, "routes", "--app", "shop")
    assert (ran.code, ran.out) == (2, b"")
    assert "shop.main.app, shop.main.internal" in ran.err


def test_the_version_is_one_line(tmp_path: Path) -> None:
    assert sdd(tmp_path, "--version") == (0, f"sdd {__version__}\n".encode(), "")
