"""Class-based views of fastapi-class: methods by name and by decorator."""

from fastapi import APIRouter, FastAPI
from fastapi_class import View
from fastapi_class.routers import endpoint
from pydantic import BaseModel

app = FastAPI()
router = APIRouter(prefix="/views")


class Book(BaseModel):
    title: str


@View(router, path="/books")
class BookView:
    response_model = {"get": Book}

    async def get(self): ...

    async def post(self): ...

    @endpoint(("PUT",), path="/edit", status_code=202)
    async def edit(self): ...


@View(app)
class RootView:
    def delete(self): ...


app.include_router(router)
