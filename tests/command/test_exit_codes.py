"""0 clean, 1 findings, 2 cannot do the work asked for, 3 a bug in `sdd`, 130 interrupted."""

import sys
from pathlib import Path

import pytest

from tests.command.shell import BLOCKING, SOUND, python, sdd
from tests.language import write_project

USELESS = "LIMIT = 3  # sdd: ignore[SEC101] a key stood here\n"
RUN = "import sys; sys.argv = ['sdd', 'check']\nfrom sdd.cli.main import run\nrun()\n"
PATCH = (
    "from sdd.rules.async_.blocking_call_in_async import BlockingCallInAsync as rule\n"
    "def check(self, subject, context):\n    {body}\n"
    "rule.check = check\n"
)


@pytest.mark.parametrize(
    ("source", "words", "code"),
    [
        (SOUND, (), 0),
        (BLOCKING, (), 1),
        (USELESS, (), 0),
        (USELESS, ("--fail-on", "warning"), 1),
    ],
)
def test_findings_from_fail_on_upwards_give_1_and_all_others_0(
    tmp_path: Path, source: str, words: tuple[str, ...], code: int
) -> None:
    write_project(tmp_path, {"app.py": source})
    ran = sdd(tmp_path, "check", *words)
    assert ran.code == code
    assert bool(ran.out) == (source != SOUND)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--nonsense",), "--nonsense"),
        (("--select", "hardcoded-secert"), 'did you mean "hardcoded-secret"?'),
        (("--ignore", "ASY31"), 'did you mean "ASY301"?'),
        (("apq.py",), 'did you mean "app.py"?'),
        (("notes.txt",), "no Python file and no specification document"),
        (("empty",), "no Python file and no specification document"),
        (("-",), "standard input needs both a name and - as the only PATH"),
        (("-", "app.py", "--stdin-filename", "a.py"), "standard input needs both"),
    ],
)
def test_what_cannot_be_done_gives_2_and_one_reason(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    write_project(tmp_path, {"app.py": BLOCKING, "notes.txt": "a\n", "empty/data.csv": ""})
    ran = sdd(tmp_path, "check", *words)
    assert (ran.code, ran.out) == (2, b"")
    assert said in ran.err


def test_every_mistake_of_the_configuration_is_told_with_its_line(tmp_path: Path) -> None:
    table = '[tool.sdd]\nsellect = ["SEC"]\n\n[tool.sdd.severity]\nASY31 = "error"\nSEC101 = 3\n'
    write_project(tmp_path, {"app.py": BLOCKING, "pyproject.toml": table})
    ran = sdd(tmp_path, "check")
    assert (ran.code, ran.out) == (2, b"")
    mistakes = [line for line in ran.err.splitlines() if "pyproject.toml:" in line]
    assert [line.split(": ")[0].strip() for line in mistakes] == [
        "pyproject.toml:2",
        "pyproject.toml:5",
        "pyproject.toml:6",
    ]
    assert 'did you mean "select"?' in mistakes[0]
    assert 'did you mean "ASY301"?' in mistakes[1]


def test_a_bug_gives_3_without_a_traceback_and_without_a_value(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING})
    body = "raise ValueError('hunter2-of-the-project')"
    ran = python(tmp_path, "-c", PATCH.format(body=body) + RUN)
    assert (ran.code, ran.out) == (3, b"")
    assert "bug in sdd" in ran.err
    assert "ValueError" in ran.err
    assert "Traceback" not in ran.err
    assert "hunter2" not in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals to oneself are a matter of POSIX")
def test_an_interrupt_gives_130_and_no_traceback(tmp_path: Path) -> None:
    write_project(tmp_path, {"app.py": BLOCKING})
    body = "import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(30); yield"
    ran = python(tmp_path, "-c", PATCH.format(body=body) + RUN)
    assert (ran.code, ran.out) == (130, b"")
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= 1


@pytest.mark.parametrize(
    ("words", "stdin", "said"),
    [
        (("old/a.py", "old/b.py"), b"", "excluded"),
        (("README.md",), b"", "Markdown"),
        (("README.md", "old/a.py"), b"", "nothing was checked"),
        (("--stdin-filename", "old/a.py", "-"), BLOCKING.encode(), "excluded"),
        (("--stdin-filename", "README.md", "-"), b"# Title\n", "Markdown"),
    ],
)
def test_files_that_a_hook_names_and_nobody_checks_give_0_and_one_line(
    tmp_path: Path, words: tuple[str, ...], stdin: bytes, said: str
) -> None:
    files = {"old/a.py": BLOCKING, "old/b.py": BLOCKING, "README.md": "# Title\n"}
    write_project(tmp_path, files | {"pyproject.toml": '[tool.sdd]\nexclude = ["old"]\n'})
    ran = sdd(tmp_path, "check", *words, stdin=stdin)
    assert (ran.code, ran.out) == (0, b"")
    (line,) = ran.err.splitlines()
    assert said in line


def test_a_markdown_file_beside_code_leaves_the_verdict_to_the_code(tmp_path: Path) -> None:
    write_project(tmp_path, {"README.md": "# Title\n", "app.py": BLOCKING})
    assert sdd(tmp_path, "check", "README.md", "app.py").code == 1
    assert sdd(tmp_path, "check", "README.md", "missing.py").code == 2
