"""The bundled sample: each planted defect is found at its line, each look-alike is left alone."""

import re
from collections import Counter
from pathlib import Path

import pytest

from sdd.app.check import CheckRequest, check
from sdd.model.finding import Severity

SAMPLE = Path(__file__).parents[2] / "examples" / "bookshop"
EXPECTED = re.compile(r"(?:#|<!--) expect: ([A-Z]{3}\d{3}(?:, [A-Z]{3}\d{3})*)(?: -->)?\s*$")


def expectations() -> Counter[tuple[str, int, str]]:
    return Counter(
        (path.relative_to(SAMPLE).as_posix(), number, code)
        for path in SAMPLE.rglob("*")
        if path.suffix in (".py", ".md")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := EXPECTED.search(line))
        for code in match[1].split(", ")
    )


def test_the_findings_are_exactly_the_expected_ones() -> None:
    (outcome,) = check(CheckRequest(root=SAMPLE), SAMPLE).outcomes
    found = Counter((each.place.path, each.place.line, each.code) for each in outcome.findings)
    assert found == expectations()
    assert found.total() >= 15


def test_findings_of_bound_rules_quote_the_article() -> None:
    (outcome,) = check(CheckRequest(root=SAMPLE), SAMPLE).outcomes
    secrets = [each for each in outcome.findings if each.code == "SEC101"]
    for finding in secrets:
        assert finding.article is not None
        assert finding.article.path == ".specify/memory/constitution.md"
        lines = (SAMPLE / finding.article.path).read_text(encoding="utf-8").splitlines()
        assert lines[finding.article.line - 1].startswith("- No credential may be written")
        assert "hardcoded-secret" in finding.article.text
        assert finding.severity in (Severity.ERROR, Severity.WARNING)


@pytest.mark.parametrize("path", ["app/routers/orders.py", "specs/002-orders"])
def test_named_paths_limit_what_is_reported_and_not_what_is_known(path: str) -> None:
    request = CheckRequest(paths=(SAMPLE / path,))
    (outcome,) = check(request, SAMPLE).outcomes
    found = {(each.place.path, each.place.line, each.code) for each in outcome.findings}
    assert found == {each for each in expectations() if each[0].startswith(path)}
