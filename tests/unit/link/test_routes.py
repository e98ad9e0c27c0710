"""The route table of small projects: each way in which real ones declare their routes."""

from pathlib import Path

import pytest

from sdd.app.check import CheckRequest
from sdd.app.routes import RouteFilter, route_table
from sdd.model.routes import RouteTable
from tests.language import write_project

APP = "from fastapi import APIRouter, FastAPI\n"
GET = '@router.get("/x")\ndef read() -> str: ...\n'


def table_of(root: Path, files: dict[str, str]) -> RouteTable:
    write_project(root, files)
    return route_table(CheckRequest(root=root), RouteFilter(), root)


def rows(table: RouteTable) -> list[tuple[str, str, str, str | None]]:
    return [
        (",".join(each.methods) or each.kind, each.path, each.endpoint, each.app)
        for each in table.routes
    ]


MECHANISMS: dict[str, tuple[dict[str, str], list[tuple[str, str, str, str | None]]]] = {
    "nested includes across files, with every prefix": (
        {
            "app/__init__.py": "",
            "app/main.py": APP
            + "from app.api import api\napp = FastAPI()\n"
            + 'app.include_router(api, prefix="/api")\n',
            "app/api.py": "from fastapi import APIRouter\nfrom . import users\n"
            'api = APIRouter(prefix="/v1")\napi.include_router(users.router, prefix="/u")\n',
            "app/users.py": f'{APP}router = APIRouter(prefix="/users")\n{GET}',
        },
        [("GET", "/api/v1/u/users/x", "app.users.read", "app.main.app")],
    ),
    "services of a monorepo, each with packages of the same names": (
        {
            f"{service}/app/{file}.py": text
            for service in ("services/a.1", "services/b", "c")
            for file, text in {
                "__init__": "",
                "main": f"{APP}from app.api import users\nfrom .settings import PREFIX\n"
                "app = FastAPI()\napp.include_router(users.router, prefix=PREFIX)\n",
                "settings": f"PREFIX = '/{service[-1]}'\n",
                "api/__init__": "",
                "api/users": f"{APP}router = APIRouter()\n{GET}",
            }.items()
        },
        [
            ("GET", "/1/x", "services/a_1:app.api.users.read", "services/a_1:app.main.app"),
            ("GET", "/b/x", "services/b:app.api.users.read", "services/b:app.main.app"),
            ("GET", "/c/x", "c:app.api.users.read", "c:app.main.app"),
        ],
    ),
    "one namespace that is spread over several folders": (
        {
            "core/shop/core/__init__.py": f"{APP}router = APIRouter()\n{GET}",
            "core/shop/web/__init__.py": "",
            "web/shop/web/__init__.py": "",
            "web/shop/web/main.py": f"{APP}from shop.core import router\napp = FastAPI()\n"
            "app.include_router(router)\n",
        },
        [("GET", "/x", "core.read", "web.main.app")],
    ),
    "one router included twice": (
        {
            "main.py": f"{APP}router = APIRouter()\n{GET}app = FastAPI()\n"
            'app.include_router(router, prefix="/a")\napp.include_router(router, prefix="/b")\n'
        },
        [("GET", "/a/x", "main.read", "main.app"), ("GET", "/b/x", "main.read", "main.app")],
    ),
    "prefixes from constants, f-strings and settings defaults": (
        {
            "config.py": "from pydantic import BaseModel, Field\nVERSION = 'v2'\n"
            "class Settings(BaseModel):\n    prefix: str = '/api'\n"
            "    name: str = Field(default='shop')\nsettings = Settings()\n",
            "main.py": f"{APP}from config import VERSION, settings\n"
            f"router = APIRouter(prefix=f'/{{VERSION}}')\n{GET}app = FastAPI()\n"
            "app.include_router(router, prefix=settings.prefix + '/' + settings.name)\n",
        },
        [("GET", "/api/shop/v2/x", "main.read", "main.app")],
    ),
    "api_route, add_api_route and several decorators": (
        {
            "main.py": f"{APP}app = FastAPI()\n"
            '@app.api_route("/a", methods=["put", "GET"])\n@app.get("/b")\ndef both(): ...\n'
            'app.add_api_route("/c", both, methods=["POST"])\n'
        },
        [
            ("GET,PUT", "/a", "main.both", "main.app"),
            ("GET", "/b", "main.both", "main.app"),
            ("POST", "/c", "main.both", "main.app"),
        ],
    ),
    "attributes: self.router, app.router, module.router": (
        {
            "views.py": f"{APP}class Views:\n    def __init__(self, prefix):\n"
            "        self.router = APIRouter(prefix=prefix)\n"
            '        @self.router.get("/x")\n        def inner(): ...\n'
            '        self.router.add_api_route("/y", self.shown)\n    def shown(self): ...\n',
            "main.py": f"{APP}import views\napp = FastAPI()\nmade = views.Views('/v')\n"
            'app.include_router(made.router)\n@app.router.get("/z")\ndef z(): ...\n',
        },
        [
            ("GET", "/v/x", "views.Views.__init__.inner", "main.app"),
            ("GET", "/v/y", "views.Views.shown", "main.app"),
            ("GET", "/z", "main.z", "main.app"),
        ],
    ),
    "subclasses of the framework's classes": (
        {
            "main.py": f"{APP}class Api(FastAPI):\n    def __init__(self, **more):\n"
            "        super().__init__(**more)\n"
            "class Routes(APIRouter):\n    def __init__(self, name):\n"
            "        super().__init__(prefix=f'/{name}', tags=[name])\n"
            f"router = Routes('users')\n{GET}app = Api(title='t')\napp.include_router(router)\n"
        },
        [("GET", "/users/x", "main.read", "main.app")],
    ),
    "factories, registering functions and router factories": (
        {
            "main.py": f"{APP}from parts import make, register\ndef create_app():\n"
            "    app = FastAPI()\n    register(app)\n    app.include_router(make('a'))\n"
            "    app.include_router(make('b'))\n    return app\napp = create_app()\n",
            "parts.py": f"{APP}def make(name):\n    router = APIRouter(prefix=f'/{{name}}')\n"
            '    @router.get("/x")\n    def read(): ...\n    return router\n'
            'def register(app):\n    @app.get("/r")\n    def shown(): ...\n',
        },
        [
            ("GET", "/a/x", "parts.make.read", "main.app"),
            ("GET", "/b/x", "parts.make.read", "main.app"),
            ("GET", "/r", "parts.register.shown", "main.app"),
        ],
    ),
    "a factory that nobody calls": (
        {
            "main.py": f"{APP}def create_app() -> FastAPI:\n    app = FastAPI()\n"
            '    @app.get("/x")\n    def read(): ...\n    return app\n'
        },
        [("GET", "/x", "main.create_app.read", "main.create_app.app")],
    ),
    "loops over literal collections, dicts and lists of routers": (
        {
            "main.py": f"{APP}a, b = APIRouter(), APIRouter()\n"
            '@a.get("/1")\ndef one(): ...\n@b.get("/2")\ndef two(): ...\n'
            'ROUTERS = {"/a": a}\nMORE = [(b, "/b")]\napp = FastAPI()\n'
            "for prefix, router in ROUTERS.items():\n"
            "    app.include_router(router, prefix=prefix)\n"
            "for router, prefix in MORE:\n    app.include_router(router, prefix=prefix)\n"
        },
        [("GET", "/a/1", "main.one", "main.app"), ("GET", "/b/2", "main.two", "main.app")],
    ),
    "re-exports, relative and star imports": (
        {
            "pkg/__init__.py": "from .api import *\n",
            "pkg/api/__init__.py": "from .users import router as users_router\n"
            "__all__ = ['users_router']\n",
            "pkg/api/users.py": f"{APP}router = APIRouter()\n{GET}",
            "main.py": f"{APP}from pkg import users_router\napp = FastAPI()\n"
            "app.include_router(users_router)\n",
        },
        [("GET", "/x", "pkg.api.users.read", "main.app")],
    ),
    "class-based views come last, and self is no parameter": (
        {
            "main.py": f"{APP}from fastapi_utils.cbv import cbv\nrouter = APIRouter()\n"
            '@cbv(router)\nclass Items:\n    @router.get("/items/{item_id}")\n'
            "    def read(self, item_id: int): ...\n"
            "app = FastAPI()\napp.include_router(router)\n"
        },
        [("GET", "/items/{item_id}", "main.Items.read", "main.app")],
    ),
    "functools.partial endpoints and keywords from a dict": (
        {
            "main.py": f"{APP}from functools import partial\nCOMMON = dict(status_code=202)\n"
            "def run(kind): ...\napp = FastAPI()\n"
            'app.add_api_route("/p", partial(run, kind="a"), methods=["POST"], **COMMON)\n'
        },
        [("POST", "/p", "main.run", "main.app")],
    ),
    "a router that nothing includes": (
        {"main.py": f"{APP}router = APIRouter(prefix='/lost')\n{GET}"},
        [("GET", "/lost/x", "main.read", None)],
    ),
    "two applications and a mount": (
        {
            "main.py": f"{APP}app = FastAPI()\ninner = FastAPI()\napp.mount('/in', inner)\n"
            '@inner.get("/x")\ndef read(): ...\n@app.websocket("/ws")\nasync def ws(socket): ...\n'
        },
        [
            ("mount", "/in", "main.inner", "main.app"),
            ("websocket", "/ws", "main.ws", "main.app"),
            ("GET", "/x", "main.read", "main.inner"),
        ],
    ),
    "a route added after its router was included": (
        {
            "main.py": f"{APP}router = APIRouter()\napp = FastAPI()\n"
            f"app.include_router(router)\n{GET}"
        },
        [("GET", "/x", "main.read", "main.app")],
    ),
    "a version that copied routes when including": (
        {
            "requirements.txt": "fastapi==0.115.0\n",
            "main.py": f"{APP}router = APIRouter()\napp = FastAPI()\n"
            f"app.include_router(router)\n{GET}",
        },
        [],
    ),
}


@pytest.mark.parametrize("name", MECHANISMS)
def test_routes_are_found_however_they_are_declared(name: str, tmp_path: Path) -> None:
    files, expected = MECHANISMS[name]
    table = table_of(tmp_path, files)
    assert sorted(rows(table), key=lambda row: (row[1], row[0])) == expected
    assert table.unknown == ()


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import os\nrouter = APIRouter(prefix=os.environ['P'])\n", "prefix"),
        ("router = APIRouter()\napp.include_router(missing)\n", "missing is not bound"),
        ("router = APIRouter()\nrouter.include_router(router)\n", "includes itself"),
        ("router = APIRouter()\napp.include_router(router, prefix=compute())\n", "prefix"),
        ("router = APIRouter()\napp.add_api_route(path(), read)\n", "path"),
    ],
)
def test_what_cannot_be_followed_is_listed_with_its_reason(
    source: str, reason: str, tmp_path: Path
) -> None:
    text = f"{APP}app = FastAPI()\ndef read(): ...\n{source}{GET}"
    table = table_of(tmp_path, {"main.py": text})
    assert any(reason in each.reason for each in table.unknown), table.unknown


def test_wrapped_endpoints_keep_their_place_and_become_async(tmp_path: Path) -> None:
    files = {
        "wrap.py": "from functools import wraps\ndef logged(function):\n"
        "    @wraps(function)\n    async def inner(*args, **kwargs): ...\n    return inner\n",
        "main.py": f"{APP}from wrap import logged\napp = FastAPI()\n"
        '@app.get("/x")\n@logged\ndef read() -> str: ...\n',
    }
    (route,) = table_of(tmp_path, files).routes
    assert (route.endpoint, route.place.line, route.is_async) == ("main.read", 6, True)
    assert route.contract == "annotation"


def test_tags_and_security_are_merged_along_the_chain(tmp_path: Path) -> None:
    text = (
        "from fastapi import APIRouter, Depends, FastAPI\n"
        "from fastapi.security import HTTPBearer\nbearer = HTTPBearer()\n"
        "def user(token=Depends(bearer)): ...\n"
        "router = APIRouter(tags=['a'])\n"
        "@router.get('/x', tags=['b'])\ndef read() -> str: ...\n"
        "app = FastAPI()\napp.include_router(router, tags=['c'], dependencies=[Depends(user)])\n"
    )
    (route,) = table_of(tmp_path, {"main.py": text}).routes
    assert route.tags == ("c", "a", "b")
    assert "main.user" in route.security


def test_hostile_routing_code_ends(tmp_path: Path) -> None:
    loops = "".join(f"{' ' * depth}for i{depth} in range(900):\n" for depth in range(20))
    text = (
        f"{APP}app = FastAPI()\ndef again(): return again()\nagain()\n"
        f"class A(A): ...\nx = [x for x in x]\n{loops}{' ' * 20}app.state\n"
    )
    assert table_of(tmp_path, {"main.py": text}).routes == ()


def test_routes_in_a_file_that_never_names_the_framework_have_their_place(tmp_path: Path) -> None:
    files = {
        "base.py": f"{APP}class Router(APIRouter): ...\nrouter = Router(prefix='/a')\n",
        "users.py": 'from base import router\n\n@router.get("")\ndef read() -> str: ...\n',
        "main.py": f"{APP}from users import router\napp = FastAPI()\napp.include_router(router)\n",
    }
    (route,) = table_of(tmp_path, files).routes
    assert (route.place.path, route.place.line, route.place.column) == ("users.py", 4, 5)


def test_a_decorator_that_registers_is_followed_however_often_it_is_used(tmp_path: Path) -> None:
    guard = (
        "import functools, inspect\ndef guard(scopes):\n    def decorator(function):\n"
        "        @functools.wraps(function)\n"
        "        async def inner(*args, **kwargs): ...\n        return inner\n"
        "    return decorator\ndef protected(method, path, scopes):\n"
        "    def decorator(function):\n"
        "        return method(path)(guard(scopes or [])(function))\n    return decorator\n"
    )
    routes = "".join(
        f'@protected(app.get, "/{number}", ["a"])\ndef read_{number}() -> str: ...\n'
        for number in range(60)
    )
    table = table_of(tmp_path, {"main.py": f"{APP}{guard}app = FastAPI()\n{routes}"})
    found = {(route.path, route.endpoint, route.is_async) for route in table.routes}
    assert found == {(f"/{number}", f"main.read_{number}", True) for number in range(60)}


def test_a_decorator_is_followed_however_often_it_is_used(tmp_path: Path) -> None:
    wrapper = (
        "from functools import wraps\ndef logged(function):\n    @wraps(function)\n"
        "    async def inner(*args, **kwargs): ...\n    return inner\n"
    )
    routes = "".join(
        f'@app.get("/{number}")\n@logged\ndef read_{number}() -> str: ...\n' for number in range(60)
    )
    table = table_of(tmp_path, {"main.py": f"{APP}{wrapper}app = FastAPI()\n{routes}"})
    assert [route.is_async for route in table.routes] == [True] * 60
