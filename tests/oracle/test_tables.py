"""Tables of SQLAlchemy in declarations: the framework refuses them, and sdd says where."""

import subprocess
from pathlib import Path

import pytest

from tests.language import finds
from tests.oracle.cache import environment
from tests.oracle.docs_src import REQUIREMENTS

HEAD = (
    "from fastapi import FastAPI\nfrom sqlalchemy import Column, Integer\n"
    "from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_base, mapped_column\n"
    "from sqlmodel import Field, SQLModel\napp = FastAPI()\n\n"
    "class Base(DeclarativeBase): ...\n\n"
    "class User(Base):\n    __tablename__ = 'users'\n"
    "    id: Mapped[int] = mapped_column(primary_key=True)\n\n"
    "class Old(declarative_base()):\n    __tablename__ = 'old'\n"
    "    id = Column(Integer, primary_key=True)\n\n"
    "class Hero(SQLModel, table=True):\n    id: int = Field(primary_key=True)\n\n"
)
ROUTES = {
    "@app.get('/a', response_model=list[User])\ndef read(): ...\n": ["API215", "API220"],
    "@app.get('/a')\ndef read() -> Old | None: ...\n": ["API215", "API220"],
    "@app.post('/a')\ndef add(user: User) -> None: ...\n": ["API220"],
    "@app.get('/a')\ndef read() -> Hero: ...\n": ["API215"],
}


@pytest.mark.parametrize("route", ROUTES)
def test_a_table_is_refused_by_both(route: str, tmp_path: Path) -> None:
    text = HEAD + route
    found = finds(tmp_path, {"main.py": text}, select=("API215", "API220"))
    assert sorted(each.code for each in found) == ROUTES[route]
    done = subprocess.run(
        [str(environment(REQUIREMENTS)), "-IB", "-c", text],
        capture_output=True,
        text=True,
        check=False,
    )
    refused = "FastAPIError" in done.stderr
    assert refused is ("API220" in ROUTES[route]), done.stderr
