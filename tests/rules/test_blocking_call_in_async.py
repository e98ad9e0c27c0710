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
