"""functools.partial, callable objects, lambdas and bound methods as endpoints."""

from functools import partial, partialmethod

from fastapi import FastAPI

app = FastAPI()


def convert(kind: str, value: int) -> str: ...


async def watch(socket, name: str) -> None: ...


class Handler:
    def __init__(self, name: str) -> None:
        self.name = name

    async def __call__(self, key: int) -> dict[str, str]: ...

    def read(self) -> int: ...

    @staticmethod
    def ping() -> str: ...

    @classmethod
    async def about(cls) -> str: ...


handler = Handler("a")
app.add_api_route("/convert", partial(convert, "a"), methods=["POST"], response_model=str)
app.get("/convert/{value}")(partial(convert, kind="b"))
app.add_api_route("/call", handler)
app.add_api_route("/read", handler.read, methods={"get", "post"})
app.add_api_route("/ping", Handler.ping)
app.add_api_route("/about", Handler.about, methods=["GET"])
app.add_api_route(path="/lambda", endpoint=lambda: 1, status_code=203)
app.add_api_websocket_route("/watch", partial(watch, name="x"))
app.websocket("/watch/again")(watch)
