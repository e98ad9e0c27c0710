"""Each way of declaring routes, as an application of ours: the framework is the judge."""

import pytest

from tests.oracle.agreement import Agreement, summary
from tests.oracle.declarations import ROOT, compare_declarations


@pytest.fixture(scope="module")
def agreements() -> tuple[Agreement, ...]:
    """The comparison of every application, made once."""
    return compare_declarations()


def test_the_framework_serves_what_every_module_declares(
    agreements: tuple[Agreement, ...],
) -> None:
    silent = [each.name for each in agreements if not each.rows and each.name != "(elsewhere)"]
    assert silent == []
    assert len(agreements) > len(list(ROOT.glob("views_*.py"))) + 10


def test_sdd_lists_what_the_framework_serves_in_the_same_order(
    agreements: tuple[Agreement, ...],
) -> None:
    disagreeing = [each for each in agreements if not each.agrees]
    assert not disagreeing, summary(disagreeing)
