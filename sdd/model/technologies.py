"""Technologies that shut each other out in one role: how a text names them, what shows them."""

import re
from collections.abc import Sequence

from msgspec import Struct

_TURNED_DOWN = re.compile(
    r"\b(?:not|no|without|instead of|rather than|unlike|replac(?:es?|ing)|from|vs\.?|future|later"
    r"|migrat\w*)\s+(?:\w+\s+){0,2}\Z",
    re.IGNORECASE,
)
_CONTEXT = 60


class Choice(Struct, frozen=True):
    """One way to fill a role.

    pattern: how a text names it, as a regular expression. evidence: what shows that a project
    made the choice: folded names of distributions, or endings of files with their dot.
    """

    name: str
    pattern: str
    evidence: frozenset[str]


def find_choices(text: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that a text names, in their own order; not those that it turns down."""
    return [
        choice
        for choice in choices
        if any(
            not _TURNED_DOWN.search(text[max(0, match.start() - _CONTEXT) : match.start()])
            for match in re.finditer(choice.pattern, text, re.IGNORECASE)
        )
    ]


def _choice(name: str, pattern: str, evidence: str) -> Choice:
    return Choice(name, pattern, frozenset(evidence.split()))


FRAMEWORKS = (
    _choice("FastAPI", r"\bfast ?api\b", "fastapi fastapi-slim"),
    _choice("Flask", r"\bflask\b", "flask"),
    _choice("Django", r"\bdjango\b", "django djangorestframework django-ninja"),
    _choice("Litestar", r"\blitestar\b", "litestar"),
    _choice("Sanic", r"\bsanic\b", "sanic"),
    _choice("Tornado", r"\btornado\b", "tornado"),
    _choice("Quart", r"\bquart\b", "quart"),
)
STORES = (
    _choice(
        "PostgreSQL",
        r"\bpostgres(?:ql)?\b|\bneon\b|\bsupabase\b|\bcockroach",
        "asyncpg psycopg psycopg2 psycopg2-binary psycopg-binary pg8000 pgvector supabase"
        " pg postgres neondatabase-serverless",
    ),
    _choice(
        "MySQL",
        r"\bmysql\b|\bmariadb\b",
        "aiomysql pymysql mysqlclient asyncmy mysql-connector-python mysql2",
    ),
    _choice(
        "MongoDB",
        r"\bmongo(?:db)?\b",
        "motor pymongo beanie odmantic mongoengine mongodb mongoose",
    ),
    _choice("SQLite", r"\bsqlite\b", "aiosqlite better-sqlite3 sqlite3"),
    _choice("DynamoDB", r"\bdynamo ?db\b", "aioboto3 pynamodb"),
)
LANGUAGES = (
    _choice("Python", r"\bpython\b", ".py"),
    _choice("TypeScript", r"\btypescript\b", ".ts .tsx .mts"),
    _choice("JavaScript", r"\bjavascript\b", ".js .jsx .mjs .cjs .ts .tsx"),
    _choice("Go", r"\b(?:go|golang) \d", ".go"),
    _choice("Rust", r"\brust\b", ".rs"),
    _choice("Java", r"\bjava\b", ".java"),
    _choice("Kotlin", r"\bkotlin\b", ".kt .kts"),
    _choice("Ruby", r"\bruby\b", ".rb"),
    _choice("PHP", r"\bphp\b", ".php"),
    _choice("C#", r"\bC#|\.NET\b", ".cs"),
    _choice("Swift", r"\bswift\b", ".swift"),
    _choice("Dart", r"\bdart\b|\bflutter\b", ".dart"),
    _choice("shell", r"\bbash\b|\bshell\b", ".sh .bash"),
    _choice("Markdown", r"\bmarkdown\b", ".md .mdx"),
    _choice("YAML", r"\byaml\b", ".yaml .yml"),
)
