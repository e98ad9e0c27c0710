"""What a user sees of routes that cannot be placed: unknown ones, lost ones, several versions."""

import json
from pathlib import Path

import pytest

from tests.cli.running import sdd
from tests.language import write_project

HEAD = "from fastapi import APIRouter, FastAPI\n"
READ = '@router.get("/x")\ndef read() -> str:\n    """Read."""\n'


def printed(root: Path, files: dict[str, str]) -> list[str]:
    """The lines of `sdd routes`, spaces folded."""
    write_project(root, files)
    ran = sdd(root, "routes")
    assert ran.code == 0, ran.err
    return [" ".join(line.split()) for line in ran.out.decode().splitlines()]


def as_json(root: Path, files: dict[str, str]) -> dict[str, list[dict[str, object]]]:
    """What `sdd routes --format json` says."""
    write_project(root, files)
    found: dict[str, list[dict[str, object]]] = json.loads(
        sdd(root, "routes", "--format", "json").out
    )
    return found


def test_a_prefix_that_cannot_be_known_is_told_with_its_place_and_reason(tmp_path: Path) -> None:
    files = {
        "main.py": f"{HEAD}import secrets\nrouter = APIRouter()\n{READ}app = FastAPI()\n"
        "app.include_router(router, prefix=secrets.token_hex())\n"
        '@app.get("/known")\ndef known() -> str:\n    """Know."""\n'
    }
    assert printed(tmp_path, files) == [
        "Methods Path Contract Status Endpoint Where",
        "GET /known annotation 200 main.known main.py:10:5",
        "",
        "1 route",
        "",
        "Registrations that could not be followed:",
        "main.py:4:2: GET /x: the prefix of the include is no constant, at main.py:8",
        "main.py:8:1: the prefix of the include is no constant",
        "",
        "As the newest FastAPI serves them; no version is pinned.",
    ]
    # No rule speaks of a route whose path is not known.
    assert sdd(tmp_path, "check", "--select", "API", "--format", "concise").code == 0


def test_routers_that_include_each_other_are_told_once_and_their_routes_listed(
    tmp_path: Path,
) -> None:
    files = {
        "main.py": f"{HEAD}router, other = APIRouter(), APIRouter(prefix='/o')\n{READ}"
        "router.include_router(other)\nother.include_router(router)\n"
        "app = FastAPI()\napp.include_router(router)\n"
    }
    table = as_json(tmp_path, files)
    assert [(each["path"], each["app"]) for each in table["routes"]] == [("/x", "main.app")]
    assert table["unknown"] == [
        {"file": "main.py", "line": 7, "reason": "the router includes itself"}
    ]
    assert sdd(tmp_path, "check", "--select", "API220").code == 1


def test_a_router_that_nothing_includes_is_listed_without_application_and_checked(
    tmp_path: Path,
) -> None:
    text = f"{HEAD}router = APIRouter(prefix='/lost')\n" + READ.replace(" -> str", "")
    table = as_json(tmp_path, {"lost.py": text})
    (route,) = table["routes"]
    assert (route["path"], route["app"], route["order"]) == ("/lost/x", None, 1)
    ran = sdd(tmp_path, "check", "--select", "API201", "--format", "concise")
    assert ran.code == 1
    assert b"lost.py:4:5: API201 " in ran.out


def test_two_applications_of_one_project_keep_their_routes_apart(tmp_path: Path) -> None:
    files = {
        "shared.py": f"{HEAD}router = APIRouter()\n{READ}",
        "public.py": f"{HEAD}from shared import router\napp = FastAPI()\n"
        "app.include_router(router, prefix='/public')\n",
        "admin.py": f"{HEAD}from shared import router\napp = FastAPI()\n"
        "app.include_router(router, prefix='/admin')\n",
    }
    table = as_json(tmp_path, files)
    assert [(each["path"], each["app"]) for each in table["routes"]] == [
        ("/admin/x", "admin.app"),
        ("/public/x", "public.app"),
    ]
    assert sdd(tmp_path, "check", "--select", "API204").code == 0


def test_a_factory_that_makes_two_different_applications_gives_two_names(tmp_path: Path) -> None:
    files = {
        "main.py": f"{HEAD}def make(paths):\n    app = FastAPI()\n    for path in paths:\n"
        "        app.add_api_route(path, read)\n    return app\n"
        'def read() -> str:\n    """Read."""\n'
        "APPS = {name: make(['/x', f'/{name}']) for name in ('a', 'b')}\n"
    }
    table = as_json(tmp_path, files)
    assert [(each["path"], each["app"]) for each in table["routes"]] == [
        ("/a", "main.make.app"),
        ("/b", "main.make.app#2"),
        ("/x", "main.make.app"),
        ("/x", "main.make.app#2"),
    ]
    # One path in two applications is no duplicate.
    assert sdd(tmp_path, "check", "--select", "API204").code == 0


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import lib\napp = lib.make()\n@app.get('/x')\ndef read(): ...\n", "made outside"),
        ("import os\nfor name in os.listdir():\n    router.include_router(name)\n", "loop"),
        ("from fastapi_utils import Api\nApi(FastAPI())\n", "adds routes of its own"),
        ("app = FastAPI(routes=[make()])\n", "a route of the list"),
        ("app = FastAPI()\napp.api_route('/x', methods=verbs())(print)\n", "methods"),
        ("import cfg\napp = FastAPI()\napp.get(f'/{cfg.NAME:03}')(print)\n", "path"),
        ("app = FastAPI()\napp.include_router(APIRouter(prefix='/a' if x() else '/b'))\n", ""),
    ],
)
def test_silence_is_never_mistaken_for_clean(source: str, reason: str, tmp_path: Path) -> None:
    table = as_json(tmp_path, {"main.py": f"{HEAD}router = APIRouter()\n{source}"})
    reasons = [str(each["reason"]) for each in table["unknown"]]
    assert table["routes"] == []
    assert not reason or any(reason in each for each in reasons), table["unknown"]


LATE = {
    "main.py": f"{HEAD}router = APIRouter()\napp = FastAPI()\napp.include_router(router)\n{READ}"
}


@pytest.mark.parametrize(
    ("pin", "where", "line", "paths"),
    [
        (
            "fastapi==0.136.3\n",
            "requirements.txt",
            "As FastAPI 0.136.3 serves them, which requirements.txt pins.",
            [],
        ),
        (
            '[tool.poetry.dependencies]\nfastapi = "0.137.0"\n',
            "backend/pyproject.toml",
            "As FastAPI 0.137.0 serves them, which backend/pyproject.toml pins.",
            ["/x"],
        ),
        (
            '{"default": {"fastapi": {"hashes": [], "version": "==0.115.0"}}}',
            "Pipfile.lock",
            "As FastAPI 0.115.0 serves them, which Pipfile.lock pins.",
            [],
        ),
        (
            '[project]\ndependencies = ["fastapi>=0.100"]\n',
            "pyproject.toml",
            "As the newest FastAPI serves them; no version is pinned.",
            ["/x"],
        ),
    ],
)
def test_the_version_that_the_project_pins_decides_and_is_named(
    pin: str, where: str, line: str, paths: list[str], tmp_path: Path
) -> None:
    files = {**LATE, "backend/tool.py": "", where: pin}
    assert printed(tmp_path, files)[-1] == line
    assert [each["path"] for each in as_json(tmp_path, files)["routes"]] == paths


@pytest.mark.parametrize(
    ("version", "stream", "plain"),
    [
        ("0.88.0", "none", "none"),
        ("0.133.0", "annotation", "annotation"),
        ("0.134.0", "stream", "annotation"),
    ],
)
def test_contracts_follow_the_version_too(
    version: str, stream: str, plain: str, tmp_path: Path
) -> None:
    text = (
        "from collections.abc import Iterator\nfrom fastapi import FastAPI\napp = FastAPI()\n"
        "@app.get('/a')\ndef lines() -> Iterator[int]:\n    yield 1\n"
        "@app.get('/b')\ndef one() -> int: ...\n"
    )
    table = as_json(tmp_path, {"main.py": text, "requirements.txt": f"fastapi=={version}\n"})
    assert [each["contract"] for each in table["routes"]] == [stream, plain]
