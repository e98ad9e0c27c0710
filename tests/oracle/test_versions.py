"""Older versions of the framework are judges of their own behaviour."""

from pathlib import Path

import pytest

from tests.language import write_project
from tests.oracle.agreement import compare_all, summary
from tests.oracle.ask import ask_framework, ask_sdd
from tests.oracle.cache import environment

# Routes added after an include, to a nested router too; generators; an annotation and a mount.
SHOP = """\
from collections.abc import Iterator

from fastapi import APIRouter, FastAPI

app, sub = FastAPI(), FastAPI()
inner, outer = APIRouter(prefix="/in"), APIRouter()
outer.include_router(inner)


@outer.get("/early")
def early() -> list[int]: ...


app.include_router(outer, prefix="/v1")
app.mount("/sub", sub)


@inner.get("/nested")
def nested() -> int: ...


@outer.get("/late")
def late() -> int: ...


@sub.get("/numbers")
def numbers() -> Iterator[int]:
    yield 1
"""


@pytest.mark.parametrize(
    ("version", "count"),
    [("0.115.14", 3), ("0.136.3", 3), ("0.138.2", 5)],
)
def test_sdd_follows_the_version_that_is_pinned(version: str, count: int, tmp_path: Path) -> None:
    pinned = f"fastapi=={version}"
    # Before 0.134 a generator is refused at import.
    text = SHOP.replace("Iterator[int]", "int") if version == "0.115.14" else SHOP
    write_project(tmp_path, {"shop.py": text, "requirements.txt": f"{pinned}\n"})
    target = {"module": "shop", "expression": ""}
    answer = ask_framework(environment((pinned,)), tmp_path, [target], {})
    assert answer["fastapi"] == version
    found = compare_all(answer, ask_sdd(tmp_path), complete=True)
    assert sum(each.rows for each in found) == count
    assert all(each.agrees for each in found), summary(found)
