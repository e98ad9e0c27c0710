"""Whether a file may bind a secret: each literal of a statement, judged by the names beside it.

Parsing is what reading costs. What binds a literal stands in the same statement, but for two
cases: a function's name binds what it returns, and what is matched binds the literals of cases.
So the judge is asked about every pair of a name and a literal in a statement, which needs no
parser. A pair that nothing binds costs a parse; none that something binds is overlooked.
"""

import ast
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sdd.read.python.bindings import bound_result
from sdd.read.python.sinks import SINKS, sink_names
from sdd.read.python.tokens import find_tokens
from sdd.redact.judge import may_be_named
from sdd.redact.mentions import find_names
from sdd.redact.names import secret_strength
from sdd.redact.phrases import any_of

# What judging may cost, in characters judged for each one of the file, before it is parsed
# instead; a verdict costs about as much as so many characters, however short the value.
_MOST_WORK = 20
_LEAST_WORK = 200_000
_VERDICT = 200
_RETURN = re.compile(r"\breturn\b")
_FUNCTION = re.compile(r"\bdef[ \t]{1,20}(\w{1,200})")
_GAP = re.compile(r"[\s+()\\]*+[A-Za-z]{0,2}")
_SINK = re.compile(rf"\b{any_of(sink_names())}\(")
_SINK_VALUES = frozenset(name for places in SINKS.values() for name in places.values())


class _Statement:
    """names: those that stand in it. bound: by the function around it, or by what is matched."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.bound: frozenset[str] = frozenset()


def may_bind(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """False only where no statement binds a literal that the judge would call a secret.

    text: decoded source; spans: start and end of each logical line, in source order. Linear in
    the length of the text: where many names meet many literals the answer is True.
    """
    work = _MOST_WORK * len(text) + _LEAST_WORK
    for index, statement in sorted(_named_statements(text, spans).items(), key=_first):
        values = frozenset(_values(text[slice(*spans[index])]))
        work -= sum(_VERDICT + len(each) for each in values) * (
            len(statement.names) + len(statement.bound)
        )
        if work < 0:
            return True
        names = set(filter(secret_strength, statement.names | statement.bound)) if values else ()
        if any(may_be_named(each, name) for name in names for each in values):
            return True
    return False


def _first(pair: tuple[int, _Statement]) -> int:
    return pair[0]


def _named_statements(text: str, spans: Sequence[tuple[int, int]]) -> dict[int, _Statement]:
    """The statements in which a name can bind a literal as a credential, by their index."""
    starts = [start for start, _ in spans]
    named: defaultdict[int, _Statement] = defaultdict(_Statement)

    def around(position: int) -> _Statement:
        return named[bisect_right(starts, position) - 1]

    for position, name in find_names(text):
        around(position).names.update((name, *name.split("-")) if "-" in name else (name,))
    for found in _SINK.finditer(text):
        around(found.start()).names.update(_SINK_VALUES)
    if returned := _returned(text):
        for found in _RETURN.finditer(text):
            around(found.start()).bound = returned
    # What stands before the first statement is a comment.
    named.pop(-1, None)
    heads = (each.names for at, each in named.items() if text.startswith("match", starts[at]))
    if matched := frozenset[str]().union(*heads):
        for start in starts:
            if text.startswith("case", start):
                around(start).bound = matched
    return named


def _returned(text: str) -> frozenset[str]:
    """What the names of functions say of the values that they return."""
    bounds = (bound_result(found[1]) for found in _FUNCTION.finditer(text))
    return frozenset(bound.name for bound in bounds if bound)


def _values(statement: str) -> Iterator[str]:
    """The text of each literal, and of those that stand side by side or around a `+`, together."""
    if '"' not in statement and "'" not in statement:
        return
    together, reached = "", 0
    for kind, start, end in find_tokens(statement):
        if kind != "string":
            continue
        value, end = _value(statement, start, end)
        joined = bool(together) and _GAP.fullmatch(statement, reached, start) is not None
        together, reached = (together + value if joined else value), end
        yield value
        if joined:
            yield together


def _value(text: str, start: int, end: int) -> tuple[str, int]:
    """The text of a literal, and where it ends. start, end: of its token, see `find_tokens`."""
    token = text[start:end]
    if token[0] not in "\"'":
        # The start of an f-string. One with a field is a template, whatever its end is.
        quote = token.lstrip("fFrRtT")
        close = text.find(quote, end)
        return (text[end:close], close + len(quote)) if close >= 0 else (text[end:], len(text))
    width = 3 if token[:3] in ('"""', "'''") else 1
    body = token[width:-width]
    if "\\" not in body or text[max(0, start - 2) : start].lower().endswith(("r", "rb")):
        return body, end
    try:
        return str(ast.literal_eval(token)), end
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return body, end
