"""API202 and API208 on ways to take a body and to serve a path that the examples do not show."""

from pathlib import Path

import pytest

from tests.language import Files, finds, places

HEAD = """import hashlib
import hmac
import json
from typing import Annotated, Any, Optional, TypedDict

import fastapi
from fastapi import APIRouter, Body, Depends, FastAPI, Form, Request
from pydantic import BaseModel, TypeAdapter

app = FastAPI()


class Book(BaseModel):
    title: str


"""
ROUTE = '@app.post("/books/{key}")\nasync def add({parameters}):\n    {body}\n'


def messages(root: Path, files: Files, code: str) -> list[str]:
    found = finds(root, files, select=(code,))
    return [each.message for each in found if each.code == code]


def of_parameter(root: Path, parameter: str) -> list[str]:
    source = ROUTE.replace("{parameters}", parameter).replace("{body}", "...")
    return messages(root, {"app.py": HEAD + source}, "API202")


def of_body(root: Path, body: str, parameters: str = "request: Request") -> list[str]:
    source = ROUTE.replace("{parameters}", parameters).replace("{body}", body)
    return messages(root, {"app.py": HEAD + source}, "API202")


@pytest.mark.parametrize(
    "parameter",
    [
        "data: dict",
        "data: list",
        "data: list[dict]",
        "data: Optional[dict[str, Any]] = None",
        "data: dict | None = None",
        'data: "dict[str, Any]"',
        "data: Annotated[dict, Body()]",
        "data: Any = Body(...)",
        "data: object = Body()",
        "data=Body()",
        "data=Form()",
        "*, data: dict[str, dict[str, Any]]",
    ],
)
def test_types_that_say_nothing_of_the_body(parameter: str, tmp_path: Path) -> None:
    (message,) = of_parameter(tmp_path, parameter)
    assert message.startswith("POST /books/{key} takes data")


@pytest.mark.parametrize(
    "parameter",
    [
        "data: Book",
        "data: list[Book]",
        "data: list[str]",
        "data: dict[str, int]",
        "data: dict[str, Book]",
        "data: Book | dict",
        "data",
        "data: Any",
        "key: dict",
        "data: str = Body()",
        "data: Annotated[list, fastapi.Query()]",
        "data: Annotated[dict, Depends(lambda: {})]",
        "data: fastapi.UploadFile",
        "request: fastapi.Request",
    ],
)
def test_types_that_say_something_and_what_is_no_body(parameter: str, tmp_path: Path) -> None:
    assert of_parameter(tmp_path, parameter) == []


@pytest.mark.parametrize(
    ("body", "how"),
    [
        ("return (await request.json())['title']", "json"),
        ("data = await request.json()\n    return data", "json"),
        ("form = await request.form()\n    return form['title']", "form"),
        ("async with request.form() as form:\n        return form['title']", "form"),
        ("return json.loads(await request.body())", "body"),
        ("raw = await request.body()\n    return json.loads(raw.decode())", "body"),
        (
            "raw = await request.body()\n    text = raw.decode()\n    return json.loads(text)",
            "body",
        ),
        ("return app.state.store.save(await request.json())", "json"),
    ],
)
def test_a_body_that_code_reads_by_itself(body: str, how: str, tmp_path: Path) -> None:
    (message,) = of_body(tmp_path, body)
    assert message == (
        f"POST /books/{{key}} reads its body by request.{how}(), so nothing declares or checks it"
    )


@pytest.mark.parametrize(
    "body",
    [
        "return Book(**await request.json())",
        "data = await request.json()\n    return Book.model_validate(data)",
        "return Book.model_validate_json(await request.body())",
        "raw = await request.body()\n    return Book(**json.loads(raw))",
        "return TypeAdapter(list[Book]).validate_python(await request.json())",
    ],
)
def test_a_body_that_is_checked_by_hand_is_less_severe(body: str, tmp_path: Path) -> None:
    source = ROUTE.replace("{parameters}", "request: Request").replace("{body}", body)
    (found,) = finds(tmp_path, {"app.py": HEAD + source}, select=("API202",))
    assert found.severity == "info"
    assert found.message.endswith("and checks it by hand, so the schema does not know it")


@pytest.mark.parametrize(
    "body",
    [
        "return len(await request.body())",
        "raw = await request.body()\n    check(raw, request.headers)\n    return json.loads(raw)",
        "raw = await request.body()\n    return hashlib.sha256(raw).hexdigest()",
        "data = await request.json()\n    text = json.dumps(data).encode()\n"
        "    return hmac.new(b'', text, hashlib.sha256).hexdigest()",
        "raw = await request.body()\n    text = raw.decode()\n    check(text)\n"
        "    return json.loads(text)",
        "return [chunk async for chunk in request.stream()]",
        "return request.json",
        "return request.query_params['json']",
    ],
)
def test_bytes_that_are_needed_and_what_is_no_read(body: str, tmp_path: Path) -> None:
    assert of_body(tmp_path, body) == []


def test_another_object_with_such_methods_is_no_request(tmp_path: Path) -> None:
    assert of_body(tmp_path, "return await answer.json()", "answer: Book") == []


def test_a_helper_and_a_dependency_read_for_their_endpoints(tmp_path: Path) -> None:
    helper = "async def title(r):\n    return (await r.json())['title']\n\n\n"
    files = {
        "app.py": f"{HEAD}from helping import title\n"
        "async def payload(request: Request):\n    return await request.json()\n\n\n"
        "@app.post('/a')\nasync def a(request: Request):\n    return await title(request)\n\n\n"
        "@app.post('/b')\nasync def b(data: Annotated[dict, Depends(payload)]): ...\n\n\n"
        "@app.post('/c')\nasync def c(data: Annotated[dict, Depends(payload)]): ...\n",
        "helping.py": helper,
    }
    found = [each for each in finds(tmp_path, files, select=("API202",)) if each.code == "API202"]
    assert [each[:2] for each in places(tuple(found))] == [("app.py", 19), ("helping.py", 2)]
    assert [each.message.split(" reads")[0] for each in found] == ["POST /b", "POST /a"]


def test_routes_outside_the_schema_may_read_what_they_like(tmp_path: Path) -> None:
    source = (
        "@app.post('/hook', include_in_schema=False)\n"
        "async def hook(request: Request):\n    return await request.json()\n"
    )
    assert messages(tmp_path, {"app.py": HEAD + source}, "API202") == []


@pytest.mark.parametrize(
    "path",
    ["/v1/books", "/api/v2beta/books", "/books/v1.2", "/2024-01-01/books", "/{api_version}/books"],
)
def test_versions_in_a_path(path: str, tmp_path: Path) -> None:
    source = f"@app.get('{path}')\ndef books(api_version: str = ''): ...\n"
    assert messages(tmp_path, {"app.py": HEAD + source}, "API208") == []


@pytest.mark.parametrize(
    "path",
    ["/books", "/vip/books", "/video1/x", "/{v}/books", "/books/{book_id}/health-plan", "/2024/x"],
)
def test_paths_that_only_look_versioned(path: str, tmp_path: Path) -> None:
    source = f"@app.get('{path}')\ndef books(): ...\n"
    assert messages(tmp_path, {"app.py": HEAD + source}, "API208") == [
        f"GET {path} has no version in its path"
    ]


def test_a_demanded_prefix(tmp_path: Path) -> None:
    source = "".join(
        f"@app.get('{path}')\ndef f{number}(): ...\n"
        for number, path in enumerate(("/api/v1/a", "/v1/b", "/api/v10/c", "/health"))
    )
    files = {
        "app.py": HEAD + source,
        "pyproject.toml": '[tool.sdd.rules.API208]\nprefix = "/api/v1"\n',
    }
    assert messages(tmp_path, files, "API208") == [
        "GET /v1/b does not begin with /api/v1",
        "GET /api/v10/c does not begin with /api/v1",
    ]


def test_an_application_is_reached_through_its_mounts(tmp_path: Path) -> None:
    source = (
        "inner = FastAPI()\nmiddle = FastAPI()\n\n"
        "@inner.get('/books')\ndef books(): ...\n\n"
        "@middle.get('/shelves')\ndef shelves(): ...\n\n"
        "middle.mount('/v1', inner)\napp.mount('/api', middle)\n"
    )
    assert messages(tmp_path, {"app.py": HEAD + source}, "API208") == [
        "GET /shelves has no version in its path"
    ]


def test_a_router_that_nothing_includes_has_no_path(tmp_path: Path) -> None:
    source = "router = APIRouter()\n\n@router.get('/books')\ndef books(): ...\n"
    assert messages(tmp_path, {"app.py": HEAD + source}, "API208") == []
