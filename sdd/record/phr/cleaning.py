"""A session without what must not leave the machine: secrets, and where things lie on it."""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any

import msgspec
from msgspec import Struct

from sdd.model.session import Session, Write
from sdd.redact.text import find_secrets, redact_text

EXTERNAL = "<external>"
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_HOME = re.compile(r"/(?:home|Users)/[^/]+|[A-Za-z]:\\Users\\[^\\]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SHORTEST = 8
_SURROGATE = re.compile("[\ud800-\udfff]")


class Cleaned(Struct, frozen=True):
    """A session that may be written down. redacted: how many secrets of each kind it had."""

    session: Session
    redacted: dict[str, int]


def clean(session: Session, roots: Iterable[str], homes: Iterable[str]) -> Cleaned:
    """The session with a marker for every secret, and paths relative to the project.

    roots: spellings of the project's folder; homes: of the person's. Those that the session
    itself tells are added. Written files outside the project are `<external>/name`.
    """
    places = Places([*roots, *session.folders], homes)
    counts: Counter[str] = Counter()
    known = _secrets_of(session)
    anywhere = re.compile("|".join(map(re.escape, known)))

    def hide(text: str) -> str:
        return anywhere.sub(lambda match: _marked(known[match[0]], counts), text)

    def mend(text: str) -> str:
        found = redact_text(text)
        counts.update(found.counts)
        # What was a secret in one place is one in every other, such as the name of a branch.
        rest = hide(found.text) if known else found.text
        return visible(places.shorten(rest))

    writes = tuple(_placed(write, places) for write in session.writes)
    session = msgspec.structs.replace(session, writes=writes)
    return Cleaned(_mended(session, mend), dict(sorted(counts.items())))


def _secrets_of(session: Session) -> dict[str, str]:
    """Every secret of a session that cannot be an ordinary word, longest first, to its kind."""
    found: dict[str, str] = {}

    def look(text: str) -> str:
        for secret in find_secrets(text):
            value = text[secret.start : secret.end]
            if len(value) >= _SHORTEST and not value.isalpha():
                found[value] = secret.kind
        return text

    _mended(session, look)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _marked(kind: str, counts: Counter[str]) -> str:
    counts[kind] += 1
    return f"[redacted: {kind}]"


def visible(text: str) -> str:
    r"""The text with line feeds alone as line ends, and other control characters as `\xNN`."""
    text = _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


class Places:
    """The folders that a session knows by absolute paths."""

    def __init__(self, roots: Iterable[str], homes: Iterable[str]) -> None:
        known = [root.rstrip("/\\") for root in roots if root.rstrip("/\\")]
        self._roots = sorted(dict.fromkeys(known), key=len, reverse=True)
        found = [match[0] for root in self._roots if (match := _HOME.match(root))]
        self._homes = sorted({*found, *homes}, key=len, reverse=True)

    def relative(self, path: str) -> str:
        """A path of the session as a posix path relative to the project."""
        whole = self._unfolded(_posix(path))
        for root in sorted(self._roots, key=len):
            start = f"{_posix(root)}/"
            if whole == start[:-1]:
                return "."
            if _same_start(whole, start):
                whole = whole[len(start) :]
                break
        inside = posixpath.normpath(whole)
        if whole.startswith(("/", "~")) or _DRIVE.match(whole) or inside.startswith("../"):
            return f"{EXTERNAL}/{posixpath.basename(inside)}"
        return inside

    def shorten(self, text: str) -> str:
        """Any text with the project's folder left out of paths, and `~` for the home."""
        for root in self._roots:
            if len(PurePath(_posix(root)).parts) > 2:
                text = _without(root, text, "", ".")
        for home in self._homes:
            if len(PurePath(_posix(home)).parts) > 2:
                text = _without(home, text, "~/", "~")
        return text

    def _unfolded(self, path: str) -> str:
        """A path below `~` as it is from the top, where that leads into the project."""
        if not path.startswith("~/"):
            return path
        candidates = (f"{_posix(home).rstrip('/')}{path[1:]}" for home in self._homes if home)
        inside = (each for each in candidates if self._holds(each))
        return next(inside, path)

    def _holds(self, whole: str) -> bool:
        return any(_same_start(whole, f"{_posix(root)}/") for root in self._roots)


def _posix(path: str) -> str:
    is_windows = _DRIVE.match(path) or ("\\" in path and "/" not in path)
    return path.replace("\\", "/") if is_windows else path


def _same_start(path: str, start: str) -> bool:
    if _DRIVE.match(start):
        return path[: len(start)].lower() == start.lower()
    return path.startswith(start)


def _without(folder: str, text: str, inside: str, alone: str) -> str:
    is_windows = bool(_DRIVE.match(folder))
    if not is_windows and folder not in text:
        return text
    # With either slash, and with two backslashes where code or JSON is quoted.
    written = re.escape(folder)
    if is_windows:
        written = r"(?:/|\\{1,2})".join(map(re.escape, re.split(r"[/\\]", folder)))
    pattern = re.compile(
        rf"(?<![\w.-]){written}(?:(?P<more>[/\\]{{1,2}})|(?![\w.-]))",
        re.IGNORECASE if is_windows else 0,
    )
    return pattern.sub(lambda match: inside if match["more"] else alone, text)


def _placed(write: Write, places: Places) -> Write:
    to = places.relative(write.to) if write.to else ""
    return msgspec.structs.replace(write, path=places.relative(write.path), to=to)


def _mended(value: Any, mend: Callable[[str], str]) -> Any:
    """A value with every text in it mended, however deep."""
    if isinstance(value, str):
        return mend(value)
    if isinstance(value, tuple):
        return tuple(_mended(each, mend) for each in value)
    if isinstance(value, Struct):
        fields = {name: _mended(getattr(value, name), mend) for name in value.__struct_fields__}
        return type(value)(**fields)
    return value
