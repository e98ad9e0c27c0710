"""Applications that nobody here wrote: sdd lists what they serve, row by row."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.oracle.agreement import summary
from tests.oracle.applications import DEMANDED, Result, compare_application


@pytest.fixture(scope="module")
def results() -> Mapping[str, Result]:
    """The comparison of each application; they are installed side by side."""
    with ThreadPoolExecutor(2) as pool:
        return {each.application.name: each for each in pool.map(compare_application, DEMANDED)}


@pytest.mark.parametrize("name", [each.name for each in DEMANDED])
def test_sdd_agrees_in_full_with_an_application(results: Mapping[str, Result], name: str) -> None:
    found = results[name].agreements
    assert sum(each.rows for each in found) > 30
    assert all(each.agrees for each in found), summary(found)
