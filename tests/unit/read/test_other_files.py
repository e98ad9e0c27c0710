"""What files beside the code bind to names, exactly where, and that no value is kept."""

import json
import time

import msgspec
import pytest

from sdd.model.files import FileSecret, OtherFile
from sdd.read.other.reader import read_other
from sdd.read.other.text import BinaryFile

WORDS = "correct-horse-" + "7-battery"
TOKEN = "_".join(("ghp", "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA2bC4"))


def read(text: str | bytes, kind: str, path: str = "file") -> OtherFile:
    data = text.encode() if isinstance(text, str) else text
    found = read_other(data, path, kind)
    assert WORDS not in repr(found) and TOKEN not in repr(found)
    assert WORDS.encode() not in msgspec.json.encode(found)
    return found


def shown(text: str, kind: str) -> list[tuple[str, str, str]]:
    """Part, binding and the text that stands at the place of each secret."""
    found = read(text, kind)
    lines = text.splitlines()
    return [(each.part, each.binding, at(lines, each)) for each in found.secrets]


def at(lines: list[str], secret: FileSecret) -> str:
    place = secret.place
    assert place.line == place.end_line
    return lines[place.line - 1][place.column - 1 : place.end_column - 1]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("dotenv", f"DB_PASSWORD={WORDS}\n", ("", "DB_PASSWORD")),
        ("dotenv", f"# c\nexport DB_PASSWORD = '{WORDS}' # why\n", ("", "DB_PASSWORD")),
        ("dotenv", f'DB_PASSWORD="{WORDS}"\r\nX=1\r\n', ("", "DB_PASSWORD")),
        ("yaml", f"a:\n  db:\n    password: {WORDS}\n", ("a.db", "password")),
        ("yaml", f"ü: ä\ndb: {{password: '{WORDS}', user: x}}\n", ("db", "password")),
        ("yaml", f"env:\n- name: DB_PASSWORD\n  value: {WORDS}\n", ("env", "DB_PASSWORD")),
        ("yaml", f"env:\n  - DB_PASSWORD={WORDS}\n", ("env", "DB_PASSWORD")),
        ("yaml", f"run: |\n  export DB_PASSWORD={WORDS}\n  make\n", ("run", "DB_PASSWORD")),
        ("yaml", f"a: {{{{ x }}}}\ndb_password: {WORDS}\n", ("", "db_password")),
        ("toml", f'[tool.db]\npassword = "{WORDS}"\n', ("tool.db", "password")),
        ("ini", f"[db]\npassword = {WORDS}  ; old\n", ("db", "password")),
        ("ini", f"db.password: {WORDS}\n", ("", "db.password")),
        ("json", json.dumps({"db": [{"password": WORDS}]}), ("db", "password")),
        ("json", f'// c\n{{"password": "{WORDS}",}}\n', ("", "password")),
        ("json", f'[{{"name": "DB_PASSWORD", "value": "{WORDS}"}}]', ("", "DB_PASSWORD")),
        ("dockerfile", f"FROM x\nENV DB_PASSWORD={WORDS} A=b\n", ("", "DB_PASSWORD")),
        ("dockerfile", f'ARG DB_PASSWORD="{WORDS}"\n', ("", "DB_PASSWORD")),
        ("shell", f"export DB_PASSWORD='{WORDS}'\n", ("", "DB_PASSWORD")),
        ("shell", f"URL=redis://:${{REDIS_PASSWORD:-{WORDS}}}@redis\n", ("", "REDIS_PASSWORD")),
        ("shell", f"mysql --password={WORDS} -h db\n", ("", "password")),
    ],
)
def test_a_value_is_found_where_it_stands(kind: str, text: str, expected: tuple[str, str]) -> None:
    assert shown(text, kind) == [(*expected, WORDS)]


@pytest.mark.parametrize(
    "kind", ["dotenv", "yaml", "toml", "ini", "json", "dockerfile", "shell", "markdown"]
)
def test_a_token_is_found_in_every_kind_of_file_also_in_a_comment(kind: str) -> None:
    assert [each[2] for each in shown(f"# ü {TOKEN} behind\n", kind)] == [TOKEN]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("dotenv", "DB_PASSWORD=\nA=\nB_PASSWORD=${OTHER}\n"),
        ("yaml", "password: !vault |\n  abcdef0123456789\nsecret: ${{ secrets.TOKEN }}\n"),
        ("yaml", "password: &p ~\nother_password: *p\n"),
        ("yaml", "run: |\n  export TOKEN=$(cat file)\n  PASSWORD=$1\n"),
        ("shell", 'PASSWORD="$(openssl rand -hex 16)"\nTOKEN=`cat token`\nAPI_KEY="$KEY"\n'),
        ("shell", 'echo "Secret: ${AUTH_SECRET:0:20}..."\n'),
        ("toml", 'secret_key = "env(SECRET_VALUE_OF_APP)"\n'),
        ("yaml", f"properties:\n  password:\n    example: {WORDS}\n"),
        ("yaml", f"examples:\n  valid:\n    password: {WORDS}\n"),
        ("json", '{"api_keys": {"name": "api_keys", "default": "\'[]\'::jsonb"}}'),
        ("toml", "password = true\ntokens = 1234567\n"),
        ("json", '{"passwordUrl": "https://example.com", "token": "next"}'),
    ],
)
def test_what_is_filled_in_elsewhere_is_no_secret(kind: str, text: str) -> None:
    assert shown(text, kind) == []


def test_a_notebook_is_read_cell_by_cell() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Title\n"]},
        {
            "cell_type": "code",
            "source": ["import os\n", f'token = "{TOKEN}"\n'],
            "outputs": [{"data": {"image/png": TOKEN}, "text": [f"{TOKEN}\n"]}],
        },
        {"cell_type": "code", "source": f'x = 1\npassword = "{WORDS}"\n'},
    ]
    text = json.dumps({"cells": cells, "nbformat": 4}, indent=1)
    found = read(text, "notebook")
    parts = [(each.part, each.shape) for each in found.secrets]
    assert parts.count(("cell 2", "github-token")) >= 2
    assert parts[-1] == ("cell 3", "named"), parts
    assert found.broken == ""


def test_a_broken_notebook_is_searched_and_says_so() -> None:
    found = read(f'{{"cells": [{{"source": ["{TOKEN}"', "notebook")
    assert [each.shape for each in found.secrets] == ["github-token"]
    assert found.broken.startswith("is no notebook")


def test_broken_yaml_is_searched_and_says_so_and_a_template_is_not_broken() -> None:
    found = read(f"a: [\npassword: {WORDS}\n", "yaml")
    assert [each.binding for each in found.secrets] == ["password"]
    assert "line" in found.broken
    assert read(f"{{{{- if x }}}}\npassword: {WORDS}\n", "yaml").broken == ""


def test_any_encoding_is_read_and_binary_is_refused() -> None:
    latin = f"# caf\xe9\nDB_PASSWORD={WORDS}\n".encode("latin-1")
    assert [each.place.line for each in read(latin, "dotenv").secrets] == [2]
    marked = f"DB_PASSWORD={WORDS}\n".encode("utf-16")
    assert [each.place.column for each in read(marked, "dotenv").secrets] == [13]
    with pytest.raises(BinaryFile):
        read(b"PK\x03\x04\0\0", "json")


@pytest.mark.parametrize("path", ["web/lang/de-DE.json", "locales/de.yaml", "messages/af_ZA.json"])
def test_the_words_of_a_user_interface_are_labels(path: str) -> None:
    text = f'{{"password": "{WORDS}"}}'
    assert read(text, "json", path).secrets == ()
    assert len(read(f'{{"password": "{TOKEN}"}}', "json", path).secrets) == 1


def test_a_private_key_over_lines_is_one_secret_with_the_name_that_holds_it() -> None:
    body = "\n".join("MIIEpAIBAAKCAQEA7bq3Xk9ZpT1vLwR2sN8dQyHf5uJc4gEo6iWmA0tB" + c for c in "abc")
    begin = "-----BEGIN RSA " + "PRIVATE KEY-----"
    key = f"{begin}\n{body}\n-----END RSA PRIVATE KEY-----"
    found = read("tls:\n  key: |\n" + "\n".join(f"    {line}" for line in key.split("\n")), "yaml")
    assert [(each.shape, each.binding, each.place.line) for each in found.secrets] == [
        ("private-key", "key", 3)
    ]


@pytest.mark.parametrize(
    ("kind", "comment"),
    [
        ("yaml", "# sdd: ignore[SEC102] rotated"),
        ("ini", "; sdd: ignore[SEC102] rotated"),
        ("json", "// sdd: ignore[SEC102] rotated"),
        ("dotenv", "# sdd: ignore[SEC102] rotated"),
        ("markdown", "<!-- sdd: ignore[SEC102] rotated -->"),
    ],
)
def test_a_comment_covers_its_line_or_the_next(kind: str, comment: str) -> None:
    behind = read(f"a = 1 {comment}\n", kind).suppressions[0]
    assert (behind.rules, behind.reason, behind.first, behind.last) == (
        ("SEC102",),
        "rotated",
        1,
        1,
    )
    alone = read(f"\n{comment}\n\na = 1\n", kind).suppressions[0]
    assert (alone.first, alone.place[:2]) == (4, (2, 1))


def test_a_comment_in_a_cell_covers_its_line() -> None:
    source = [f'token = "{TOKEN}"  # sdd: ignore[SEC102] rotated\n']
    found = read(json.dumps({"cells": [{"source": source}]}, indent=1), "notebook")
    comment = found.suppressions[0]
    assert comment.reason == "rotated"
    assert comment.first == found.secrets[0].place.line


def test_what_markdown_shows_in_a_block_is_no_comment_and_a_comment_covers_the_block() -> None:
    shows = "```yaml\n<!-- sdd: ignore[SEC102] shown -->\n```\n"
    assert read(shows, "markdown").suppressions == ()
    covers = f"<!-- sdd: ignore[SEC102] staged -->\n\n```sh\nx\n{TOKEN}\n```\n"
    comment = read(covers, "markdown").suppressions[0]
    assert (comment.first, comment.last) == (3, 6)


@pytest.mark.parametrize("kind", ["json", "yaml", "toml", "dotenv", "ini", "shell", "markdown"])
@pytest.mark.parametrize(
    "unit",
    ['"password": "', "password=", "a-", '\\"', "[", "{", "password: '",
     "-----BEGIN PRIVATE KEY-----", "# sdd: ignore[", "```\n", "x://a:b@",
     'PASSWORD="\\"\n', "token:token:"],
)  # fmt: skip
def test_time_grows_with_the_length_and_no_faster(kind: str, unit: str) -> None:
    def seconds(length: int) -> float:
        data = (unit * (length // len(unit))).encode()
        started = time.perf_counter()
        read_other(data, "file", kind)
        return time.perf_counter() - started

    seconds(1_000)
    assert seconds(80_000) < 20 * max(seconds(20_000), 0.02)
