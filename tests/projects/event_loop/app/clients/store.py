"""A client that is kept on self, with everything that runs without being called by name."""

import contextlib
import functools
import pathlib
import subprocess

import httpx
import redis


class Base:
    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url)
        self.waiting = httpx.AsyncClient(base_url=url)

    def load(self, key):
        return self.client.get(key)

    async def load_async(self, key):
        return await self.waiting.get(key)


class Store(Base):
    cache: redis.Redis = redis.from_url("redis://localhost")
    folder = pathlib.Path("store")

    def load(self, key):
        return super().load(key)

    @property
    def size(self):
        return self.cache.dbsize()

    @functools.cached_property
    def version(self):
        return subprocess.run(["store", "--version"])

    @classmethod
    def make(cls):
        return cls("http://store")

    @staticmethod
    def clear():
        Store.folder.mkdir()

    def __call__(self, key):
        return self.load(key)

    def __enter__(self):
        self.cache.ping()
        return self

    def __exit__(self, *error):
        return None

    def __iter__(self):
        return iter(self.cache.keys("*"))

    @contextlib.contextmanager
    def locked(self):
        self.cache.set("lock", 1)
        yield self

    def rows(self):
        yield self.cache.get("row")


class Opened:
    """The constructor itself blocks."""

    def __init__(self, path):
        self.text = open(path).read()
