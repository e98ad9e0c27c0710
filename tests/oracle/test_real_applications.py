"""Applications that nobody here wrote: sdd lists what they serve.

The figures are those of benchmarks/routes.md, which says why some rows cannot be followed. They
may only get better.
"""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.oracle.agreement import summary
from tests.oracle.applications import SMALL, Result, compare_application


@pytest.fixture(scope="module")
def results() -> Mapping[str, Result]:
    """The comparison of each application; they are installed side by side."""
    with ThreadPoolExecutor(len(SMALL)) as pool:
        return {each.application.name: each for each in pool.map(compare_application, SMALL)}


@pytest.mark.parametrize("name", [each.name for each in SMALL])
def test_sdd_agrees_with_an_application_no_less_than_ever(
    results: Mapping[str, Result], name: str
) -> None:
    found = results[name].agreements
    recorded = results[name].application
    text = f"{name}:\n{summary(found)}"
    assert sum(each.rows for each in found) > 0
    assert sum(each.agreeing for each in found) >= recorded.agreeing, text
    assert sum(each.disagreeing for each in found) <= recorded.disagreeing, text
