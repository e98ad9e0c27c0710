"""ASY301: receivers whose type follows from how they are built."""

from pathlib import Path

import pytest

from tests.language import finds


@pytest.mark.parametrize(
    "path",
    [
        "Path(__file__).parent",
        "Path(__file__).resolve().parent.parent / 'data'",
        "(Path('a') / 'b').parent.with_suffix('.c')",
    ],
)
def test_the_parent_of_a_path_is_a_path(tmp_path: Path, path: str) -> None:
    text = f"from pathlib import Path\nHERE = {path}\nasync def f():\n    HERE.mkdir()\n"
    (finding,) = finds(tmp_path, {"app.py": text}, select=("ASY301",))
    assert finding.place.line == 4
    assert finding.message.startswith("pathlib.Path.mkdir() blocks")


def test_an_attribute_that_is_not_known_has_no_type(tmp_path: Path) -> None:
    text = "from pathlib import Path\nasync def f(p: Path):\n    p.store.mkdir()\n"
    assert finds(tmp_path, {"app.py": text}, select=("ASY301",)) == ()


OPTIONS = """[tool.sdd.rules.ASY301]
blocking = ["vendor.Client.*", "requests.Session"]
not-blocking = ["requests.get"]
metadata = true
"""
USING = """import os, requests, vendor
async def use():
    requests.get("x")
    requests.Session()
    vendor.Client.fetch("x")
    vendor.other()
    os.path.exists("x")
"""


def test_the_project_adds_its_own_names(tmp_path: Path) -> None:
    files = {"app.py": USING, "pyproject.toml": OPTIONS}
    found = finds(tmp_path, files, select=("ASY301",))
    assert [each.place.line for each in found] == [4, 5, 7]


def test_metadata_of_files_counts_only_where_asked_for(tmp_path: Path) -> None:
    files = {"app.py": USING, "pyproject.toml": "[tool.sdd]\n"}
    found = finds(tmp_path, files, select=("ASY301",))
    assert [each.place.line for each in found] == [3]


CONSTITUTION = (
    "# Shop Constitution\n\n## Core Principles\n\n### I. Nothing waits\n\n"
    "- Handlers MUST NOT wait for files. <!-- sdd: bind ASY301 metadata=true -->\n\n"
    "**Version**: 1.0.0 | **Ratified**: 2026-01-01 | **Last Amended**: 2026-01-01\n"
)


def test_a_constitution_asks_for_metadata_of_files(tmp_path: Path) -> None:
    text = (
        "import os\ndef helper():\n    return os.path.exists('x')\n"
        "async def use():\n    helper()\n    os.path.exists('x')\n"
    )
    files = {"app.py": text, ".specify/memory/constitution.md": CONSTITUTION}
    found = finds(tmp_path, files, select=("ASY",))
    assert [(each.code, each.place.line) for each in found] == [("ASY302", 5), ("ASY301", 6)]
    assert found[1].article is not None
    assert found[1].article.line == 7
    files[".specify/memory/constitution.md"] = CONSTITUTION.replace(" metadata=true", "")
    assert finds(tmp_path, files, select=("ASY",)) == ()


OWN = """[tool.sdd.rules.ASY301]
blocking = ["app.heavy", "app.utils.Model.*"]
not-blocking = ["app.utils.cached"]
offloaders = ["app.utils.in_background"]
"""
UTILS = """import time
import vendor
def heavy():
    return sum(range(10 ** 9))
def cached():
    time.sleep(1)
def in_background(function):
    vendor.submit(function)
    return function()
def hidden():
    time.sleep(1)
class Model:
    def predict(self, row):
        return row
"""
USING_OWN = """from app import heavy
from app.utils import Model, cached, hidden, in_background
model = Model()
@in_background
def decorated():
    hidden()
def helper():
    return heavy()
async def use():
    heavy()
    model.predict(1)
    helper()
    cached()
    in_background(hidden)
    in_background(lambda: hidden())
    decorated()
    hidden()
"""


def test_functions_of_the_project_may_be_own_names(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "from app.utils import heavy\n",
        "app/utils.py": UTILS,
        "app/main.py": USING_OWN,
        "pyproject.toml": OWN,
    }
    found = finds(tmp_path, files, select=("ASY301", "ASY302"))
    assert [(each.place.line, each.message.partition("()")[0]) for each in found] == [
        (10, "app.utils.heavy"),
        (11, "app.utils.Model.predict"),
        (12, "app.utils.heavy"),
        (17, "time.sleep"),
    ]
    assert "use -> helper (app/main.py:8) -> app.utils.heavy" in found[2].message
