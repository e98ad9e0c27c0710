"""Factories with parameters, registering functions, closures, settings defaults."""

from dataclasses import dataclass, field

from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel


class Settings(BaseModel):
    prefix: str = "/api"
    version: int = 2
    debug: bool = False
    hidden: bool = True


@dataclass
class Parts:
    name: str
    verbs: tuple[str, ...] = ("GET",)
    router: APIRouter = field(default_factory=APIRouter)


def make_router(name: str, *, read_only: bool = False) -> APIRouter:
    router = APIRouter(prefix=f"/{name}", tags=[name])

    @router.get("/")
    def index() -> list[str]: ...

    if not read_only:

        @router.post("/", status_code=201)
        def add() -> str: ...

    return router


def crud(parts: Parts, item: type) -> APIRouter:
    async def read(key: str): ...

    parts.router.add_api_route(
        f"/{parts.name}/{{key}}", read, methods=list(parts.verbs), response_model=item
    )
    return parts.router


def register(app: FastAPI, *routers: APIRouter, **options) -> None:
    for router in routers:
        app.include_router(router, **options)


def register_debug(app):
    @app.get("/debug")
    def debug(): ...


def create_app(settings: Settings | None = None, *, title: str = "shop") -> FastAPI:
    settings = settings or Settings()
    app = FastAPI(title=title)
    register(
        app,
        make_router("books"),
        make_router("films", read_only=True),
        prefix="/".join((settings.prefix, f"v{settings.version}")),
        dependencies=[Depends(lambda: None)],
    )
    register(app, crud(Parts("items", ("GET", "HEAD")), Settings))
    if settings.debug:
        register_debug(app)
    if settings.hidden:
        app.include_router(make_router("internal"), include_in_schema=False)
    return app


app = create_app()
debug_app = create_app(Settings(debug=True, prefix="/dbg", hidden=False))
