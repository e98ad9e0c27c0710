"""Patterns of paths."""

import time

import pytest

from sdd.model.globs import matches


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/api/v1", "/api/v1"),
        ("/api/v1/", "/api/v1/books/{key}"),
        ("/api/v*", "/api/v2beta/books"),
        ("app/*/services", "app/shop/services/orders.py"),
        ("**/services", "services"),
        ("app/**/services/*.py", "app/a/b/services/x.py"),
        ("**", "anything/at/all"),
    ],
)
def test_a_pattern_matches_its_path_and_all_below(pattern: str, path: str) -> None:
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/api/v1", "/api/v10/books"),
        ("/api/v1", "/api"),
        ("/api/v*", "/v1/api"),
        ("app/*/services", "app/services/orders.py"),
        ("services", "app/services"),
    ],
)
def test_a_pattern_does_not_match_what_only_looks_like_it(pattern: str, path: str) -> None:
    assert not matches(pattern, path)


def test_many_wildcards_take_no_time() -> None:
    begin = time.perf_counter()
    assert not matches("**/a/" * 60 + "b", "a/" * 400)
    assert time.perf_counter() - begin < 1
