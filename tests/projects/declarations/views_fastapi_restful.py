"""Class-based views of fastapi-restful, with its router that derives contracts."""

from fastapi import FastAPI
from fastapi_restful.cbv import cbv
from fastapi_restful.inferring_router import InferringRouter

router = InferringRouter(prefix="/shelves")


@cbv(router)
class Shelves:
    @router.get("/{name}")
    @router.get("/by/{name}", include_in_schema=False)
    def read(self, name: str) -> list[str]: ...

    @router.get("/all/of/them")
    def every(self): ...


app = FastAPI()
app.include_router(router)
