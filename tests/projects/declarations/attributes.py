"""Routers as attributes: self.router, app.router, module.router, class attributes."""

from fastapi import APIRouter, FastAPI

import attribute_views


class Base:
    router = APIRouter(prefix="/shared")

    def __init__(self, name: str) -> None:
        self.api = APIRouter(prefix=f"/{name}")
        self.register()

    def register(self) -> None:
        self.api.add_api_route("/", self.index, methods=["GET"])

    def index(self) -> str: ...


class Special(Base):
    def register(self) -> None:
        super().register()

        @self.api.post("/special", status_code=202)
        async def special() -> None: ...


@Base.router.get("/x")
def shared() -> list[str]: ...


class Server:
    def __init__(self) -> None:
        self.app = FastAPI()
        self.app.include_router(Base("base").api)
        self.app.include_router(Special("special").api, prefix="/deep")
        self.app.include_router(Special.router)
        self._setup()

    def _setup(self) -> None:
        self.app.include_router(attribute_views.router)
        self.app.add_api_websocket_route("/ws", self._socket)

    async def _socket(self, socket) -> None: ...


server = Server()
app = server.app


@app.router.get("/own")
def own(): ...


@attribute_views.router.delete("/late", status_code=204)
def late() -> None: ...
