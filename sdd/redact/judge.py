"""The verdict on a literal that is bound to a name: by its shape, else by the name."""

import base64
import re
from collections.abc import Iterator

from msgspec import Struct

from sdd.redact.filters import FALLBACK, FILTERS, Bound, Filter, is_counted_word, is_plain_password
from sdd.redact.masking import describe, hint, mask
from sdd.redact.names import Strength, secret_family, secret_strength
from sdd.redact.placeholders import placeholder_kind
from sdd.redact.shapes import AWS_KEY_SHAPE, Hit, find_shapes, is_aws_secret
from sdd.redact.telling import NAMED

PASSWORD_HASH = "password-hash"

_SHORTEST_SHAPE = 8
_LONGEST_VALUE = 20_000
_WORST_FIRST = ("live", "credential", "default", "test")
_SCHEME = re.compile(r"(?i)\A(?:bearer|basic|token|apikey|digest) {1,4}(?=\S)")
_BASIC = re.compile(r"(?i:basic) {1,4}(?P<encoded>[A-Za-z0-9+/]{4,1024}={0,2})")
_HASH = re.compile(
    r"\$(?:2[abxy]|argon2(?:id|i|d)|scrypt|pbkdf2[a-z0-9-]{0,16}|[156]|apr1|y)\$.{20,512}"
    r"|(?:pbkdf2_|bcrypt|argon2|scrypt|pbkdf2:)[a-z0-9_:]{0,40}\$.{20,512}"
)


class Verdict(Struct, frozen=True):
    """A literal that holds a credential; nothing in it is the value.

    shape: a token format, or "named". group: "live", "credential", "default" or "test".
    reason: what decided, in words. length: in characters. hint: see `masking.hint`.
    """

    shape: str
    group: str
    reason: str
    length: int
    hint: str


class Step(Struct, frozen=True):
    """One decision on the way. name: of the step; decision: in words, the value masked.

    verdict: set on the last step where the literal is a secret.
    """

    name: str
    decision: str
    verdict: Verdict | None = None


def judge(value: str, *, name: str, context: str) -> Verdict | None:
    """The verdict on a literal, or None where it is let through.

    name: the identifier, key, keyword or parameter that binds it, or "". context: how, in
    words for messages, e.g. "assignment"; "enum member" and "Literal" let it through.
    """
    verdict = None
    for step in _steps(value, name, context):
        verdict = step.verdict
    return verdict


def may_be_named(value: str, name: str) -> bool:
    """Whether a literal is a secret by its name in any context, its shape left aside."""
    *_, last = _steps_of_name(value, name, FALLBACK)
    return last.verdict is not None


def trace(value: str, name: str, context: str) -> tuple[Step, ...]:
    """The same, step by step; no step shows the value."""
    return (Step("literal", f'{describe(value)}, bound to "{mask(name)}" ({context})'),
            *_steps(value, name, context))  # fmt: skip


def _steps(value: str, name: str, context: str) -> Iterator[Step]:
    if hits := _shapes(value):
        worst = min(hits, key=lambda hit: _WORST_FIRST.index(hit.group))
        secret = value[worst.start : worst.end]
        reason = f"has the shape of a {worst.shape}"
        yield Step("shape", reason, _verdict(secret, worst.shape, worst.group, reason))
        return
    yield Step("shape", "no known token format")
    yield from _steps_of_name(value, name, context)


def _steps_of_name(value: str, name: str, context: str) -> Iterator[Step]:
    strength = secret_strength(name)
    if strength is None:
        yield Step("name", "let through: the name is no credential's")
        return
    yield Step("name", f"a {strength} credential name")
    yield from _named_steps(_bound(value, name, context, strength))


def _named_steps(bound: Bound) -> Iterator[Step]:
    if shape := _shape_by_name(bound):
        group = "test" if shape == PASSWORD_HASH else "live"
        reason = f"has the shape of a {shape}"
        yield Step("shape by name", reason, _verdict(bound.value, shape, group, reason))
        return
    for label, lets_through in FILTERS:
        if lets_through(bound):
            yield Step(label, f"let through: {_what(lets_through)}")
            return
        yield Step(label, "goes on")
    yield _named(bound)


def _what(lets_through: Filter) -> str:
    """The first sentence of what a filter says of itself."""
    said = " ".join((lets_through.__doc__ or "").split("\n\n")[0].split()).rstrip(".")
    return said[:1].lower() + said[1:]


def _named(bound: Bound) -> Step:
    if bound.placeholder or is_plain_password(bound) or is_counted_word(bound):
        reason = f"a {bound.strength} name with a value that is easily guessed"
        return Step("class", reason, _verdict(bound.value, NAMED, "default", reason))
    evidence = "that is no placeholder" if bound.strength == "strong" else "that looks generated"
    reason = f"a {bound.strength} name with a value {evidence}"
    return Step("class", reason, _verdict(bound.value, NAMED, "credential", reason))


def _verdict(secret: str, shape: str, group: str, reason: str) -> Verdict:
    return Verdict(shape, group, reason, len(secret), hint(secret))


def _shapes(value: str) -> tuple[Hit, ...]:
    return find_shapes(value) if len(value) >= _SHORTEST_SHAPE else ()


def _bound(value: str, name: str, context: str, strength: Strength) -> Bound:
    stripped = value[:_LONGEST_VALUE].strip()
    if password := _basic_password(stripped):
        return Bound(password, name, context, strength, "password", placeholder_kind(password))
    stripped = _SCHEME.sub("", stripped)
    return Bound(stripped, name, context, strength, secret_family(name), placeholder_kind(stripped))


def _basic_password(value: str) -> str:
    """The password in `Basic <base64 of user:password>`, or an empty string."""
    found = _BASIC.fullmatch(value)
    if not found:
        return ""
    try:
        decoded = base64.b64decode(found["encoded"], validate=True).decode()
    except ValueError:
        return ""
    return decoded.partition(":")[2]


def _shape_by_name(bound: Bound) -> str:
    """Shapes too common to be trusted without a name."""
    if _HASH.fullmatch(bound.value):
        return PASSWORD_HASH
    if bound.strength == "strong" and is_aws_secret(bound.value) and "aws" in bound.name.lower():
        return AWS_KEY_SHAPE
    return ""
