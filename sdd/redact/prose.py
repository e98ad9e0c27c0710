"""Values that people and commands tell without a sign between name and value.

`the password is ...`, "API key `...`", `IDENTIFIED BY '...'`, `<password>...</password>`,
`docker login -p ...`, `Cookie: session=...`. Only what hides secrets looks for them: to report
them, they are too often something else.
"""

import re
from collections.abc import Iterator

from sdd.redact.assignments import Assigned
from sdd.redact.entropy import is_random
from sdd.redact.names import credential_phrases
from sdd.redact.phrases import any_of
from sdd.redact.vocabulary import WEAK

_SPOKEN = any_of(credential_phrases() | WEAK | {"identified by"})
_TOLD = re.compile(
    rf"(?<![\w.-])(?P<name>{_SPOKEN})(?:[ ]{{1,3}}(?:is|was|to|be|of))?:?[ ]{{1,3}}"
    r"(?:\"(?P<double>[^\"\n]{1,4096}+)\"|'(?P<single>[^'\n]{1,4096}+)'|`(?P<tick>[^`\n]{1,4096}+)`"
    r"|(?P<bare>[^\s\"'`<>(){}\[\],;]{8,512}+))",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<(?P<name>[A-Za-z_][\w.:-]{1,80}+)(?:\s[^<>]{0,200}+)?>(?P<bare>[^<>\s]{1,4096}+)</"
)
_COMMANDS = (
    re.compile(r"\bmysql(?:dump|admin)?\b[^\n|;&]{0,200}? -p(?P<bare>[^\s\"'`]{1,256}+)"),
    re.compile(
        r"\b(?:sshpass|(?:docker|podman|helm registry) login)\b[^\n|;&]{0,200}? -p[ =]?"
        r"[\"']?(?P<bare>[^\s\"'`]{1,256}+)"
    ),
    re.compile(r"\bredis-cli\b[^\n|;&]{0,200}? -a[ =]?[\"']?(?P<bare>[^\s\"'`]{1,256}+)"),
)
_COOKIES = re.compile(r"(?i:cookie)[\"']?[ ]{0,3}[:=][ ]{0,3}[\"']?(?P<pairs>[^\n\"']{1,4096}+)")
_PAIR = re.compile(r"(?P<name>[\w.-]{1,80}+)=(?P<bare>[^\s;]{16,4096}+)")
_ENDS = ".!?:*"


def find_told(text: str) -> Iterator[Assigned]:
    """Every value that looks like one, with the name that is said of it; they may overlap.

    Linear in the length of the text.
    """
    yield from _told(text)
    if "</" in text:
        for found in _TAG.finditer(text):
            yield Assigned(found["name"], *found.span("bare"), quoted=True)
    for command in _COMMANDS:
        yield from (
            Assigned("password", *found.span("bare"), True) for found in command.finditer(text)
        )
    for found in _COOKIES.finditer(text):
        for pair in _PAIR.finditer(text, *found.span("pairs")):
            if is_random(pair["bare"]):
                yield Assigned("session token", *pair.span("bare"), quoted=True)


def _told(text: str) -> Iterator[Assigned]:
    for found in _TOLD.finditer(text):
        name = "password" if found["name"].lower().startswith("identified") else found["name"]
        kind = found.lastgroup or "bare"
        start, end = found.span(kind)
        if kind != "bare":
            yield Assigned(name, start, end, quoted=True)
            continue
        end = start + len(text[start:end].rstrip(_ENDS))
        if _is_mixed(text[start:end]):
            yield Assigned(name, start, end, quoted=True)


def _is_mixed(value: str) -> bool:
    """Whether nobody says a word like it: digits among letters, and marks or both cases."""
    digits, letters = (any(map(kind, value)) for kind in (str.isdigit, str.isalpha))
    marks = not value.isalnum() or (value != value.lower() and value != value.upper())
    return digits and letters and (marks or is_random(value))
