"""What cannot be known: never a guess."""

import requests as http

import app.looping
from unknown_library import client, make_client

try:
    import redis
except ImportError:
    redis = None

exec("http = None")


def load(session):
    return session.get("x")


def load(session):  # the second definition counts
    return session


class Twice:
    def __init__(self, session=None):
        self.session = session

    def load(self):
        return self.session.get("x")


async def unknown(session, twice: Twice):
    client.get("x")
    make_client().get("x")
    session.get("x")
    load(session)
    twice.load()
    app.looping.again()
    getattr(http, "ge" + "t")("x")


async def conditional(flag):
    if flag:
        import time
    else:
        time = None
    redis.Redis().get("x")  # expect: ASY301 redis.Redis.get
