"""Class-based views of fastapi-utils: inheritance, class dependencies and urls."""

from fastapi import APIRouter, Depends, FastAPI
from fastapi_utils.cbv import cbv

router = APIRouter(prefix="/items", tags=["items"])


def session() -> str: ...


@cbv(router)
class Items:
    db: str = Depends(session)

    @router.get("/{item_id}")
    def read(self, item_id: int) -> str: ...

    @router.post("/new", status_code=201)
    async def add(self): ...


@router.get("/plain/one")
def plain() -> int: ...


class Common:
    db: str = Depends(session)


more = APIRouter(prefix="/more")


@cbv(more)
class More(Common):
    def __init__(self, page: int = 1) -> None:
        self.page = page

    @more.delete("/{item_id}", status_code=204)
    def remove(self, item_id: int) -> None: ...


urls = APIRouter()


@cbv(urls, "/by-method")
class ByMethod:
    def get(self) -> str: ...

    async def post(self): ...


app = FastAPI()
app.include_router(router, prefix="/v1")
app.include_router(urls)
app.include_router(more)
