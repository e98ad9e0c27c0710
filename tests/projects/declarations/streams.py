"""Generator endpoints and other contracts at the edge."""

from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import FastAPI, Response, status
from fastapi.responses import JSONResponse, RedirectResponse, StreamingResponse
from pydantic import BaseModel


class Line(BaseModel):
    text: str


Text = Annotated[str, "text"]
app = FastAPI()


@app.get("/lines")
async def lines() -> AsyncIterator[Line]:
    yield Line(text="")


@app.get("/numbers")
def numbers() -> Iterator[int]:
    yield 1


@app.get("/stream", response_class=StreamingResponse)
async def stream() -> AsyncIterator[bytes]:
    yield b""


@app.get("/moved", response_class=RedirectResponse, status_code=HTTPStatus.FOUND)
def moved() -> str: ...


@app.delete("/gone", status_code=status.HTTP_204_NO_CONTENT)
def gone() -> None: ...


@app.get("/raw")
def raw() -> JSONResponse: ...


@app.get("/either", response_model=None)
def either() -> Response | dict: ...


@app.get("/any", response_model=Any)
def anything(): ...


@app.get("/text")
def text() -> Text: ...


@app.get("/quoted")
def quoted() -> "list[Line]": ...
