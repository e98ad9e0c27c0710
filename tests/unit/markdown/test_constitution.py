"""Constitutions: articles, clauses, version lines, placeholders, suppressions and bindings."""

from sdd.link.policy import bind_articles, link_policy
from sdd.model.finding import Severity
from sdd.read.markdown.constitution import read_constitution

LAW = """\
<!--
Sync Impact Report: 1.0.0 -> 1.1.0 [PRINCIPLE_1_NAME] TODO(RATIFICATION_DATE)
-->
# Library Constitution

## Core Principles

### I. Contracts (NON-NEGOTIABLE)

Every route declares what it returns, as `API201` checks.

### II. Flow

Handlers MUST:

- be async (`ASY301`)
- stay short

Secrets SHOULD live in the environment. Enforced by `hardcoded-secret`. Docs MAY name `SPC101`.
See e.g. the guide for more.

| Rule | Word |
|------|------|
| `SPC102` | MUST NOT be open |

```
MUST `SPC103`
```

**Version**: 1.1.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-20 (Phase V)
"""
NAMES = {
    "API201": "API201",
    "ASY301": "ASY301",
    "SEC101": "SEC101",
    "hardcoded-secret": "SEC101",
    "SPC101": "SPC101",
    "SPC102": "SPC102",
    "SPC103": "SPC103",
}


def test_clauses_know_their_article_word_and_place() -> None:
    law = read_constitution(LAW, "c.md")
    assert law.title == "Library Constitution"
    flow = law.articles[-1]
    assert [(clause.keyword, clause.text) for clause in flow.clauses] == [
        ("MUST", "Handlers MUST:"),
        ("MUST", "be async (ASY301)"),
        ("MUST", "stay short"),
        ("SHOULD", "Secrets SHOULD live in the environment. Enforced by hardcoded-secret."),
        ("MAY", "Docs MAY name SPC101."),
        ("", "See e.g. the guide for more."),
        ("MUST NOT", "SPC102 | MUST NOT be open"),
    ]
    assert (flow.clauses[4].place.line, flow.clauses[4].place.column) == (19, 73)
    assert [article.non_negotiable for article in law.articles] == [False, False, True, False]
    assert law.placeholders == ()


def test_the_strongest_word_binds_and_may_never_does() -> None:
    bound = bind_articles(link_policy(read_constitution(LAW, "c.md"), NAMES, {}))
    assert {code: (article.severity, article.line) for code, article in bound.items()} == {
        "API201": (Severity.ERROR, 10),
        "ASY301": (Severity.ERROR, 16),
        "SEC101": (Severity.WARNING, 19),
        "SPC102": (Severity.ERROR, 24),
    }
    assert bound["API201"].title == "I. Contracts (NON-NEGOTIABLE)"


def test_a_must_wins_over_an_earlier_should_and_the_first_of_equals_wins() -> None:
    text = "# C\n\nIt SHOULD `API201`.\n\nIt MUST `API201`.\n\nIt MUST `API201` again.\n"
    article = bind_articles(link_policy(read_constitution(text, "c.md"), NAMES, {}))["API201"]
    assert (article.severity, article.line, article.title) == (Severity.ERROR, 5, "C")


def test_a_word_that_takes_a_demand_back_binds_nothing() -> None:
    text = "# C\n\n`API201` is NOT REQUIRED here.\n\nYou must not fear `ASY301`.\n"
    assert bind_articles(link_policy(read_constitution(text, "c.md"), NAMES, {})) == {}


def test_the_version_line_is_read_in_every_spelling() -> None:
    lines = [
        "**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-16",
        "**Version:** 1.0.0 | **Ratified:** 2026-01-15 | **Last Amended:** 2026-01-16",
        "Version 1.0.0 | Ratified: 2026-01-15 | Last Amended: 2026-01-16",
        "*Version*: 1.0.0\n*Ratified*: 2026-01-15\n*Last Amended*: 2026-01-16",
        "- **Version**: 1.0.0\n- **Ratified**: 2026-01-15\n- **Last Updated**: 2026-01-16",
        "**バージョン**: 1.0.0 | **制定日**: 2026-01-15 | **最終改訂日**: 2026-01-16",
        "版本\uff1a1.0.0\uff5c批准日期\uff1a2026-01-15\uff5c最后修订\uff1a2026-01-16",
        "**Versión**: 1.0.0 | **Ratificada**: 2026-01-15 | **Última enmienda**: 2026-01-16",
        "| Version | 1.0.0 |\n|---|---|\n| Ratified | 2026-01-15 |\n| Last Amended | 2026-01-16 |",
    ]
    for line in lines:
        footer = read_constitution(f"# C\n\nText.\n\n{line}\r\n", "c.md").footer
        assert footer is not None, line
        parts = (footer.version, footer.ratified, footer.amended)
        assert [part.value if part else "" for part in parts] == [
            "1.0.0",
            "2026-01-15",
            "2026-01-16",
        ], line


def test_prose_about_versions_is_no_version_line() -> None:
    assert read_constitution("# C\n\nVersion control is git.\n", "c.md").footer is None


def test_deferred_fields_and_tokens_are_placeholders_with_places() -> None:
    law = read_constitution(
        "# [PROJECT_NAME] C\n\nSee [A_B](x.md), `[C_D]`, TODO(OWNER): x\n", "c.md"
    )
    assert [(item.text, item.place.line, item.place.column) for item in law.placeholders] == [
        ("[PROJECT_NAME]", 1, 3),
        ("TODO(OWNER)", 3, 27),
    ]
