"""Names with the values that a text gives them, in whatever language it is written.

`password = "..."`, `"api_key": "..."`, `export TOKEN=...`, `--password ...`, `?token=...`,
`Authorization: Bearer ...`, `curl -u name:...`, and all of them inside a JSON string, or in a URL
with `%3D` for the sign.
"""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

_LONGEST = 4096
# An annotation may stand before the value. Only a flag of a command line is parted from it by
# a blank.
_NAME = re.compile(
    r"(?<![\w.-])(?P<flag>--)?-?(?P<name>[A-Za-z_][\w.-]{1,80}+)"
    r"(?:\\{0,7}+[\"'`]?\]?[ \t]{0,20}+(?::=|=>|==?|%(?:25){0,3}3[AaDd]"
    r"|:(?:[\w.\[\]|, ]{1,60} =(?= ?[\"']))?)"
    r"[ \t]{0,20}+|(?(flag)[ \t]{1,4}+|(?!)))"
)
_USER = re.compile(
    r"(?<![\w-])(?:-u|--user|--proxy-user)[ =]{1,3}+[\"']?"
    r"[\w.@+-]{1,80}+:(?P<bare>[^\s\"'`]{1,256}+)"
)
_VALUE = re.compile(
    # A string that is never closed ends with its line.
    rf"[bru]?(?:(?:\"\"(?=\"))?\"(?P<double>(?:[^\"\\\n]|\\.){{1,{_LONGEST}}}+)(?:\"|(?=\n|\Z))"
    rf"|(?:''(?='))?'(?P<single>(?:[^'\\\n]|\\.){{1,{_LONGEST}}}+)(?:'|(?=\n|\Z))"
    rf"|`(?P<tick>[^`\n]{{1,{_LONGEST}}}+)`"
    rf"|\\{{1,7}}+\"(?P<escaped>[^\"\n]{{1,{_LONGEST}}}+)\")"
    rf"|(?:(?i:bearer|basic|token|apikey)[ ]{{1,3}}+)?"
    rf"(?P<bare>[^\s\"'`<>{{}}()\[\]\\]{{1,{_LONGEST}}}+)"
)
_NEXT_PAIR = re.compile(r"(?:[,;&]|%(?:25){0,3}26)[\w.-]{1,40}+(?:[=:]|%(?:25){0,3}3[AaDd])")
_ENDS = ",;.&"
_LINE_HEADS = ("", "export", "set", "ENV", "ARG", "-")


class Assigned(Struct, frozen=True):
    """A value with the name that the text gives it.

    start, end: code point offsets of the value, without its quotes; the end is exclusive.
    quoted: quotes stand around it. whole_line: nothing else stands on its line.
    """

    name: str
    start: int
    end: int
    quoted: bool
    whole_line: bool = False


def find_assigned(text: str, wanted: Callable[[str], object]) -> Iterator[Assigned]:
    """Every name that is wanted, with its value, and the passwords of `--user name:password`.

    Values that follow one another do not overlap. Linear in the length of the text.
    """
    reached = 0
    while found := _NAME.search(text, reached):
        # Behind a name that is none of these another one may stand: `$env:PASSWORD = `.
        reached = found.end("name")
        value = _VALUE.match(text, found.end()) if wanted(found["name"]) else None
        if value:
            assigned = _assigned(text, found, value)
            reached = assigned.end
            yield assigned
    for found in _USER.finditer(text):
        yield Assigned("password", *found.span("bare"), quoted=False)


def _assigned(text: str, name: re.Match[str], value: re.Match[str]) -> Assigned:
    kind = value.lastgroup or "bare"
    start, end = value.span(kind)
    if kind == "bare":
        whole = _is_whole_line(text, name.start(), end)
        return Assigned(name["name"], start, end if whole else _cut(text, start, end), False, whole)
    return Assigned(name["name"], start, start + len(value[kind].rstrip("\\")), quoted=True)


def _cut(text: str, start: int, end: int) -> int:
    """Where a bare value ends: before the next pair, or before the mark that ends a sentence."""
    if pair := _NEXT_PAIR.search(text, start, end):
        return pair.start()
    return start + len(text[start:end].rstrip(_ENDS))


def _is_whole_line(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 12) : start].rpartition("\n")[2].strip()
    return before in _LINE_HEADS and text[end : end + 1] in "\r\n"
