"""SEC111: statements that values are put into, and those that only look like it."""

from pathlib import Path

import pytest

from sdd.model.finding import Confidence, Finding, Severity
from tests.language import finds

HEAD = """\
import asyncpg
import pandas as pd
import sqlite3
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from textwrap import dedent

TABLE = "users"
COLUMNS = {"name": "users.name", "age": "users.age"}


"""
LINE = len(HEAD.split("\n")) + 1


def found(
    tmp_path: Path, body: str, parameters: str = "db: sqlite3.Connection, name: str"
) -> tuple[Finding, ...]:
    lines = "".join(f"    {line}\n" for line in body.split("\n"))
    files = {"main.py": f"{HEAD}def find({parameters}):\n{lines}"}
    return finds(tmp_path, files, select=("SEC111",))


@pytest.mark.parametrize(
    "built",
    [
        "f\"SELECT * FROM users WHERE name = '{name}'\"",
        "f\"SELECT * FROM users WHERE name = '{name.strip()}'\"",
        '"SELECT * FROM users WHERE name = \'" + name + "\'"',
        "\"SELECT * FROM users WHERE name = '%s'\" % name",
        "\"SELECT * FROM users WHERE name = '%s' AND 1 = %d\" % (name, 1)",
        "\"SELECT * FROM users WHERE name = '{}'\".format(name)",
        "\"SELECT * FROM users WHERE name = '{n}'\".format(n=name)",
        '" ".join(["SELECT * FROM users WHERE name =", name])',
        "dedent(f\"SELECT * FROM users WHERE name = '{name}'\")",
        'f"SELECT * FROM {TABLE} WHERE name = {name!r}"',
    ],
)
def test_a_parameter_in_the_text_is_an_error(tmp_path: Path, built: str) -> None:
    (finding,) = found(tmp_path, f"db.execute({built})")
    assert (finding.place.line, finding.severity) == (LINE, Severity.ERROR)
    assert "db.execute is handed SQL that name is put into, a parameter of find" in finding.message


@pytest.mark.parametrize(
    ("call", "parameters"),
    [
        ("session.execute(text(SQL))", "session: Session, name: str"),
        ("await session.execute(text(SQL))", "session: AsyncSession, name: str"),
        ("db.cursor().executemany(SQL, [])", "db: sqlite3.Connection, name: str"),
        ("await pool.fetchrow(SQL)", "pool: asyncpg.Pool, name: str"),
        ("pd.read_sql(SQL, con)", "con, name: str"),
        ("pd.read_sql_query(sql=SQL, con=con)", "con, name: str"),
    ],
)
def test_the_calls_of_many_libraries_are_known(tmp_path: Path, call: str, parameters: str) -> None:
    body = f"SQL = f\"SELECT 1 FROM users WHERE name = '{{name}}'\"\n{call}"
    (finding,) = found(tmp_path, body, parameters)
    assert (finding.place.line, finding.confidence) == (LINE + 1, Confidence.HIGH)


def test_an_unknown_object_that_is_handed_a_statement_is_less_sure(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "db.execute(f\"SELECT 1 WHERE a = '{name}'\")", "db, name")
    assert finding.confidence is Confidence.MEDIUM
    assert found(tmp_path, 'db.execute(f"run {name}")', "db, name") == ()


def test_text_that_grows_is_followed(tmp_path: Path) -> None:
    body = (
        'query = "SELECT * FROM users"\nparts = ["1 = 1"]\n'
        "parts.append(f\"name = '{name}'\")\n"
        'query += " WHERE " + " AND ".join(parts)\ndb.execute(query)'
    )
    (finding,) = found(tmp_path, body)
    assert finding.place.line == LINE + 4


def test_helpers_are_followed_with_their_arguments(tmp_path: Path) -> None:
    helper = "def where(value):\n    return f\" WHERE a = '{value}'\"\n\n\n"
    use = "def find(db: sqlite3.Connection, name: str):\n    db.execute('SELECT 1' + where({}))\n"
    for argument, count in (("name", 1), ('"x"', 0)):
        files = {"main.py": HEAD + helper + use.format(argument)}
        assert len(finds(tmp_path, files, select=("SEC111",))) == count


def test_a_parameter_that_names_a_table_is_one_step_less_but_not_in_an_endpoint(
    tmp_path: Path,
) -> None:
    body = 'return db.execute(f"SELECT * FROM {name}")'
    (finding,) = found(tmp_path, body)
    assert finding.severity is Severity.WARNING
    assert "list that the code holds" in finding.remedy
    app = "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/x')\n"
    files = {"main.py": f"{HEAD}{app}def find(name: str):\n    sqlite3.connect('x').execute(\n"}
    files["main.py"] += '        f"SELECT * FROM {name}"\n    )\n'
    (finding,) = finds(tmp_path, files, select=("SEC111",))
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("body = await request.json()", "body['name']"),
        ("body = await request.json()", "body.get('name')"),
        ("form = await request.form()", "form.get('name')"),
        ("name = request.query_params.get('name')", "name"),
        ("query = request.query_params", "query['name']"),
        ("pass", "request.path_params['name']"),
        ("pass", "request.headers['name']"),
    ],
)
def test_what_a_request_brings_is_an_error(tmp_path: Path, read: str, value: str) -> None:
    app = "from fastapi import FastAPI, Request\n\napp = FastAPI()\n\n\n@app.post('/x')\n"
    body = f"    {read}\n    sqlite3.connect('x').execute(f\"SELECT 1 WHERE a = {{{value}}}\")\n"
    files = {"main.py": f"{HEAD}{app}async def find(request: Request):\n{body}"}
    (finding,) = finds(tmp_path, files, select=("SEC111",))
    assert finding.severity is Severity.ERROR
    assert finding.message.endswith("is put into, which the request brings")


def test_what_a_service_holds_is_not_what_a_request_brings(tmp_path: Path) -> None:
    (finding,) = found(
        tmp_path,
        "db.execute(f\"SELECT 1 WHERE a = '{cache.get(1)}'\")",
        "db: Session, cache: Redis",
    )
    assert finding.severity is Severity.WARNING
    assert "request" not in finding.message


def test_a_value_of_unknown_origin_is_one_step_less(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "db.execute(f\"SELECT 1 WHERE a = '{read(name)}'\")")
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "body",
    [
        'db.execute("SELECT * FROM users WHERE name = ?", (name,))',
        'db.execute(f"SELECT * FROM users")',
        'db.execute(f"SELECT * FROM {TABLE} WHERE name = ?", (name,))',
        'db.execute("SELECT * FROM users LIMIT %d" % int(name))',
        'db.execute(f"SELECT * FROM users LIMIT {len(name)}")',
        "db.execute(f\"SELECT * FROM users WHERE id IN ({', '.join('?' for _ in name)})\", name)",
        'marks = ",".join(["%s"] * len(name))\ndb.execute(f"SELECT 1 WHERE id IN ({marks})", name)',
        'db.execute(f"SELECT * FROM users ORDER BY {COLUMNS[name]}")',
        "db.execute(f\"SELECT * FROM users ORDER BY {COLUMNS.get(name, 'id')}\")",
        "db.execute(f\"SELECT * FROM users ORDER BY id {'DESC' if name else 'ASC'}\")",
        'if name not in COLUMNS:\n    raise ValueError\ndb.execute(f"SELECT {name} FROM users")',
        'if name.lower() not in ("a", "b"):\n    name = "a"\n'
        'db.execute(f"SELECT {name} FROM users")',
        'if not name.isidentifier():\n    raise ValueError\ndb.execute(f"DROP TABLE {name}")',
        'parts = ["1 = 1"]\nif name:\n    parts.append("name = ?")\n'
        'db.execute("SELECT 1 WHERE " + " AND ".join(parts), (name,))',
        'for table in ("a", "b"):\n    db.execute(f"DROP TABLE {table}")',
        'db.execute(t"SELECT * FROM users WHERE name = {name}")',
        "db.executed(f\"SELECT * FROM users WHERE name = '{name}'\")",
        "print(f\"SELECT * FROM users WHERE name = '{name}'\")",
        "db.execute(name)",
    ],
)
def test_what_nobody_else_can_fill_is_silent(tmp_path: Path, body: str) -> None:
    assert found(tmp_path, body) == ()


def test_fields_of_a_model_are_names_of_the_code(tmp_path: Path) -> None:
    body = (
        "sets = []\nfor key, value in data.model_dump(exclude_unset=True).items():\n"
        '    sets.append(f"{key} = :{key}")\n'
        "db.execute(f\"UPDATE users SET {', '.join(sets)}\")"
    )
    assert found(tmp_path, body, "db: sqlite3.Connection, data") == ()


def test_a_private_helper_is_known_by_its_callers(tmp_path: Path) -> None:
    text = (
        f"{HEAD}def _drop(db: sqlite3.Connection, table: str):\n"
        '    db.execute(f"DROP TABLE {table}")\n\n\n'
        'def down(db: sqlite3.Connection):\n    _drop(db, "users")\n'
    )
    assert finds(tmp_path, {"main.py": text}, select=("SEC111",)) == ()


def test_an_argument_that_is_left_out_is_its_default(tmp_path: Path) -> None:
    text = (
        f'{HEAD}def clear(table: str = "users"):\n    return f"DELETE FROM {{table}}"\n\n\n'
        "def down(db: sqlite3.Connection):\n    db.execute(clear())\n"
    )
    assert finds(tmp_path, {"main.py": text}, select=("SEC111",)) == ()
