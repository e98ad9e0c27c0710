"""The few tokens of Python source that say how wild it is, found without a parser.

Text inside a string says nothing, but an f-string holds code between its braces, also with
quotes of its own kind (PEP 701); that code is looked at like any other.
"""

import re
from collections.abc import Generator, Iterator
from typing import TypeAlias

# kind, start and end. Kinds: "comment", "string", "open", "close", "shut" (the brace that ends
# a field of an f-string), "comma", "newline", "colon", "delete" (the keyword), "word" (an
# operator that is one) and "chain" (one or more other operators).
Token: TypeAlias = tuple[str, int, int]
_Reading: TypeAlias = Generator[Token, None, int]

_WORDS = "not|await|lambda|if|and|or|yield|in|is"
_MARKS = r"#\"'()\[\]{},;\\\r\n:\-+~*/%@&|^<>=.!"
# At every place something matches: other words and marks are passed over at once, and the end
# of the text ends the last match. All is possessive, so that the scan is linear on any text.
# Strings that never end run to the end of the line or of the file.
_CODE = re.compile(
    rf"(?:[^\w{_MARKS}]++"
    rf"|(?!(?:{_WORDS}|del)\b|(?:[fF][rR]?|[rR][fFtT]|[tT][rR]?)[\"'])\w++)*+"
    r"(?:(?P<newline>[\r\n][\r\n \t\f]*+)"
    r"|(?P<chain>[-+~*/%@&|^<>=.!]++)"
    rf"|(?P<word>{_WORDS})"
    r"|(?P<comma>[,;])"
    r"|(?P<open>[(\[{])"
    r"|(?P<close>[)\]}])"
    r"|(?P<colon>:)"
    r"|(?P<comment>\#[^\r\n]*+)"
    r'|(?P<string>"""[^"\\]*+(?:(?:\\(?:.|\Z)|"(?!""))[^"\\]*+)*+(?:"""|\Z)'
    r"|'''[^'\\]*+(?:(?:\\(?:.|\Z)|'(?!''))[^'\\]*+)*+(?:'''|\Z)"
    r'|"[^"\\\r\n]*+(?:\\(?:\r\n|.|\Z)[^"\\\r\n]*+)*+"?'
    r"|'[^'\\\r\n]*+(?:\\(?:\r\n|.|\Z)[^'\\\r\n]*+)*+'?)"
    r"|(?P<formatted>[fFrRtT]++(?:\"\"\"|'''|[\"']))"
    r"|(?P<delete>del)"
    r"|\\(?:\r\n?|\n)?|\Z)",
    re.DOTALL,
)
_NAMED = r"\\N\{|"
_TEXT = r"\\[^{}]|\{\{|\}\}|[{}]|"
_TEXTS = {
    (quote, raw): re.compile(("" if raw else _NAMED) + _TEXT + quote + line_end, re.DOTALL)
    for quote, line_end in (('"""', ""), ("'''", ""), ('"', r"|[\r\n]"), ("'", r"|[\r\n]"))
    for raw in (False, True)
}


class _Formatted:
    """An f-string that is open. text: finds what matters in its text.

    brackets: for each open field, outermost first, how many brackets of its code are open.
    in_text: whether what follows is text, that is, no field is open or its format has begun.
    """

    def __init__(self, start: str) -> None:
        quote = start.lstrip("fFrRtT")
        self.text = _TEXTS[quote, "r" in start.lower()]
        self.brackets: list[int] = []
        self.in_text = True


def find_tokens(text: str) -> Iterator[Token]:
    """The tokens in source order; offsets are code points. Linear in the length of the text."""
    strings: list[_Formatted] = []
    position = 0
    while position < len(text):
        read = _read_text if strings and strings[-1].in_text else _read_code
        position = yield from read(text, position, strings)


def _read_code(text: str, position: int, strings: list[_Formatted]) -> _Reading:
    """Code up to where the text of an f-string begins or goes on; returns that offset."""
    for match in _CODE.finditer(text, position):
        kind = match.lastgroup
        if kind is None:
            continue
        start, end = match.span(kind)
        if kind == "formatted":
            strings.append(_Formatted(match[kind]))
            yield "string", start, end
            return end
        if strings:
            yield _step(strings[-1], kind), start, end
            if strings[-1].in_text:
                return end
        else:
            yield kind, start, end
    return len(text)


def _step(string: _Formatted, kind: str) -> str:
    """Note a bracket or colon of the code in a field; returns what the token is."""
    if kind == "open":
        string.brackets[-1] += 1
    elif kind == "close" and string.brackets[-1]:
        string.brackets[-1] -= 1
    elif kind == "close":
        string.brackets.pop()
        string.in_text = True
        return "shut"
    elif kind == "colon" and not string.brackets[-1]:
        string.in_text = True
    return kind


def _read_text(text: str, position: int, strings: list[_Formatted]) -> _Reading:
    """Text of the innermost f-string up to a field or its end; returns where code goes on."""
    string = strings[-1]
    for match in string.text.finditer(text, position):
        start, found = match.start(), match[0]
        if found[-1] == "{" and (string.brackets or found == "{"):
            start += len(found.rstrip("{"))
            string.brackets.append(0)
            string.in_text = False
            yield "open", start, start + 1
            return start + 1
        if found[0] == "}" and string.brackets:
            string.brackets.pop()
            yield "shut", start, start + 1
            return start + 1
        if found[0] in "\"'\r\n":
            # A line end stands here only where the string is broken.
            yield from (("shut", start, start) for _ in string.brackets)
            strings.pop()
            return start if found in "\r\n" else match.end()
    return len(text)
