"""ASY302: what a helper runs only with some arguments is no way for a caller that gives others."""

from pathlib import Path

import pytest

from tests.language import finds

HELPERS = """import os, time
def flagged(create=False):
    if create:
        time.sleep(1)
def unflagged(create=True):
    if not create:
        return 1
    time.sleep(1)
def inner(path=None, *, dry):
    if path is None:
        return None
    if dry:
        raise ValueError
    elif path:
        time.sleep(1)
def outer(path=None, dry=False, create=False):
    flagged(create)
    inner(path, dry=dry)
def rebound(path=None):
    path = path or os.environ.get("FOLDER")
    if path is None:
        return None
    time.sleep(1)
def looping(more=False):
    for each in "ab":
        if more:
            time.sleep(1)
        more = True
def either(first=False, second=False):
    if first or (second and first is not None):
        time.sleep(1)
def other(mode="fast"):
    if mode == "fast":
        return
    time.sleep(1)
class Store:
    def __init__(self, folder=None, eager=False):
        self.folder = folder
        if eager:
            self.load()
    def load(self, force=True):
        if force:
            time.sleep(1)
    @classmethod
    def make(cls, eager=False):
        return cls("x", eager)
def filling(function):
    return lambda **given: function(create=True, **given)
@filling
def filled(create=False):
    if create:
        time.sleep(1)
def recursive(depth=None, again=False):
    if again:
        time.sleep(1)
    return recursive(depth, again)
"""


@pytest.mark.parametrize(
    ("call", "blocks"),
    [
        ("flagged()", False),
        ("flagged(False)", False),
        ("flagged(create=False)", False),
        ("flagged(None)", False),
        ("flagged(True)", True),
        ("flagged(given)", True),
        ("flagged(*given)", True),
        ("flagged(**given)", True),
        ("unflagged()", True),
        ("unflagged(False)", False),
        ("inner(dry=False)", False),
        ("inner('x', dry=True)", False),
        ("inner('x', dry=False)", True),
        ("inner(given, dry=given)", True),
        ("outer()", False),
        ("outer(create=True)", True),
        ("outer('x')", True),
        ("outer('x', True)", False),
        ("rebound()", True),
        ("looping()", True),
        ("either()", False),
        ("either(second=True)", True),
        ("either(True)", True),
        ("other(given)", True),
        ("Store()", False),
        ("Store(eager=True)", True),
        ("Store.make()", False),
        ("Store.make(True)", True),
        ("Store().load()", True),
        ("Store().load(force=False)", False),
        ("[flagged() for _ in given]", False),
        ("[flagged(True) for _ in given]", True),
        ("given.each(flagged)", False),
        ("list(map(flagged, given))", True),
        ("filled()", True),
        ("recursive()", False),
        ("recursive(again=True)", True),
    ],
)
def test_a_way_needs_the_arguments_that_open_it(tmp_path: Path, call: str, blocks: bool) -> None:
    main = f"from helpers import *\nasync def endpoint(given):\n    {call}\n"
    found = finds(tmp_path, {"helpers.py": HELPERS, "main.py": main}, select=("ASY302",))
    assert [each.place.line for each in found] == [3] * blocks


def test_one_helper_is_taken_by_each_caller_as_it_calls(tmp_path: Path) -> None:
    main = (
        "from helpers import flagged\n"
        "def without():\n    flagged()\ndef with_it():\n    flagged(True)\n"
        "async def endpoint():\n    without()\n    with_it()\n"
    )
    found = finds(tmp_path, {"helpers.py": HELPERS, "main.py": main}, select=("ASY302",))
    assert [each.place.line for each in found] == [8]


def test_a_helper_that_is_called_in_many_ways_is_taken_as_it_may_be(tmp_path: Path) -> None:
    flags = [f"f{each}" for each in range(6)]
    body = "".join(f"    if {flag}:\n        time.sleep(1)\n" for flag in flags)
    calls = [
        ", ".join(f"{flag}={bool((number >> index) & 1)}" for index, flag in enumerate(flags))
        for number in range(64)
    ]
    lines = "".join(
        f"async def e{index}():\n    many({call})\n" for index, call in enumerate(calls)
    )
    text = f"import time\ndef many({', '.join(flags)}):\n{body}{lines}"
    found = finds(tmp_path, {"main.py": text}, select=("ASY302",))
    assert len(found) >= 63
