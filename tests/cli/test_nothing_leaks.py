"""Planted secrets are in no byte that the tool writes: reports, files, messages, crash reports."""

import contextlib
import io
import json
import os
import random
import string
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import sdd.app.check
from sdd.cli import main
from sdd.cli.output import Format
from tests.language import write_project

ALNUM = string.ascii_letters + string.digits
WINDOW = 6


def generated(seed: int, alphabet: str, length: int) -> str:
    """What a generator of secrets makes, put together at run time."""
    return "".join(random.Random(seed).choices(alphabet, k=length))


seeds = st.integers(0, 2**32)
passwords = st.builds(generated, seeds, st.just("bcdfghkmpqrtvwxz2345679"), st.integers(8, 28))
tokens = st.builds(generated, seeds, st.just(ALNUM), st.just(36))


def planted(password: str, token: str) -> dict[str, str]:
    """One project with the secrets in every kind of place."""
    value, live = password, "ghp_" + token
    return {
        "app/settings.py": (
            "import logging, os\n"
            f'db_password = "{value}"\n'
            f'user, password = "bob", "{value}"\n'
            f'SECRET_KEY = os.getenv("SECRET_KEY", "{value}")\n'
            f'url = "postgresql://app:{value}@db.internal/app"\n'
            f'url2 = f"postgresql://{{user}}:{value}@db.internal/app"\n'
            f"# {live}\n"
            f'h = {{"Authorization": "Bearer {live}", "{live}": 1}}\n'
            f'hash_password("{value}"); print(password, "{live}")\n'
            f'if password == "{value}": pass\n'
            f'async def f(): import time; time.sleep(1); x = "{live}"\n'
        ),
        "app/broken.py": f'db_password = "{value}\n',
        ".env": f"DB_PASSWORD={value}\nTOKEN={live}\n",
        "compose.yaml": f"services:\n  db:\n    environment:\n      DB_PASSWORD: {value}\n",
        "config.json": json.dumps({"password": value, "token": live}),
        "README.md": f"Use `{live}`.\n",
        "specs/001-a/spec.md": f"# A\n\n- **FR-001**: {live} [NEEDS CLARIFICATION: {live}]\n",
    }


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder of its own that the command runs in."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        try:
            yield Path(place)
        finally:
            os.chdir(before)


def written(*words: str) -> str:
    """Both streams of a command that runs in this process."""
    out, err = io.StringIO(), io.StringIO()
    streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
    with streams[0], streams[1], contextlib.suppress(SystemExit):
        main.app(list(words), prog_name="sdd")
    return out.getvalue() + err.getvalue()


def assert_hidden(text: str, *secrets: str) -> None:
    """No six characters of a secret in a row, except that the first two may be a hint."""
    for secret in secrets:
        for start in range(len(secret) - WINDOW + 1):
            assert secret[start : start + WINDOW] not in text


HEALTH = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@settings(max_examples=3, deadline=None, suppress_health_check=HEALTH, phases=[Phase.generate])
@given(passwords, tokens)
def test_no_planted_secret_is_in_any_output(password: str, token: str) -> None:
    with folder() as root:
        write_project(root, planted(password, token))
        told = [written("check", "--format", each.value, "--verbose") for each in Format]
        for each in Format:
            written("check", "--format", each.value, "--output", f"out.{each.value}")
            told.append(Path(f"out.{each.value}").read_text(encoding="utf-8"))
            Path(f"out.{each.value}").unlink()
        told += [written("secrets", "explain", f"app/settings.py:{line}") for line in range(1, 12)]
        told += [written("secrets", "explain", each) for each in (".env:1", "config.json:1")]
        told += [written("check", password), written("check", "--select", token)]
        told += [written("check", "--write-baseline", "b.json"), Path("b.json").read_text("utf-8")]
        everything = "\n".join(told)
        assert "SEC101" in everything
        assert "SEC102" in everything
        # What the user typed on the command line is the user's own word for a path or rule.
        assert_hidden("\n".join(told[: 2 * len(Format) + 13]), password, token)
        assert_hidden(told[-1] + told[-2], password, token)


def test_a_crash_report_holds_no_value(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = "Tr0ub4dor&" + "3xyz-9"

    def crash(*arguments: object) -> None:
        raise ValueError(secret)

    write_project(tmp_path, {"a.py": f'password = "{secret}"\n'})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sdd.app.check, "check", crash)
    text = written("check")
    assert "this is a bug in sdd" in text
    assert_hidden(text, secret)


def test_a_short_secret_is_not_even_hinted_at(tmp_path: Path) -> None:
    secret = "q7Xw" + "z9Kv"
    write_project(tmp_path, {"a.py": f'password = "{secret}"\n'})
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        text = "".join(written("check", "--format", each.value) for each in Format)
        text += written("secrets", "explain", "a.py:1")
    finally:
        os.chdir(before)
    assert "SEC101" in text
    assert secret[:2] not in text
