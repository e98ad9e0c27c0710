"""Class-based views of fastapi-controllers: routers made from classes."""

from fastapi import FastAPI
from fastapi_controllers import create_router, delete, get, router


@router(prefix="/orders", tags=["orders"])
class Orders:
    @get("/{key}")
    def read(self, key: int) -> str: ...

    @delete("/{key}", status_code=204)
    async def remove(self, key: int) -> None: ...


class Archive(Orders):
    @get("/old/{key}")
    def old(self, key: int): ...


app = FastAPI()
app.include_router(create_router(Orders))
app.include_router(create_router(Archive, prefix="/archive"))
