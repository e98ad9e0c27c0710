"""The version line of a constitution, in its many spellings."""

import re
from collections.abc import Iterator

from sdd.model.documents import Field, Footer
from sdd.read.markdown.inline import Text
from sdd.read.markdown.outline import Block, Comment, Fence, Heading, Outline, Row
from sdd.read.markdown.titles import fold

_LABELS = {
    "version": (
        "version", "constitution version", "current version", "バージョン", "版", "版本",
        "版本号", "版本號", "versión", "版数", "버전",
    ),
    "ratified": (
        "ratified", "ratified on", "ratification date", "date ratified", "adopted",
        "制定日", "批准日", "批准日期", "批准", "制定日期", "生效日期", "ratificada", "ratificado",
        "ratificación", "fecha de ratificación", "비준일",
    ),
    "amended": (
        "last amended", "amended", "amended on", "last amendment", "last amended date",
        "last updated", "last revised", "最終改訂日", "最終改定日", "最終更新日", "最后修订",
        "最后修订日期", "最后修改", "最后更新", "最後修訂", "最後更新", "última enmienda",
        "última modificación", "última actualización", "última revisión", "최종 수정일",
    ),
}  # fmt: skip
_CHUNK = re.compile(r"[^|\uff5c\n]+")
_PART = re.compile(r"[\s*_>-]*(?P<label>[^\W\d]+(?:[ ][^\W\d]+){0,3})\**[ \t]*"
                   r"(?:(?P<colon>[:\uff1a])[\s*_]*)?(?P<value>.*)")  # fmt: skip
_STARTS_LIKE_VALUE = re.compile(r"v?\d|\[[A-Z]|TODO\(", re.IGNORECASE)


def read_footer(document: Outline) -> Footer | None:
    """The version line: the last block that holds a version and a date, else the last version.

    Dates that stand in blocks of their own (a header, a list, a two-column table) are found too.
    """
    blocks = [found for block in document.blocks if (found := dict(_labelled(block)))]
    versions = [found for found in blocks if "version" in found]
    if not versions:
        return None
    whole = [found for found in versions if len(found) > 1]
    chosen = (whole or versions)[-1]
    everywhere = {key: field for found in blocks for key, field in found.items()}
    parts = everywhere | chosen
    return Footer(
        chosen["version"].place, parts["version"], parts.get("ratified"), parts.get("amended")
    )


def _labelled(block: Block) -> Iterator[tuple[str, Field]]:
    if isinstance(block, Heading | Fence | Comment):
        return
    if isinstance(block, Row):
        if len(block.cells) == 2:
            yield from _row(*block.cells)
        return
    for chunk in _CHUNK.finditer(block.text.shown):
        match = _PART.fullmatch(chunk[0])
        if match is None:
            continue
        key = _key(match["label"])
        if key and (match["colon"] or _STARTS_LIKE_VALUE.match(match["value"])):
            yield key, _field(block.text, key, match, chunk.start())


def _row(label: Text, value: Text) -> Iterator[tuple[str, Field]]:
    if key := _key(label.shown):
        yield key, Field(key, label.shown, value.shown.strip(" *_`"), value.place())


def _key(label: str) -> str:
    folded = fold(label)
    return next((key for key, labels in _LABELS.items() if folded in labels), "")


def _field(text: Text, key: str, match: re.Match[str], offset: int) -> Field:
    value = match["value"].rstrip(" \t*_`")
    trimmed = value.lstrip(" \t*_`")
    start = offset + match.start("value") + len(value) - len(trimmed)
    if not trimmed:
        start = offset + match.start("label")
    return Field(key, match["label"], trimmed, text.place(start, start + len(trimmed)))
