"""Class-based views of classy-fastapi: routers of instances."""

from classy_fastapi import Routable, delete, get, post, websocket
from fastapi import FastAPI


class Users(Routable):
    def __init__(self, name: str) -> None:
        super().__init__(prefix="/users")
        self.name = name

    @get("/{user_id}")
    def read(self, user_id: int) -> str: ...

    @post("/", status_code=201)
    async def add(self) -> None: ...


class Admins(Users):
    @delete("/{user_id}", include_in_schema=False)
    async def remove(self, user_id: int): ...


class Live(Routable):
    @websocket("/live")
    async def live(self, socket): ...


app = FastAPI()
app.include_router(Users("a").router)
app.include_router(Admins("b").router, prefix="/admin")
app.include_router(Live().router)
