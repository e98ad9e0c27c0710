"""Functions that run without being called by name, each with a look-alike beside it."""

import asyncio
import time

import httpx

from app import parts


async def package_of_itself():
    parts.part.wait()  # expect: ASY302 time.sleep via wait


class Gauge:
    def __init__(self):
        self.client = httpx.Client()

    @property
    def value(self):
        return self.client.get("value")

    @value.setter
    def value(self, value):
        self.client.put("value", data=value)

    @value.deleter
    def value(self):
        self.client.delete("value")

    @property
    def plain(self):
        return 1

    @plain.setter
    def plain(self, value):
        time.sleep(value)


async def reading(gauge: Gauge):
    gauge.plain
    return gauge.value  # expect: ASY302 httpx.Client.get via Gauge.value


async def writing(gauge: Gauge):
    gauge.value = 1  # expect: ASY302 httpx.Client.put via Gauge.value
    gauge.other = 1


class Delayed:
    """A decorator that is a class: the name becomes one of its objects."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *given):
        time.sleep(1)
        return self.function(*given)


class Repeated:
    """A decorator that is an object."""

    def __init__(self, times):
        self.times = times

    def __call__(self, function):
        def run(*given):
            time.sleep(self.times)
            return function(*given)

        return run


@Delayed
def delayed(): ...


@Repeated(3)
def repeated(): ...


async def decorated_by_a_class():
    delayed()  # expect: ASY302 time.sleep via Delayed.__call__


async def decorated_by_an_object():
    repeated()  # expect: ASY302 time.sleep via Repeated.__call__.run


def pause(task):
    time.sleep(1)


async def when_done(work):
    task = asyncio.create_task(work())
    task.add_done_callback(pause)  # expect: ASY302 time.sleep via pause
    task.remove_done_callback(pause)
