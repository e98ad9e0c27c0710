"""Every regular expression of the rooms that search any text, fed text that is meant to hurt it.

Growth is compared, not time: twice the text may cost about twice as much, never four times.
"""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator

import pytest

import sdd.read.python
import sdd.redact

UNITS = (
    "a", "A", "0", "_", "-", ".", "/", " ", "\n", "\t", "\\", '"', "'", "`", "(", "[", "{", "<",
    "#", "*", "$", "%", ":", "@", "=", "a=", "a: ", "a.", "a-", "a/", "a_", 'a="', "{a", "${a",
    "<a", "[a", "://a:", "-----BEGIN ", "password=", "token: ", "aA0", "a b ", "# ", "- [ ] ",
    "print(", "match ", "T001 ", "FR-001 ", "**a", "|a", "eyJ",
)  # fmt: skip
SMALL, LARGE = 4_000, 8_000
# Quadratic work on the larger text takes far longer than this, linear work far less.
NOISE = 0.02


def modules() -> Iterator[object]:
    for room in (sdd.redact, sdd.read.python):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            yield importlib.import_module(found.name)


def patterns_in(value: object, depth: int = 3) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from (found for each in value.values() for found in patterns_in(each, depth - 1))
    elif depth and isinstance(value, tuple | list | frozenset | set):
        yield from (found for each in value for found in patterns_in(each, depth - 1))


def every_pattern() -> dict[str, re.Pattern]:
    """By module and name; the same pattern is tried once."""
    found: dict[re.Pattern, str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                found.setdefault(pattern, f"{module.__name__}.{name}")
    return {f"{name}-{number}": pattern for number, (pattern, name) in enumerate(found.items())}


def seconds(pattern: re.Pattern, text: str | bytes) -> float:
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        consume(pattern.finditer(text))
        pattern.fullmatch(text)
        best = min(best, time.process_time() - start)
        if best < NOISE:
            break
    return best


def consume(found: Iterable[object]) -> None:
    for _ in found:
        pass


PATTERNS = every_pattern()


def test_the_package_has_patterns_to_try() -> None:
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_grows_with_its_text_and_not_faster(name: str) -> None:
    pattern = PATTERNS[name]
    for unit in UNITS:
        for tail in ("", "\n!"):
            small, large = ((unit * size)[:size] + tail for size in (SMALL, LARGE))
            if isinstance(pattern.pattern, bytes):
                small, large = small.encode(), large.encode()
            for _ in range(3):
                after = seconds(pattern, large)
                if after < NOISE or after < 3.2 * seconds(pattern, small):
                    break
            else:
                pytest.fail(f"{pattern.pattern[:80]!r} on {unit!r}")
