"""Which articles of a constitution a plan answers to one by one."""

import pytest

from sdd.read.markdown.constitution import read_constitution


def principles(text: str) -> list[str]:
    return [each.title for each in read_constitution(text, "c.md").principles]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "# Law\n\n## Core Principles\n\n### I. A\n\n#### More\n\n### II. B\n\n## Rest\n",
            ["I. A", "II. B"],
        ),
        ("# Law\n\n## 核心原則\n\n### A\n\n### B\n\n## その他\n\n### C\n", ["A", "B"]),
        ("# Law\n\n## I. A\n\n## II. B\n\n## Governance\n", ["I. A", "II. B"]),
        (
            "# Law\n\n## Article 1: A\n\n### Why\n\n## Article 2: B\n",
            ["Article 1: A", "Article 2: B"],
        ),
        ("# Law\n\n## 1. Scope\n\n### I. A\n\n## 2. Rules\n\n### II. B\n", ["I. A", "II. B"]),
        ("# Law\n\n## Purpose\n\n## Rules\n", []),
        ("", []),
    ],
)
def test_principles_are_told_from_other_chapters(text: str, expected: list[str]) -> None:
    assert principles(text) == expected
