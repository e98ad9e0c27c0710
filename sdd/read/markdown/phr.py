"""A prompt history record, read leniently: every dialect that is found, and broken fields.

Dialects: "sdd" (ours), "spec-kit-plus" (its template), "upper" (`ID:`, `DATE_ISO:`, the prompt
among the fields), "iso" (`date_iso:`, `files_yaml:`), "nested" (all of it below
`prompt_history_record`), "bare" (fields without `---` above them) and "prose" (no fields).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from sdd.model.documents import Mention
from sdd.model.facts import Suppression
from sdd.model.finding import Place
from sdd.model.front_matter import FrontMatter
from sdd.model.prompt_records import RECORDS, HeldSecret, PromptRecord
from sdd.read.markdown.front_matter import read_front_matter
from sdd.read.markdown.outline import DocumentTooWild, outline
from sdd.read.markdown.parts import read_suppressions
from sdd.redact.shapes import find_lookalikes, find_shapes
from sdd.redact.text import Secret, find_secrets

_NAME = re.compile(
    r"(?:phr[-_])?(?P<id>\d{1,6})?-?(?P<slug>[^.]*)"
    r"(?:\.(?!(?:prompts?|phr)\.md)(?P<stage>[\w-]+))?(?:\.(?:prompts?|phr))?\.md"
)
_LINE_END = re.compile(r"\r\n?|\n")
_NESTED = "prompt_history_record"
_IDS = ("id", "ID", "phr_id")
_TITLES = ("title", "TITLE", "name")
_STAGES = ("stage", "STAGE")
_DATES = (
    *("date", "date_iso", "DATE_ISO", "date_created", "created", "created_at", "created_date"),
    "timestamp",
)
_FEATURES = ("feature", "FEATURE")
_PROMPT_FIELDS = ("prompt_text", "PROMPT_TEXT", "prompt", "user_prompt")
_PROMPTS = frozenset(
    ("prompt", "prompts", "prompt text", "prompt_text", "user prompt", "user input", "user request")
)
_RESPONSES = frozenset(
    ("response snapshot", "response", "response summary", "response text", "response_text")
)
_OTHERS = frozenset(("outcome", "evaluation notes", "about this record", "commands", "evaluation"))
_HEADING = re.compile(r"#{1,3}[ \t]+(.+?)[ \t#]*")
_LABEL = re.compile(r"(PROMPT_TEXT|RESPONSE_TEXT|OUTCOME)[A-Z_]*:[ \t]*")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_PLACEHOLDER = re.compile(r"\{\{ ?[A-Z][A-Z0-9_]{1,40} ?\}\}")
_CODE = re.compile(r"`[^`\n]*`")


def read_phr(text: str, path: str) -> PromptRecord:
    """The record in a text; never raises. path: posix, relative to the root."""
    front = _unnested(read_front_matter(text))
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    sections = list(_sections(lines, front.body))
    prompt, place = _prompt(front, sections, path)
    name = _NAME.fullmatch(path.rpartition("/")[2])
    route = path.rpartition("/")[0]
    return PromptRecord(
        path,
        file_id=(name["id"] or "") if name else "",
        slug=name["slug"] if name else "",
        file_stage=(name["stage"] or "") if name else "",
        route=route.removeprefix(f"{RECORDS}/") if route.startswith(f"{RECORDS}/") else "",
        dialect=_dialect(front),
        front=front,
        id=front.text(*_IDS),
        stage=front.text(*_STAGES),
        title=front.text(*_TITLES),
        date=front.text(*_DATES),
        feature=front.text(*_FEATURES),
        prompt=prompt,
        prompt_place=place,
        response=_section_text(sections, _RESPONSES),
        session=_session(front),
        placeholders=tuple(_placeholders(lines, sections, path)),
        secrets=tuple(_secrets(text.removeprefix("\ufeff"), path)),
        suppressions=_suppressions(text, path),
    )


def _unnested(front: FrontMatter) -> FrontMatter:
    inner = front.table(_NESTED)
    if not inner:
        return front
    line = front.lines[_NESTED]
    return msgspec.structs.replace(
        front, fields={_NESTED: "", **inner}, lines={_NESTED: line, **dict.fromkeys(inner, line)}
    )


def _dialect(front: FrontMatter) -> str:
    fields = front.fields
    if not fields:
        return "prose"
    if _NESTED in fields:
        return "nested"
    if not front.opened:
        return "bare"
    if "sdd" in fields:
        return "sdd"
    if any(key.isupper() for key in fields):
        return "upper"
    iso = ("date_iso", "files_yaml", "tests_yaml", "prompt_text")
    return "iso" if any(key in fields for key in iso) else "spec-kit-plus"


def _session(front: FrontMatter) -> str:
    session = front.table("sdd").get("session")
    return session if isinstance(session, str) else ""


class _Section(msgspec.Struct, frozen=True):
    """A part of a body. first, last: 1-based lines of what stands below its heading."""

    title: str
    first: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def _sections(lines: Sequence[str], body: int) -> Iterator[_Section]:
    """The parts that we know by their headings; other headings belong to the text around them:
    prompts are pasted with their own."""
    title, first, waiting = "", body, list[str]()
    for number, (line, in_fence) in enumerate(_with_fences(lines[body - 1 :]), body):
        heading = None if in_fence else _heading(line)
        folded = _fold(heading[1]) if heading else ""
        if folded in _PROMPTS | _RESPONSES | _OTHERS:
            yield _Section(title, first, tuple(waiting))
            title, first, waiting = folded, number + 1, []
        else:
            waiting.append(line)
    yield _Section(title, first, tuple(waiting))


def _heading(line: str) -> re.Match[str] | None:
    """A heading, or a name of the template that stands as one: `PROMPT_TEXT:`."""
    return _HEADING.fullmatch(line) if line[:1] == "#" else _LABEL.fullmatch(line)


def _with_fences(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    fence = ""
    for line in lines:
        mark = _FENCE.match(line) if "```" in line or "~~~" in line else None
        yield line, bool(fence)
        if not fence and mark:
            fence = mark[1]
        elif fence and mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
            fence = ""


def _fold(title: str) -> str:
    return _PARENTHESIS.sub("", title).strip("*_: \t").lower()


def _prompt(
    front: FrontMatter, sections: Sequence[_Section], path: str
) -> tuple[str, Place | None]:
    found = next((section for section in sections if section.title in _PROMPTS), None)
    if found:
        line = max(1, found.first - 1)
        return _unfenced(found.text), Place(path, line, 1, line, 1)
    for key in _PROMPT_FIELDS:
        if key in front.fields:
            line = front.lines.get(key, 1)
            return front.text(key), Place(path, line, 1, line, 1)
    return "", None


def _unfenced(text: str) -> str:
    """The text of a prompt that stands in one fence alone; else as it is."""
    lines = text.split("\n")
    opening = _FENCE.match(lines[0])
    if not opening or len(lines) < 2 or lines[-1].strip() != opening[1]:
        return text
    return "\n".join(lines[1:-1])


def _section_text(sections: Sequence[_Section], titles: frozenset[str]) -> str:
    return next((section.text for section in sections if section.title in titles), "")


def _placeholders(
    lines: Sequence[str], sections: Sequence[_Section], path: str
) -> Iterator[Mention]:
    """Names of the template that nobody replaced; a prompt may speak of them."""
    asked = {
        number
        for section in sections
        if section.title in _PROMPTS and len(section.lines) > 3
        for number in range(section.first, section.first + len(section.lines))
    }
    for number, (line, in_fence) in enumerate(_with_fences(lines), 1):
        if "{{" not in line or in_fence or number in asked:
            continue
        plain = _CODE.sub(lambda match: " " * len(match[0]), line)
        for match in _PLACEHOLDER.finditer(plain):
            place = Place(path, number, match.start() + 1, number, match.end() + 1)
            yield Mention(match[0], place)


def _secrets(text: str, path: str) -> Iterator[HeldSecret]:
    found: Sequence[Secret] = find_secrets(text)
    if found:
        fillers = _fillers(text)
        found = [each for each in found if (each.start, each.end) not in fillers]
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))] if found else [0]
    for secret in found:
        line = bisect_right(starts, secret.start)
        end_line = bisect_right(starts, secret.end)
        column, end_column = (secret.start - starts[line - 1], secret.end - starts[end_line - 1])
        yield HeldSecret(secret.kind, Place(path, line, column + 1, end_line, end_column + 1))


def _fillers(text: str) -> set[tuple[int, int]]:
    """Spans that only have the shape of a secret, such as `ghp_xxxx` in an instruction."""
    alike = {(each.start, each.end) for each in find_lookalikes(text)}
    return alike - {(each.start, each.end) for each in find_shapes(text)}


def _suppressions(text: str, path: str) -> tuple[Suppression, ...]:
    # Hundreds of records are read in every run; next to none holds a comment for us.
    if "sdd: ignore" not in text:
        return ()
    try:
        return read_suppressions(outline(text, path))
    except DocumentTooWild:
        return ()
