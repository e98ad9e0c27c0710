"""Decorators between the route and the function; several routes on one function."""

import functools
from collections.abc import Callable
from typing import TypeVar

from fastapi import APIRouter, FastAPI

Function = TypeVar("Function", bound=Callable)
router = APIRouter()
app = FastAPI()


def logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs)

    return inner


def cached(seconds: int):
    def decorator(function):
        @functools.wraps(function)
        async def inner(*args, **kwargs):
            return await function(*args, **kwargs)

        return inner

    return decorator


def bare(function):
    async def replaced() -> int: ...

    return replaced


def marked(function: Function) -> Function:
    function.marked = True
    return function


class Limiter:
    def limit(self, rate: str):
        def decorator(function):
            @functools.wraps(function)
            async def inner(*args, **kwargs): ...

            return inner

        return decorator


limiter = Limiter()


@router.get("/logged")
@logged
def first(x: int) -> str: ...


@router.get("/cached")
@cached(seconds=3)
async def second() -> list[int]: ...


@router.get("/bare")
@bare
def third() -> str: ...


@router.get("/both")
@router.head("/both", include_in_schema=False)
@router.post("/other", status_code=201, response_model=int)
@marked
@logged
def fourth() -> str: ...


@router.get("/limited")
@limiter.limit("5/minute")
def fifth() -> str: ...


def get(path: str, **options):
    return app.get(f"/wrapped{path}", **options)


@get("/x", status_code=202)
def sixth() -> bool: ...


app.include_router(router)
