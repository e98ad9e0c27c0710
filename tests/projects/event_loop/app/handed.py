"""Parameters that say nothing of themselves: what all callers of a private function hand over."""

import functools

import httpx
import requests


def _fetch(client, url):
    return client.get(url)


def _fetch_either(client, url):
    return client.get(url)


def _fetch_kept(client):
    return client.get("x")


def fetch_public(client):
    return client.get("x")


def by_default(client=requests):
    return client.get("x")


class Loader:
    def __init__(self):
        self.client = httpx.Client()

    def load(self, key):
        return self._load(self.client, key, times=3)

    def _load(self, client, key, times=None, again=None):
        if times:
            return self._load(client, key, again=client)
        return client.get(key)


async def all_callers_agree():
    _fetch(httpx.Client(), "a")  # expect: ASY302 httpx.Client.get via _fetch


async def another_caller():
    _fetch(url="b", client=httpx.Client())  # expect: ASY302 httpx.Client.get via _fetch


async def one_caller_is_sync():
    _fetch_either(httpx.Client(), "a")


async def one_caller_is_async():
    await _fetch_either(httpx.AsyncClient(), "b")


async def a_function_that_is_kept(work):
    work.later = functools.partial(work, _fetch_kept)
    _fetch_kept(httpx.Client())


async def a_public_function():
    fetch_public(httpx.Client())


async def default():
    by_default()  # expect: ASY302 requests.get via by_default


async def through_a_private_method():
    Loader().load("key")  # expect: ASY302 httpx.Client.get via Loader.load
