"""Subclasses of FastAPI and APIRouter, with and without constructors of their own."""

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, ORJSONResponse, PlainTextResponse


class Api(FastAPI):
    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("title", "shop")
        super().__init__(*args, **kwargs)
        self.include_router(Health())

        @self.get("/version")
        def version() -> str: ...


class Versioned(APIRouter):
    VERSION = 1

    def __init__(self, name: str, **kwargs) -> None:
        super().__init__(prefix=f"/v{self.VERSION}/{name}", tags=[name], **kwargs)

    def add(self, path: str, **options):
        return self.get(path, **options)

    def api_route(self, path: str, *, include_in_schema: bool = True, **kwargs):
        if path.endswith("/") and len(path) > 1:
            path = path[:-1]
        return super().api_route(path, include_in_schema=include_in_schema, **kwargs)


class Second(Versioned):
    VERSION = 2


class Health(APIRouter):
    def __init__(self) -> None:
        APIRouter.__init__(self, prefix="/health", default_response_class=PlainTextResponse)
        self.add_api_route("/ready", self.ready)

    def ready(self) -> str: ...


app = Api(default_response_class=ORJSONResponse)
books = Versioned("books", include_in_schema=False)
films = Second(name="films")


@books.get("/x")
def read_book() -> str: ...


@films.add("/y", status_code=203)
def read_film() -> str: ...


@films.get("/page", response_class=HTMLResponse)
def page(): ...


app.include_router(books)
app.include_router(films, prefix="/films")
