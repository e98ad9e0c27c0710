"""Helpers that block, and look-alikes."""

import time as clock
from urllib.request import urlopen

import requests

__all__ = ["fetch_page", "later", "recursive"]

get = requests.get


def fetch_page(url):
    return get(url, timeout=5)


def later(url):
    # Handed on, not called.
    return fetch_page, url


def recursive(depth):
    if depth:
        return other(depth - 1)
    clock.sleep(1)
    return depth


def other(depth):
    return recursive(depth)


def _hidden(url):
    return urlopen(url)
