"""What is decided by types, by settings with defaults, and by functions without annotations."""

import inspect
from dataclasses import dataclass

import own_submodules
from fastapi import FastAPI
from pydantic import BaseModel
from same_names import get_books


class Shelf: ...


class Low(Shelf): ...


class Book(BaseModel):
    title: str


@dataclass
class Options:
    billing: bool = True
    metrics: bool = False
    areas: tuple[str, ...] = ("a", "b")


def endpoint_for(kind):
    if isinstance(kind, dict):

        def endpoint() -> dict: ...

    elif issubclass(kind, Shelf):

        async def endpoint() -> str: ...

    elif issubclass(kind, BaseModel):

        def endpoint() -> Book: ...

    return endpoint


def configure(app, options):
    app.include_router(own_submodules.router, prefix="/api")
    if options.billing:
        from own_submodules.health import router

        app.include_router(router, prefix="/api/billing")
    if options.metrics or len(options.areas) > 2:
        app.include_router(own_submodules.router, prefix="/metrics")
    if hasattr(options, "areas") and callable(configure):
        for area in options.areas:
            app.add_api_route(f"/{area}", endpoint_for(Low if area == "a" else Book))


async def watched() -> int: ...


app = FastAPI()
configure(app, Options())
app.add_api_route("/dict", endpoint_for({}))
app.include_router(get_books())
if inspect.iscoroutinefunction(watched):
    app.add_api_route("/watched", watched)
else:
    app.add_api_route("/never", watched)
