"""The constitution's clause in the words of a report."""

from sdd.model.finding import Article
from sdd.report.plain import flat, plain, shorten

_LONGEST_QUOTE = 300


def cite(article: Article) -> str:
    """One harmless line that names the clause, says where it stands and quotes it."""
    name = f"It rests on {flat(article.title)} ({clause_spot(article)})"
    return f"{name}: {_quote(article)}" if article.text.strip() else f"{name}."


def clause(article: Article) -> str:
    """The title and the clause's own words, which may be cut short; one harmless line."""
    title = flat(article.title)
    return f"{title}: {_quote(article)}" if article.text.strip() else title


def clause_spot(article: Article) -> str:
    """`path:line` of the clause, harmless and in one piece."""
    return f"{plain(article.path)}:{article.line}"


def reference(article: Article | None) -> dict[str, object] | None:
    """The clause as the JSON formats name it: title, path and 1-based line."""
    if article is None:
        return None
    return {"title": article.title, "path": article.path, "line": article.line}


def _quote(article: Article) -> str:
    return f'"{shorten(flat(article.text), _LONGEST_QUOTE)}"'
