"""One Python file becomes facts, or the reason why it cannot."""

import ast
import sys
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate

import libcst as cst

from sdd.model.expressions import Attribute, Call, Expression, FString, Text
from sdd.model.facts import ModuleFacts, Scope, SecretLiteral, UnreadableFile
from sdd.read.python.builder import Builder
from sdd.read.python.decoding import Undecodable, decode
from sdd.read.python.literals import Literals
from sdd.read.python.places import take_places
from sdd.read.python.scan import Scan, line_starts, scan
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
    located: bool = False,
) -> ModuleFacts | UnreadableFile | None:
    """Read one file.

    data: its bytes; path: posix, relative to the root. always: also read a file in which
    nothing needs checking by itself, because a name must be followed into it.
    routes_only: only files that can register routes need facts. literals_only: only files that
    hold a secret do, and with logs those that may show one. located: take places also where
    no finding can stand by what the file defines, because a path leads through it.
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
        if always or routes_only:
            return _read(text, path, look, located)
        statements = look.logical_lines
        if not literals_only:
            wanted = must_read(text, statements)
        else:
            wanted = may_hold_secrets(text, statements) or (logs and may_log_secret(text))
        if not wanted and _parses(text):
            return None
        facts = _read(text, path, look, located)
        if literals_only and not logs and isinstance(facts, ModuleFacts) and not facts.literals:
            return None
        return facts


def _read(text: str, path: str, look: Scan, located: bool) -> ModuleFacts | UnreadableFile:
    try:
        tree = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        return _refusal(text, path, error)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the native parser panics with a bare BaseException
        return UnreadableFile(path, f"stops the parser ({type(error).__name__})")
    literals = Literals(may_hold_shapes(text))
    builder = Builder(literals)
    Statements(builder).module(tree)
    scopes = tuple(scope.close() for scope in builder.scopes)
    routing = may_register_routes(text.encode("utf-8", "replace"))
    shaped = literals.shaped or literals.found
    logs = may_log_secret(text)
    wanted = located or shaped or routing or logs or _may_be_reported(scopes)
    places = take_places(tree, builder.nodes, text) if wanted else ()
    lines = line_starts(text)
    return ModuleFacts(
        path=path,
        scopes=scopes,
        literals=(*literals.found, *_shapes_outside(text, literals, places or ())),
        suppressions=find_suppressions(text, look, lines),
        lines=lines,
        places=places or (),
        exact=places is not None,
    )


def _may_be_reported(scopes: tuple[Scope, ...]) -> bool:
    """Whether a finding can stand in a file by what it defines: async code, or routes.

    Places cost a third of reading a file, so they are not taken where nothing will point.
    """
    return any(scope.is_async or any(map(_is_route, scope.decorators)) for scope in scopes)


def _is_route(decorator: Expression) -> bool:
    """`@anything.get("/x")`: the router may come from a module that names the framework."""
    if not isinstance(decorator, Call) or not isinstance(decorator.function, Attribute):
        return False
    path = decorator.argument("path", 0)
    return isinstance(path, FString) or (
        isinstance(path, Text) and (path.value or "/").startswith("/")
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
        if hit.group == "live" and not inside:
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


def _refusal(text: str, path: str, error: cst.ParserSyntaxError) -> UnreadableFile:
    # Where both parsers refuse, the interpreter says it better, and at the right place.
    reason, line, column = "invalid syntax", error.raw_line, error.raw_column + 1
    complaint = _complaint(text)
    if isinstance(complaint, SyntaxError):
        reason, line = complaint.msg, complaint.lineno or line
        column = max(1, complaint.offset or 1)
    return UnreadableFile(path, f"is not Python: {reason}", line, column)


def _parses(text: str) -> bool:
    # Ten times faster than libcst, and only ever used to accept: what it refuses (newer
    # syntax than this interpreter's, for one) is for libcst to judge.
    return _complaint(text) is None


def _complaint(text: str) -> Exception | None:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        return error
    return None


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
