"""ASY301 and ASY302: what an attribute holds that code assigns from outside is no guess."""

from pathlib import Path

import pytest

from tests.language import finds

STORE = (
    "import requests\nclass Store:\n    def __init__(self):\n"
    "        self.session = requests.Session()\n"
    "    def load(self):\n        return self.session.get('x')\n"
)
MAIN = (
    "import time\nimport requests\nfrom app import patch, service\nfrom app.store import Store\n"
    "async def endpoint():\n"
    "    requests.get('x')\n"  # 6
    "    requests.Session().get('x')\n"  # 7
    "    time.sleep(1)\n"  # 8
    "    service.load()\n"  # 9
    "    Store().load()\n"  # 10
)
SERVICE = "import requests\ndef load():\n    return requests.post('x')\n"


def lines(tmp_path: Path, patch: str, path: str = "app/patch.py", main: str = MAIN) -> list[int]:
    files = {
        "app/__init__.py": "",
        "app/main.py": main,
        "app/service.py": SERVICE,
        "app/store.py": STORE,
        "app/patch.py": "",
        path: patch,
    }
    found = finds(tmp_path, files, select=("ASY301", "ASY302"))
    return sorted(each.place.line for each in found if each.place.path == "app/main.py")


@pytest.mark.parametrize(
    ("patch", "silent"),
    [
        ("requests.get = print", {6}),
        ("def fake(*args): ...\nrequests.get = fake", {6}),
        ("from requests import api\napi.get = print", {6}),
        ("setattr(requests, 'get', print)", {6}),
        ("def apply():\n    requests.get = print", {6}),
        ("requests.Session = object", {7, 10}),
        ("requests.Session.get = print", {7, 10}),
        ("requests.sessions.Session.get = print", {7, 10}),
        ("from time import sleep\nimport time\ntime.sleep = print", {8}),
        ("from app import service\nservice.load = print", {9}),
        ("import app.service\napp.service.load = print", {9}),
        ("from app.store import Store\nStore.load = print", {10}),
        ("from app.store import Store\nstore = Store()\nstore.load = print", {10}),
        ("from app.store import Store\nstore = Store()\nstore.session = object()", {10}),
        ("class Get: pass\nrequests = Get()\nrequests.get = print", set()),
        ("requests.head = print", set()),
        ("class Own:\n    def __init__(self):\n        self.get = self.load = print", set()),
    ],
)
def test_what_is_assigned_from_outside_is_unknown(
    tmp_path: Path, patch: str, silent: set[int]
) -> None:
    assert lines(tmp_path, f"import requests\n{patch}\n") == sorted({6, 7, 8, 9, 10} - silent)


def test_the_function_that_is_replaced_may_be_called_in_its_own_module(tmp_path: Path) -> None:
    main = (
        "import time\nfrom app import patch\ndef wait():\n    time.sleep(1)\n"
        "def rest():\n    time.sleep(1)\nasync def endpoint():\n    wait()\n    rest()\n"
    )
    assert lines(tmp_path, "from app import main\nmain.wait = print\n", main=main) == [9]


def test_what_tests_assign_holds_in_the_test_alone(tmp_path: Path) -> None:
    patch = "import requests\nfrom app import patch\nrequests.get = print\n"
    assert lines(tmp_path, patch, "tests/test_main.py") == [6, 7, 8, 9, 10]


def test_an_annotated_attribute_keeps_its_kind(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/state.py": "import redis\nclient: redis.Redis = None\n",
        "app/start.py": "from app import state\ndef start(given):\n    state.client = given\n",
        "app/main.py": "from app import start, state\nasync def f():\n    state.client.get('x')\n",
    }
    (finding,) = finds(tmp_path, files, select=("ASY301",))
    assert finding.place.line == 3


def test_a_none_waits_for_what_comes_from_outside(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/state.py": "client = None\nother = None\n",
        "app/start.py": "import redis\nfrom app import state\n"
        "def start(given):\n    state.client = redis.Redis()\n    state.other = given\n",
        "app/main.py": "from app import start, state\n"
        "async def f():\n    state.other.get('x')\n    state.client.get('x')\n",
    }
    (finding,) = finds(tmp_path, files, select=("ASY301",))
    assert (finding.place.line, finding.confidence) == (4, "medium")
