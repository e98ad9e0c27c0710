"""The sync impact report: the comment in which an amendment is accounted for."""

import re
from collections.abc import Iterator

from sdd.model.documents import ImpactReport, Mention
from sdd.model.finding import Place
from sdd.read.markdown.inline import plain
from sdd.read.markdown.outline import Comment, Outline

_TITLE = re.compile(r"sync impact report", re.IGNORECASE)
_SEMVER = r"v?\d{1,6}\.\d{1,6}\.\d{1,6}"
_CHANGE = re.compile(
    rf"(?P<old>{_SEMVER}|none|n/a|\[?template\]?|\[[A-Z_]{{1,40}}\]|initial|unversioned|-)?"
    rf"[\s*`\"'()]{{0,6}}(?:→|⟶|⇒|->|=>|\bto\b)[\s*`\"']{{0,4}}(?P<new>{_SEMVER})",
    re.IGNORECASE,
)
_VERSION = re.compile(rf"\bversion\b[^\n\d]{{0,40}}(?P<new>{_SEMVER})", re.IGNORECASE)
_LIST = re.compile(
    r"[\s*#_-]*(?P<kind>added|new|removed|deleted)\s+(?:sections?|principles?|articles?)"
    r"(?:\s*\([^()\n]*\))?[\s*_]*[:\uff1a][\s*_]*(?P<rest>.*)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s{0,3}[*_#\s]*[^\W\d_][^:\uff1a\n]{1,60}[:\uff1a]\s*(?:\S.*)?")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)]|✅|⚠️?)\s+(?P<text>\S.*)")
_NONE = re.compile(
    r"[\s*_(\[-]*(?:none|n/?a|nothing|no|nil|なし|无|無|ninguna?)(?!\w)", re.IGNORECASE
)
_ADDED, _REMOVED = ("added", "new"), ("removed", "deleted")


def read_report(document: Outline) -> ImpactReport | None:
    """The report about the last change, or None.

    Reports are collected at the top, the newest first or last: the highest version is the last.
    """
    reports = [
        report
        for block in document.blocks
        if isinstance(block, Comment) and _TITLE.search(block.text)
        for report in _reports(block)
    ]
    return max(reports, key=_new_version, default=None)


def _new_version(report: ImpactReport) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", report.new))


def _reports(comment: Comment) -> Iterator[ImpactReport]:
    """Each line that names versions, with the lists that follow it."""
    lines = comment.text.removesuffix("-->").split("\n")
    changes = [(number, match) for number, line in enumerate(lines) if (match := _change(line))]
    ends = [number for number, _ in changes[1:]] + [len(lines)]
    for (number, match), end in zip(changes, ends, strict=True):
        old = match.groupdict().get("old") or ""
        yield ImpactReport(
            place=_place(comment, number, match.start(), match.end()),
            old=old if old[:1] in "vV0123456789" else "",
            new=match["new"],
            added=tuple(_listed(comment, lines, range(number, end), _ADDED)),
            removed=tuple(_listed(comment, lines, range(number, end), _REMOVED)),
        )


def _change(line: str) -> re.Match[str] | None:
    """The last step that a line names: of "1.0.0 → 1.1.0 → 1.2.0" the second one."""
    match = _CHANGE.search(line)
    while match and (following := _CHANGE.match(line, match.start("new"))):
        match = following
    match = match or _VERSION.search(line)
    is_entry = _BULLET.match(line) and "version" not in line.lower()
    return None if is_entry else match


def _listed(
    comment: Comment, lines: list[str], numbers: range, kinds: tuple[str, ...]
) -> Iterator[Mention]:
    """What the lists of some kinds hold in some lines: each entry with its place."""
    inside, level = False, -1
    for number in numbers:
        line = lines[number]
        start = _LIST.match(line)
        if start:
            inside = start["kind"].lower() in kinds
            level = _indent(line) if _BULLET.match(line) else -1
            rest = start["rest"]
            if inside and rest and not _NONE.match(rest):
                yield _mention(comment, number, line, rest)
            continue
        bullet = _BULLET.match(line)
        if _indent(line) <= level if bullet else _LABEL.fullmatch(line):
            inside = False
        elif inside and bullet and not line.startswith("    ") and not _NONE.match(bullet["text"]):
            yield _mention(comment, number, line, bullet["text"])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _mention(comment: Comment, number: int, line: str, text: str) -> Mention:
    start = line.rindex(text)
    return Mention(plain(text), _place(comment, number, start, start + len(text.rstrip())))


def _place(comment: Comment, number: int, start: int, end: int) -> Place:
    """Columns are those of the comment's own lines; only the first may begin further right."""
    shift = comment.place.column if number == 0 else 1
    line = comment.place.line + number
    return Place(comment.place.path, line, start + shift, line, end + shift)
