"""Text without its secrets."""

from collections.abc import Iterable

from sdd.redact.shapes import find_lookalikes

_SHORTEST_HINTED = 12
_HINT = 2
_MARKER = "[redacted]"


def hint(value: str) -> str:
    """What may be shown of a secret: its first two characters, nothing of one under twelve."""
    return value[:_HINT] if len(value) >= _SHORTEST_HINTED else ""


def describe(value: str) -> str:
    """A value in words for messages: `"ab…", 24 characters`, or the length alone."""
    length = "1 character" if len(value) == 1 else f"{len(value)} characters"
    shown = hint(value)
    return f'"{shown}…", {length}' if shown.isprintable() and shown else length


def mask(text: str) -> str:
    """The text with a marker for everything that has the shape of a secret.

    A marker names the shape: `[redacted: github-token]`. Fillers are masked as well: what
    looks like a secret to the next scanner is not worth showing. Masking twice changes nothing.
    """
    parts, end = [], 0
    for hit in find_lookalikes(text):
        parts += [text[end : hit.start], f"[redacted: {hit.shape}]"]
        end = hit.end
    return "".join([*parts, text[end:]])


def mask_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with `[redacted]` for each span.

    spans: code point offsets, the end exclusive, in any order; overlapping ones become one,
    offsets outside the text are cut to it, empty ones are passed over.
    """
    parts, end = [], 0
    for start, stop in _merged(spans, len(text)):
        parts += [text[end:start], _MARKER]
        end = stop
    return "".join([*parts, text[end:]])


def _merged(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, stop in sorted((max(0, start), min(length, stop)) for start, stop in spans):
        if start >= stop:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged
