"""A title as a part of a path."""

import re

LONGEST = 60
# Device names, which Windows keeps for itself whatever the extension.
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
_MARKS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("(?<=[^\\W_])['\u2019](?=[^\\W_])")
# A title is read no further: what lies behind can no longer change the slug.
_MOST_CHARACTERS = 2_000


def slug(title: str, otherwise: str = "untitled", longest: int = LONGEST) -> str:
    """Lower-case ASCII letters, digits and single dashes: a safe name on every system.

    title: any text; other scripts are spelled in Latin letters. otherwise: a slug for a title
    without a letter or digit. longest: in characters, at least 1; the cut is made between words
    where one is near. What Windows keeps for devices ("con") gets a word in front.
    The rule is that of spec-kit-plus: everything outside [a-z0-9] is a dash, runs are squeezed.
    """
    cut = _cut(_dashed(title[:_MOST_CHARACTERS]) or otherwise, longest)
    return f"about-{cut}" if _RESERVED.match(cut) else cut


def _dashed(title: str) -> str:
    spelled = title if title.isascii() else _spell(title)
    return _MARKS.sub("-", _APOSTROPHES.sub("", spelled).lower()).strip("-")


def _spell(title: str) -> str:
    # 30 ms that a title in plain ASCII need not wait for.
    from anyascii import anyascii

    return anyascii(title)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    whole, _, _ = text[: longest + 1].rpartition("-")
    return whole if len(whole) > longest // 2 else text[:longest].strip("-")
