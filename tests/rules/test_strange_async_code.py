"""ASY301 and ASY302 on code that is strange: never a crash, never a guess."""

from pathlib import Path

import pytest

from tests.language import Files, finds

CODES = ("ASY301", "ASY302")


def lines(tmp_path: Path, files: Files, path: str = "main.py") -> list[int]:
    found = finds(tmp_path, files, select=CODES)
    assert {each.place.path for each in found} <= {path}
    return [each.place.line for each in found]


def test_import_cycles_end(tmp_path: Path) -> None:
    files = {
        "main.py": "from a import wait, lost\nasync def f():\n    wait()\n    lost()\n",
        "a.py": "from b import lost, wait as waited\ndef wait():\n    waited()\n",
        "b.py": "import time\nfrom a import lost\nimport a\ndef wait():\n"
        "    time.sleep(1)\n    a.wait()\n",
    }
    assert lines(tmp_path, files) == [3]


def test_star_imports_that_import_each_other_end(tmp_path: Path) -> None:
    files = {
        "main.py": "from a import *\nasync def f():\n    wait()\n    lost()\n",
        "a.py": "from b import *\n",
        "b.py": "import time\nfrom a import *\ndef wait():\n    time.sleep(1)\n",
    }
    assert lines(tmp_path, files) == [3]


def test_the_last_of_two_definitions_counts(tmp_path: Path) -> None:
    text = (
        "import time\ndef first():\n    time.sleep(1)\ndef first(): ...\n"
        "def last(): ...\ndef last():\n    time.sleep(1)\n"
        "class Twice:\n    def load(self):\n        time.sleep(1)\n    def load(self): ...\n"
        "async def f():\n    first()\n    last()\n    Twice().load()\n"
    )
    assert lines(tmp_path, {"main.py": text}) == [14]


def test_one_of_two_definitions_may_be_meant(tmp_path: Path) -> None:
    text = (
        "import time\nfrom settings import FAST\nif FAST:\n    def wait(): ...\n"
        "else:\n    def wait():\n        time.sleep(1)\nasync def f():\n    wait()\n"
    )
    (finding,) = finds(tmp_path, {"main.py": text}, select=CODES)
    assert (finding.place.line, finding.confidence) == (9, "medium")


def test_exec_is_not_run_and_takes_nothing_away(tmp_path: Path) -> None:
    text = (
        "import time\nexec('def wait(): pass')\nasync def f():\n    wait()\n    time.sleep(1)\n"
        "    exec('time.sleep(1)')\n    eval('wait')()\n    globals()['time'].sleep(1)\n"
    )
    assert lines(tmp_path, {"main.py": text}) == [5]


@pytest.mark.parametrize("shadow", ["requests.py", "requests/__init__.py"])
def test_a_module_of_the_project_hides_a_library(tmp_path: Path, shadow: str) -> None:
    files = {
        "main.py": "import requests, time\nfrom requests import get as fetch\n"
        "async def f():\n    requests.get('x')\n    fetch('x')\n    requests.post('x')\n"
        "    requests.Session().get('x')\n    time.sleep(1)\n",
        shadow: "import time\ndef get(url): ...\ndef post(url):\n    time.sleep(1)\n",
    }
    assert lines(tmp_path, files) == [6, 8]


def test_a_module_of_the_project_hides_the_standard_library(tmp_path: Path) -> None:
    files = {
        "time.py": "def sleep(seconds): ...\n",
        "main.py": "import time\nimport subprocess\nasync def f():\n    time.sleep(1)\n"
        "    subprocess.run('x')\n",
    }
    assert lines(tmp_path, files) == [5]


def test_a_module_beside_hides_nothing_from_inside_a_package(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/time.py": "def sleep(seconds): ...\n",
        "app/main.py": "import time\nfrom . import time as ours\nasync def f():\n"
        "    time.sleep(1)\n    ours.sleep(1)\n",
    }
    assert lines(tmp_path, files, "app/main.py") == [4]


def test_a_name_that_is_shadowed_means_what_it_is_bound_to(tmp_path: Path) -> None:
    text = (
        "import time\nfrom requests import get\ndef outer(time): return time\n"
        "async def f(time, items):\n    time.sleep(1)\n    for get in items:\n        get('x')\n"
        "async def g():\n    time.sleep(1)\n    [get('x') for get in 'ab']\n"
        "async def h():\n    time.sleep(1)\n    time = None\n"
    )
    assert lines(tmp_path, {"main.py": text}) == [9]


def test_a_function_of_thousands_of_lines_is_followed(tmp_path: Path) -> None:
    steps = "".join(f"    value{each} = step(value{each - 1})\n" for each in range(1, 5_000))
    text = (
        "import time\ndef step(value):\n    return value\ndef wait():\n    time.sleep(1)\n"
        f"async def f(value0):\n{steps}    wait()\n"
    )
    assert lines(tmp_path, {"main.py": text}) == [5_006]


def test_chains_of_thousands_of_helpers_are_followed(tmp_path: Path) -> None:
    helpers = "".join(f"def h{each}():\n    return h{each + 1}()\n" for each in range(2_000))
    text = f"import time\n{helpers}def h2000():\n    time.sleep(1)\nasync def f():\n    h0()\n"
    (finding,) = finds(tmp_path, {"main.py": text}, select=CODES)
    assert len(finding.related) == 2_002


def test_classes_that_inherit_each_other_end(tmp_path: Path) -> None:
    text = (
        "import time\nclass A(B): ...\nclass B(A):\n    def load(self):\n        time.sleep(1)\n"
        "class C(C):\n    load = load\nasync def f():\n    B().load()\n    C().load()\n"
    )
    assert lines(tmp_path, {"main.py": text}) == [9]


def test_values_that_follow_from_themselves_end(tmp_path: Path) -> None:
    text = (
        "import time\ndef a(): return b()\ndef b(): return a()\nclass S:\n"
        "    def __init__(self):\n        self.x = self.y\n        self.y = self.x\n"
        "async def f():\n    a().load()\n    S().x.load()\n    x = x.y\n    time.sleep(1)\n"
    )
    assert lines(tmp_path, {"main.py": text}) == [12]
