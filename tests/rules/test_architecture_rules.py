"""The ARC family: what the examples of the rules cannot say."""

from pathlib import Path

import pytest

from sdd.model.finding import Severity
from tests.language import Files, finds, places, run

CONSTITUTION = ".specify/memory/constitution.md"
FOOTER = "\n**Version**: 1.0.0 | **Ratified**: 2026-01-15 | **Last Amended**: 2026-01-15\n"
SHOP = {
    "pyproject.toml": "[tool.sdd]\n",
    "app/__init__.py": "",
    "app/routers/orders.py": "from app.repositories.orders import load\n",
    "app/services/orders.py": "from app.models.order import Order\n",
    "app/repositories/orders.py": "from ..services import orders\n\n\ndef load(): ...\n",
    "app/models/order.py": "class Order: ...\n",
}
BOOKS = """import os
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

app = FastAPI()
make = async_sessionmaker()


async def session():
    async with make() as made:
        yield made


Db = Annotated[AsyncSession, Depends(session)]


@app.get("/books")
async def books(db: Db, limit: int | None = None):
    {body}
"""


def law(clause: str) -> dict[str, str]:
    return {CONSTITUTION: f"# Shop\n\n## Structure\n\n- {clause}\n{FOOTER}"}


def said(root: Path, files: Files, code: str) -> list[str]:
    found = finds(root, files, select=(code,))
    return [each.message for each in found if each.code == code]


def test_a_clause_names_the_layers_and_their_order(tmp_path: Path) -> None:
    clause = (
        "Layers MUST be kept."
        ' <!-- sdd: bind ARC401 layers=["routers", "services", "repositories"] -->'
    )
    (found,) = finds(tmp_path, {**SHOP, **law(clause)}, select=("ARC401",))
    assert (found.place.path, found.place.line) == ("app/repositories/orders.py", 1)
    assert found.severity is Severity.ERROR
    assert found.message == (
        "repositories import services: app.services.orders"
        " (the order is routers > services > repositories)"
    )
    assert found.article is not None
    assert found.article.title == "Structure"


def test_an_opt_in_rule_is_silent_until_it_is_asked_for(tmp_path: Path) -> None:
    assert [each.code for each in finds(tmp_path, SHOP) if each.code.startswith("ARC")] == []


def test_passing_over_a_layer_is_forbidden_on_demand(tmp_path: Path) -> None:
    text = '[tool.sdd]\nselect = ["ARC401"]\n[tool.sdd.rules.ARC401]\nforbid-skipping = true\n'
    found = finds(tmp_path, {**SHOP, "pyproject.toml": text})
    assert places(found) == [
        ("app/repositories/orders.py", 1, "ARC401"),
        ("app/routers/orders.py", 1, "ARC401"),
    ]
    assert found[1].message.startswith("routers pass over a layer to import repositories")


@pytest.mark.parametrize(
    "line",
    [
        "from app.services import *",
        "import app.services.orders",
        "import app.services.orders as o",
        "from app.services import orders",
        "from ..services.orders import Order",
        "if True:\n    from app.services import orders",
    ],
)
def test_every_way_to_import_counts(line: str, tmp_path: Path) -> None:
    files = {**SHOP, "app/repositories/orders.py": f"{line}\n"}
    assert [each.split(":")[0] for each in said(tmp_path, files, "ARC401")] == [
        "repositories import services"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "import typing\nif typing.TYPE_CHECKING:\n    from app.services import orders\n",
        "from typing import TYPE_CHECKING as T\nif not T: ...\nelse:\n    import app.services\n",
        "import services\n",
        "from app.models import order\n",
    ],
)
def test_imports_that_do_not_count(text: str, tmp_path: Path) -> None:
    assert said(tmp_path, {**SHOP, "app/repositories/orders.py": text}, "ARC401") == []


def test_imports_for_types_count_where_they_are_asked_for(tmp_path: Path) -> None:
    files = {
        **SHOP,
        "app/repositories/orders.py": (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import app.services.orders\n"
        ),
        "pyproject.toml": "[tool.sdd.rules.ARC401]\ntyping-imports = true\n",
    }
    assert len(said(tmp_path, files, "ARC401")) == 1


def test_modules_that_import_each_other_end(tmp_path: Path) -> None:
    files = {
        "app/services/a.py": "from app.services.b import thing\n",
        "app/services/b.py": "from app.services.a import thing\n",
    }
    assert said(tmp_path, files, "ARC401") == said(tmp_path, files, "ARC407") == []


def test_one_finding_for_a_statement_that_imports_several_names(tmp_path: Path) -> None:
    files = {"app/services/a.py": "from fastapi import (\n    HTTPException,\n    status,\n)\n"}
    assert said(tmp_path, files, "ARC407") == ["services import fastapi: HTTPException, status"]


def test_what_is_forbidden_and_where_are_options(tmp_path: Path) -> None:
    files = {
        "app/domain/price.py": "import flask.json\nimport starlette.requests\nimport fastapi\n",
        "pyproject.toml": (
            '[tool.sdd.rules.ARC407]\nlayers = ["domain"]\nforbidden = ["flask", "fastapi"]\n'
        ),
    }
    assert said(tmp_path, files, "ARC407") == [
        "domain import flask: json",
        "domain import fastapi",
    ]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("return (await db.execute(select(1))).scalars().all()", "AsyncSession.execute"),
        ("rows = await db.scalars(select(1))\n    return rows.all()", "AsyncSession.scalars"),
        ("db.add(limit)\n    await db.commit()", "1 call on the database (AsyncSession.add)"),
    ],
)
def test_calls_on_a_session_are_known_by_its_kind(body: str, message: str, tmp_path: Path) -> None:
    (found,) = said(tmp_path, {"app/main.py": BOOKS.format(body=body)}, "ARC402")
    assert message in found


@pytest.mark.parametrize(
    "body",
    [
        "if limit is None:\n        limit = 20\n    return [limit]",
        "if limit:\n        limit = int(str(limit))\n    return [limit]",
        "if limit is None:\n        print('no limit')\n    return []",
        "if limit and limit > 5:\n        raise ValueError(limit)\n    return []",
        "if not limit:\n        return []\n    return [limit]",
        "await db.commit()\n    return []",
        "if os.getenv('DEBUG'):\n        db.debug = limit\n    return []",
        "if limit < 1:\n        limit = 1\n    elif limit > 9:\n        limit = 9\n    return []",
        "got = {}\n    if isinstance(limit, int):\n        got['n'] = str(limit)\n    return got",
        "size = 1\n    if db.kind == 'web':\n        size = limit\n    return [size]",
        "on = os.environ.get('DEBUG')\n    if on == '1':\n        db.debug = limit\n    return []",
    ],
)
def test_guards_defaults_and_log_lines_are_no_business(body: str, tmp_path: Path) -> None:
    assert said(tmp_path, {"app/main.py": BOOKS.format(body=body)}, "ARC402") == []


@pytest.mark.parametrize(
    "body",
    [
        "if limit == 3:\n        limit = 9\n    return [limit]",
        "if limit:\n        db.price = limit\n    return [limit]",
        "match limit:\n        case 3:\n            limit = 9\n    return [limit]",
    ],
)
def test_decisions_are_business(body: str, tmp_path: Path) -> None:
    (found,) = said(tmp_path, {"app/main.py": BOOKS.format(body=body)}, "ARC402")
    assert found == "GET /books does the work itself: 1 business branch"


def test_a_handler_of_several_routes_is_told_once(tmp_path: Path) -> None:
    text = BOOKS.format(body="return await db.scalar(select(1))")
    twice = text.replace('@app.get("/books")', '@app.get("/books")\n@app.get("/all")')
    (found,) = said(tmp_path, {"app/main.py": twice}, "ARC402")
    assert found.startswith("GET /all (and 1 more) does the work itself")


def test_limits_of_a_clause_hold(tmp_path: Path) -> None:
    clause = (
        "Handlers MUST be thin."
        " <!-- sdd: bind ARC402 max-statements=1 max-branches=5 allow-queries=true -->"
    )
    text = BOOKS.format(body="rows = await db.scalar(select(1))\n    return rows")
    assert said(tmp_path, {"app/main.py": text, **law(clause)}, "ARC402") == [
        "GET /books does the work itself: 2 statements (1 are allowed)"
    ]


def test_functions_in_files_that_need_no_reading_by_themselves_are_found(tmp_path: Path) -> None:
    files = {"plain.py": "X = 1\n\n\ndef twice(x):\n    return x * 2\n"}
    found = finds(tmp_path, files, select=("ARC404",))
    assert [(*each, found[0].place.column) for each in places(found)] == [
        ("plain.py", 4, "ARC404", 5)
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("def f(a, /, b, *, c) -> None: ...", "f has no type for a, b, c"),
        ("def f(*args: int, **kw): ...", "f has no type for **kw and its return"),
        ("class A:\n    def __init__(self): ...", "A.__init__ has no return type"),
        ("class A:\n    def __init__(self, a): ...", "A.__init__ has no type for a and its return"),
        ("class A:\n    @staticmethod\n    def f(a) -> int: ...", "A.f has no type for a"),
        ("class A:\n    def f(*args) -> int: ...", "A.f has no type for *args"),
        ("if True:\n    def f(a: int): ...", "f has no return type"),
    ],
)
def test_what_lacks_an_annotation_is_named(source: str, message: str, tmp_path: Path) -> None:
    assert said(tmp_path, {"a.py": f"{source}\n"}, "ARC404") == [message]


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    def __init__(self, a: int): ...",
        "class A:\n    def __new__(cls) -> 'A': ...",
        "import typing as t\n\n@t.no_type_check\ndef f(a): ...",
        "f = lambda a: a",
        "def f() -> None:\n    class B:\n        def g(self): ...",
    ],
)
def test_what_needs_no_annotation_is_left_alone(source: str, tmp_path: Path) -> None:
    assert said(tmp_path, {"a.py": f"{source}\n"}, "ARC404") == []


def test_options_of_annotations(tmp_path: Path) -> None:
    files = {
        "a.py": "def _own(a): ...\ndef f(*a) -> None:\n    def g(b): ...\n",
        "pyproject.toml": (
            "[tool.sdd.rules.ARC404]\nprivate = false\nvariadic = false\nnested = true\n"
        ),
    }
    assert said(tmp_path, files, "ARC404") == ["f.g has no type for b and its return"]


def test_options_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    text = '[tool.sdd.rules.ARC401]\nlayers = ["one"]\n'
    with pytest.raises(Exception, match="layers"):
        run(tmp_path, {"a.py": "", "pyproject.toml": text}, select=("ARC401",))
