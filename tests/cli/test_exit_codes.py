"""0 clean, 1 findings, 2 cannot do the work asked for, 3 a bug in `sdd`, 130 interrupted."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import BLOCKING, SOUND, USELESS, clean_environment, run_python, sdd
from tests.language import write_project

SETTINGS = "[tool.sdd]\n"


def test_a_clean_project_gives_0(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": SOUND, "pyproject.toml": ""})
    ran = sdd(tmp_path, "check", "--root", ".")
    assert (ran.code, ran.out) == (0, b"")
    assert "No problems found." in ran.err


def test_findings_give_1(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING})
    assert sdd(tmp_path, "check").code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 0), (("--fail-on", "warning"), 1), (("--fail-on", "info"), 1), (("--fail-on=error",), 0)],
)
def test_findings_below_fail_on_are_shown_and_give_0(
    tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    write_project(tmp_path, {"app.py": USELESS})
    ran = sdd(tmp_path, "check", "--format", "concise", *words)
    assert ran.lines == [
        "app.py:1:14: SDD003 useless-suppression the ignore of SEC101 hides nothing"
    ]
    assert ran.code == code


def test_fail_on_of_the_configuration_holds_and_the_command_line_outranks_it(
    tmp_path: Path,
) -> None:
    write_project(tmp_path, {"app.py": USELESS, "pyproject.toml": SETTINGS + 'fail-on = "info"\n'})
    assert sdd(tmp_path, "check").code == 1
    assert sdd(tmp_path, "check", "--fail-on", "error").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--selct", "API201"), "--selct"),
        (("--select", "ASYN301"), 'did you mean "ASY301"?'),
        (("--ignore", "hardcoded-secrets"), 'did you mean "hardcoded-secret"?'),
        (("--fail-on", "fatal"), "fatal"),
        (("--format", "xml"), "xml"),
        (("ap.py",), 'did you mean "app.py"?'),
        (("nowhere/app.py",), "no such file or folder"),
        (("--root", "nowhere"), "nowhere"),
        (("--root", "app.py"), "not a folder"),
        (("--config", "nowhere.toml"), "no such configuration file"),
        (("-",), "standard input needs both a name and -"),
        (("--stdin-filename", "app.py"), "standard input needs both a name and -"),
        (("--stdin-filename", "../app.py", "--root", ".", "-"), "outside the root"),
    ],
)
def test_what_cannot_be_done_gives_2_and_says_why(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    project = write_project(tmp_path / "project", {"app.py": BLOCKING, "pyproject.toml": SETTINGS})
    ran = sdd(project, "check", *words)
    assert (ran.code, ran.out) == (2, b"")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_command_gives_2(tmp_path: Path) -> None:
    ran = sdd(tmp_path, "chekc")
    assert (ran.code, ran.out) == (2, b"")
    assert "chekc" in ran.err


def test_all_mistakes_of_the_configuration_are_shown_at_once_with_their_lines(
    tmp_path: Path,
) -> None:
    settings = SETTINGS + 'sellect = ["API201"]\nfail-on = "never"\nignore = ["SEC999"]\n'
    write_project(tmp_path, {"app.py": SOUND, "pyproject.toml": settings})
    ran = sdd(tmp_path, "check")
    assert (ran.code, ran.out) == (2, b"")
    mistakes = [line.strip() for line in ran.err.splitlines() if "pyproject.toml:" in line]
    assert [line.split(": ")[0] for line in mistakes] == [
        "pyproject.toml:2",
        "pyproject.toml:3",
        "pyproject.toml:4",
    ]
    assert 'did you mean "select"?' in mistakes[0]
    assert '"fail-on" must be one of "error", "warning", "info"' in mistakes[1]
    assert '"SEC999"' in mistakes[2]


def test_a_configuration_that_is_no_toml_is_told_with_its_place(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": SOUND, "pyproject.toml": SETTINGS + "ignore = [\n"})
    ran = sdd(tmp_path, "check")
    assert ran.code == 2
    assert "pyproject.toml:3:1: not valid TOML" in ran.err


@pytest.mark.parametrize("name", ["notes.txt", "data"])
def test_nothing_to_check_is_never_clean(tmp_path: Path, name: str) -> None:
    write_project(tmp_path, {"notes.txt": "", "data/table.csv": "", "pyproject.toml": SETTINGS})
    for words in ((), (name,)):
        ran = sdd(tmp_path, "check", *words)
        assert (ran.code, ran.out) == (2, b"")
        assert "no file was found here that is checked" in ran.err


def test_named_files_that_are_all_excluded_give_0_and_one_line(tmp_path: Path) -> None:
    settings = SETTINGS + 'exclude = ["generated"]\n'
    write_project(
        tmp_path,
        {"generated/a.py": BLOCKING, "generated/b.py": BLOCKING, "pyproject.toml": settings},
    )
    ran = sdd(tmp_path, "check", "generated/a.py", "generated/b.py")
    assert (ran.code, ran.out) == (0, b"")
    assert len(ran.err.splitlines()) == 1
    assert "excluded" in ran.err


def test_a_named_markdown_file_that_is_no_document_is_searched_for_secrets(tmp_path: Path) -> None:
    write_project(tmp_path, {"README.md": "# Title\n", "app.py": BLOCKING})
    ran = sdd(tmp_path, "check", "README.md")
    assert (ran.code, ran.out) == (0, b"")
    assert "Checked 0 Python files, 0 documents and 1 other file" in ran.err
    assert sdd(tmp_path, "check", "README.md", "app.py").code == 1


def test_named_lock_files_give_0_and_one_line(tmp_path: Path) -> None:
    write_project(tmp_path, {"web/package-lock.json": "{}\n", "app.py": BLOCKING})
    ran = sdd(tmp_path, "check", "web/package-lock.json")
    assert (ran.code, ran.out) == (0, b"")
    assert ran.err.splitlines() == [
        "sdd: the named files are lock files or minified; nothing was checked"
    ]


def test_a_readme_alone_is_no_project(tmp_path: Path) -> None:
    write_project(tmp_path, {"README.md": "# Title\n", "pyproject.toml": SETTINGS})
    assert sdd(tmp_path, "check").code == 2


def test_formats_for_programs_stay_whole_where_nothing_was_checked(tmp_path: Path) -> None:
    write_project(tmp_path, {"README.md": "# Title\n"})
    ran = sdd(tmp_path, "check", "--format", "json", "README.md")
    assert ran.code == 0
    assert ran.out.startswith(b"{")
    assert b'"findings": []' in ran.out


BROKEN_RULE = """
import sys
from sdd.rules.async_.blocking_call_in_async import BlockingCallInAsync

def check(self, subject, context):
    raise RuntimeError("correct-horse-7-battery in " + str(subject))

BlockingCallInAsync.check = check
sys.argv = ["sdd", "check"]
from sdd.cli.main import run
run()
"""


def test_a_bug_of_ours_gives_3_and_shows_nothing_of_the_project(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING})
    ran = run_python(tmp_path, ("-c", BROKEN_RULE))
    assert (ran.code, ran.out) == (3, b"")
    assert "this is a bug in sdd" in ran.err
    assert "RuntimeError" in ran.err
    assert "ask.py" in ran.err
    for forbidden in ("Traceback", "correct-horse", "wait", str(tmp_path)):
        assert forbidden not in ran.err


SLOW_CORRIDOR = """
import time, sdd.app.check
def check(request, cwd):
    print("ready", flush=True)
    time.sleep(60)
sdd.app.check.check = check
"""
SLOW_WORKERS = """
import time, sdd.read.python.pool as pool
def read_python(*words, **options):
    print("ready", flush=True)
    time.sleep(60)
pool.read_python = read_python
"""
COMMAND = """
import sys
sys.argv = ["sdd", "check"]
from sdd.cli.main import run
run()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a process group and forked workers")
@pytest.mark.parametrize("slow", [SLOW_CORRIDOR, SLOW_WORKERS])
def test_an_interrupt_gives_130_and_ends_every_process_quietly(tmp_path: Path, slow: str) -> None:
    write_project(tmp_path, {"app.py": BLOCKING, "other.py": BLOCKING})
    process = subprocess.Popen(
        [sys.executable, "-c", slow + COMMAND],
        cwd=tmp_path,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
