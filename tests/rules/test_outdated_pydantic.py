"""API216: ways of Pydantic 1, at what is known to be a model."""

from pathlib import Path

import pytest

from sdd.model.finding import Finding
from tests.language import finds

HEAD = """\
import json
from pydantic import BaseModel, Field, ValidationError, root_validator, validator
from sqlmodel import SQLModel


class Book(BaseModel):
    title: str


class Row(SQLModel, table=True):
    id: int


class Shelf:
    def dict(self):
        return {}


"""
LINE = len(HEAD.split("\n"))


def found(tmp_path: Path, text: str, **files: str) -> tuple[Finding, ...]:
    beside = {name.replace("_dot_", "."): content for name, content in files.items()}
    return finds(tmp_path, {"main.py": HEAD + text, **beside}, select=("API216",))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def f(book: Book):\n    return book.dict()\n", "Book.dict() is of Pydantic 1; write"),
        ("def f(book: Book | None):\n    return book.json(indent=2)\n", "model_dump_json()"),
        ("def f():\n    return Book(title='x').copy(update={})\n", "model_copy()"),
        ("def f(data):\n    return Book.parse_obj(data)\n", "model_validate()"),
        ("def f(row: Row):\n    return row.dict(exclude_unset=True)\n", "Row.dict()"),
        ("def f(books: list[Book]):\n    return [b.dict() for b in books]\n", "Book.dict()"),
        ("Book.update_forward_refs()\n", "model_rebuild()"),
        (
            "class A(Book):\n    @validator('title')\n    def v(cls, x):\n        return x\n",
            "field_v",
        ),
        (
            "class A(Book):\n    @root_validator(pre=True)\n    def v(cls, x):\n        return x\n",
            "mod",
        ),
        ("class A(Book):\n    class Config:\n        schema_extra = {}\n", "json_schema_extra for"),
        ("class A(Book):\n    x: str = Field(regex='a')\n", "Field(regex=) of A.x"),
        (
            "class A(Book):\n    x: list = Field(min_items=1, max_items=2)\n",
            "min_length, max_length",
        ),
        ("from pydantic import BaseSettings\n", "write BaseSettings of pydantic_settings"),
    ],
)
def test_a_way_of_pydantic_1_is_told_with_what_to_write(
    tmp_path: Path, text: str, says: str
) -> None:
    (finding,) = found(tmp_path, text)
    assert finding.place.line >= LINE
    assert says in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "def f(book: Book):\n    return book.model_dump()\n",
        "def f(shelf: Shelf):\n    return shelf.dict()\n",
        "def f(anything):\n    return anything.dict()\n",
        "def f(either: Book | Shelf):\n    return either.dict()\n",
        "class A(Book):\n    def dict(self):\n        return {}\n\n\ndef f(a: A):\n    a.dict()\n",
        "class A(Book):\n    x: str = Field(pattern='a', examples=['b'])\n",
        "class A:\n    class Config:\n        orm_mode = True\n",
        "try:\n    from pydantic_settings import BaseSettings\n"
        "except ImportError:\n    from pydantic import BaseSettings\n",
        "def f(book: Book):\n    if hasattr(book, 'model_dump'):\n"
        "        return book.model_dump()\n    else:\n        return book.dict()\n",
        "class A(Book):\n    if PYDANTIC_V2:\n        model_config = {}\n"
        "    else:\n        class Config:\n            orm_mode = True\n",
        "import httpx\n\n\ndef f():\n    return httpx.get('x').json()\n",
    ],
)
def test_what_is_current_or_no_model_is_silent(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == ()


@pytest.mark.parametrize(
    ("requirement", "count"),
    [
        ("pydantic==1.10.13\n", 0),
        ("pydantic<2\n", 0),
        ("pydantic>=1.8,<2.0\n", 0),
        ("pydantic[email]~=1.10\n", 0),
        ("pydantic==1.*\n", 0),
        ("pydantic>=1.10\n", 1),
        ("pydantic>=1.10,<3\n", 1),
        ("pydantic==2.9.2\n", 1),
        ("pydantic\n", 1),
        ("pydantic-settings<2\n", 1),
        ("", 1),
    ],
)
def test_a_project_that_stays_with_pydantic_1_hears_nothing(
    tmp_path: Path, requirement: str, count: int
) -> None:
    text = "def f(book: Book):\n    return book.dict()\n"
    assert len(found(tmp_path, text, requirements_dot_txt=requirement)) == count


@pytest.mark.parametrize(("bound", "count"), [("^1.10", 0), (">=1.9,<2", 0), ("^2.1", 1)])
def test_poetry_says_it_too(tmp_path: Path, bound: str, count: int) -> None:
    text = "def f(book: Book):\n    return book.dict()\n"
    for written in (f'"{bound}"', f'{{ extras = ["email"], version = "{bound}" }}'):
        manifest = f"[tool.poetry.dependencies]\npydantic = {written}\n"
        assert len(found(tmp_path, text, pyproject_dot_toml=manifest)) == count
