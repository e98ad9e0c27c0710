"""Calls that hand a text to a database, as data.

A method counts where its object comes from one of the packages, or where what it is given begins
as a statement does and nothing is known of the object.
"""

import re

PACKAGES = frozenset(
    {"sqlite3", "aiosqlite", "sqlalchemy", "sqlmodel", "alembic", "psycopg", "psycopg2"}
    | {"psycopg_pool", "asyncpg", "databases", "pymysql", "aiomysql", "asyncmy", "MySQLdb"}
    | {"mysql", "pymssql", "pyodbc", "aioodbc", "oracledb", "cx_Oracle", "duckdb", "peewee"}
    | {"clickhouse_connect", "clickhouse_driver", "snowflake", "databricks", "trino", "cassandra"}
    | {"django", "tortoise", "pony", "sqlite_utils", "records", "flask_sqlalchemy", "sqlcipher3"}
)
METHODS = frozenset(
    {"execute", "executemany", "execute_many", "executescript", "exec_driver_sql", "exec"}
    | {"execute_insert", "execute_fetchall", "execute_sql", "execute_query", "execute_script"}
    | {"execute_query_dict", "execute_async", "fetch", "fetchrow", "fetchval", "fetch_all"}
    | {"fetch_one", "fetch_val", "iterate", "prepare", "scalar", "scalars", "stream", "raw"}
    | {"sql", "query", "query_df", "query_arrow", "command", "mogrify", "copy_expert"}
)
# Methods of this name hand a text to a database whoever they belong to.
SURELY_SQL = frozenset(
    {"execute", "executemany", "executescript", "exec_driver_sql", "fetchrow", "fetchval"}
    | {"fetch_all", "fetch_one", "execute_query", "execute_sql", "execute_many", "execute_insert"}
    | {"fetch", "query", "raw", "execute_fetchall", "read_sql", "read_sql_query", "mogrify"}
)
FUNCTIONS = frozenset(
    {"sqlalchemy.text", "sqlalchemy.sql.text", "sqlalchemy.sql.expression.text", "sqlmodel.text"}
    | {"sqlalchemy.DDL", "sqlalchemy.schema.DDL", "sqlalchemy.literal_column"}
    | {"sqlalchemy.sql.expression.literal_column", "sqlalchemy.sql.literal_column"}
    | {"psycopg.sql.SQL", "psycopg2.sql.SQL", "pandas.read_sql", "pandas.read_sql_query"}
    | {"polars.read_database", "polars.read_database_uri", "alembic.op.execute"}
    | {"django.db.models.expressions.RawSQL", "duckdb.sql", "duckdb.query", "duckdb.execute"}
)
NAMES = METHODS | frozenset(name.rpartition(".")[2] for name in FUNCTIONS)
KEYWORDS = ("sql", "query", "statement", "operation", "text", "clause", "clauseelement")

_STATEMENT = re.compile(
    r"\s{0,200}(?:SELECT\s|INSERT\s{1,20}(?:INTO|OR|IGNORE)\b|UPDATE\s|DELETE\s{1,20}FROM\b|WITH\s"
    r"|CREATE\s|ALTER\s|DROP\s|TRUNCATE\s|REPLACE\s{1,20}INTO\b|MERGE\s{1,20}INTO\b|GRANT\s|REVOKE\s"
    r"|PRAGMA\s|ATTACH\s|DETACH\s|EXPLAIN\s|VACUUM\b|COPY\s|LOCK\s{1,20}TABLE\b"
    r"|SET\s{1,20}(?:SESSION|LOCAL|search_path|ROLE)\b|REINDEX\s|ANALYZE\b|COMMENT\s{1,20}ON\b)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\s{0,200}(?:CREATE|ALTER|DROP|TRUNCATE|GRANT|REVOKE|PRAGMA|VACUUM|COMMENT|REINDEX|ANALYZE"
    r"|LOCK|SHOW|SET|ATTACH|DETACH|COPY)\s",
    re.IGNORECASE,
)
# A name of a table or column stands behind these, and no value, which could be handed apart.
_BEFORE_NAME = re.compile(
    r"(?:\b(?:FROM|INTO|TABLE|UPDATE|JOIN|BY|INDEX|SCHEMA|DATABASE|COLUMN|VIEW|SELECT|EXISTS|ADD|DROP"
    r"|ALTER|TO|ON|AS|USING|TRUNCATE|ONLY|PRAGMA|CONSTRAINT|TRIGGER|REFERENCES|SEQUENCE|TYPE|ROLE"
    r"|USER|EXTENSION|FUNCTION|DISTINCT|SET|ATTACH|REINDEX|ANALYZE|VACUUM|CHANNEL|LISTEN|NOTIFY)"
    r"\s{1,40}|[(,.]\s{0,40})[\"`\[]?(?:\w{1,60}_)?$|[\"`\[]$",
    re.IGNORECASE,
)


def defines(text: str) -> bool:
    """Whether a statement defines tables and the like, to which no value can be given apart."""
    return bool(_DEFINITION.match(text))


def is_statement(text: str) -> bool:
    """Whether a text begins as a statement of SQL does."""
    return bool(_STATEMENT.match(text))


def expects_name(text: str) -> bool:
    """Whether the name of a table or column is what comes behind a piece of SQL."""
    return bool(_BEFORE_NAME.search(text[-120:]))
