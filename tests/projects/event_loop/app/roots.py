"""What the framework calls on the loop although it is sync, beside what it runs in a thread."""

import time
from contextlib import asynccontextmanager

import requests
from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI
from pydantic import BaseModel, field_validator
from starlette.authentication import AuthenticationBackend
from starlette.background import BackgroundTask
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import StreamingResponse

from app.clients import fetch_page
from app.offload import threaded


def warm():
    time.sleep(1)  # expect: ASY301 time.sleep


def tidy():
    fetch_page("http://bye")  # expect: ASY302 requests.get via fetch_page


@threaded
def warm_in_thread():
    time.sleep(1)


def late():
    time.sleep(1)  # expect: ASY301 time.sleep


def never_registered():
    time.sleep(1)


@asynccontextmanager
async def started(app):
    fetch_page("http://hello")  # expect: ASY302 requests.get via fetch_page
    yield


class Backend(AuthenticationBackend):
    async def authenticate(self, conn):
        time.sleep(1)  # expect: ASY301 time.sleep


def refused(conn, error):
    requests.get("http://log")  # expect: ASY301 requests.get


class Raw:
    def __init__(self, app):
        self.app = app

    def __call__(self, scope, receive, send):
        time.sleep(1)  # expect: ASY301 time.sleep
        return self.app(scope, receive, send)


class Passing(BaseHTTPMiddleware):
    def dispatch(self, request, call_next):
        time.sleep(1)  # expect: ASY301 time.sleep
        return call_next(request)


class Job:
    """No middleware, for all its names."""

    def dispatch(self, request, call_next):
        time.sleep(1)


app = FastAPI(
    on_startup=[warm, warm_in_thread],
    on_shutdown=[tidy],
    middleware=[
        Middleware(AuthenticationMiddleware, backend=Backend(), on_error=refused),
        Middleware(Raw),
    ],
)
app.add_event_handler("startup", late)
app.add_middleware(Passing)
router = APIRouter(lifespan=started)


@router.on_event("shutdown")
def stopping():
    time.sleep(1)  # expect: ASY301 time.sleep


@app.middleware("http")
def timing(request, call_next):
    time.sleep(1)  # expect: ASY301 time.sleep
    return call_next(request)


@app.exception_handler(ValueError)
def on_error(request, error):
    time.sleep(1)


def dependency():
    time.sleep(1)
    yield 1


def rows():
    time.sleep(1)
    yield b"row"


class Part(BaseModel):
    url: str

    @field_validator("url")
    @classmethod
    def is_there(cls, value):
        requests.head(value)  # expect: ASY301 requests.head
        return value

    def fetch(self):
        return requests.get(self.url)


class Order(BaseModel):
    parts: list[Part]


@app.post("/orders")
def create(order: Order, tasks: BackgroundTasks, found=Depends(dependency)):
    tasks.add_task(fetch_page, "http://a")
    return StreamingResponse(rows(), background=BackgroundTask(fetch_page, "http://a"))


@app.get("/parts")
async def parts():
    return Part(url="http://a")  # expect: ASY302 requests.head via Part.is_there
