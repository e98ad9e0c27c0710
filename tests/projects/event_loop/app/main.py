"""Every root and every kind of edge, each with a look-alike beside it."""

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Optional

from fastapi import BackgroundTasks, Depends, FastAPI, WebSocket
from fastapi.concurrency import run_in_threadpool
from starlette.middleware.base import BaseHTTPMiddleware

from app import clients
from app.clients import Store, fetch_page, later, page, recursive
from app.clients.store import Opened
from app.database import AsyncDatabase, Database, Repositories, Repository, plain_session
from app.offload import in_pool, in_thread, keep, pooled, threaded, timed, twice

if TYPE_CHECKING:
    from app.clients.store import Base


@asynccontextmanager
async def lifespan(app):
    time.sleep(1)  # expect: ASY301 time.sleep
    yield


app = FastAPI(lifespan=lifespan)
store = Store("http://store")


class Timing(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        fetch_page("http://log")  # expect: ASY302 requests.get via fetch_page
        return await call_next(request)


async def audited():
    page("http://audit")  # expect: ASY302 requests.get via fetch_page


def audited_in_thread():
    fetch_page("http://audit")


@app.exception_handler(ValueError)
async def on_error(request, error):
    clients.fetch_page("http://log")  # expect: ASY302 requests.get via fetch_page


@app.websocket("/ws")
async def chat(socket: WebSocket):
    store.load("chat")  # expect: ASY302 httpx.Client.get via Store.load
    await store.load_async("chat")


@app.get("/names", dependencies=[Depends(audited), Depends(audited_in_thread)])
async def names():
    later("http://a")
    recursive(3)  # expect: ASY302 time.sleep via recursive


@app.get("/comprehension")
async def comprehension():
    return [fetch_page(each) for each in "ab"]  # expect: ASY302 requests.get via fetch_page


@app.get("/sync")
def sync_endpoint():
    # Runs in the thread pool.
    return fetch_page("http://a")


@app.get("/database")
async def database(session: Database, other=Depends(plain_session)):
    other.commit()  # expect: ASY301 sqlalchemy.orm.Session.commit
    return session.query(dict).all()  # expect: ASY301 sqlalchemy.orm.Query.all


@app.get("/repository")
async def repository(found: Repositories, waiting: AsyncDatabase):
    found.all(dict)  # expect: ASY302 sqlalchemy.orm.Query.all via Repository.all
    await waiting.commit()


@app.get("/repository-default")
async def repository_default(found: Repository = Depends()):
    await asyncio.to_thread(found.all, dict)


@app.get("/members")
async def members(task: BackgroundTasks):
    store.size  # expect: ASY302 redis.Redis.dbsize via Store.size
    store.version  # expect: ASY302 subprocess.run via Store.version
    Opened("file")  # expect: ASY302 open via Opened.__init__
    task.add_task(store.load, "key")
    store.load


@app.get("/called")
async def called():
    store("key")  # expect: ASY302 httpx.Client.get via Store.__call__


@app.get("/made")
async def made():
    Store.make().load("key")  # expect: ASY302 httpx.Client.get via Store.load
    Store.clear()  # expect: ASY302 pathlib.Path.mkdir via Store.clear


@app.get("/quoted")
async def quoted(given: "Optional[Base]"):
    given.load("key")  # expect: ASY302 httpx.Client.get via Base.load


@app.get("/managers")
async def managers():
    with store as entered:  # expect: ASY302 redis.Redis.ping via Store.__enter__
        pass
    with entered.locked():  # expect: ASY302 redis.Redis.set via Store.locked
        pass
    for each in store:  # expect: ASY302 redis.Redis.keys via Store.__iter__
        pass
    list(store.rows())  # expect: ASY302 redis.Redis.get via Store.rows
    store.locked()
    store.rows()


@app.get("/handed")
async def handed():
    twice(fetch_page, "http://a")  # expect: ASY302 requests.get via fetch_page
    keep(fetch_page)
    await in_thread(fetch_page, "http://a")
    await in_pool(fetch_page, "http://a")
    await in_pool(lambda: fetch_page("http://a"))
    await run_in_threadpool(fetch_page, "http://a")


@app.get("/lambda")
async def handed_lambda():
    twice(lambda url: fetch_page(url), "http://a")  # expect: ASY302 requests.get via handed_lambda.<lambda>


@app.get("/sorted")
async def handed_to_sorted():
    sorted("ab", key=fetch_page)  # expect: ASY302 requests.get via fetch_page


@app.get("/soon")
async def handed_to_the_loop():
    asyncio.get_running_loop().call_soon(fetch_page, "a")  # expect: ASY302 requests.get via fetch_page


@threaded
def in_a_thread(url):
    return fetch_page(url)


@pooled(3)
def in_a_pool(url):
    return fetch_page(url)


@timed
def in_no_thread(url):
    return fetch_page(url)


@app.get("/decorated")
async def decorated():
    await in_a_thread("http://a")
    await in_a_pool("http://a")
    in_no_thread("http://a")  # expect: ASY302 requests.get via in_no_thread


@app.get("/nested")
async def nested():
    def inner():
        time.sleep(1)

    inner()  # expect: ASY302 time.sleep via nested.inner
    await asyncio.to_thread(inner)


if __name__ == "__main__":
    time.sleep(1)
