import pytest
from msgspec import structs

from sdd.model.finding import Place
from sdd.model.routes import FrameworkVersion, Route, RouteTable, UnknownRoute
from sdd.report.route_table import render_routes

READ = Route(
    kind="http",
    methods=("GET", "HEAD"),
    path="/items/{item_id}",
    endpoint="app.items.read",
    place=Place("app/items.py", 12, 5),
    registered=Place("app/items.py", 11, 1),
    contract="none",
    status_code=200,
    is_async=True,
    include_in_schema=True,
    app="app.main.app",
    module="app/items.py",
    scope=1,
    tags=("items",),
    order=1,
)
SOCKET = Route(
    kind="websocket",
    methods=(),
    path="/ws",
    endpoint="app.items.listen",
    place=Place("app/items.py", 30, 5),
    registered=Place("app/items.py", 29, 1),
    contract="unknown",
    status_code=None,
    is_async=False,
    include_in_schema=False,
    app=None,
    module="app/items.py",
    scope=2,
    reason="its class is not known",
)
TABLE = RouteTable(
    (READ, SOCKET),
    (UnknownRoute(Place("app/main.py", 9, 3), "the router is\nmade in a loop"),),
    frameworks=(
        FrameworkVersion("0.115.6", "requirements.txt"),
        FrameworkVersion(root="tools"),
    ),
)


def test_json_is_the_object_that_other_tools_rely_on():
    assert (
        render_routes(TABLE, "json")
        == """{
  "schema": "sdd-routes/1",
  "routes": [
    {
      "kind": "http",
      "methods": [
        "GET",
        "HEAD"
      ],
      "path": "/items/{item_id}",
      "endpoint": "app.items.read",
      "file": "app/items.py",
      "line": 12,
      "contract": "none",
      "status_code": 200,
      "is_async": true,
      "include_in_schema": true,
      "app": "app.main.app",
      "order": 1,
      "tags": [
        "items"
      ],
      "security": [],
      "model": null,
      "weak": false
    },
    {
      "kind": "websocket",
      "methods": [],
      "path": "/ws",
      "endpoint": "app.items.listen",
      "file": "app/items.py",
      "line": 30,
      "contract": "unknown",
      "status_code": null,
      "is_async": false,
      "include_in_schema": false,
      "app": null,
      "order": null,
      "tags": [],
      "security": [],
      "model": null,
      "weak": false
    }
  ],
  "unknown": [
    {
      "file": "app/main.py",
      "line": 9,
      "reason": "the router is\\nmade in a loop"
    }
  ],
  "frameworks": [
    {
      "root": ".",
      "fastapi": "0.115.6",
      "pinned_in": "requirements.txt"
    },
    {
      "root": "tools",
      "fastapi": null,
      "pinned_in": null
    }
  ]
}
"""
    )


def test_the_table_is_for_people():
    assert [line.rstrip() for line in render_routes(TABLE, "table").splitlines()] == [
        "Methods    Path              Contract                                         Status"
        "  Endpoint              Where",
        "GET,HEAD   /items/{item_id}  none                                             200"
        "     async app.items.read  app/items.py:12:5",
        "websocket  /ws               unknown: its class is not known (not in schema)  -"
        "       app.items.listen      app/items.py:30:5",
        "",
        "2 routes",
        "",
        "Registrations that could not be followed:",
        "  app/main.py:9:3: the router is\\nmade in a loop",
        "",
        "As FastAPI 0.115.6 serves them, which requirements.txt pins.",
        "tools: As the newest FastAPI serves them; no version is pinned.",
    ]


def test_an_empty_table_says_so():
    assert render_routes(RouteTable(), "table") == "No routes found.\n"


def test_an_unknown_format_is_refused():
    with pytest.raises(KeyError, match="yaml"):
        render_routes(TABLE, "yaml")


def test_csv_has_a_header_and_one_line_per_route():
    lines = render_routes(TABLE, "csv").splitlines()
    assert lines[0].startswith("kind,methods,path,endpoint,file,line,contract,status_code")
    assert lines[1] == (
        "http,GET HEAD,/items/{item_id},app.items.read,app/items.py,12,none,200,true,true,"
        "app.main.app,items,,"
    )
    assert len(lines) == 3


def test_a_cell_that_looks_like_a_formula_is_quoted():
    route = structs.replace(READ, path="=cmd()")
    assert ",'=cmd()," in render_routes(RouteTable((route,)), "csv")


def test_markdown_is_a_table_whose_cells_cannot_break_it():
    route = structs.replace(READ, path="/a|b")
    assert render_routes(RouteTable((route,)), "markdown").splitlines() == [
        "| methods | path | contract | status | endpoint |",
        "|---|---|---|---|---|",
        "| GET HEAD | `/a\\|b` | none | 200 | `app.items.read` (app/items.py:12) |",
    ]


def test_the_tree_groups_by_prefix():
    other = structs.replace(READ, path="/items", methods=("GET",))
    assert render_routes(RouteTable((READ, other)), "tree").splitlines() == [
        "/items",
        "  GET  none  app.items.read",
        "  /{item_id}",
        "    GET,HEAD  none  app.items.read",
    ]
