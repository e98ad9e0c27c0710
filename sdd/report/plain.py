"""Text from a project made harmless: what moves a cursor or turns the writing is shown instead."""

import re

# What has no shape of its own but acts on its surroundings: C1 controls, bidirectional marks,
# line separators, invisible operators, byte order marks, surrogates without a partner, tags.
# The zero-width joiners stay: Persian, Indic scripts and emoji are written with them.
UNSEEN = (
    "\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff"
)
_HARMFUL = re.compile(f"[\x00-\x1f{UNSEEN}]")


def plain(text: str) -> str:
    """The text in one line, with each harmful character as its Python escape, e.g. `\\x1b`.

    Line ends and tabs count as harmful. The result can always be encoded as UTF-8.
    """
    return _HARMFUL.sub(_escape, text)


def flat(text: str) -> str:
    """A passage as one harmless line: white space of any kind becomes single spaces."""
    return plain(" ".join(text.split()))


def shorten(text: str, limit: int) -> str:
    """The text in at most `limit` characters; an ellipsis says that something was left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
