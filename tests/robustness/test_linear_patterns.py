"""Every regular expression of the rooms that search any text, fed text that is meant to hurt it.

Growth is compared, not time: twice the text may cost about twice as much, never four times.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import pytest

import sdd.read.other
import sdd.read.python
import sdd.redact
import sdd.rules.secrets
from sdd.read.other import entries
from sdd.read.other.reader import read_fragment, read_other
from sdd.read.other.text import BinaryFile
from sdd.redact.filters import FILTERS, Bound, Filter
from sdd.redact.names import Family, Strength
from sdd.redact.placeholders import placeholder_kind
from sdd.redact.text import redact_text
from sdd.workspace import file_kinds, patches

UNITS = (
    "a", "A", "0", "_", "-", ".", "/", " ", "\n", "\t", "\\", '"', "'", "`", "(", "[", "{", "<",
    "#", "*", "$", "%", ":", "@", "=", "a=", "a: ", "a.", "a-", "a/", "a_", 'a="', "{a", "${a",
    "<a", "[a", "://a:", "-----BEGIN ", "password=", "token: ", "aA0", "a b ", "# ", "- [ ] ",
    "print(", "match ", "T001 ", "FR-001 ", "**a", "|a", "eyJ",
)  # fmt: skip
SMALL, LARGE = 4_000, 8_000
# Quadratic work on the larger text takes far longer than this, linear work far less.
NOISE = 0.02


ROOMS = (sdd.redact, sdd.read.python, sdd.read.other, sdd.rules.secrets)
# Functions of `re` that take a pattern as their first argument.
IN_PLACE = frozenset(
    ("match", "search", "fullmatch", "split", "sub", "subn", "findall", "finditer")
)


def modules() -> Iterator[object]:
    for room in ROOMS:
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            yield importlib.import_module(found.name)
    yield from (file_kinds, patches)


def patterns_in(value: object, depth: int = 3) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from (found for each in value.values() for found in patterns_in(each, depth - 1))
    elif depth and isinstance(value, tuple | list | frozenset | set):
        yield from (found for each in value for found in patterns_in(each, depth - 1))


def calls_of_re(module: object) -> Iterator[tuple[str, ast.Call, bool]]:
    """What the code asks of `re`: the function, the call, whether it stands in a function."""

    def visit(node: ast.AST, inside: bool) -> Iterator[tuple[str, ast.Call, bool]]:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)):
                yield name, node, inside
        deeper = inside or isinstance(node, ast.FunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from visit(child, deeper)

    yield from visit(ast.parse(inspect.getsource(module)), False)


def every_pattern() -> dict[str, re.Pattern]:
    """By module and name; the same pattern is tried once. Those written in place count too."""
    found: dict[re.Pattern, str] = {}
    for module in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                found.setdefault(pattern, f"{module.__name__}.{name}")
        for name, call, _ in calls_of_re(module):
            if name in IN_PLACE and isinstance(call.args[0], ast.Constant):
                pattern = re.compile(call.args[0].value)
                found.setdefault(pattern, f"{module.__name__}:{call.lineno}")
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


def test_no_pattern_is_made_where_this_test_cannot_see_it() -> None:
    hidden = [
        f"{module.__name__}:{call.lineno}"
        for module in modules()
        for name, call, inside in calls_of_re(module)
        if (name == "compile" and inside)
        or (name in IN_PLACE and not isinstance(call.args[0], ast.Constant))
    ]
    assert hidden == []


def assert_linear(work: Callable[[str], object], unit: str, repeats: int) -> None:
    """Twice the text costs about twice as much."""
    small, large = (unit * (size // len(unit)) for size in (repeats, 2 * repeats))
    for _ in range(3):
        before, after = timed(work, small), timed(work, large)
        if after < 5 * NOISE or after < 3.2 * before:
            return
    pytest.fail(f"{before:.2f} s, then {after:.2f} s on {unit!r}")


def timed(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


FAMILIES: dict[str, Family | None] = {
    "password": "password",
    "secret_key": "signing",
    "api_key": "issued",
    "token": None,
}


@pytest.mark.parametrize(("label", "lets_through"), FILTERS)
def test_a_filter_grows_with_the_value_and_not_faster(label: str, lets_through: Filter) -> None:
    for unit in UNITS:
        for name, family in FAMILIES.items():
            assert_linear(partial(ask, lets_through, name, family), unit, SMALL)


def ask(lets_through: Filter, name: str, family: Family | None, value: str) -> bool:
    strength: Strength = "strong" if family else "weak"
    kind = placeholder_kind(value)
    return lets_through(Bound(value, name, "fallback of x", strength, family, kind))


@pytest.mark.parametrize("kind", sorted(entries._READERS))
def test_a_reader_grows_with_its_file_and_not_faster(kind: str) -> None:
    def read(text: str) -> object:
        read_fragment(text, "a", kind)
        try:
            return read_other(text.encode(), "a", kind)
        except BinaryFile:
            return None

    for unit in UNITS:
        assert_linear(read, unit, SMALL)


def test_redaction_grows_with_its_text_and_not_faster() -> None:
    for unit in UNITS:
        assert_linear(redact_text, unit, 2 * SMALL)
