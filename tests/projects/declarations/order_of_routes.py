"""Order decides which route answers: includes, later routes, nested routers, mounts."""

from fastapi import APIRouter, FastAPI

app = FastAPI()
inner, outer, late = APIRouter(), APIRouter(prefix="/o"), APIRouter()


@app.get("/{anything}")
def general(anything: str): ...


@outer.get("/first")
def first(): ...


outer.include_router(inner, prefix="/i")
app.include_router(late)
app.include_router(outer)


@inner.get("/nested")
def nested(): ...


@app.get("/special")
def special(): ...


@outer.get("/last")
def last(): ...


@late.get("/late")
def added_late(): ...


app.include_router(inner, prefix="/twice")
sub = FastAPI()
app.mount("/sub", sub)


@sub.get("/below")
def below() -> int: ...


@app.get("/sub/hidden")
def hidden(): ...
