"""Any text without its secrets: what a record, a report or a message may say."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from sdd.redact.assignments import Assigned, find_assigned
from sdd.redact.judge import judge
from sdd.redact.names import secret_noun, secret_strength
from sdd.redact.prose import find_told
from sdd.redact.shapes import find_lookalikes

_MARKER = "[redacted"


class Redacted(Struct, frozen=True):
    """A text without its secrets.

    text: with `[redacted: KIND]` where each stood. counts: how many of each kind, by name; a
    kind is a token format ("github-token", "private-key", "url-password") or what a name says
    ("password", "api-key", "secret").
    """

    text: str
    counts: dict[str, int]


class Secret(Struct, frozen=True, order=True):
    """A secret in a text. start, end: code point offsets, the end exclusive; kind: its kind."""

    start: int
    end: int
    kind: str


def redact_text(text: str) -> Redacted:
    """The text with a marker for every secret in it, and how many of each kind there were.

    text: anything: prose, code, JSON in JSON, the log of a terminal. Hidden are spans of exact
    shape, fillers included, and values that the text itself binds to a credential's name
    (`password: ...`, `--token ...`). Nothing else is changed, redacting twice changes nothing,
    and the time grows with the length of the text and no faster. Never raises.
    """
    parts, end = [], 0
    counts: Counter[str] = Counter()
    for secret in find_secrets(text):
        parts += [text[end : secret.start], f"{_MARKER}: {secret.kind}]"]
        end = secret.end
        counts[secret.kind] += 1
    return Redacted("".join([*parts, text[end:]]), dict(sorted(counts.items())))


def find_secrets(text: str) -> tuple[Secret, ...]:
    """Every secret of a text in order, without overlaps: by shape, else by its name."""
    found = [Secret(hit.start, hit.end, hit.shape) for hit in find_lookalikes(text)]
    found += _named(text)
    kept: list[Secret] = []
    for secret in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or secret.start >= kept[-1].end:
            kept.append(secret)
        elif secret.end > kept[-1].end:
            kept[-1] = Secret(kept[-1].start, secret.end, kept[-1].kind)
    return tuple(kept)


def _named(text: str) -> Iterator[Secret]:
    for assigned in (*find_assigned(text, secret_strength), *find_told(text)):
        if _is_secret(text, assigned):
            kind = secret_noun(assigned.name).replace(" ", "-")
            yield Secret(assigned.start, assigned.end, kind)


def _is_secret(text: str, assigned: Assigned) -> bool:
    value = text[assigned.start : assigned.end]
    if value.startswith(_MARKER):
        return False
    if not assigned.quoted and not assigned.whole_line and value.isalpha():
        # A bare word behind a name is prose or another name: `password: str`.
        return False
    return judge(value, name=assigned.name, context="text") is not None
