"""What the code of endpoints shows, on routes of small projects."""

from pathlib import Path

import pytest

from sdd.app.check import CheckRequest
from sdd.app.routes import RouteFilter, route_table
from sdd.model.routes import Body, Route, RouteTable
from tests.language import finds, write_project

HEAD = (
    "from enum import Enum\nfrom fastapi import FastAPI, Response, responses\n"
    "from fastapi.responses import JSONResponse, RedirectResponse\n"
    "from fastapi.templating import Jinja2Templates\nfrom pydantic import BaseModel\n"
    "from store import store\napp = FastAPI()\ntemplates = Jinja2Templates('t')\n"
    "BOOKS = {'a': 1}\nshelf = []\n\nclass Genre(Enum):\n    CRIME = 'crime'\n\n"
    "class Book(BaseModel):\n    title: str\n\n"
    "def answer(data, status):\n    made = JSONResponse(data, status)\n    return made\n"
    "def again(data):\n    return other(data)\ndef other(data):\n    return again(data)\n\n"
)


def table_of(root: Path, text: str) -> RouteTable:
    write_project(root, {"main.py": text})
    return route_table(CheckRequest(root=root), RouteFilter(), root)


def route_with(root: Path, body: str) -> Route:
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    declared = '@app.get("/x", response_model=Book)\ndef read(flag: bool):\n'
    (route,) = table_of(root, f"{HEAD}{declared}{lines}").routes
    return route


def body_of(root: Path, body: str) -> Body:
    return route_with(root, body).body


@pytest.mark.parametrize(
    ("body", "responses", "only"),
    [
        ("return JSONResponse({})", ("JSONResponse",), True),
        ("return responses.FileResponse('a')", ("FileResponse",), True),
        ("return templates.TemplateResponse('a')", ("TemplateResponse",), True),
        ("answer = Response()\nanswer.headers['a'] = 'b'\nreturn answer", ("Response",), True),
        ("if flag:\n    return Response()\nreturn 1", ("Response",), False),
        ("answer = Response()\nif flag:\n    answer = 1\nreturn answer", (), False),
        ("answer = answer\nreturn answer", (), False),
        ("return store.respond()", (), False),
        ("return answer({}, 404)", ("Response",), True),
        ("return again({})", (), False),
        ("pass", (), False),
    ],
)
def test_response_objects_are_seen_also_through_a_name(
    body: str, responses: tuple[str, ...], only: bool, tmp_path: Path
) -> None:
    found = body_of(tmp_path, body)
    assert (found.responses, found.only_responses) == (responses, only)


@pytest.mark.parametrize(
    "body",
    [
        "return [1, 2]",
        "return [Book(title='a')]",
        "return list(Genre)",
        "return [genre.value for genre in Genre]",
        "return sorted(BOOKS.values())",
        "return [Book(title=name) for name in BOOKS if store.has(name)]",
    ],
)
def test_an_answer_that_the_source_spells_out_is_constant(body: str, tmp_path: Path) -> None:
    assert body_of(tmp_path, body).constant


@pytest.mark.parametrize(
    "body",
    [
        "return []",
        "return shelf",
        "return store.all()",
        "return [Book(title=each) for each in store.all()]",
        "return [store.first(), 2]",
        "if flag:\n    return [1]\nreturn store.all()",
        "pass",
    ],
)
def test_an_answer_that_may_grow_is_not_constant(body: str, tmp_path: Path) -> None:
    assert not body_of(tmp_path, body).constant


def test_what_keeps_what_exists_is_seen_by_what_it_calls(tmp_path: Path) -> None:
    assert body_of(tmp_path, "book = store.aupsert(1)\nreturn book").keeps
    assert body_of(tmp_path, "return store.get_or_create_user(1)").keeps
    assert not body_of(tmp_path, "return store.create(1)").keeps


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        ("store.drop(1)\nstore.commit()", True),
        ("if flag:\n    return\nstore.drop(1)", True),
        ("if flag:\n    return 1\nstore.drop(1)", False),
        ("...", False),
        ("yield 1\nyield 2", False),
    ],
)
def test_a_function_that_returns_nothing_is_seen(body: str, empty: bool, tmp_path: Path) -> None:
    assert body_of(tmp_path, body).empty is empty


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("return JSONResponse({})", 1),
        ("return RedirectResponse('/')", 1),
        ("if flag:\n    return RedirectResponse('/')\nreturn Book(title='')", 0),
        ("if flag:\n    return Response(status_code=304)\nreturn Book(title='')", 0),
        ("if flag:\n    return Response(status_code=409)\nreturn Book(title='')", 1),
    ],
)
def test_a_redirect_beside_other_answers_passes_no_model(
    body: str, lines: int, tmp_path: Path
) -> None:
    assert len(route_with(tmp_path, body).bypasses) == lines


def test_a_contract_that_the_framework_refuses_is_not_passed(tmp_path: Path) -> None:
    text = f'{HEAD}@app.get("/x")\ndef read() -> Response | dict:\n    return JSONResponse({{}})\n'
    (route,) = table_of(tmp_path, text).routes
    assert route.bypasses == ()
    assert route.model is not None
    assert route.model.text == "Response | dict"


def test_an_application_without_a_document_is_known_only_if_it_is_written_down(
    tmp_path: Path,
) -> None:
    text = (
        "import os\nfrom fastapi import FastAPI\n"
        "page = FastAPI(openapi_url=None)\n"
        "api = FastAPI(openapi_url=None if os.getenv('LIVE') else '/openapi.json')\n"
        "@page.get('/page')\n@api.get('/api')\ndef read(): ...\n"
    )
    shown = {route.path: route.is_shown for route in table_of(tmp_path, text).routes}
    assert shown == {"/page": False, "/api": True}


def test_applications_of_one_factory_are_told_apart(tmp_path: Path) -> None:
    text = (
        "from fastapi import FastAPI\ndef base():\n    app = FastAPI()\n    return app\n"
        "def one():\n    app = base()\n    @app.get('/a')\n    def first(): ...\n    return app\n"
        "def two():\n    app = base()\n    @app.get('/a')\n    def second(): ...\n    return app\n"
    )
    first, second = table_of(tmp_path, text).routes
    assert first.app != second.app


@pytest.mark.parametrize(
    "change",
    [
        "del app.routes[0]",
        "app.router.routes.remove(app.routes[0])",
        "app.routes.insert(0, app.routes.pop())",
        "app.router.routes = []",
        "app.router.routes[:] = []",
    ],
)
def test_an_application_that_changes_its_list_of_routes_has_no_known_order(
    change: str, tmp_path: Path
) -> None:
    text = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/a')\ndef read(): ...\n"
    assert [route.order for route in table_of(tmp_path, text).routes] == [1]
    assert [route.order for route in table_of(tmp_path, f"{text}{change}\n").routes] == [-1]


def test_models_of_the_old_pydantic_are_refused_from_the_version_that_drops_them(
    tmp_path: Path,
) -> None:
    text = (
        "from fastapi import FastAPI\nfrom pydantic.v1 import BaseModel\napp = FastAPI()\n"
        "class Book(BaseModel):\n    title: str\n@app.get('/a')\ndef read() -> Book: ...\n"
    )
    told = {
        pin: finds(tmp_path, {"main.py": text, "requirements.txt": pin}, select=("API220",))
        for pin in ("", "fastapi==0.128.0\n", "fastapi==0.127.1\n")
    }
    assert [len(found) for found in told.values()] == [1, 1, 0]


def test_a_table_in_a_file_of_its_own_is_known(tmp_path: Path) -> None:
    files = {
        "tables.py": "from sqlmodel import SQLModel\n"
        "class Book(SQLModel, table=True):\n    id: int\n",
        "main.py": "from fastapi import FastAPI\nfrom tables import Book\napp = FastAPI()\n"
        "@app.get('/a')\ndef read() -> list[Book]: ...\n",
    }
    (finding,) = finds(tmp_path, files, select=("API215",))
    assert finding.message == "GET /a answers with the ORM class Book"


def test_a_view_takes_what_the_classes_above_it_take(tmp_path: Path) -> None:
    text = (
        "from fastapi import APIRouter, Depends, FastAPI\nfrom fastapi_utils.cbv import cbv\n"
        "app = FastAPI()\nrouter = APIRouter(prefix='/{shop}/{shelf}')\n"
        "def shop_of(shop: str): ...\nclass Plain: ...\n"
        "class Base:\n    _plain: Plain\n    shop: str = Depends(shop_of)\n"
        "@cbv(router)\nclass Books(Base):\n    @router.get('/a')\n"
        "    def read(self) -> str: ...\napp.include_router(router)\n"
    )
    (finding,) = finds(tmp_path, {"main.py": text}, select=("API205", "API220"))
    assert 'nothing takes the path parameter "shelf"' in finding.message


@pytest.mark.parametrize(
    "resigned",
    [
        "@makefun.with_signature(signature)\ndef take(number: Handle): ...\n",
        "def take(number: Handle): ...\ntake.__signature__ = signature\n",
    ],
)
def test_a_dependency_with_another_signature_is_not_judged_by_the_written_one(
    resigned: str, tmp_path: Path
) -> None:
    text = (
        "import makefun\nfrom fastapi import Depends, FastAPI\nfrom store import signature\n"
        f"class Handle: ...\n{resigned}app = FastAPI()\n"
        "@app.get('/{id}', dependencies=[Depends(take)])\ndef read() -> str: ...\n"
    )
    assert finds(tmp_path, {"main.py": text}, select=("API205", "API220")) == ()
    plain = {"main.py": text.replace("@makefun", "# ").replace("take.__sig", "other.__sig")}
    assert [each.code for each in finds(tmp_path, plain, select=("API205", "API220"))] == [
        "API220",
        "API205",
    ]


def test_path_parameters_that_middleware_reads_are_taken(tmp_path: Path) -> None:
    text = (
        "from fastapi import FastAPI\napp = FastAPI()\n@app.middleware('http')\n"
        "async def tenancy(request, call_next):\n    path_params = match(request)\n"
        "    path_params['shelf'] = 1\n    request.state.tenant = path_params.get('tenant', '')\n"
        "    request.state.shop = request.path_params['shop']\n"
        "    return await call_next(request)\n"
        "@app.get('/{tenant}/{shop}/{shelf}')\ndef read() -> str: ...\n"
    )
    (finding,) = finds(tmp_path, {"main.py": text}, select=("API205",))
    assert 'nothing takes the path parameter "shelf"' in finding.message
