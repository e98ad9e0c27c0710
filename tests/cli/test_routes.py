"""`sdd routes` prints the table in each format, and only the rows that were asked for."""

import json
from pathlib import Path

import pytest

from tests.cli.running import sdd
from tests.language import write_project

ROUTE = (
    "kind",
    "methods",
    "path",
    "endpoint",
    "file",
    "line",
    "contract",
    "status_code",
    "is_async",
    "include_in_schema",
    "app",
    "order",
    "tags",
    "security",
    "model",
    "weak",
)
SHOP = {
    "shop/__init__.py": "",
    "shop/books.py": (
        "from fastapi import APIRouter\nfrom pydantic import BaseModel\n\n"
        'router = APIRouter(prefix="/books")\n\n\n'
        "class Book(BaseModel):\n    title: str\n\n\n"
        '@router.get("/{isbn}")\ndef read(isbn: str) -> Book: ...\n\n\n'
        '@router.post("", status_code=201)\nasync def add(): ...\n'
    ),
    "shop/main.py": (
        "from fastapi import FastAPI\n\nfrom shop.books import router\n\n"
        "app = FastAPI()\ninternal = FastAPI()\n"
        'app.include_router(router, prefix="/api", tags=["books"])\n\n\n'
        '@internal.get("/health")\ndef health() -> dict: ...\n'
    ),
}


def test_routes_as_json_have_exactly_the_promised_keys(tmp_path: Path) -> None:
    write_project(tmp_path, SHOP)
    table = json.loads(sdd(tmp_path, "routes", "--format", "json").out)
    assert tuple(table) == ("schema", "routes", "unknown", "frameworks")
    assert table["frameworks"] == [{"root": ".", "fastapi": None, "pinned_in": None}]
    assert table["schema"] == "sdd-routes/1"
    assert [tuple(each) for each in table["routes"]] == [ROUTE] * 3
    assert table["routes"][0] == {
        "kind": "http",
        "methods": ["POST"],
        "path": "/api/books",
        "endpoint": "shop.books.add",
        "file": "shop/books.py",
        "line": 16,
        "contract": "none",
        "status_code": 201,
        "is_async": True,
        "include_in_schema": True,
        "app": "shop.main.app",
        "order": 2,
        "tags": ["books"],
        "security": [],
        "model": None,
        "weak": False,
    }
    assert [(each["path"], each["model"], each["weak"]) for each in table["routes"][1:]] == [
        ("/api/books/{isbn}", "Book", False),
        ("/health", "dict", True),
    ]


def test_routes_are_printed_as_table_tree_csv_and_markdown(tmp_path: Path) -> None:
    write_project(tmp_path, SHOP)
    table = sdd(tmp_path, "routes").out.decode().splitlines()
    assert table[0].split() == ["Methods", "Path", "Contract", "Status", "Endpoint", "Where"]
    assert table[1].split()[-1] == "shop/books.py:16:11"
    assert table[-3:] == [
        "3 routes",
        "",
        "As the newest FastAPI serves them; no version is pinned.",
    ]
    csv = sdd(tmp_path, "routes", "--format", "csv").lines
    assert csv[0].startswith("kind,methods,path,endpoint,file,line,contract,status_code,")
    assert csv[1].startswith("http,POST,/api/books,shop.books.add,shop/books.py,16,none,201,true,")
    markdown = sdd(tmp_path, "routes", "--format", "markdown").lines
    assert (
        markdown[2] == "| POST | `/api/books` | none | 201 | `shop.books.add` (shop/books.py:16) |"
    )
    tree = sdd(tmp_path, "routes", "--format", "tree").out.decode()
    assert tree == (
        "/api\n"
        "  /books\n"
        "    POST  none  shop.books.add\n"
        "    /{isbn}\n"
        "      GET  annotation  shop.books.read\n"
        "/health\n"
        "  GET  annotation  shop.main.health\n"
    )


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        (("--method", "post"), ["/api/books"]),
        (("--method", "GET"), ["/api/books/{isbn}", "/health"]),
        (("--path", "/api/*"), ["/api/books", "/api/books/{isbn}"]),
        (("--tag", "books"), ["/api/books", "/api/books/{isbn}"]),
        (("--app", "shop.main.internal"), ["/health"]),
        (("--app", "internal"), ["/health"]),
        (("--missing-contract",), ["/api/books"]),
        (("--method", "GET", "--path", "/h*"), ["/health"]),
        (("shop/main.py",), ["/health"]),
    ],
)
def test_filters_leave_only_the_routes_that_were_asked_for(
    tmp_path: Path, words: tuple[str, ...], paths: list[str]
) -> None:
    write_project(tmp_path, SHOP)
    table = json.loads(sdd(tmp_path, "routes", "--format", "json", *words).out)
    assert [each["path"] for each in table["routes"]] == paths


def test_an_application_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    write_project(tmp_path, SHOP)
    ran = sdd(tmp_path, "routes", "--app", "shop")
    assert (ran.code, ran.out) == (2, b"")
    assert "shop.main.app, shop.main.internal" in ran.err
