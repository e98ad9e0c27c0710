"""Applications that nobody here wrote: sdd lists what they serve."""

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
def test_sdd_lists_every_route_that_an_application_serves(
    results: Mapping[str, Result], name: str
) -> None:
    found = results[name].agreements
    assert sum(each.rows for each in found) > 0
    text = summary(found)
    assert all(each.agrees for each in found), f"{name}:\n{text}"
