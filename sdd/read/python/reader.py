"""One Python file becomes facts, or the reason why it cannot."""

import ast
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import libcst as cst

from sdd.model.facts import ModuleFacts, SecretLiteral, UnreadableFile
from sdd.read.python.builder import Builder
from sdd.read.python.decoding import Undecodable, decode
from sdd.read.python.literals import Literals
from sdd.read.python.places import take_places
from sdd.read.python.scan import Scan, line_starts, scan
from sdd.read.python.sieve import must_read
from sdd.read.python.statements import Statements
from sdd.read.python.suppressions import find_suppressions
from sdd.redact.shapes import Hit, find_shapes, may_hold_shapes

# The scan bounds how deep a file can nest; walking it needs a few frames per level.
RECURSION_LIMIT = 40_000


def read_python(
    data: bytes, path: str, *, always: bool = False
) -> ModuleFacts | UnreadableFile | None:
    """Read one file.

    data: its bytes; path: posix, relative to the root. always: also read a file in which
    nothing needs checking by itself, because a name must be followed into it.
    Returns None for a file that parses and needs no facts. Never raises for any bytes.
    """
    try:
        text = decode(data)
    except Undecodable as error:
        return UnreadableFile(path, error.reason, error.line)
    look = scan(text)
    if look.excess:
        return UnreadableFile(path, look.excess.reason, look.excess.line)
    with _room_to_recurse():
        if not always and not must_read(text) and _parses(text):
            return None
        return _read(text, path, look)


def _read(text: str, path: str, look: Scan) -> ModuleFacts | UnreadableFile:
    try:
        tree = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        line, column = error.raw_line, error.raw_column
        return UnreadableFile(
            path, f"is not Python: {_first_line(error.message)}", line, column + 1
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the native parser panics with a bare BaseException
        return UnreadableFile(path, f"stops the parser ({type(error).__name__})")
    literals = Literals(may_hold_shapes(text))
    builder = Builder(literals)
    Statements(builder).module(tree)
    places = take_places(tree, builder.nodes, text)
    lines = line_starts(text)
    return ModuleFacts(
        path=path,
        scopes=tuple(scope.close() for scope in builder.scopes),
        literals=(*literals.found, *_shapes_outside(text, literals, places or ())),
        suppressions=find_suppressions(text, look, lines),
        lines=lines,
        places=places or (),
        exact=places is not None,
    )


def _shapes_outside(
    text: str, literals: Literals, places: tuple[int, ...]
) -> Iterator[SecretLiteral]:
    """Token formats in comments and other text that is no string literal."""
    if not literals.shaped:
        return
    spans = [(places[each.at * 2], places[each.at * 2 + 1]) for each in literals.found if places]
    for hit in find_shapes(text):
        if not any(start <= hit.start and hit.end <= end for start, end in spans):
            yield _comment_literal(text, hit)


def _comment_literal(text: str, hit: Hit) -> SecretLiteral:
    value_hint = text[hit.start : hit.start + 2] if hit.end - hit.start >= 12 else ""
    return SecretLiteral(
        scope=0,
        at=-1,
        binding="",
        context="text",
        shape=hit.shape,
        group=hit.group,
        length=hit.end - hit.start,
        hint=value_hint,
        start=hit.start,
        end=hit.end,
    )


def _parses(text: str) -> bool:
    # Ten times faster than libcst, and only ever used to accept: what it refuses (newer
    # syntax than this interpreter's, for one) is for libcst to judge.
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True


@contextmanager
def _room_to_recurse() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, RECURSION_LIMIT))
    try:
        with warnings.catch_warnings():
            # Invalid escapes in the checked code are no concern of the person who runs us.
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.setrecursionlimit(before)


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0]
