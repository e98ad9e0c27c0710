"""Routes handed over as objects: in constructors, appended, extended, inserted."""

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, APIWebSocketRoute
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel
from starlette.routing import Mount, Route, WebSocketRoute


class Book(BaseModel):
    title: str


class Timed(APIRoute):
    """A route class of the project."""


class Shelf:
    async def read(self, isbn: str) -> Book: ...

    def add(self, book: Book): ...


def health() -> dict[str, str]: ...


async def live(socket): ...


async def plain(request): ...


shelf = Shelf()
ROUTES = [
    APIRoute("/books/{isbn}", shelf.read),
    APIRoute("/books", shelf.add, methods=["POST", "PUT"], status_code=201),
    APIRoute("/health", health, response_model=None),
    APIWebSocketRoute("/live", live),
]
ROUTES += [Timed("/timed", health, include_in_schema=False)]

app = FastAPI(routes=[*ROUTES, Mount("/files", app=StaticFiles(directory="."))])
router = APIRouter(prefix="/more", routes=[Route("/plain", plain), WebSocketRoute("/ws", live)])
router.routes.append(APIRoute("/appended", health))
router.routes.extend([APIRoute(f"/{name}", health, name=name) for name in ("a", "b")])
router.add_api_route("/own", health)
app.include_router(router, prefix="/v1")
app.router.routes.insert(0, APIRoute("/first", health))
