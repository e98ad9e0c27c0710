"""The oracle itself: what it asks the framework, what it compares, and how it fails."""

import io
import tarfile
from pathlib import Path
from typing import Any

import pytest

from tests.language import write_project
from tests.oracle.agreement import compare, compare_all
from tests.oracle.ask import ask_framework
from tests.oracle.cache import OracleUnavailableError, cache_folder, environment, packages, unpack
from tests.oracle.docs_src import REQUIREMENTS

ROW = {
    "kind": "http",
    "methods": ["GET"],
    "path": "/books",
    "file": "shop.py",
    "line": 5,
    "status_code": 200,
    "is_async": True,
    "include_in_schema": True,
}
SERVED = {**ROW, "contract": False, "is_json": True}
LISTED = {**ROW, "contract": "none", "app": "shop.app", "order": 1}


def served(*rows: dict[str, Any]) -> dict[str, Any]:
    """An application as the framework's side describes it."""
    return {"names": ["shop.app"], "rows": list(rows), "schema": []}


def causes(listed: dict[str, Any], row: dict[str, Any] = SERVED) -> list[str]:
    """What differs between one row served and one listed."""
    return [each.cause for each in compare("shop.app", served(row), [listed]).differences]


def test_equal_rows_agree() -> None:
    found = compare("shop.app", served(SERVED), [LISTED])
    assert (found.rows, found.agreeing, found.disagreeing, found.agrees) == (1, 1, 0, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("path", "/book"),
        ("methods", ["POST"]),
        ("file", "other.py"),
        ("line", 6),
        ("status_code", 201),
        ("is_async", False),
        ("include_in_schema", False),
        ("contract", "annotation"),
        ("contract", "unknown"),
    ],
)
def test_each_field_that_differs_is_named(field: str, value: object) -> None:
    assert f"{field} differs" in causes({**LISTED, field: value})


def test_a_class_that_is_not_json_stands_for_the_annotation_that_it_answers_past() -> None:
    html = {**SERVED, "contract": True, "is_json": False}
    assert causes({**LISTED, "contract": "response_class"}, html) == []
    json = {**SERVED, "contract": True}
    assert causes({**LISTED, "contract": "response_class"}, json) == ["contract differs"]


def test_rows_without_a_partner_are_disagreements_on_either_side() -> None:
    other = {**LISTED, "path": "/x", "line": 99, "file": "x.py", "methods": ["PUT"]}
    found = compare("shop.app", served(SERVED), [other])
    assert sorted(each.cause for each in found.differences) == [
        "listed, not served",
        "served, not listed",
    ]
    assert found.disagreeing == 2


def test_rows_in_another_order_than_the_framework_asks_are_disagreements() -> None:
    paths = ["/a", "/b", "/c", "/d"]
    rows = [{**SERVED, "path": path} for path in paths]
    orders = dict(zip(paths, (1, 4, 2, 3), strict=True))
    listed = [{**LISTED, "path": path, "order": order} for path, order in orders.items()]
    found = compare("shop.app", served(*rows), listed)
    assert [each.cause for each in found.differences] == ["order differs"]
    assert found.differences[0].text.startswith("GET /b at shop.py:5: listed as number 4")
    assert (found.agreeing, found.disagreeing) == (3, 1)


def test_what_sdd_cannot_follow_in_a_loaded_file_is_a_disagreement() -> None:
    target = {"module": "shop", "applications": [served(SERVED)]}
    answer = {"targets": [target], "loaded": ["shop.py"]}
    unknown = [{"file": name, "line": 9, "reason": "a loop"} for name in ("shop.py", "other.py")]
    found = compare_all(answer, {"routes": [LISTED], "unknown": unknown}, complete=True)
    texts = [each.text for one in found for each in one.differences]
    assert texts == ["shop.py:9: a loop"]


def test_an_application_that_nobody_serves_is_a_disagreement_if_every_module_was_asked() -> None:
    target = {"module": "shop", "applications": [served(SERVED)]}
    answer = {"targets": [target], "loaded": ["shop.py"]}
    table = {"routes": [LISTED, {**LISTED, "app": "shop.ghost"}], "unknown": []}
    assert not all(each.agrees for each in compare_all(answer, table, complete=True))
    assert all(each.agrees for each in compare_all(answer, table, complete=False))


def test_the_framework_is_asked_for_effective_values(tmp_path: Path) -> None:
    write_project(tmp_path, {"shop.py": SHOP})
    found = ask_framework(
        environment(REQUIREMENTS), tmp_path, [{"module": "shop", "expression": ""}], {}
    )
    (target,) = found["targets"]
    assert target["error"] is None
    rows = {
        (application["names"][0] if application["names"] else "", row["path"]): row
        for application in target["applications"]
        for row in application["rows"]
    }
    seen = {
        key: (row["kind"], row["methods"], row["line"], row["contract"], row["status_code"])
        for key, row in rows.items()
    }
    assert seen == {
        ("shop.app", "/v1/own/books"): ("http", ["GET"], 11, True, 200),
        ("shop.app", "/v1/own/live"): ("websocket", [], 15, False, None),
        ("shop.app", "/old"): ("http", ["GET"], 19, False, 307),
        ("shop.app", "/late"): ("http", ["POST"], 23, False, 204),
        ("shop.app", "/plain"): ("http", ["GET", "HEAD"], 27, False, None),
        ("shop.app", "/call"): ("http", ["GET"], 32, True, 200),
        ("shop.app", "/admin"): ("mount", [], None, False, None),
        ("shop.admin", "/inner"): ("http", ["GET"], 19, False, 200),
    }
    assert not rows["shop.app", "/v1/own/books"]["include_in_schema"]
    assert not rows["shop.app", "/plain"]["include_in_schema"]
    assert rows["shop.app", "/late"]["is_async"]
    assert all(each["schema"] == [] for each in target["applications"])


SHOP = """\
from functools import partial, wraps
from fastapi import APIRouter, FastAPI, WebSocket
from fastapi.responses import RedirectResponse

app, admin = FastAPI(), FastAPI()
router = APIRouter(prefix="/own")
books = APIRouter()


@books.get("/books")
def read_books() -> list[str]: ...


@books.websocket("/live")
async def live(socket: WebSocket): ...


@app.get("/old", response_class=RedirectResponse)
def old(): ...


def logged(function):
    async def late(): ...
    return wraps(function)(late) if function is None else late


async def plain(request): ...


class Shelf:
    @staticmethod
    def count(of: int = 1) -> int: ...


router.include_router(books)
app.include_router(router, prefix="/v1", include_in_schema=False)
app.post("/late", status_code=204)(logged(old))
app.add_route("/plain", plain)
app.add_api_route("/call", partial(Shelf.count, of=2))
app.mount("/admin/", admin)
admin.get("/inner")(old)
"""


def test_an_archive_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    archive = tmp_path / "x.tar.gz"
    with tarfile.open(archive, "w:gz") as opened:
        for name in ("x-1/docs/a.py", "x-1/docs/../../../evil.py", "x-1/other/b.py", "/docs/c.py"):
            member = tarfile.TarInfo(name)
            member.size = 1
            opened.addfile(member, io.BytesIO(b"1"))
        link = tarfile.TarInfo("x-1/docs/link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        opened.addfile(link)
    target = tmp_path / "deep" / "down"
    unpack(archive, "docs", target)
    files = sorted(each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*.py"))
    assert files == ["deep/down/docs/a.py", "deep/down/docs/c.py"]


def test_a_missing_index_is_an_error_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = environment(REQUIREMENTS)
    monkeypatch.setenv("SDD_ORACLE_CACHE", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(OracleUnavailableError, match="failed"):
        packages(python, ("a-distribution-that-is-nowhere==1.0",))
    assert list(tmp_path.iterdir()) == []


def test_in_ci_the_cache_lies_in_the_checkout_and_hides_from_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SDD_ORACLE_CACHE", raising=False)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr("tests.oracle.cache.CHECKOUT", tmp_path)
    assert cache_folder() == tmp_path / ".oracle_cache"
    assert (tmp_path / ".oracle_cache" / ".gitignore").read_text(encoding="utf-8") == "*\n"
