"""Where secrets of an exact shape stand in a text, found in linear time.

A file is first asked whether it may hold one at all: all characters that a token can begin
with are made equal, and only runs of them that are long enough are looked at.
"""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from sdd.redact.confirm import is_genuine, is_key_body
from sdd.redact.formats import LOOSE, SHORTEST_RUN, TOKENS, Format
from sdd.redact.phrases import any_of
from sdd.redact.urls import url_passwords

PRIVATE_KEY = "private-key"
URL_PASSWORD = "url-password"
AWS_KEY_SHAPE = "aws-secret-key"

_WORD = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
_FLATTEN = bytes(ord("w") if byte in _WORD else ord(" ") for byte in range(256))
_RUN = re.compile(b"w" * SHORTEST_RUN + b"w*")
_ESCAPED = {"\\": 1, "%": 2}

_FIRSTS: dict[str, tuple[int, ...]] = {
    first: tuple(index for index, shape in enumerate(TOKENS) if shape.prefix[0] == first)
    for first in {shape.prefix[0] for shape in TOKENS}
}
_TOKENS_BY_FIRST = {
    first: re.compile(
        "|".join(f"(?P<f{i}>{re.escape(TOKENS[i].prefix)}{TOKENS[i].body})" for i in indexes)
    )
    for first, indexes in _FIRSTS.items()
}
# What begins no word is a token behind a word as well: `fix-ghp_...`. Keys of caches are named
# `cache-key-...`; a signed token begins with one of three names of its header.
_GLUED = re.compile(
    any_of(
        {
            *(
                shape.prefix
                for shape in TOKENS
                if len(shape.prefix) > 3 and {"_", "-"} & set(shape.prefix)
            ),
            *("eyJhbGci", "eyJ0eXAi", "eyJraWQi"),
        }
        - {"key-"}
    )
    + r"(?=[A-Za-z0-9_-]{10})"
)
_BEFORE = re.compile(r"[A-Za-z0-9_-]")
# A literal expression is searched for twice as fast as `in` does it.
_LOOSE = tuple(
    (shape, re.compile(re.escape(shape.prefix)), re.compile(rf"(?<![A-Za-z0-9_]){shape.body}"))
    for shape in LOOSE
)

_KEY_BEGIN = re.compile(r"-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----")
_KEY_END = re.compile(r"-----END [A-Z0-9 ]{1,60}-----")
_KEY_BODY = re.compile(r"[A-Za-z0-9+/=\s\\\"',]{0,20000}")
_LONGEST_KEY = 20_000
_AWS_SECRET = re.compile(r"(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])")
_AWS_HEX = re.compile(r"[0-9a-fA-F]{40}")
_AWS_NEAR = 300


class Hit(Struct, frozen=True):
    """A span of exact shape. start, end: code point offsets, the end exclusive.

    shape: name of the format, e.g. "github-token". group: "live", "test", "credential" (real,
    but not known to open anything) or "default" (a guessable password in a URL).
    """

    start: int
    end: int
    shape: str
    group: str


class Candidate(Struct, frozen=True):
    """A span that has a shape, genuine or written to fill a place."""

    hit: Hit
    genuine: bool


def find_shapes(text: str) -> tuple[Hit, ...]:
    """Every genuine secret of exact shape, in order, without overlaps, leftmost and longest."""
    return _without_overlaps(found.hit for found in _candidates(text) if found.genuine)


def find_lookalikes(text: str) -> tuple[Hit, ...]:
    """Like `find_shapes`, with fillers of the same shape: what no output should show."""
    return _without_overlaps(found.hit for found in _candidates(text))


def may_hold_shapes(text: str) -> bool:
    """False where no shape can stand in a text: the fast answer for most files."""
    return next(_candidates(text), None) is not None


def is_aws_secret(text: str) -> bool:
    """True for 40 characters of base64 that are not a hexadecimal digest."""
    return bool(_AWS_SECRET.fullmatch(text)) and not _AWS_HEX.fullmatch(text)


def _candidates(text: str) -> Iterator[Candidate]:
    for search in _SEARCHES:
        yield from search(text)


def _tokens(text: str) -> Iterator[Candidate]:
    flat = text.encode("ascii", "replace").translate(_FLATTEN)
    for run in _RUN.finditer(flat):
        for start in _starts(text, run.start()):
            patterns = _TOKENS_BY_FIRST.get(text[start])
            found = patterns.match(text, start) if patterns else None
            if found:
                yield from _token(text, found)


def _glued(text: str) -> Iterator[Candidate]:
    reached = 1
    for start in (found.start() for found in _GLUED.finditer(text)):
        if start < reached or not _BEFORE.match(text, start - 1):
            continue
        if found := _TOKENS_BY_FIRST[text[start]].match(text, start):
            reached = found.end()
            yield from _token(text, found)


def _starts(text: str, start: int) -> tuple[int, ...]:
    r"""Where a token can begin in a run: behind a written escape (`\n`, `%3D`) as well."""
    skipped = _ESCAPED.get(text[start - 1 : start], 0)
    return (start, start + skipped) if skipped else (start,)


def _token(text: str, found: re.Match[str]) -> Iterator[Candidate]:
    shape = TOKENS[int((found.lastgroup or "f0")[1:])]
    yield _candidate(found, shape)
    if shape.name == "aws-key-id":
        yield from _aws_secrets(text, found)


def _candidate(found: re.Match[str], shape: Format) -> Candidate:
    hit = Hit(found.start(), found.end(), shape.name, shape.group)
    return Candidate(hit, is_genuine(found.group(), shape))


def _aws_secrets(text: str, key_id: re.Match[str]) -> Iterator[Candidate]:
    """Secret keys have no prefix: they are known by the key id that stands near them."""
    window = max(0, key_id.start() - _AWS_NEAR), key_id.end() + _AWS_NEAR
    for found in _AWS_SECRET.finditer(text, *window):
        if not _AWS_HEX.fullmatch(found.group()):
            example = found.group().endswith("EXAMPLEKEY")
            yield Candidate(Hit(*found.span(), AWS_KEY_SHAPE, "live"), not example)


def _loose(text: str) -> Iterator[Candidate]:
    for shape, marker, pattern in _LOOSE:
        if marker.search(text):
            yield from (_candidate(found, shape) for found in pattern.finditer(text))


def _private_keys(text: str) -> Iterator[Candidate]:
    if "PRIVATE KEY" not in text:
        return
    for begin in _KEY_BEGIN.finditer(text):
        stop = _key_stop(text, begin.end())
        end = _KEY_END.match(text, stop)
        hit = Hit(begin.start(), end.end() if end else stop, PRIVATE_KEY, "live")
        yield Candidate(hit, is_key_body(text[begin.end() : stop]))


def _key_stop(text: str, start: int) -> int:
    """Where a key's body ends: at the next dashes, or with its own characters if it is cut off."""
    stop = text.find("-----", start, start + _LONGEST_KEY)
    if stop >= 0:
        return stop
    body = _KEY_BODY.match(text, start)
    return body.end() if body else start


def _url_passwords(text: str) -> Iterator[Candidate]:
    for found in url_passwords(text):
        group = found.group or "test"
        yield Candidate(Hit(found.start, found.end, URL_PASSWORD, group), bool(found.group))


_SEARCHES: tuple[Callable[[str], Iterator[Candidate]], ...] = (
    _tokens,
    _glued,
    _loose,
    _private_keys,
    _url_passwords,
)


def _without_overlaps(hits: Iterator[Hit]) -> tuple[Hit, ...]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)
