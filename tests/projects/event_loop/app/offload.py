"""Wrappers around threads: what is handed to these does not run on the loop."""

import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor()


async def in_thread(function, *words):
    return await asyncio.to_thread(function, *words)


async def in_pool(function, *words):
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, lambda: function(*words))


def threaded(function):
    @functools.wraps(function)
    async def run(*words):
        return await in_thread(function, *words)

    return run


def pooled(size):
    def decorate(function):
        @functools.wraps(function)
        async def run(*words):
            def call():
                return function(*words)

            return await asyncio.to_thread(call)

        return run

    return decorate


def timed(function):
    """Transparent: the function still runs where it is called."""

    @functools.wraps(function)
    def run(*words):
        return function(*words)

    return run


def twice(function, value):
    function(value)
    return function(value)


def keep(function):
    twice.kept = function
