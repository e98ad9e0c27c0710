"""A block between markers in a shell script, right behind its first line: it always runs."""

import re

from sdd.workspace.splices.entry import CannotSplice

BEGIN = "# >>> sdd: written by `sdd hooks install git` >>>"
END = "# <<< sdd <<<"
_BLOCK = re.compile(rf"^{re.escape(BEGIN)}\r?\n(?P<inside>.*?)^{re.escape(END)}\r?\n", re.M | re.S)
_SHELLS = re.compile(r"#!.*\b(?:ba|da|k|z|a)?sh\b")


def find(text: str) -> str | None:
    """What stands between the markers; None without them."""
    match = _BLOCK.search(text)
    return match["inside"] if match else None


def add(text: str, inside: str) -> str:
    """The script with a block; a new script where there is none yet.

    Raises CannotSplice for a program that is no shell script.
    """
    block = f"{BEGIN}\n{inside}{END}\n"
    if not text.strip():
        return f"#!/bin/sh\n{block}"
    first, _, rest = text.partition("\n")
    if not first.startswith("#!"):
        return f"{block}{text}"
    if not _SHELLS.match(first):
        raise CannotSplice("it is no shell script", "call `sdd check` in it yourself")
    return f"{first}\n{block}{rest}"


def remove(text: str) -> str:
    """The script without the block."""
    return _BLOCK.sub("", text, count=1)
