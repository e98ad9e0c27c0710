"""A project of several files: each blocking call is found with its way, each look-alike is not."""

import re
from collections import Counter
from pathlib import Path

from sdd.app.check import CheckRequest, check

PROJECT = Path(__file__).parents[1] / "projects" / "event_loop"
EXPECTED = re.compile(r"# expect: (?P<code>ASY\d+) (?P<callee>[\w.]+)(?: via (?P<via>[\w.<>]+))?$")


def expectations() -> Counter[tuple[str, int, str, str, str]]:
    return Counter(
        (path.relative_to(PROJECT).as_posix(), number, found["code"], found["callee"], found["via"])
        for path in PROJECT.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := EXPECTED.search(line))
    )


def test_the_findings_are_exactly_the_expected_ones() -> None:
    request = CheckRequest(root=PROJECT, ignore=("ASY308",))  # what is sync there is meant to be
    (outcome,) = check(request, PROJECT).outcomes
    found: Counter[tuple[str, int, str, str, str | None]] = Counter()
    for each in outcome.findings:
        helpers = each.related[1:]
        via = helpers[0].message.partition(" calls ")[0] if helpers else None
        key = (each.place.path, each.place.line, each.code, each.message.partition("()")[0], via)
        found[key] += 1
    assert found == expectations()
    assert found.total() >= 28
