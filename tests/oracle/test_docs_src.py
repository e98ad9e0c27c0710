"""The framework's own examples are the judge: sdd lists what FastAPI serves."""

import pytest

from tests.oracle.agreement import summary
from tests.oracle.docs_src import Examples, compare_examples, expected_not_importable


@pytest.fixture(scope="module")
def examples() -> Examples:
    """The comparison of every example, made once."""
    return compare_examples()


def test_every_example_is_asked_and_only_the_known_ones_do_not_import(examples: Examples) -> None:
    kinds = {name: reason.partition(":")[0] for name, reason in examples.not_importable.items()}
    assert kinds == expected_not_importable()
    assert examples.modules == 487


def test_the_framework_serves_as_many_routes_as_ever(examples: Examples) -> None:
    # The version is pinned, so a smaller figure means that the oracle has gone blind.
    assert sum(each.rows for each in examples.agreements) == 479


def test_sdd_lists_every_route_that_an_example_serves_and_no_other(examples: Examples) -> None:
    disagreeing = [each for each in examples.agreements if not each.agrees]
    agreeing = len(examples.agreements) - len(disagreeing)
    text = f"{agreeing} agree, {len(disagreeing)} do not:\n{summary(disagreeing)}"
    assert not disagreeing, text
