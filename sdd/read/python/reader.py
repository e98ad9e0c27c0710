"""One Python file becomes facts, or the reason why it cannot."""

import sys
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate, chain

from sdd.model.facts import ModuleFacts, SecretLiteral, UnreadableFile
from sdd.read.python.builder import Builder
from sdd.read.python.decoding import Undecodable, decode
from sdd.read.python.literals import CERTAIN, Literals
from sdd.read.python.parsing import Parsed, Unparsable, parse
from sdd.read.python.positions import Positions
from sdd.read.python.scan import Scan, scan
from sdd.read.python.sieve import may_hold_secrets, may_register_routes, must_read
from sdd.read.python.statements import Statements
from sdd.read.python.suppressions import find_suppressions
from sdd.redact.mentions import may_log_secret
from sdd.redact.shapes import Hit, find_shapes, may_hold_shapes

# The scan bounds how deep a file can nest; walking it needs a few frames per level.
RECURSION_LIMIT = 40_000


def read_python(
    data: bytes,
    path: str,
    *,
    always: bool = False,
    routes_only: bool = False,
    literals_only: bool = False,
    logs: bool = True,
) -> ModuleFacts | UnreadableFile | None:
    """Read one file.

    data: its bytes; path: posix, relative to the root. always: also read a file in which
    nothing needs checking by itself, because a name must be followed into it.
    routes_only: only files that can register routes need facts. literals_only: only files that
    hold a secret do, and with logs those that may show one.
    Returns None for a file that parses and needs no facts. Never raises for any bytes.
    """
    if routes_only and not always and not may_register_routes(data):
        return None
    try:
        text = decode(data)
    except Undecodable as error:
        return UnreadableFile(path, error.reason, error.line)
    look = scan(text)
    if look.excess:
        return UnreadableFile(path, look.excess.reason, look.excess.line)
    with room_to_recurse():
        try:
            parsed = parse(text)
        except Unparsable as error:
            return UnreadableFile(path, error.reason, error.line, error.column)
        if always or routes_only:
            return facts_of(parsed, text, path, look)
        statements = look.logical_lines
        if not literals_only:
            wanted = must_read(text, statements)
        else:
            wanted = may_hold_secrets(text, statements) or (logs and may_log_secret(text))
        if not wanted:
            return None
        facts = facts_of(parsed, text, path, look)
        return None if literals_only and not logs and not facts.literals else facts


def facts_of(parsed: Parsed, text: str, path: str, look: Scan) -> ModuleFacts:
    """The facts of a text that was scanned and parsed. path: posix, relative to the root."""
    literals = Literals(may_hold_shapes(text))
    builder = Builder(literals, Positions(text, parsed.lines))
    Statements(builder).module(parsed.tree)
    places = tuple(chain.from_iterable(builder.spans)) if parsed.exact else ()
    return ModuleFacts(
        path=path,
        scopes=tuple(scope.close() for scope in builder.scopes),
        literals=(*literals.found, *_shapes_outside(text, literals, places)),
        suppressions=find_suppressions(text, look, parsed.lines),
        lines=parsed.lines,
        places=places,
        exact=parsed.exact,
    )


def _shapes_outside(
    text: str, literals: Literals, places: tuple[int, ...]
) -> Iterator[SecretLiteral]:
    """Token formats in comments and other text that is no string literal."""
    if not literals.shaped:
        return
    found = literals.found if places else ()
    spans = sorted((places[each.at * 2], places[each.at * 2 + 1]) for each in found)
    starts = [start for start, _ in spans]
    # The furthest end of all that start no later: some span holds a hit that ends before it.
    ends = list(accumulate((end for _, end in spans), max))
    for hit in find_shapes(text):
        before = bisect_right(starts, hit.start)
        inside = before > 0 and hit.end <= ends[before - 1]
        if hit.group in CERTAIN and not inside:
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


@contextmanager
def room_to_recurse() -> Iterator[None]:
    """Frames enough for as deep a file as the scan lets through."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, RECURSION_LIMIT))
    try:
        with warnings.catch_warnings():
            # Invalid escapes in the checked code are no concern of the person who runs us.
            warnings.simplefilter("ignore")
            yield
    finally:
        sys.setrecursionlimit(before)
