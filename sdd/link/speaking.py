"""What a clause speaks of: the code that is checked, or a frontend, tests, somebody's tools."""

import re
from collections.abc import Sequence

from sdd.link.wording import Word
from sdd.model.documents import Constitution

_FRONT = frozenset(
    [
        "frontend",
        "frontends",
        "typescript",
        "javascript",
        "react",
        "nextjs",
        "vue",
        "angular",
        "svelte",
        "css",
        "tailwind",
        "browser",
        "browsers",
        "jsx",
        "tsx",
        "npm",
        "eslint",
        "prettier",
        "component",
        "components",
        "wcag",
        "storybook",
        "playwright",
        "proptypes",
        "zod",
        "tsc",
    ]
)
_FRONT_TWO = frozenset({("front", "end"), ("next", "js"), ("client", "side"), ("vue", "js")})
_BACK = frozenset(
    [
        "backend",
        "backends",
        "python",
        "fastapi",
        "pydantic",
        "sqlalchemy",
        "sqlmodel",
        "server",
        "endpoint",
        "endpoints",
        "api",
        "apis",
        "database",
        "databases",
        "uvicorn",
        "mypy",
        "pytest",
        "route",
        "routes",
        "alembic",
        "sql",
        "router",
        "routers",
    ]
)
_BACK_TWO = frozenset({("back", "end")})
_OURS = frozenset(
    {
        "python",
        "fastapi",
        "pydantic",
        "sqlalchemy",
        "sqlmodel",
        "uvicorn",
        "mypy",
    }
)
_TESTS = re.compile(r"tests?|fixtures?|testing|mocks?")
_MODAL = frozenset(
    {
        "must",
        "shall",
        "should",
        "may",
        "required",
        "never",
        "use",
        "uses",
        "are",
        "is",
    }
)
_LETTER = re.compile(r"[^\W\d_]")
_FEW = 5


def is_about_frontend(words: Sequence[Word]) -> bool | None:
    """Whether a text is about a frontend: its first word of either world says so; else None."""
    for index, word in enumerate(words):
        pair = (word.text, words[index + 1].text if index + 1 < len(words) else "")
        if word.text in _FRONT or pair in _FRONT_TWO:
            return True
        if word.text in _BACK or pair in _BACK_TWO:
            return False
    return None


def is_about_tests(words: Sequence[Word]) -> bool:
    """Whether what stands before the verb is tests: "Contract tests MUST ...", "Test fixtures"."""
    for index, word in enumerate(words[:8]):
        if word.text in _MODAL:
            return False
        if _TESTS.fullmatch(word.text) and index < 4:
            return True
    return False


def is_of_frontend(constitution: Constitution) -> bool:
    """Whether a whole constitution is that of a frontend."""
    texts = [clause.text.lower() for article in constitution.articles for clause in article.clauses]
    words = re.findall(r"[a-z]+", " ".join((constitution.title.lower(), *texts)))
    front, back = (sum(word in names for word in words) for names in (_FRONT, _BACK))
    return front >= _FEW and front > 2 * back and not any(word in _OURS for word in words)


def is_readable(text: str) -> bool:
    """Whether the text is written in Latin letters, so that its words can be understood."""
    letters = _LETTER.findall(text)
    return bool(letters) and sum(each.isascii() for each in letters) * 10 >= len(letters) * 9
