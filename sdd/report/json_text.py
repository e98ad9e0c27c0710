"""Values -> JSON that any parser accepts, any terminal survives and any diff can compare."""

import json
import re

from sdd.report.plain import UNSEEN

_UNSEEN = re.compile(f"[{UNSEEN}]")


def to_json(value: object) -> str:
    """JSON of dicts, lists, tuples, text, numbers, booleans and None.

    Keys in their own order, two spaces of indent, a newline at the end. Text is written as it
    is (UTF-8, not escaped) but for characters that are invisible or steer a terminal.
    """
    return _UNSEEN.sub(_escape, json.dumps(value, indent=2, ensure_ascii=False)) + "\n"


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    # Strict parsers refuse half a surrogate pair, so that one is spelled out as text.
    mark = "\\\\u" if "\ud800" <= match[0] <= "\udfff" else "\\u"
    return "".join(mark + units[start : start + 4] for start in range(0, len(units), 4))
