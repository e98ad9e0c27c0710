"""The framework's own examples: sdd finds the faults that are there, and no others."""

from pathlib import Path

import pytest

from sdd.app.check import CheckRequest, check
from tests.oracle.applications import FASTAPI
from tests.oracle.ask import ask_framework
from tests.oracle.cache import environment, source_folder
from tests.oracle.docs_src import (
    FILES,
    HASH,
    REQUIREMENTS,
    VARIABLES,
    expected_not_importable,
    module_names,
)

FAULTS = Path(__file__).with_name("faults.py")
# What the framework says of a declaration that it refuses.
REFUSALS = frozenset({"FastAPIError", "PydanticV1NotSupportedError"})
Fault = tuple[str, str, int]


@pytest.fixture(scope="module")
def root() -> Path:
    """The folder with the examples."""
    python = environment(REQUIREMENTS)
    return source_folder(python, f"{FASTAPI} --hash=sha256:{HASH}", "docs_src")


@pytest.fixture(scope="module")
def told(root: Path) -> set[Fault]:
    """What sdd finds by the four rules that the framework can confirm."""
    rules = ("API203", "API204", "API205", "API220")
    outcomes = check(CheckRequest(root=root, select=rules), root).outcomes
    found = (finding for outcome in outcomes for finding in outcome.findings)
    return {(each.code, each.place.path, each.place.line) for each in found}


def test_routes_that_are_shadowed_doubled_or_unbound_are_those_that_the_framework_shows(
    root: Path, told: set[Fault]
) -> None:
    targets = [{"module": name, "expression": ""} for name in module_names(root)]
    python = environment(REQUIREMENTS)
    answer = ask_framework(python, root, targets, VARIABLES, FILES, script=FAULTS)
    shown = {tuple(fault) for each in answer["targets"] for fault in each["faults"]}
    assert shown == {("API204", "docs_src/path_params/tutorial003b.py", 12)}
    assert {fault for fault in told if fault[0] != "API220"} == shown


def test_only_examples_that_do_not_import_are_said_to_crash(told: set[Fault]) -> None:
    crashing = {
        file.removesuffix(".py").replace("/", ".") for code, file, _ in told if code == "API220"
    }
    known = expected_not_importable()
    refused = {name for name, kind in known.items() if kind in REFUSALS}
    assert len(refused) == 3
    assert refused <= crashing <= known.keys()
