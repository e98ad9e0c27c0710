"""API220: the framework itself fails where the rule says so, and starts where it is silent.

Each source is run by the installed framework in one other process, and checked without being run.
The line that carries the mark is the place of the one finding: the function for a contract, the
parameter for a parameter, the registration for a path, the call for a prefix or an include.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.language import finds

MARK = "# crash"
REFUSALS = ("AssertionError", "FastAPIError", "PydanticV1NotSupportedError", "ValueError")
PATIENCE_SECONDS = 120
HEAD = """\
from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, NamedTuple, Optional, Union

from fastapi import APIRouter, Body, Cookie, Depends, FastAPI, Header, Path, Query, Request
from fastapi import Response, WebSocket
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel
from starlette.convertors import StringConvertor, register_url_convertor
from typing_extensions import TypedDict

app = FastAPI()
router = APIRouter()
inner = APIRouter()


class Book(BaseModel):
    title: str


class Plain:
    pass


def shop_of(shop: str = "") -> str:
    return shop


"""

CRASHES = {
    "a model of the old Pydantic as contract": """
from pydantic.v1 import BaseModel as OldModel

class OldBook(OldModel):
    title: str

@app.get("/a")
def read() -> OldBook: ...  # crash
""",
    "a model of the old Pydantic as body": """
from pydantic import v1

class OldBook(v1.BaseModel):
    title: str

@app.post("/a")
def add(book: OldBook) -> None: ...  # crash
""",
    # A union with a Response class, and no response_model=None.
    "a response or a dict": """
@app.get("/a")
def read() -> Response | dict[str, str]: ...  # crash
""",
    "a response or nothing": """
@app.get("/a")
def read() -> Response | None: ...  # crash
""",
    "an optional response": """
@app.get("/a")
def read() -> Optional[JSONResponse]: ...  # crash
""",
    "a union of a model and a subclass": """
class Csv(Response):
    media_type = "text/csv"

@app.get("/a")
async def read() -> Union[Book, Csv]: ...  # crash
""",
    "a quoted union": """
@app.get("/a")
def read() -> "RedirectResponse | Book": ...  # crash
""",
    "a named union": """
Answer = Response | Book

@app.get("/a")
def read() -> Answer: ...  # crash
""",
    "a union although the response class is named": """
@app.get("/a", response_class=JSONResponse)
def read() -> JSONResponse | Book: ...  # crash
""",
    "a union as response_model": """
@app.get("/a", response_model=Response | Book)
def read(): ...  # crash
""",
    "a response class as response_model": """
@app.get("/a", response_model=JSONResponse)
def read(): ...  # crash
""",
    "a list of responses": """
@app.get("/a")
def read() -> list[Response]: ...  # crash
""",
    "a union with two decorators": """
@app.get("/a")
@app.get("/b")
def read() -> Response | Book: ...  # crash
""",
    "a union in a factory": """
def create_app() -> FastAPI:
    made = FastAPI()

    @made.get("/a")
    def read() -> Response | Book: ...  # crash

    return made

app = create_app()
""",
    "a union added by a call": """
def read() -> Response | Book: ...  # crash

app.add_api_route("/a", read)
""",
    # A contract with a status that has no body.
    "204 with an annotation": """
@app.delete("/a", status_code=204)
def drop() -> Book: ...  # crash
""",
    "204 with an optional": """
@app.delete("/a", status_code=204)
def drop() -> Book | None: ...  # crash
""",
    "204 with any": """
@app.delete("/a", status_code=204)
def drop() -> Any: ...  # crash
""",
    "204 with a model and a response class": """
@app.delete("/a", status_code=204, response_class=Response)
def drop() -> dict[str, str]: ...  # crash
""",
    "204 by its name": """
from fastapi import status

@app.delete("/a", status_code=status.HTTP_204_NO_CONTENT)
def drop() -> bool: ...  # crash
""",
    "204 by the enumeration": """
from http import HTTPStatus

@app.delete("/a", status_code=HTTPStatus.NO_CONTENT)
def drop() -> bool: ...  # crash
""",
    "205 with a dict": """
@app.post("/a", status_code=205)
def reset() -> dict[str, str]: ...  # crash
""",
    "304 with response_model": """
@app.get("/a", status_code=304, response_model=Book)
def read(): ...  # crash
""",
    "a status below 200": """
@app.get("/a", status_code=103)
def hint() -> Book: ...  # crash
""",
    "204 on a router": """
@router.delete("/a", status_code=204)
def drop() -> Book: ...  # crash

app.include_router(router)
""",
    "204 with a model among the responses": """
@app.get("/a", responses={204: {"model": Book}})
def read() -> Book: ...  # crash
""",
    # Prefixes.
    "a router's prefix without a slash": """
books = APIRouter(prefix="books")  # crash
""",
    "a router's prefix that ends with a slash": """
books = APIRouter(prefix="/books/")  # crash
""",
    "a router's prefix of one slash": """
books = APIRouter(prefix="/")  # crash
""",
    "a router's prefix from a constant": """
VERSION = "v1"
books = APIRouter(prefix=f"{VERSION}/books")  # crash
""",
    "an include's prefix without a slash": """
app.include_router(router, prefix="books")  # crash
""",
    "an include's prefix that ends with a slash": """
app.include_router(router, prefix="/books/")  # crash
""",
    "an include's prefix of one slash": """
app.include_router(router, prefix="/")  # crash
""",
    # Paths.
    "a parameter twice": """
@app.get("/a/{x}/{x}")  # crash
def read(x: int) -> int: ...
""",
    "a parameter twice with two converters": """
@app.get("/a/{x:int}/{x:path}")  # crash
def read(x: int) -> int: ...
""",
    "a parameter in the router's prefix and the path": """
shops = APIRouter(prefix="/{x}")

@shops.get("/books/{x}")  # crash
def read(x: int) -> int: ...
""",
    "a parameter twice in a websocket": """
@app.websocket("/a/{x}/{x}")  # crash
async def talk(socket: WebSocket, x: int): ...
""",
    "an unknown converter": """
@app.get("/a/{x:integer}")  # crash
def read(x: int) -> int: ...
""",
    "a converter in the wrong case": """
@router.get("/a/{x:Int}")  # crash
def read(x: int) -> int: ...
""",
    "an unknown converter in the router's prefix": """
shops = APIRouter(prefix="/{shop:slug}")

@shops.get("/a")  # crash
def read(shop: str) -> str: ...
""",
    "an empty path below an empty prefix": """
@router.get("")  # crash
def read() -> int: ...

app.include_router(router)
""",
    "an empty path of an inner router": """
@inner.get("")  # crash
def read() -> int: ...

router.include_router(inner)
app.include_router(router, prefix="/outer")
""",
    "an empty path added by a call": """
def read() -> int: ...

router.add_api_route("", read)  # crash
app.include_router(router)
""",
    "an empty path of a websocket": """
@router.websocket("")  # crash
async def talk(socket: WebSocket): ...

app.include_router(router)
""",
    # Path parameters.
    "Path with a default": """
@app.get("/a/{x}")
def read(
    x: int = Path(default=1),  # crash
) -> int: ...
""",
    "Path with a default by position": """
@app.get("/a/{x}")
def read(x: int = Path(1, gt=0)) -> int: ...  # crash
""",
    "Path with None": """
@app.get("/a/{x}")
def read(x: int | None = Path(None)) -> int: ...  # crash
""",
    "Path with a default in Annotated": """
@app.get("/a/{x}")
def read(
    y: int,
    x: Annotated[int, Path(default=1)],  # crash
) -> int: ...
""",
    "a default behind Annotated Path": """
@app.get("/a/{x}")
def read(
    y: int,
    x: Annotated[int, Path()] = 1,  # crash
) -> int: ...
""",
    "an ellipsis behind Annotated Path": """
@app.get("/a/{x}")
def read(x: Annotated[int, Path(gt=0)] = ...) -> int: ...  # crash
""",
    "a default behind an alias of Annotated Path": """
Number = Annotated[int, Path(gt=0)]

@app.get("/a/{x}")
def read(x: Number = 1) -> int: ...  # crash
""",
    "a default behind Annotated Path in a dependency": """
def key_of(x: Annotated[int, Path()] = 1) -> int:  # crash
    return x

@app.get("/a/{x}", dependencies=[Depends(key_of)])
def read() -> int: ...
""",
    "Query on a name of the path": """
@app.get("/a/{x}")
def read(x: int = Query()) -> int: ...  # crash
""",
    "Query with an alias on a name of the path": """
@app.get("/a/{x}")
def read(x: int = Query(alias="y")) -> int: ...  # crash
""",
    "Header on a name of the path": """
@app.get("/a/{x}")
def read(x: Annotated[str, Header()]) -> int: ...  # crash
""",
    "Cookie on a name of the path": """
@app.get("/a/{x}")
def read(x: str = Cookie()) -> int: ...  # crash
""",
    "Body on a name of the path": """
@app.put("/a/{x}")
def write(x: int = Body()) -> int: ...  # crash
""",
    "Query on a name of the router's prefix": """
shops = APIRouter(prefix="/{shop}")

@shops.get("/a")
def read(shop: str = Query()) -> int: ...  # crash
""",
    "Query in a dependency on a name of the path": """
def key_of(x: int = Query()) -> int:  # crash
    return x

@app.get("/a/{x}")
def read(x: int, key: Annotated[int, Depends(key_of)]) -> int: ...
""",
    # Return classes that Pydantic cannot take.
    "a plain class": """
@app.get("/a")
def read() -> Plain: ...  # crash
""",
    "a plain class as response_model": """
@app.get("/a", response_model=Plain)
def read(): ...  # crash
""",
    "a list of a plain class": """
@app.get("/a")
def read() -> list[Plain]: ...  # crash
""",
    "a dict of a plain class": """
@app.get("/a", response_model=dict[str, Plain])
def read(): ...  # crash
""",
    "a plain class or nothing": """
@app.get("/a")
def read() -> Plain | None: ...  # crash
""",
    "a plain class with annotations and a base": """
class Shelf(Plain):
    size: int

    def __init__(self, size: int) -> None:
        self.size = size

@app.get("/a")
def read() -> Shelf: ...  # crash
""",
    "a plain class outside the schema": """
@app.get("/a", include_in_schema=False)
def read() -> Plain: ...  # crash
""",
    "a plain class although the response class replaces the body": """
@app.get("/a", response_class=RedirectResponse)
def read() -> Plain: ...  # crash
""",
}

# Beyond the kinds that are asked for: the framework refuses these as well.
FURTHER = {
    "a subclass of str": """
class Isbn(str):
    pass

@app.get("/a")
def read() -> Isbn: ...  # crash
""",
    "an exception class": """
class Missing(Exception):
    pass

@app.get("/a")
def read() -> Missing: ...  # crash
""",
    "an annotated response": """
@app.get("/a")
def read() -> Annotated[Response, "as it is"]: ...  # crash
""",
    "an iterator of a function that does not yield": """
@app.get("/a")
def read() -> AsyncIterator[int]: ...  # crash
""",
    "a stream of a plain class": """
@app.get("/a")
async def read() -> AsyncIterator[Plain]:  # crash
    yield Plain()
""",
    "a plain class among the responses": """
@app.get("/a", responses={404: {"model": Plain}})
def read() -> int: ...  # crash
""",
    "a parameter of a plain class that nothing injects": """
@app.get("/a")
def read(
    plain: Plain,  # crash
) -> int: ...
""",
    "a path parameter that is a model": """
@app.get("/a/{book}")
def read(book: Book) -> int: ...  # crash
""",
    "a path parameter that is a list": """
@app.get("/a/{x}")
def read(x: list[int]) -> int: ...  # crash
""",
    "a default inside Annotated Query": """
@app.get("/a")
def read(x: Annotated[int, Query(default=1)]) -> int: ...  # crash
""",
    "a marker in Annotated and another behind it": """
@app.get("/a")
def read(x: Annotated[int, Query()] = Query(1)) -> int: ...  # crash
""",
    "Depends in Annotated and behind it": """
@app.get("/a")
def read(x: Annotated[str, Depends(shop_of)] = Depends(shop_of)) -> int: ...  # crash
""",
    "a router that includes itself": """
router.include_router(router)  # crash
""",
    "two routers that include each other": """
router.include_router(inner)
inner.include_router(router)  # crash
""",
    "a mount without a slash": """
app.mount("admin", FastAPI())  # crash
""",
}

# An include composes its paths when they are first asked for: the import works, and the first
# request and the schema fail. Up to version 0.136 these fail at import.
LATE = {
    "a parameter in the include's prefix and the path": """
@router.get("/{x}")  # crash
def read(x: int) -> int: ...

app.include_router(router, prefix="/{x}")
""",
    "Query on a name of the include's prefix": """
@router.get("/a")
def read(x: int = Query()) -> int: ...  # crash

app.include_router(router, prefix="/{x}")
""",
    "a default behind Annotated Path, on a name of the include's prefix": """
@router.get("/a")
def read(x: Annotated[int, Path()] = 1) -> int: ...  # crash

app.include_router(router, prefix="/{x}")
""",
    "an unknown converter in the include's prefix": """
@router.get("/a")  # crash
def read(x: str) -> int: ...

app.include_router(router, prefix="/{x:slug}")
""",
}

SOUND = {
    "response classes alone": """
@app.get("/a")
def read() -> Response: ...

@app.get("/b")
def go() -> "RedirectResponse": ...
""",
    "a union that says response_model=None": """
@app.get("/a", response_model=None)
def read() -> Response | Book: ...
""",
    "a union beside a model": """
@app.get("/a", response_model=Book)
def read() -> JSONResponse | Book: ...
""",
    "a union in a helper that is no route": """
def answer() -> Response | Book: ...
""",
    "a union of models": """
@app.get("/a")
def read() -> Book | dict[str, str] | None: ...
""",
    "204 without a contract": """
@app.delete("/a", status_code=204)
def drop() -> None: ...

@app.delete("/b", status_code=204)
def drop_other(): ...

@app.delete("/c", status_code=204)
def drop_quoted() -> "None": ...
""",
    "204 with a response class": """
@app.delete("/a", status_code=204)
def drop() -> Response: ...
""",
    "204 with response_model=None": """
@app.delete("/a", status_code=204, response_model=None)
def drop() -> Book: ...
""",
    "204 among the responses without a model": """
@app.get("/a", responses={204: {"description": "nothing there"}})
def read() -> Book: ...
""",
    "404 with a contract": """
@app.get("/a", status_code=404)
def read() -> Book: ...
""",
    "good prefixes": """
books = APIRouter(prefix="/books")
none = APIRouter(prefix="")
app.include_router(books, prefix="/v1")
app.include_router(none)
""",
    "parameters once each": """
shops = APIRouter(prefix="/{shop}")

@shops.get("/{x:uuid}/{rest:path}")
def read(shop: str, x: str, rest: str) -> str: ...

app.include_router(shops)
""",
    "braces that are text": """
@app.get("/a/{user-id}/{user-id}")
def read() -> str: ...

@app.get("/b/{ x }/{x:}")
def read_other() -> str: ...
""",
    "a converter that is registered": """
register_url_convertor("isbn", StringConvertor())

@app.get("/a/{x:isbn}")
def read(x: str) -> str: ...
""",
    "an empty path below a prefix": """
books = APIRouter(prefix="/books")

@books.get("")
def read() -> str: ...

@router.get("")
def front() -> str: ...

app.include_router(books)
app.include_router(router, prefix="/front")
""",
    "an empty path of a router that nothing includes": """
@router.get("")
def read() -> str: ...
""",
    "an empty path of the application itself": """
@app.get("")
def read() -> str: ...
""",
    "a plain default on a path parameter": """
@app.get("/a/{x}")
def read(x: int = 1) -> int: ...

@app.get("/b/{x}")
def read_other(x: Annotated[int, "a number"] = 1) -> int: ...
""",
    "Path without a default": """
@app.get("/a/{x}/{y}/{z}")
def read(x: Annotated[int, Path()], y: int = Path(), z: int = Path(...)) -> int: ...

@app.get("/b/{x}")
def read_other(x: Annotated[int, Path(default=...)]) -> int: ...
""",
    "Annotated Path with a default where the path has no such name": """
@app.get("/a")
def read(x: Annotated[int, Path()] = 1) -> int: ...
""",
    "Query on another name with the alias of a path parameter": """
@app.get("/a/{x}")
def read(x: int, y: int = Query(alias="x")) -> int: ...
""",
    "Annotated Query with a default": """
@app.get("/a")
def read(x: Annotated[int, Query()] = 1) -> int: ...
""",
    "an injected value on a name of the path": """
@app.get("/a/{shop}")
def read(shop: Annotated[str, Depends(shop_of)]) -> str: ...

@app.get("/b/{request}")
def read_other(request: Request) -> str: ...
""",
    "classes that Pydantic can take": """
@dataclass
class Point:
    x: int

class Color(Enum):
    RED = "red"

class Row(NamedTuple):
    x: int

class Cell(TypedDict):
    x: int

class Own:
    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        from pydantic_core import core_schema

        return core_schema.any_schema()

class Novel(Book):
    pages: int

@app.get("/a")
def point() -> Point: ...

@app.get("/b")
def color() -> Color: ...

@app.get("/c")
def row() -> list[Row]: ...

@app.get("/d")
def cell() -> Cell | None: ...

@app.get("/e")
def own() -> Own: ...

@app.get("/f")
def novel() -> dict[str, Novel]: ...
""",
    "a plain class with response_model=None or another model": """
@app.get("/a", response_model=None)
def read() -> Plain: ...

@app.get("/b", response_model=Book)
def read_other() -> Plain: ...
""",
    "a plain class that is only named": """
@app.get("/a")
def read() -> type[Plain]: ...
""",
    "a plain class in a model that allows it": """
class Holder(BaseModel):
    model_config = {"arbitrary_types_allowed": True}
    plain: Plain

@app.get("/a")
def read() -> Holder: ...
""",
    "a plain class of a websocket": """
@app.websocket("/a")
async def talk(socket: WebSocket) -> Plain: ...
""",
    "a plain class that is injected": """
@app.get("/a")
def read(plain: Annotated[Plain, Depends()]) -> int: ...
""",
    "streams": """
@app.get("/a")
async def lines() -> AsyncIterator[Book]:
    yield Book(title="")

@app.get("/b")
def numbers() -> Iterator[int]:
    yield 1

@app.get("/c")
def others() -> Generator[int, None, None]:
    yield 1
""",
    "a class that cannot be resolved": """
@app.get("/a")
def read() -> "Nowhere": ...
""",
    "mounts": """
app.mount("/static", FastAPI())
app.mount("", FastAPI())
""",
}

RUNNER = """
import json, sys, types, warnings

warnings.simplefilter("ignore")

def failure(step):
    try:
        step()
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return ""

def run(name, source):
    module = types.ModuleType(name)
    sys.modules[name] = module
    at_import = failure(lambda: exec(compile(source, name, "exec"), module.__dict__))
    later = at_import or failure(module.app.openapi)
    return at_import, later

print(json.dumps([run(f"case{n}", text) for n, text in enumerate(json.load(sys.stdin))]))
"""

Verdict = tuple[str, str]
ALL = {**CRASHES, **FURTHER, **LATE, **SOUND}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    """What the framework says of each source at import and at its schema; empty: all is well."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", RUNNER],
        input=json.dumps([HEAD + source for source in ALL.values()]),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=PATIENCE_SECONDS,
    )
    answers = json.loads(done.stdout)
    return {name: (first, later) for name, (first, later) in zip(ALL, answers, strict=True)}


def told(source: str, tmp_path: Path) -> list[tuple[str, int]]:
    """Code and line of what the rule finds in a source."""
    found = finds(tmp_path, {"app.py": HEAD + source}, select=("API220",))
    return [(each.code, each.place.line) for each in found]


def marked(source: str) -> int:
    """The 1-based line of the one mark."""
    (line,) = (n for n, text in enumerate((HEAD + source).splitlines(), 1) if MARK in text)
    return line


@pytest.mark.parametrize("name", [*CRASHES, *FURTHER])
def test_the_framework_refuses_it_at_import(name: str, verdicts: dict[str, Verdict]) -> None:
    kind = verdicts[name][0].partition(":")[0]
    assert kind in REFUSALS, verdicts[name]


@pytest.mark.parametrize("name", LATE)
def test_the_framework_refuses_it_when_it_is_first_asked(
    name: str, verdicts: dict[str, Verdict]
) -> None:
    at_import, later = verdicts[name]
    assert at_import == ""
    assert later.partition(":")[0] in ("AssertionError", "ValueError"), later


@pytest.mark.parametrize("name", SOUND)
def test_the_framework_takes_it(name: str, verdicts: dict[str, Verdict]) -> None:
    assert verdicts[name][0] == ""


@pytest.mark.parametrize("name", [*CRASHES, *FURTHER, *LATE])
def test_a_crash_is_found_once_at_its_line(name: str, tmp_path: Path) -> None:
    assert told(ALL[name], tmp_path) == [("API220", marked(ALL[name]))]


@pytest.mark.parametrize("name", SOUND)
def test_its_sound_twin_is_left_alone(name: str, tmp_path: Path) -> None:
    assert told(SOUND[name], tmp_path) == []
