"""Our own applications, one for each way of declaring routes, below `tests/projects`."""

from pathlib import Path

from tests.oracle.agreement import Agreement, compare_all
from tests.oracle.applications import FASTAPI
from tests.oracle.ask import ask_framework, ask_sdd
from tests.oracle.cache import environment
from tests.oracle.docs_src import module_names

ROOT = Path(__file__).parents[1] / "projects" / "declarations"
# The packages whose class-based views the applications use.
REQUIREMENTS = (
    FASTAPI,
    "orjson==3.13.0",
    "python-multipart==0.0.34",
    "classy-fastapi==0.7.0",
    "fastapi-class==3.7.0",
    "fastapi-controllers==0.4.0",
    "fastapi-restful==0.6.0",
    "fastapi-utils==0.8.0",
    "typing-inspect==0.9.0",
)


def compare_declarations() -> tuple[Agreement, ...]:
    """Import every module below `ROOT`, read them with sdd once, and compare.

    Raises OracleUnavailableError where the package index cannot be reached, AssertionError where
    a module cannot be imported.
    """
    targets = [{"module": name, "expression": ""} for name in module_names(ROOT)]
    answer = ask_framework(environment(REQUIREMENTS), ROOT, targets, {})
    errors = {each["module"]: each["error"] for each in answer["targets"] if each["error"]}
    assert not errors, errors
    return tuple(compare_all(answer, ask_sdd(ROOT), complete=True))
