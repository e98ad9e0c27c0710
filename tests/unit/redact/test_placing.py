"""Folders and file names say what kind of place a secret was found in."""

import pytest

from sdd.redact.placing import path_class


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("app/core/config.py", "app"),
        ("main.py", "app"),
        ("src/contest/latest.py", "app"),
        ("alembic/versions/0001_users.py", "app"),
        ("tests/conftest.py", "test"),
        ("backend/app/tests/api/test_login.py", "test"),
        ("app/test_login.py", "test"),
        ("app/login_test.py", "test"),
        ("conftest.py", "test"),
        ("Tests/Login.py", "test"),
        ("examples/basic/main.py", "example"),
        (".env.example", "example"),
        ("config.sample.yml", "example"),
        ("docs_src/security/tutorial004.py", "docs"),
        ("docs/conf.py", "docs"),
        ("README.md", "docs"),
        ("", "app"),
    ],
)
def test_a_path_has_a_class(path: str, expected: str) -> None:
    assert path_class(path) == expected
