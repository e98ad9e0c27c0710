"""Loops over literal collections; routers in dicts and lists."""

from fastapi import APIRouter, FastAPI

books, films, music = APIRouter(), APIRouter(), APIRouter(prefix="/music")


@books.get("/{isbn}")
def read_book(isbn: str) -> str: ...


@films.get("/{title}")
def read_film(title: str) -> str: ...


@music.get("")
def list_music() -> list[str]: ...


BY_PREFIX = {"/books": books, "/films": films}
MORE = [(music, {"tags": ["music"], "prefix": "/audio"}), (films, {"prefix": "/cinema"})]
NAMES = ("one", "two")

app = FastAPI()
for prefix, router in BY_PREFIX.items():
    app.include_router(router, prefix=prefix)
for router, options in MORE:
    app.include_router(router, **options)
for index, name in enumerate(NAMES, start=1):

    @app.get(f"/{name}/{index}", name=name)
    def numbered() -> int: ...


for router in [APIRouter(prefix=f"/{name}") for name in NAMES if name != "two"]:
    router.add_api_route("/made", read_film, methods=["PATCH"])
    app.include_router(router)
routers: list[APIRouter] = []
routers.append(books)
[app.include_router(each, prefix="/again") for each in routers]
for verb, path in (("get", "/by-verb"), ("post", "/by-verb")):
    getattr(app, verb)(path)(list_music)
for kind in sorted({"b": 1, "a": 2}):
    app.add_api_route("/kinds/%s" % kind, list_music)
