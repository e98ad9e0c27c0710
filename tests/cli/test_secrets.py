"""`sdd secrets explain`: the way to a verdict, with the value masked."""

from pathlib import Path

import pytest

from tests.cli.running import sdd
from tests.language import write_project

VALUE = "Tr0ub4dor&" + "3xyz-9"
SHORT = "b0bby" + "-t4b"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "app/settings.py": (
            f'db_password = "{VALUE}"\n'
            f'user, password = "bob", "{SHORT}"\n'
            'api_key = "your-api-key"\n'
            "count = 3\n"
        ),
        "tests/test_a.py": f'password = "{VALUE}"\n',
        ".env": f"DB_PASSWORD={VALUE}\n",
        "broken.py": f'password = "{VALUE}"\ndef (\n',
    }
    return write_project(tmp_path, files)


def test_every_step_is_shown_and_the_decision_last(project: Path) -> None:
    done = sdd(project, "secrets", "explain", "app/settings.py:1")
    lines = done.lines
    assert lines[0] == "app/settings.py:1:15"
    assert lines[1].endswith('"Tr…", 16 characters, bound to "db_password" (assignment)')
    assert lines[-1].strip() == "reported by SEC101 as credential"
    assert [line[2:13].strip() for line in lines[3:5]] == ["name", "enum member"]
    assert done.code == 0


def test_two_literals_of_a_line_are_told_apart(project: Path) -> None:
    text = sdd(project, "secrets", "explain", "app/settings.py:2").out.decode()
    assert "let through: the name is no credential's" in text
    assert 'bound to "password" (assignment)' in text


def test_the_filter_that_let_it_through_says_why(project: Path) -> None:
    text = sdd(project, "secrets", "explain", "app/settings.py:3").out.decode()
    assert "let through: fills a place and opens nothing" in text
    assert text.rstrip().endswith("not reported")


def test_a_path_of_tests_is_said_to_be_one(project: Path) -> None:
    text = sdd(project, "secrets", "explain", "tests/test_a.py:1").out.decode()
    assert "test paths report live formats only" in text


@pytest.mark.parametrize("target", [".env:1", "broken.py:1"])
def test_other_files_are_explained_line_by_line(project: Path, target: str) -> None:
    assert "16 characters, bound to" in sdd(project, "secrets", "explain", target).out.decode()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("app/settings.py", "app/settings.py is not FILE:LINE"),
        ("app/settings.py:0", "is not FILE:LINE"),
        ("app/settings.py:99", "app/settings.py has 4 lines"),
        ("nowhere.py:1", "there is no file nowhere.py"),
    ],
)
def test_a_target_that_is_no_line_is_refused(project: Path, target: str, said: str) -> None:
    done = sdd(project, "secrets", "explain", target)
    assert (done.code, done.out) == (2, b"")
    assert said in done.err


def test_no_value_is_shown(project: Path) -> None:
    for number in range(1, 5):
        done = sdd(project, "secrets", "explain", f"app/settings.py:{number}")
        text = done.out.decode() + done.err
        assert VALUE[:4] not in text
        assert SHORT[:2] not in text
    assert "no literal stands" in text
