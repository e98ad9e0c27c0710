"""Methods that a base class or protocol only declares, and the classes that fill them in."""

import time
from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar

import requests

Row = TypeVar("Row")


class Store(ABC, Generic[Row]):
    @abstractmethod
    def load(self, key):
        """Get one."""

    def save(self, key):
        raise NotImplementedError

    def hook(self):
        pass

    def touch(self, key):
        return self.load(key)


class WebStore(Store[str]):
    def load(self, key):
        return requests.get(key)

    def save(self, key):
        return requests.post(key)

    def hook(self):
        time.sleep(1)


class CachedStore(WebStore):
    def save(self, key):
        return None


async def one_implementation(store: Store):
    store.load("key")  # expect: ASY302 requests.get via WebStore.load


async def one_of_two_does_not_block(store: Store):
    store.save("key")


async def a_method_that_does_nothing_is_no_gap(store: Store):
    store.hook()


async def through_the_base(store: Store):
    store.touch("key")  # expect: ASY302 requests.get via Store.touch


class Mailer(Protocol):
    def send(self, to: str, text: str) -> None: ...

    def close(self) -> None: ...


class Smtp:
    def send(self, to: str, text: str) -> None:
        time.sleep(1)

    def close(self) -> None: ...


class Web:
    def send(self, to: str, text: str) -> None:
        time.sleep(2)

    def close(self) -> None: ...


class Radio:
    """Sends too, but is no mailer."""

    def send(self, wave: float) -> None: ...


async def all_implementations_block(mailer: Mailer):
    mailer.send("a", "b")  # expect: ASY302 time.sleep via Smtp.send


class Clock(Protocol):
    def now(self) -> float: ...


class Waiting:
    async def now(self) -> float:
        return 1.0


async def an_async_implementation(clock: Clock):
    clock.now()
