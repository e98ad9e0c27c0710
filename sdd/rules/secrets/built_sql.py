"""SEC111."""

from collections.abc import Iterator

from sdd.plugin import BuiltSql, Context, Finding, Meta, Offending, Rule, Severity, Sound
from sdd.redact.placing import Places

_HEAD = "import sqlite3\n\n\ndef find(db: sqlite3.Connection, name: str, ids: list):\n"


class BuiltSqlRule(Rule[BuiltSql]):
    """SQL that values are put into, instead of being handed over beside it.

    What it finds:
        Text built by an f-string, `+`, `%`, `.format` or `.join`, also through variables, lists
        and helpers, that reaches a call of a database: `execute`, `text`, `exec_driver_sql`,
        `read_sql` and the like of SQLAlchemy, SQLModel, sqlite3, psycopg, asyncpg, databases and
        others. Constants, placeholders ("?", "%s", ":id"), numbers, dates, members of
        enumerations, names of tables as the code declares them, settings, values that the code
        looks up in a list or checks before, and t-strings are let through. A parameter of a
        function is most certain; any other value, and a parameter that names a table or column
        (which cannot be handed over apart), are one step less severe; parameters of endpoints,
        and what is read from a request there, are always errors. Names of tables that come from
        no parameter are let through. Tests, examples and documentation are left out, unless the
        option `everywhere` is true.

    Why it matters:
        A value that holds a quote or a statement becomes a part of the query: whoever sends it
        reads or destroys what is in the database.

    What to do:
        Put a placeholder into the text and hand the value over beside it. Names of tables and
        columns: choose them from a list that the code holds.

    Fix safety:
        No fix is offered: how a driver wants its placeholders is for the author to see to.
    """

    meta = Meta(
        code="SEC111",
        name="built-sql",
        summary="SQL text put together from values that reaches a database",
        severity=Severity.ERROR,
        since="0.3.0",
        remedy="Put a placeholder into the text and hand the value over beside it.",
    )
    subject = BuiltSql
    options = Places
    examples = (
        Offending(
            f"{_HEAD}    return db.execute(f\"SELECT * FROM users WHERE name = '{{name}}'\")\n",
            5,
            "db.execute is handed SQL that name is put into, a parameter of find",
        ),
        Offending(
            f'{_HEAD}    query = "SELECT * FROM users"\n    if name:\n'
            "        query += \" WHERE name = '%s'\" % name\n    return db.execute(query)\n",
            8,
            "db.execute is handed SQL that name is put into",
        ),
        Offending(
            "from sqlalchemy import text\nfrom sqlalchemy.orm import Session\n\n\n"
            "def _where(name):\n    return \" AND name = '{}'\".format(name)\n\n\n"
            "def find(session: Session, name: str):\n"
            '    return session.execute(text("SELECT * FROM users WHERE 1 = 1" + _where(name)))\n',
            10,
            "text is handed SQL that name is put into, a parameter of find",
        ),
        Sound(f'{_HEAD}    return db.execute("SELECT * FROM users WHERE name = ?", (name,))\n'),
        Sound(
            f'{_HEAD}    marks = ", ".join("?" for _ in ids)\n'
            '    return db.execute(f"SELECT * FROM users WHERE id IN ({marks})", ids)\n'
        ),
        Sound(
            f'TABLE = "users"\n{_HEAD}    order = {{"up": "ASC", "down": "DESC"}}[name]\n'
            '    return db.execute(f"SELECT * FROM {TABLE} ORDER BY id {order} LIMIT {len(ids)}")\n'
        ),
        Sound(
            f"{_HEAD}    if name not in COLUMNS:\n        raise ValueError(name)\n"
            '    return db.execute(f"SELECT * FROM users ORDER BY {name}")\n'
        ),
    )

    def check(self, subject: BuiltSql, context: Context) -> Iterator[Finding]:
        """Yield a finding for a statement of application code."""
        if not context.options.reports("", subject.place.path):
            return
        yield self.finding(
            subject.place,
            f"{subject.sink} is handed SQL that {subject.value} is put into{_whose(subject)}",
            key=f"{subject.sink}:{subject.value}",
            scope=subject.scope,
            confidence=subject.confidence,
            lower=_steps(subject),
            remedy=_NAMED if subject.names else "",
        )


_NAMED = "Choose the name from a list that the code holds; it cannot be handed over apart."


def _whose(subject: BuiltSql) -> str:
    if subject.sent:
        return ", which the request brings"
    return f", a parameter of {subject.owner}" if subject.given and subject.owner else ""


def _steps(subject: BuiltSql) -> int:
    if subject.given and subject.requested:
        return 0
    return int(subject.names or not subject.given)
