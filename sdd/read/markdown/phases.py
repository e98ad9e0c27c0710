"""The phases of a task list."""

import re

from sdd.model.documents import Phase
from sdd.read.markdown.inline import Text, plain
from sdd.read.markdown.outline import Heading, Item, Outline
from sdd.read.markdown.parts import last_lines

_BELOW_HEADINGS = 7

_PHASE = re.compile(
    r"\W{0,6}(?:\[[ xX]\]\s{0,3})?(?:#{1,6}\s)?\W{0,6}(?:(?:phase|フェーズ|阶段|階段|fase)\s?"
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,2}[a-z]?|[IVX]{1,5}|N)\b|第(?P<ordinal>[\d一二三四五六七八九十]{1,3})阶段)"
    r"[\s*_]{0,4}[:\uff1a.\-\u2013—)]?\s{0,3}(?P<title>.*)",
    re.IGNORECASE,
)
_BOX = re.compile(r"\[[ xX]\]\s")
_STORY = re.compile(
    r"(?:user stor(?:y|ies)|ユーザーストーリー|用户故事|使用者故事|historias? de usuario"
    r"|\bUS(?=[- ]?\d))[\s-]?(?P<number>\d{1,4})",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\s*(?:[,&+/\u2013—-]|and|to|y)\s*(?:US|user story)?[\s-]?\d", re.IGNORECASE)
_KINDS = (
    ("setup", ("setup", "set up", "initialization", "initialisation", "セットアップ", "设置",
               "設定", "初始化", "configuración inicial", "preparación")),
    ("foundational", ("foundation", "blocking prerequisites", "基盤", "基础", "基礎",
                      "fundacional", "fundamentos", "cimientos")),
    ("polish", ("polish", "cross-cutting", "convergence", "磨き", "仕上げ", "完善", "打磨",
                "收尾", "pulido", "refinamiento", "transversales")),
)  # fmt: skip


def read_phases(document: Outline) -> tuple[Phase, ...]:
    """The phases in order: numbered headings, also those that stand inside a checkbox item.

    A phase ends where the next one of its level, or any heading above its level, begins.
    """
    marks: list[tuple[int, int]] = []
    found: list[tuple[Text, re.Match[str] | None]] = []
    for block in document.blocks:
        if not isinstance(block, Heading | Item):
            continue
        line = block.text.shown.partition("\n")[0]
        boxed = isinstance(block, Heading) or _BOX.match(line)
        match = _PHASE.fullmatch(line) if boxed else None
        if isinstance(block, Heading) or match:
            level = block.level if isinstance(block, Heading) else _BELOW_HEADINGS
            marks.append((block.line, level))
            found.append((block.text, match))
    ends = last_lines(marks, len(document.lines))
    return tuple(
        _phase(text, match, end) for (text, match), end in zip(found, ends, strict=True) if match
    )


def story_label(title: str) -> str:
    """`US2` where a title names exactly one story, else an empty string."""
    match = _STORY.search(title)
    if match is None or _SEVERAL.match(title, match.end()):
        return ""
    return f"US{int(match['number'])}"


def _phase(text: Text, match: re.Match[str], last_line: int) -> Phase:
    title = plain(match["title"]).strip()
    story = story_label(title)
    return Phase(
        number=match["number"] or match["ordinal"],
        title=title,
        kind="story" if story else _kind(title),
        story=story,
        place=text.place(),
        last_line=last_line,
    )


def _kind(title: str) -> str:
    if _STORY.search(title):
        return "story"
    folded = title.casefold()
    return next((kind for kind, words in _KINDS if any(word in folded for word in words)), "other")
